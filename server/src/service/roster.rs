//! The roster.

use app::error::AppError;
use app::model::page::frame::CreatorName;
use app::model::page::roster::RosterRow;
use app::ports::{Roster, Viewer};
use async_trait::async_trait;

use super::ServiceParts;
use super::access::{Sight, internal, sight};

#[derive(Debug)]
pub(super) struct RosterService(pub(super) ServiceParts);

/// The only creator this viewer sees, or all (`None`); nobody for a member of the role creator who is none.
fn only(viewer: &Viewer) -> Result<Option<&str>, Nobody> {
    match sight(viewer) {
        Sight::Own(None) => Err(Nobody),
        Sight::Own(Some(own)) => Ok(Some(own.as_str())),
        Sight::Workspace => Ok(None),
    }
}

/// The viewer sees no creator at all.
struct Nobody;

#[async_trait]
impl Roster for RosterService {
    async fn rows(&self, viewer: &Viewer) -> Result<Vec<RosterRow>, AppError> {
        let Ok(only) = only(viewer) else { return Ok(Vec::new()) };
        self.0.history.roster(&viewer.workspace, only, viewer.today, viewer.now).await.map_err(internal)
    }

    async fn names(&self, viewer: &Viewer, limit: usize) -> Result<Vec<CreatorName>, AppError> {
        let Ok(only) = only(viewer) else { return Ok(Vec::new()) };
        self.0.creators.names(&viewer.workspace, only, limit).await.map_err(internal)
    }
}
