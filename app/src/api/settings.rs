//! Server functions of the settings page.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use super::codec::Answer;
use crate::error::AppError;
use crate::html::Html;

/// Which part of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SettingsPart {
    /// The grants, page by page.
    Authorisations,
    /// Sessions and, for an owner, everything of the workspace.
    Workspace,
}

/// One part, for the query of the page.
#[server(endpoint = "settings", input = Json, output = Answer)]
pub async fn load_settings(
    /// Which part.
    part: SettingsPart,
    /// The page's query.
    query: String,
) -> Result<Html, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    super::gate::answer(crate::panels::settings::render(&ports, &viewer, part, &query).await)
}
