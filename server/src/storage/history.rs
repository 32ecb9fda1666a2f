//! Reads for pages.

use app::filter::RosterQuery;
use app::model::page::audience::Composition;
use app::model::page::flow::FlowDay;
use app::model::page::overview::{DayHealth, LatestPortrait, RosterDay};
use app::model::page::roster::RosterPage;
use app::model::{CreatorId, DailyPoint, Dimension, Period, PlatformDay, Timestamp, WorkspaceId};
use async_trait::async_trait;

use super::{CreatorKey, StoreError};

/// Where a creator's history begins and ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HistorySpan {
    /// Oldest day with a recorded (committed or partial) run.
    pub first_day: Option<PlatformDay>,
    /// Newest such day.
    pub last_day: Option<PlatformDay>,
    /// When the newest was recorded.
    pub last_at: Option<Timestamp>,
    /// A run is under way.
    pub running: bool,
}

/// Reads for pages.
#[async_trait]
pub trait HistoryStore: Send + Sync {
    /// One page of a workspace's roster as of `today`, in a constant number of queries; `only` = this creator's row alone. Sums and
    /// number of matches are of all that match the search. The grants' health is `app::model::grant::health` at `now`.
    async fn roster(
        &self,
        workspace: &WorkspaceId,
        only: Option<&str>,
        query: &RosterQuery,
        today: PlatformDay,
        now: Timestamp,
    ) -> Result<RosterPage, StoreError>;

    /// The creators of all pages of the roster, in its order.
    async fn roster_order(
        &self,
        workspace: &WorkspaceId,
        only: Option<&str>,
        query: &RosterQuery,
        today: PlatformDay,
        now: Timestamp,
    ) -> Result<Vec<CreatorId>, StoreError>;

    /// Where the history begins and ends.
    async fn span(&self, key: &CreatorKey) -> Result<HistorySpan, StoreError>;

    /// The roll-up: one entry per day of the period, oldest first, all-empty where nothing is known.
    async fn daily(&self, key: &CreatorKey, period: Period) -> Result<Vec<DailyPoint>, StoreError>;

    /// How the whole workspace did on these days, in their order; a day of which nothing is known is absent.
    async fn roster_days(&self, workspace: &WorkspaceId, days: &[PlatformDay]) -> Result<Vec<RosterDay>, StoreError>;

    /// One entry per day of the period, oldest first.
    async fn health(&self, key: &CreatorKey, period: Period) -> Result<Vec<DayHealth>, StoreError>;

    /// The newest portrait in the period per dimension, against the period's first of the same scheme.
    async fn latest_portrait(&self, key: &CreatorKey, period: Period) -> Result<LatestPortrait, StoreError>;

    /// Flow contributions: one entry per day of the period, oldest first, empty where nothing was read.
    async fn flow(&self, key: &CreatorKey, period: Period) -> Result<Vec<FlowDay>, StoreError>;

    /// One dimension over the period.
    async fn composition(&self, key: &CreatorKey, dimension: Dimension, period: Period) -> Result<Composition, StoreError>;

    /// Grows with whatever changes what pages show of the creator: a run that begins or ends, a step that ends, gaps.
    ///
    /// # Errors
    /// `UnknownCreator`.
    async fn data_version(&self, key: &CreatorKey) -> Result<i64, StoreError>;
}
