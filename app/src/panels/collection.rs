//! Panels of the collection page: the calendar, runs and gaps, capabilities.

mod calendar;
mod capabilities;
mod runs;

use leptos::prelude::*;

use super::Scope;
use crate::api::collection::CollectionPanel;
use crate::error::AppError;
use crate::html::Html;
use crate::model::CreatorId;
use crate::ports::{Ports, Viewer};
use calendar::CalendarPanel;
use capabilities::Capabilities;
use runs::Runs;

/// Renders one panel.
///
/// # Errors
/// A creator the viewer may not see, a store that fails.
pub(crate) async fn render(
    ports: &Ports,
    viewer: &Viewer,
    creator: CreatorId,
    panel: CollectionPanel,
    query: &str,
) -> Result<Html, AppError> {
    let scope = Scope::of(ports, viewer, creator, "/collection", query).await?;
    let port = &ports.collection;
    let html = match panel {
        CollectionPanel::Calendar => {
            let days = port.calendar(viewer, &scope.creator, scope.period).await?;
            scope.html(|| view! { <CalendarPanel days /> }.into_any())
        }
        CollectionPanel::Runs => {
            let runs = port.runs(viewer, &scope.creator, scope.period).await?;
            scope.html(|| view! { <Runs scope=scope.clone() runs /> }.into_any())
        }
        CollectionPanel::Capabilities => {
            let status = port.status(viewer, &scope.creator).await?;
            scope.html(|| view! { <Capabilities capabilities=status.capabilities /> }.into_any())
        }
    };
    Ok(html)
}
