//! Reads for pages.

pub(super) mod composition;
pub(super) mod daily;
pub(super) mod flow;
pub(super) mod portrait;
pub(super) mod roster;
pub(super) mod span;

use app::filter::RosterQuery;
use app::model::page::audience::Composition;
use app::model::page::flow::FlowDay;
use app::model::page::overview::{DayHealth, LatestPortrait, RosterDay};
use app::model::page::roster::RosterPage;
use app::model::{CreatorId, DailyPoint, Dimension, Period, PlatformDay, Timestamp, WorkspaceId};
use async_trait::async_trait;

use super::{SqliteStore, keys};
use crate::storage::history::HistorySpan;
use crate::storage::{CreatorKey, HistoryStore, StoreError};

pub(super) const DATA_VERSION: &str = "
    SELECT c.data_version
    FROM creator c
    JOIN workspace w ON w.number = c.workspace
    WHERE c.id = ? AND w.id = ?";

#[async_trait]
impl HistoryStore for SqliteStore {
    async fn roster(
        &self,
        workspace: &WorkspaceId,
        only: Option<&str>,
        query: &RosterQuery,
        today: PlatformDay,
        now: Timestamp,
    ) -> Result<RosterPage, StoreError> {
        roster::page(&mut *self.readers().acquire().await?, roster::Scope { workspace, only, today, now }, query).await
    }

    async fn roster_order(
        &self,
        workspace: &WorkspaceId,
        only: Option<&str>,
        query: &RosterQuery,
        today: PlatformDay,
        now: Timestamp,
    ) -> Result<Vec<CreatorId>, StoreError> {
        let scope = roster::Scope { workspace, only, today, now };
        let rows = roster::all(&mut *self.readers().acquire().await?, scope, query).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    async fn span(&self, key: &CreatorKey) -> Result<HistorySpan, StoreError> {
        span::of(&mut *self.readers().acquire().await?, key).await
    }

    async fn daily(&self, key: &CreatorKey, period: Period) -> Result<Vec<DailyPoint>, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let Some(creator) = keys::find(&mut *connection, key).await? else { return Ok(period.days().map(daily::unknown).collect()) };
        daily::of_period(&mut connection, creator, period).await
    }

    async fn roster_days(&self, workspace: &WorkspaceId, days: &[PlatformDay]) -> Result<Vec<RosterDay>, StoreError> {
        let mut connection = self.readers().acquire().await?;
        daily::of_roster(&mut connection, workspace, days).await
    }

    async fn health(&self, key: &CreatorKey, period: Period) -> Result<Vec<DayHealth>, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let creator = keys::find(&mut *connection, key).await?;
        span::health(&mut connection, creator, period).await
    }

    async fn latest_portrait(&self, key: &CreatorKey, period: Period) -> Result<LatestPortrait, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let Some(creator) = keys::find(&mut *connection, key).await? else { return Ok(LatestPortrait::default()) };
        portrait::latest(&mut connection, creator, period).await
    }

    async fn flow(&self, key: &CreatorKey, period: Period) -> Result<Vec<FlowDay>, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let Some(creator) = keys::find(&mut *connection, key).await? else { return Ok(period.days().map(FlowDay::unknown).collect()) };
        flow::of_period(&mut connection, creator, period).await
    }

    async fn composition(&self, key: &CreatorKey, dimension: Dimension, period: Period) -> Result<Composition, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let creator = keys::find(&mut *connection, key).await?;
        composition::of_period(&mut connection, creator, dimension, period).await
    }

    async fn data_version(&self, key: &CreatorKey) -> Result<i64, StoreError> {
        let version: Option<i64> =
            sqlx::query_scalar(DATA_VERSION).bind(key.creator.as_str()).bind(key.workspace.as_str()).fetch_optional(self.readers()).await?;
        version.ok_or(StoreError::UnknownCreator)
    }
}
