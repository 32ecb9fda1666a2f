//! Server functions of the overview.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::codec::Answer;
use crate::error::AppError;
use crate::filter::Filter;
use crate::model::CreatorId;
use crate::model::page::overview::{Growth, LatestFlow, LatestPortrait};

/// Growth over the filter's period.
#[server(endpoint = "overview/growth", input = Json, output = Answer)]
pub async fn load_growth(
    /// Whose.
    creator: CreatorId,
    /// Which days.
    filter: Filter,
) -> Result<Growth, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    let days = super::gate::answer(super::gate::resolve(&ports, &viewer, &creator, &filter).await)?;
    super::gate::answer(ports.overview.growth(&viewer, &creator, days.period, days.compare).await)
}

/// The newest portrait in the filter's period.
#[server(endpoint = "overview/portrait", input = Json, output = Answer)]
pub async fn load_portrait(
    /// Whose.
    creator: CreatorId,
    /// Which days.
    filter: Filter,
) -> Result<LatestPortrait, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    let days = super::gate::answer(super::gate::resolve(&ports, &viewer, &creator, &filter).await)?;
    super::gate::answer(ports.overview.portrait(&viewer, &creator, days.period).await)
}

/// The newest flow contributions in the filter's period.
#[server(endpoint = "overview/flow", input = Json, output = Answer)]
pub async fn load_flow(
    /// Whose.
    creator: CreatorId,
    /// Which days.
    filter: Filter,
) -> Result<LatestFlow, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    let days = super::gate::answer(super::gate::resolve(&ports, &viewer, &creator, &filter).await)?;
    super::gate::answer(ports.overview.flow(&viewer, &creator, days.period).await)
}
