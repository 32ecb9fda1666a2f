//! How many calls an app has made: the platform gives each scope so many per window.

use app::model::{Capability, PlatformDay, Timestamp};
use async_trait::async_trait;

use super::{CreatorKey, StoreError};

/// A scope's calls in one window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeUse {
    /// The scope.
    pub scope: String,
    /// Calls made.
    pub used: i64,
    /// When the platform said that the quota is used up.
    pub exhausted_at: Option<Timestamp>,
}

/// What a creator's step last took, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepCost {
    /// Whose.
    pub creator: CreatorKey,
    /// The newest period in which anything was asked for; nothing when there was none within the days asked for.
    pub last_turn: Option<PlatformDay>,
    /// Requests made then.
    pub requests: Option<i64>,
    /// They were all that the step needs: it was done.
    pub whole: bool,
}

/// The ledger of calls per (client key, scope, window).
#[async_trait]
pub trait QuotaStore: Send + Sync {
    /// Adds calls to a scope's window.
    async fn spend(&self, client_key: &str, scope: &str, window: PlatformDay, calls: i64) -> Result<(), StoreError>;

    /// The platform said that the quota is used up; the first time counts.
    async fn exhaust(&self, client_key: &str, scope: &str, window: PlatformDay, now: Timestamp) -> Result<(), StoreError>;

    /// What was used in a window, by scope.
    async fn used(&self, client_key: &str, window: PlatformDay) -> Result<Vec<ScopeUse>, StoreError>;

    /// Calls made in the newest window, before `window`, in which the platform said that the quota is used up: what it grants, as far as
    /// we know.
    async fn learned(&self, client_key: &str, scope: &str, window: PlatformDay) -> Result<Option<i64>, StoreError>;

    /// Every creator with a living grant from this app who is not known to be refused the capability, with what the step took at its last turn since `since`.
    async fn costs(&self, client_key: &str, source: &str, capability: Capability, since: PlatformDay) -> Result<Vec<StepCost>, StoreError>;
}
