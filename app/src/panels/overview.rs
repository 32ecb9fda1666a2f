//! Panels of the overview: numbers, growth, health, portrait, flow.

mod cards;
mod changes;
mod flow;
mod growth;
mod health;
mod portrait;

use leptos::prelude::*;

use super::parts::Absence;
use super::{Scope, once};
use crate::api::overview::OverviewPanel;
use crate::error::AppError;
use crate::html::Html;
use crate::model::CreatorId;
use crate::ports::{Ports, Viewer};
use cards::Cards;
use changes::ChangesPanel;
use flow::FlowPanel;
use growth::GrowthPanel;
use health::HealthPanel;
use portrait::PortraitPanel;

/// Renders one panel.
///
/// # Errors
/// A creator the viewer may not see, a store that fails.
pub(crate) async fn render(
    ports: &Ports,
    viewer: &Viewer,
    creator: CreatorId,
    panel: OverviewPanel,
    query: &str,
) -> Result<Html, AppError> {
    let what = format!("overview {panel:?}");
    once(ports, viewer, &creator, (what, query), fresh(ports, viewer, creator.clone(), panel, query)).await
}

async fn fresh(ports: &Ports, viewer: &Viewer, creator: CreatorId, panel: OverviewPanel, query: &str) -> Result<Html, AppError> {
    let scope = Scope::of(ports, viewer, creator, "", query).await?;
    let port = &ports.overview;
    let html = match panel {
        OverviewPanel::Cards => {
            let growth = port.growth(viewer, &scope.creator, scope.period, scope.compare).await?;
            let flow = ports.flow.history(viewer, &scope.creator, scope.period, scope.compare).await?;
            let absence = Absence::when(flow.is_empty(), ports, viewer, &scope).await?;
            scope.html(|| view! { <Cards scope=scope.clone() growth flow absence /> }.into_any())
        }
        OverviewPanel::Growth => {
            let growth = port.growth(viewer, &scope.creator, scope.period, scope.compare).await?;
            scope.html(|| view! { <GrowthPanel scope=scope.clone() growth /> }.into_any())
        }
        OverviewPanel::Health => {
            let growth = port.growth(viewer, &scope.creator, scope.period, None).await?;
            scope.html(|| view! { <HealthPanel scope=scope.clone() days=growth.health /> }.into_any())
        }
        OverviewPanel::Portrait => {
            let portrait = port.portrait(viewer, &scope.creator, scope.period).await?;
            let absence = Absence::when(portrait.distributions.is_empty(), ports, viewer, &scope).await?;
            scope.html(|| view! { <PortraitPanel scope=scope.clone() portrait absence /> }.into_any())
        }
        OverviewPanel::Changes => {
            let portrait = port.portrait(viewer, &scope.creator, scope.period).await?;
            let absence = Absence::when(portrait.distributions.is_empty(), ports, viewer, &scope).await?;
            scope.html(|| view! { <ChangesPanel scope=scope.clone() portrait absence /> }.into_any())
        }
        OverviewPanel::Flow => {
            let flow = ports.flow.history(viewer, &scope.creator, scope.period, scope.compare).await?;
            let absence = Absence::when(flow.is_empty(), ports, viewer, &scope).await?;
            scope.html(|| view! { <FlowPanel scope=scope.clone() flow absence /> }.into_any())
        }
    };
    Ok(html)
}
