//! Server functions of the audience page.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::codec::Answer;
use crate::error::AppError;
use crate::html::Html;
use crate::model::{CreatorId, Dimension};

/// The panels of one dimension, for the query of the page.
#[server(endpoint = "audience", input = Json, output = Answer)]
pub async fn load_audience(
    /// Whose.
    creator: CreatorId,
    /// Which dimension.
    dimension: Dimension,
    /// The page's query.
    query: String,
) -> Result<Html, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    super::gate::answer(crate::panels::audience::render(&ports, &viewer, creator, dimension, &query).await)
}
