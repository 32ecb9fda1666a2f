//! What this process has done since it started; `/metrics` shows it.

use std::sync::atomic::{AtomicU64, Ordering};

use app::model::RunState;

/// Counted by all runs of this process.
#[derive(Debug, Default)]
pub(super) struct Counters {
    committed: AtomicU64,
    partial: AtomicU64,
    gap: AtomicU64,
    pages: AtomicU64,
    requests: AtomicU64,
    retries: AtomicU64,
    missed: AtomicU64,
}

/// The counters at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Runs that ended committed.
    pub committed: u64,
    /// Runs that ended partial.
    pub partial: u64,
    /// Runs that ended without a snapshot.
    pub gap: u64,
    /// Pages read.
    pub pages: u64,
    /// Requests made.
    pub requests: u64,
    /// Requests made again after a refusal that passes.
    pub retries: u64,
    /// Periods that passed without a run and were recorded as gaps.
    pub missed: u64,
}

impl Counters {
    pub(super) fn run(&self, state: RunState) {
        match state {
            RunState::Committed => add(&self.committed, 1),
            RunState::Partial => add(&self.partial, 1),
            RunState::Gap => add(&self.gap, 1),
            RunState::Running => {}
        }
    }

    pub(super) fn page(&self) {
        add(&self.pages, 1);
    }

    pub(super) fn requests(&self, requests: i64) {
        add(&self.requests, requests.unsigned_abs());
    }

    pub(super) fn retry(&self) {
        add(&self.retries, 1);
    }

    pub(super) fn missed(&self, periods: usize) {
        add(&self.missed, periods as u64);
    }

    pub(super) fn read(&self) -> Counted {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counted {
            committed: read(&self.committed),
            partial: read(&self.partial),
            gap: read(&self.gap),
            pages: read(&self.pages),
            requests: read(&self.requests),
            retries: read(&self.retries),
            missed: read(&self.missed),
        }
    }
}

fn add(counter: &AtomicU64, by: u64) {
    counter.fetch_add(by, Ordering::Relaxed);
}
