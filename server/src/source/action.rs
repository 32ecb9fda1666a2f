//! What to do about an error of a platform. Each source has the table that says which error is which (`Policy`).

use app::model::{Capability, CapabilityStatus, PlatformDay, Timestamp};

use super::SourceError;

/// What to do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The access token is invalid or expired: refresh once, try once more; if it repeats, the grant is over.
    RefreshAndRetry,
    /// Only a new consent helps.
    Reauthorise,
    /// Passing: try again a few times, then the step failed for now.
    BackOff,
    /// Too fast: as `BackOff`, but the platform is there.
    SlowDown,
    /// The platform asks to stay away for hours.
    BackOffLong,
    /// The quota of the scope is used up: nothing of it until the platform's next reset.
    StopScope,
    /// Not to be had, for a reason that another try today does not change; the rest of the run goes on.
    Disable(CapabilityStatus),
    /// The account is not served at all: the remaining steps would hear the same. Asked again on the next day.
    SuspendAccount,
    /// The app is not served at all: no creator's run goes on until the operator acts. Asked again now and then.
    StopApp,
    /// This call is wrong or its answer makes no sense: the same call would hear the same. The rest of the run goes on.
    Skip,
    /// The refresh token is renewed no more; it and the access token are used to their end.
    StopRenewing,
    /// The code of a consent is of no use: signing in again helps.
    SignInAgain,
}

/// The table of a platform.
pub trait Policy: Send + Sync {
    /// The action for an error; an unknown code backs off.
    fn action(&self, error: &SourceError) -> Action;

    /// The scope whose quota a capability's calls are counted against.
    fn scope(&self, capability: Capability) -> &'static str;

    /// When the quota window that `now` lies in began and ends.
    fn quota_window(&self, now: Timestamp) -> QuotaWindow;
}

/// The time for which a quota is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotaWindow {
    /// The platform day on which it began; its name.
    pub day: PlatformDay,
    /// When it ends and the next one begins.
    pub ends: Timestamp,
}
