//! Server functions of the collection page.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::codec::Answer;
use crate::error::AppError;
use crate::filter::Filter;
use crate::model::CreatorId;
use crate::model::page::collection::{CollectionStatus, RunView};
use crate::model::page::overview::DayHealth;

/// Today's run, the next one, the capability matrix.
#[server(endpoint = "collection/status", input = Json, output = Answer)]
pub async fn load_status(
    /// Whose.
    creator: CreatorId,
) -> Result<CollectionStatus, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    super::gate::answer(ports.collection.status(&viewer, &creator).await)
}

/// Runs and gaps of the filter's period, newest first.
#[server(endpoint = "collection/runs", input = Json, output = Answer)]
pub async fn load_runs(
    /// Whose.
    creator: CreatorId,
    /// Which days.
    filter: Filter,
) -> Result<Vec<RunView>, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    let days = super::gate::answer(super::gate::resolve(&ports, &viewer, &creator, &filter).await)?;
    super::gate::answer(ports.collection.runs(&viewer, &creator, days.period).await)
}

/// The run of every day of the filter's period, oldest first.
#[server(endpoint = "collection/calendar", input = Json, output = Answer)]
pub async fn load_calendar(
    /// Whose.
    creator: CreatorId,
    /// Which days.
    filter: Filter,
) -> Result<Vec<DayHealth>, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    let days = super::gate::answer(super::gate::resolve(&ports, &viewer, &creator, &filter).await)?;
    super::gate::answer(ports.collection.calendar(&viewer, &creator, days.period).await)
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
