//! Server functions of the overview.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use super::codec::Answer;
use crate::error::AppError;
use crate::html::Html;
use crate::model::CreatorId;

/// Which panel of the overview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OverviewPanel {
    /// The number cards.
    Cards,
    /// Growth over the period.
    Growth,
    /// The health of the period's days.
    Health,
    /// The newest portrait.
    Portrait,
    /// The largest changes of the portrait, in words.
    Changes,
    /// The newest flow contributions.
    Flow,
}

/// One panel, for the query of the page.
#[server(endpoint = "overview", input = Json, output = Answer)]
pub async fn load_overview(
    /// Whose.
    creator: CreatorId,
    /// Which panel.
    panel: OverviewPanel,
    /// The page's query.
    query: String,
) -> Result<Html, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    super::gate::answer(crate::panels::overview::render(&ports, &viewer, creator, panel, &query).await)
}
