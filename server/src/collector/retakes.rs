//! What this process remembers about today's runs: which are settled, and when the others are taken up again.

use std::collections::HashMap;
use std::sync::Mutex;

use app::model::{PlatformDay, Timestamp};

use super::lock;
use crate::source::Action;
use crate::storage::CreatorKey;

/// What is known about a creator's run of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Retake {
    /// Nothing is known: look the run up.
    Unknown,
    /// It counts as done.
    Settled,
    /// It failed, in whole or in part; taken up again then.
    At(Timestamp),
}

#[derive(Debug, Default)]
pub(super) struct Retakes {
    known: Mutex<HashMap<CreatorKey, (PlatformDay, Retake)>>,
}

impl Retakes {
    pub(super) fn of(&self, key: &CreatorKey, day: PlatformDay) -> Retake {
        match lock(&self.known).get(key) {
            Some((known_day, retake)) if *known_day == day => *retake,
            _ => Retake::Unknown,
        }
    }

    pub(super) fn note(&self, key: &CreatorKey, day: PlatformDay, retake: Retake) {
        lock(&self.known).insert(key.clone(), (day, retake));
    }
}

const MINUTE: i64 = 60;

/// When something that failed for a passing reason is tried again.
pub(super) const fn soon(now: Timestamp) -> Timestamp {
    now.plus_seconds(30 * MINUTE)
}

/// When a step that ended with this action is worth another try; an instant of another day: not today.
pub(super) fn again(action: Action, now: Timestamp, quota_filled: Timestamp) -> Timestamp {
    match action {
        Action::BackOff | Action::SlowDown => soon(now),
        Action::StopScope => quota_filled,
        Action::StopApp => now.plus_seconds(60 * MINUTE),
        // The same call would hear the same; but an answer that makes no sense may make some later.
        Action::BackOffLong | Action::Skip | Action::RefreshAndRetry => now.plus_seconds(4 * 60 * MINUTE),
        Action::SuspendAccount | Action::Reauthorise | Action::Disable(_) | Action::StopRenewing | Action::SignInAgain => {
            now.day().next().start()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permanent_refusals_are_not_asked_for_again_soon() {
        let day: PlatformDay = "2026-11-21".parse().expect("a day");
        let (now, filled) = (day.at(10 * 3600), day.next().at(8 * 3600));
        assert_eq!(again(Action::BackOff, now, filled), day.at(10 * 3600 + 1800));
        assert_eq!(again(Action::StopScope, now, filled), filled);
        assert_eq!(again(Action::SuspendAccount, now, filled).day(), day.next());
        assert_eq!(again(Action::BackOffLong, now, filled), day.at(14 * 3600));
    }
}
