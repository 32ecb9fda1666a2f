//! The frame around every page behind the sign-in.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::codec::Answer;
use crate::error::AppError;
use crate::model::CreatorId;
use crate::model::page::frame::Frame;

/// How many creators the switcher names.
#[cfg(feature = "ssr")]
const SWITCHER: usize = 12;

/// The frame of a creator's page, or of the roster.
#[server(endpoint = "frame", input = Json, output = Answer)]
pub async fn load_frame(
    /// Whose page; nothing for the roster.
    creator: Option<CreatorId>,
) -> Result<Frame, AppError> {
    let (ports, viewer) = super::gate::enter()?;
    let header = match &creator {
        Some(creator) => Some(super::gate::answer(ports.overview.header(&viewer, creator).await)?),
        None => None,
    };
    let others = super::gate::answer(ports.roster.names(&viewer, SWITCHER).await)?;
    Ok(Frame { creator: header, others, role: viewer.role, today: viewer.today, now: viewer.now })
}
