//! The roster.

use app::error::AppError;
use app::model::page::roster::RosterRow;
use app::ports::{Roster, Viewer};
use async_trait::async_trait;

use super::ServiceParts;
use super::access::{Sight, internal, sight};

#[derive(Debug)]
pub(super) struct RosterService(pub(super) ServiceParts);

#[async_trait]
impl Roster for RosterService {
    async fn rows(&self, viewer: &Viewer) -> Result<Vec<RosterRow>, AppError> {
        let only = match sight(viewer) {
            Sight::Own(None) => return Ok(Vec::new()),
            Sight::Own(Some(own)) => Some(own.as_str()),
            Sight::Workspace => None,
        };
        self.0.history.roster(&viewer.workspace, only, viewer.today, viewer.now).await.map_err(internal)
    }
}
