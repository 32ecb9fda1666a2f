//! Server functions of the audience pages.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::codec::Answer;
use crate::error::AppError;
use crate::filter::Filter;
use crate::model::page::audience::AudienceView;
use crate::model::{CreatorId, Dimension};

/// One dimension over the filter's period.
#[server(endpoint = "audience/composition", input = Json, output = Answer)]
pub async fn load_composition(
    /// Whose.
    creator: CreatorId,
    /// Which question.
    dimension: Dimension,
    /// Which days.
    filter: Filter,
) -> Result<AudienceView, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    let days = super::gate::answer(super::gate::resolve(&ports, &viewer, &creator, &filter).await)?;
    let composition = super::gate::answer(ports.audience.composition(&viewer, &creator, dimension, days.period).await)?;
    Ok(AudienceView::of(&composition))
}
