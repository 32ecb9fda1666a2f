//! The roster.

use app::error::AppError;
use app::filter::RosterQuery;
use app::model::page::Window;
use app::model::page::frame::CreatorName;
use app::model::page::roster::{RosterPage, RosterTotals};
use app::ports::{Roster, Viewer};
use async_trait::async_trait;

use super::ServiceParts;
use super::access::{internal, only};

#[derive(Debug)]
pub(super) struct RosterService(pub(super) ServiceParts);

#[async_trait]
impl Roster for RosterService {
    async fn page(&self, viewer: &Viewer, query: &RosterQuery) -> Result<RosterPage, AppError> {
        let Ok(only) = only(viewer) else {
            let window = Window::of(query.page, query.size, 0);
            return Ok(RosterPage { rows: Vec::new(), window, totals: RosterTotals::default() });
        };
        self.0.history.roster(&viewer.workspace, only, query, viewer.today, viewer.now).await.map_err(internal)
    }

    async fn names(&self, viewer: &Viewer, limit: usize) -> Result<Vec<CreatorName>, AppError> {
        let Ok(only) = only(viewer) else { return Ok(Vec::new()) };
        self.0.creators.names(&viewer.workspace, only, limit).await.map_err(internal)
    }
}
