//! What to do about an error of the platform: the code table of the platform notes, section 3.2, as one function.

use app::model::{CapabilityStatus, PlatformDay, Timestamp};

use crate::source::SourceError;

/// What to do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The access token is invalid or expired: refresh once, try once more; if it repeats, the grant is over.
    RefreshAndRetry,
    /// Passing: try again a few times, then the step failed for now.
    Retry,
    /// Not to be had, for a reason that another try today does not change; the rest of the run goes on.
    Skip(CapabilityStatus),
    /// The step failed for now; the rest of the run goes on.
    FailStep,
    /// The account or the app is not served at all: the remaining steps would hear the same.
    StopRun,
    /// Only a new consent helps.
    EndGrant,
}

/// The action for an error.
pub const fn action(error: &SourceError) -> Action {
    match error {
        SourceError::Transport { .. } | SourceError::Truncated { .. } | SourceError::RateLimited { .. } => Action::Retry,
        SourceError::Decode { .. } => Action::FailStep,
        SourceError::Status { status, .. } => for_status(*status),
        SourceError::Api { code, .. } => for_code(*code),
    }
}

/// 404 and 405 mean that the path is not there on this generation of the platform.
const fn for_status(status: u16) -> Action {
    match status {
        404 | 405 => Action::Skip(CapabilityStatus::Offline),
        408 | 500..=599 => Action::Retry,
        _ => Action::FailStep,
    }
}

/// The action for a code of the platform; unknown codes fail the step.
pub const fn for_code(code: i64) -> Action {
    match code {
        // Token invalid or expired.
        10_008 | 2_190_002 | 2_190_008 | 28_001_003 | 28_001_008 => Action::RefreshAndRetry,
        // System error or busy, network call error, rate too high, parse or internal error.
        10_001 | 2_100_004 | 28_001_005 | 28_001_006 | 28_003_018 | 28_005_001 | 28_005_002 => Action::Retry,
        // The user has not authorised this API; scope not supported in this authorisation.
        2_190_003 | 28_001_012 | 28_004_020 => Action::Skip(CapabilityStatus::NotGranted),
        // The app lacks permission or capability; operation not permitted; not an enterprise account.
        10_004 | 2_100_007 | 2_190_004 | 28_001_018 | 28_001_019 | 2_112_001 => Action::Skip(CapabilityStatus::AppLacks),
        // Unknown URI, API offline.
        28_001_017 | 28_001_056 => Action::Skip(CapabilityStatus::Offline),
        // Client key, secret, redirect or kind of app wrong; app under review, banned, offline, test app expired, no capability at all.
        10_003 | 10_006 | 10_012..=10_015 | 2_190_016 | 28_001_014 | 28_001_016 | 28_001_020 | 28_001_021 | 29_002_002
        // User banned, cancelled, private; token of another account; risk control.
        | 2_100_009 | 2_190_015 | 28_001_015 | 28_001_045..=28_001_047 | 28_001_052 | 28_005_015 => Action::StopRun,
        // Refresh token invalid or expired.
        10_010 => Action::EndGrant,
        // Wrong parameters, quota used up, and what does not belong here.
        _ => Action::FailStep,
    }
}

const MINUTE: i64 = 60;

/// When a run that failed with this code is taken up again.
pub(super) fn retake_at(code: Option<i64>, now: Timestamp) -> Timestamp {
    match code {
        // Quotas are filled up at 08:00 Beijing time (platform notes, section 5).
        Some(2_190_001 | 28_003_017) => next_quota(now),
        // "Abnormal risk, try later": hours.
        Some(28_001_052) => now.plus_seconds(4 * 60 * MINUTE),
        _ => now.plus_seconds(30 * MINUTE),
    }
}

fn next_quota(now: Timestamp) -> Timestamp {
    let reset = |day: PlatformDay| day.at(8 * 60 * MINUTE);
    if now < reset(now.day()) { reset(now.day()) } else { reset(now.day().next()) }
}

#[cfg(test)]
mod tests;
