//! Server functions of the collection page.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use super::codec::Answer;
use crate::error::AppError;
use crate::html::Html;
use crate::model::CreatorId;
use crate::model::page::collection::CollectionStatus;

/// Today's run and the next one.
#[server(endpoint = "collection/status", input = Json, output = Answer)]
pub async fn load_status(
    /// Whose.
    creator: CreatorId,
) -> Result<CollectionStatus, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    super::gate::answer(ports.collection.status(&viewer, &creator).await)
}

/// Today's run while it is under way, for pages that tell nothing else of it; without one, a status that knows nothing.
#[server(endpoint = "collection/under-way", input = Json, output = Answer)]
pub async fn load_under_way(
    /// Whose.
    creator: CreatorId,
) -> Result<CollectionStatus, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    let collecting = super::gate::answer(ports.overview.header(&viewer, &creator).await)?.collecting;
    if !collecting {
        return Ok(CollectionStatus::default());
    }
    super::gate::answer(ports.collection.status(&viewer, &creator).await)
}

/// Which panel of the collection page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CollectionPanel {
    /// The calendar of runs.
    Calendar,
    /// One run in full.
    Run,
    /// Runs and gaps of the period.
    Runs,
    /// The capability matrix.
    Capabilities,
    /// The app's quotas.
    Quota,
    /// The coming months of the authorisation.
    Forecast,
}

/// One panel, for the query of the page.
#[server(endpoint = "collection", input = Json, output = Answer)]
pub async fn load_collection(
    /// Whose.
    creator: CreatorId,
    /// Which panel.
    panel: CollectionPanel,
    /// The page's query.
    query: String,
) -> Result<Html, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    super::gate::answer(crate::panels::collection::render(&ports, &viewer, creator, panel, &query).await)
}

/// Starts today's run; a plain form works too, and comes back to its page.
#[server(endpoint = "collection/collect-now", output = Answer)]
pub async fn collect_now(
    /// Whose.
    creator: CreatorId,
) -> Result<(), AppError> {
    let (ports, viewer) = super::gate::enter()?;
    super::gate::answer(ports.collection.collect_now(&viewer, &creator).await)
}
