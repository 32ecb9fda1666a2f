//! Server functions of the flow page.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::codec::Answer;
use crate::error::AppError;
use crate::html::Html;
use crate::model::CreatorId;

/// The panels, for the query of the page.
#[server(endpoint = "flow", input = Json, output = Answer)]
pub async fn load_flow(
    /// Whose.
    creator: CreatorId,
    /// The page's query.
    query: String,
) -> Result<Html, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    super::gate::answer(crate::panels::flow::render(&ports, &viewer, creator, &query).await)
}
