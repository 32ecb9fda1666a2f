//! Server functions of the fans page and of the following page.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use super::codec::Answer;
use crate::error::AppError;
use crate::html::Html;
use crate::model::{CreatorId, ListKind};

/// Which panel of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeoplePanel {
    /// How good the list is.
    Quality,
    /// The period in numbers.
    Summary,
    /// Where the new people come from.
    Origins,
    /// The people.
    Ledger,
}

/// One panel, for the query of the page.
#[server(endpoint = "people", input = Json, output = Answer)]
pub async fn load_people(
    /// Whose.
    creator: CreatorId,
    /// Which list.
    list: ListKind,
    /// Which panel.
    panel: PeoplePanel,
    /// The page's query.
    query: String,
) -> Result<Html, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    super::gate::answer(crate::panels::people::render(&ports, &viewer, creator, list, panel, &query).await)
}
