//! Creators and what a grant gave.

use app::model::page::frame::CreatorName;
use app::model::{CapabilityState, CreatorProfile, OpenId, PlatformDay, Timestamp, WorkspaceId};
use async_trait::async_trait;

use super::{CreatorKey, StoreError};

/// A stored creator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatorRecord {
    /// Tenant and id.
    pub key: CreatorKey,
    /// e.g. `douyin`.
    pub platform: String,
    /// The app it was connected with.
    pub client_key: String,
    /// The account.
    pub open_id: OpenId,
    /// As the platform last showed it.
    pub profile: CreatorProfile,
    /// When it was first connected.
    pub created_at: Timestamp,
}

/// What the due times of a creator depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatorSchedule {
    /// Tenant and id.
    pub key: CreatorKey,
    /// The day of the first consent.
    pub first_day: PlatformDay,
    /// The newest period with a run row of any state, gaps included.
    pub last_period: Option<PlatformDay>,
    /// The newest period whose run is still open (`running`).
    pub open_period: Option<PlatformDay>,
    /// The grant ended: no run is due; its periods become gaps.
    pub grant_ended: bool,
}

/// Creators.
#[async_trait]
pub trait CreatorStore: Send + Sync {
    /// Looks a creator up inside its tenant.
    async fn creator(&self, key: &CreatorKey) -> Result<Option<CreatorRecord>, StoreError>;

    /// Looks a creator up by id alone (the command line has no tenant).
    async fn creator_by_id(&self, creator: &str) -> Result<Option<CreatorRecord>, StoreError>;

    /// All creators of a workspace, by nickname, then id.
    async fn creators(&self, workspace: &WorkspaceId) -> Result<Vec<CreatorRecord>, StoreError>;

    /// The first creators of a workspace, or only the named one, by nickname, then id.
    async fn names(&self, workspace: &WorkspaceId, only: Option<&str>, limit: usize) -> Result<Vec<CreatorName>, StoreError>;

    /// Every creator of the instance, in the order they were connected (the command line has no tenant).
    async fn all_creators(&self) -> Result<Vec<CreatorKey>, StoreError>;

    /// What the due times of one creator depend on.
    async fn schedule(&self, key: &CreatorKey, source: &str) -> Result<Option<CreatorSchedule>, StoreError>;

    /// What the due times of every creator of the instance depend on.
    async fn schedules(&self, source: &str) -> Result<Vec<CreatorSchedule>, StoreError>;

    /// The capability matrix; one row per capability that was tried.
    async fn capabilities(&self, key: &CreatorKey) -> Result<Vec<CapabilityState>, StoreError>;
}
