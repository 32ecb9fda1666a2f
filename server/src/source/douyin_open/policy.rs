//! The code table of the platform notes, section 3.2, as one function: which call, which code, which HTTP status, which broken answer.

use app::model::{Capability, CapabilityStatus, Timestamp};

use super::oauth::{CLIENT_TOKEN, EXCHANGE, REFRESH, RENEW};
use crate::source::action::{Action, QuotaWindow};
use crate::source::error::SourceError;

/// Which kind of call was answered: some codes mean another thing on another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// The code of a consent for tokens.
    Exchange,
    /// A refresh token for an access token.
    Refresh,
    /// A refresh token for a new one.
    Renew,
    /// The app's own token.
    ClientToken,
    /// Everything that reads a user's data.
    Data,
}

impl Family {
    pub(super) fn of(endpoint: &str) -> Self {
        match endpoint {
            EXCHANGE => Self::Exchange,
            REFRESH => Self::Refresh,
            RENEW => Self::Renew,
            CLIENT_TOKEN => Self::ClientToken,
            _ => Self::Data,
        }
    }
}

/// The action for an error.
pub(super) fn action(error: &SourceError) -> Action {
    match error {
        SourceError::Transport { .. } | SourceError::Truncated { .. } => Action::BackOff,
        SourceError::RateLimited { .. } => Action::SlowDown,
        SourceError::Decode { .. } => Action::Skip,
        SourceError::Status { status, .. } => for_status(*status),
        SourceError::Api { code, endpoint, .. } => for_code(Family::of(endpoint), *code),
    }
}

/// 404 and 405 mean that the path is not there on this generation of the platform.
const fn for_status(status: u16) -> Action {
    match status {
        404 | 405 => Action::Disable(CapabilityStatus::Offline),
        408 | 500..=599 => Action::BackOff,
        _ => Action::Skip,
    }
}

/// The action for a code; unknown ones back off.
pub(super) const fn for_code(family: Family, code: i64) -> Action {
    match (family, code) {
        // The limit of five is reached, or the app was never given renewals.
        (Family::Renew, 10_020 | 10_004) => Action::StopRenewing,
        // More than 500 app tokens in five minutes; rate too high.
        (Family::ClientToken, 10_020) | (_, 28_003_018) => Action::SlowDown,
        (Family::Exchange, 10_007 | 10_014) => Action::SignInAgain,
        // Abnormal risk, try later.
        (_, 28_001_052) => Action::BackOffLong,
        // Token invalid or expired.
        (_, 10_008 | 2_190_002 | 2_190_008 | 28_001_003 | 28_001_008) => Action::RefreshAndRetry,
        // Refresh token invalid or expired.
        (_, 10_010) => Action::Reauthorise,
        // Quota used up.
        (_, 2_190_001 | 28_003_017) => Action::StopScope,
        // The user has not authorised this API; scope not supported in this authorisation.
        (_, 2_190_003 | 28_001_012 | 28_004_020) => Action::Disable(CapabilityStatus::NotGranted),
        // The app lacks permission or capability; operation not permitted; not an enterprise account.
        (_, 10_004 | 2_100_007 | 2_190_004 | 28_001_018 | 28_001_019 | 2_112_001) => Action::Disable(CapabilityStatus::AppLacks),
        // Unknown URI, API offline.
        (_, 28_001_017 | 28_001_056) => Action::Disable(CapabilityStatus::Offline),
        // User banned, cancelled, private, not in the test app; the token is another account's.
        (_, 2_100_009 | 2_190_015 | 28_001_015 | 28_001_020 | 28_001_045..=28_001_047 | 28_005_015) => Action::SuspendAccount,
        // Client key, secret, redirect or kind of app wrong; app under review, banned, offline, test app expired, no capability at all.
        (_, 10_003 | 10_006 | 10_012..=10_015 | 2_190_016 | 28_001_014 | 28_001_016 | 28_001_021 | 29_002_002) => Action::StopApp,
        // Wrong or missing parameters; a code where none is asked for; one's own account asked about; mobile only; uploads; app tokens; comments, material and posting.
        (
            _,
            10_002
            | 10_007
            | 10_005
            | 10_011
            | 10_017
            | 10_020
            | 2_100_005
            | 2_100_006
            | 2_190_005..=2_190_007
            | 28_001_007
            | 28_001_042
            | 2_111_001..=2_111_007
            | 2_113_001
            | 2_113_002
            | 2_114_005
            | 2_114_007,
        ) => Action::Skip,
        // System error or busy, network call error, parse or internal error; and whatever nobody has seen yet.
        _ => Action::BackOff,
    }
}

/// Two paths of one scope share its quota (section 5).
pub(super) const fn scope(capability: Capability) -> &'static str {
    match capability {
        Capability::Profile => "user_info",
        Capability::Portrait => "fans.data.bind",
        Capability::Series => "data.external.user",
        Capability::FanList => "fans.list",
        Capability::FollowingList => "following.list",
    }
}

/// Quotas are filled up at this second of the platform day: 08:00 Beijing time (section 5).
const RESET: i64 = 8 * 3600;

/// The quota window of an instant.
pub(super) fn quota_window(now: Timestamp) -> QuotaWindow {
    let day = now.plus_seconds(-RESET).day();
    QuotaWindow { day, ends: day.next().at(RESET) }
}

#[cfg(test)]
mod tests;
