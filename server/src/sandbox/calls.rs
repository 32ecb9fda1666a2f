//! The calls the platform answered: what retries, refreshes and outages cost is counted here, not by the one who calls.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use app::model::PlatformDay;
use serde::Serialize;

/// Calls by platform day, path and what was answered.
#[derive(Debug, Default)]
pub(super) struct Calls(Mutex<BTreeMap<(PlatformDay, &'static str, i64), u64>>);

/// One line of `GET /sandbox/calls`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct CallCount {
    day: PlatformDay,
    path: &'static str,
    /// The error code, 0 for none, or the HTTP status of an answer that was no JSON.
    code: i64,
    calls: u64,
}

impl Calls {
    pub(super) fn count(&self, day: PlatformDay, path: &'static str, code: i64) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry((day, path, code)).or_default() += 1;
    }

    pub(super) fn all(&self) -> Vec<CallCount> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.iter().map(|(&(day, path, code), &calls)| CallCount { day, path, code, calls }).collect()
    }
}
