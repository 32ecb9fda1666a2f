//! Server functions of the roster.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::codec::Answer;
use crate::error::AppError;
use crate::model::page::roster::RosterRow;

/// All creators the viewer sees.
#[server(endpoint = "roster", input = Json, output = Answer)]
pub async fn load_rows() -> Result<Vec<RosterRow>, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    super::gate::answer(ports.roster.rows(&viewer).await)
}
