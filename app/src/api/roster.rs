//! Server functions of the roster.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::codec::Answer;
use crate::error::AppError;
use crate::html::Html;

/// The roster, for the query of the page.
#[server(endpoint = "roster", input = Json, output = Answer)]
pub async fn load_roster(
    /// The page's query.
    query: String,
) -> Result<Html, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    super::gate::answer(crate::panels::roster::render(&ports, &viewer, &query).await)
}
