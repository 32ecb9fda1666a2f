//! What this process remembers about today's runs: which are settled, and when the others are taken up again.

use std::collections::HashMap;
use std::sync::Mutex;

use app::model::{PlatformDay, Timestamp};

use super::lock;
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
