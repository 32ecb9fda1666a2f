//! The daily collection: when a run is due, how it is claimed, read step by step, and committed. Knows no platform.

mod assess;
mod batch;
pub mod catch_up;
mod claim;
mod counters;
pub mod due;
mod gaps;
mod gate;
mod outcome;
mod pace;
mod paging;
mod quota;
mod read;
mod reparse;
mod retakes;
mod retry;
mod run;
mod schedule;
mod stage;
mod staging;
mod step;

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::model::{PlatformDay, Timestamp};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use crate::process::{is_gone, this_process};
pub use counters::Counted;
pub use due::Schedule;
pub use outcome::{CollectError, CollectOutcome, DueSummary};
pub use quota::{Quotas, ScopeQuota};
pub use reparse::{Reparse, ReparsePeriod, Reparsed, Unreadable};

use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::grants::Grants;
use crate::source::Source;
use crate::storage::creators::CreatorSchedule;
use crate::storage::runs::{Owner, RunKey};
use crate::storage::{CreatorKey, CreatorStore, QuotaStore, RunStore, StoreError};
use counters::Counters;
use gate::Gate;
use pace::Pace;
use quota::Ledger;
use retakes::Retakes;

/// What the collector needs from the rest of the house.
#[derive(Clone)]
pub struct CollectorParts {
    /// What is read.
    pub source: Arc<dyn Source>,
    /// What lets us read.
    pub grants: Grants,
    /// Where runs are claimed, staged and committed.
    pub runs: Arc<dyn RunStore>,
    /// Whom to read.
    pub creators: Arc<dyn CreatorStore>,
    /// How many calls were made.
    pub quota: Arc<dyn QuotaStore>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Jitter of retries.
    pub entropy: Arc<dyn Entropy>,
    /// This process.
    pub owner: Owner,
    /// The time of day.
    pub schedule: Schedule,
    /// What the platform may be asked for.
    pub limits: Limits,
}

/// How much the platform may be asked for.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// Calls granted per scope and window, where the operator knows it; else it is learned from refusals.
    pub quotas: Quotas,
    /// Calls of one capability that leave in a second; nothing = as many as there are.
    pub calls_per_second: Option<NonZeroU32>,
}

/// Collects; cheap to clone.
#[derive(Clone)]
pub struct Collector {
    inner: Arc<Inner>,
}

struct Inner {
    parts: CollectorParts,
    retakes: Retakes,
    gate: Gate,
    pace: Pace,
    ledger: Ledger,
    counters: Counters,
    /// One task of this process per creator; other processes are kept off by the run's lease.
    turns: Mutex<HashMap<CreatorKey, Arc<tokio::sync::Mutex<()>>>>,
    /// The day for which missed periods have been recorded.
    gaps_recorded: Mutex<Option<PlatformDay>>,
    tasks: TaskTracker,
    stopping: CancellationToken,
}

impl std::fmt::Debug for Collector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Collector").field("owner", &self.inner.parts.owner).finish_non_exhaustive()
    }
}

impl Collector {
    /// Puts the parts together. Nothing runs before it is asked to.
    pub fn new(parts: CollectorParts) -> Self {
        let inner = Inner {
            pace: Pace::new(parts.limits.calls_per_second),
            parts,
            retakes: Retakes::default(),
            gate: Gate::default(),
            ledger: Ledger::default(),
            counters: Counters::default(),
            turns: Mutex::default(),
            gaps_recorded: Mutex::default(),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Today's run of one creator: claims it (waits while another living process has it), collects, commits.
    /// A settled run is not repeated. Missed periods are recorded as gaps first.
    ///
    /// # Errors
    /// `Cancelled` with the run released where it stood; `UnknownCreator`; `Store`; `Grant` when a token does not open.
    pub async fn collect(&self, key: &CreatorKey, cancel: &CancellationToken) -> Result<CollectOutcome, CollectError> {
        self.inner.record_missed().await?;
        self.inner.collect(key, cancel).await
    }

    /// Starts today's run of one creator in the background: "collect now", and the first sign-in.
    pub fn spawn_collect(&self, key: CreatorKey) {
        let collector = self.clone();
        self.inner.tasks.spawn(async move {
            match collector.collect(&key, &collector.inner.stopping).await {
                Ok(_) | Err(CollectError::Cancelled) => {}
                Err(error) => outcome::log_failure(&key, &error),
            }
        });
    }

    /// Ends the schedule and the tasks started by `spawn_collect` gracefully: their runs are released where they stand.
    pub async fn stop(&self) {
        self.inner.stopping.cancel();
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }

    /// Closes runs of earlier days and records every period that was missed as a gap.
    ///
    /// # Errors
    /// `Store`.
    pub async fn close_missed(&self) -> Result<(), CollectError> {
        let parts = &self.inner.parts;
        parts.runs.close_before(parts.clock.today(), parts.clock.now()).await?;
        self.inner.record_missed().await
    }

    /// Whether today's run of one creator needs no more tries.
    ///
    /// # Errors
    /// `Store`.
    pub async fn is_done_today(&self, key: &CreatorKey) -> Result<bool, CollectError> {
        Ok(self.inner.parts.runs.run(&self.inner.today_key(key)).await?.is_some_and(|run| outcome::is_done(&run)))
    }

    /// What this process has done since it started.
    pub fn counted(&self) -> Counted {
        self.inner.counters.read()
    }

    /// Until when nobody asks the platform, because it is in trouble or refuses the app; nothing while it is asked.
    pub fn closed_until(&self) -> Option<Timestamp> {
        self.inner.gate.closed_until(self.inner.now())
    }

    /// For how many seconds the run that is due longest has been.
    ///
    /// # Errors
    /// `Store`.
    pub async fn lag_seconds(&self) -> Result<i64, CollectError> {
        self.inner.lag_seconds().await
    }

    /// How the quota of every capability stands in this window.
    ///
    /// # Errors
    /// `Store`.
    pub async fn quotas(&self) -> Result<Vec<ScopeQuota>, StoreError> {
        let mut quotas = Vec::new();
        for &capability in self.inner.parts.source.capabilities() {
            quotas.push(self.inner.scope_quota(capability).await?);
        }
        Ok(quotas)
    }

    /// The app as which the platform is asked.
    pub fn client_key(&self) -> &str {
        self.inner.client_key()
    }

    /// When the quotas are filled up again.
    pub fn quotas_reset_at(&self) -> Timestamp {
        self.inner.parts.source.quota_window(self.inner.now()).ends
    }

    /// When the next run of a creator is due (it may be in the past); nothing when its grant ended.
    pub fn next_due(&self, schedule: &CreatorSchedule) -> Option<Timestamp> {
        self.inner.next_due(schedule, self.inner.parts.clock.today())
    }

    /// The creators whose run is due now, unfinished runs of today included.
    ///
    /// # Errors
    /// `Store`.
    pub async fn due_now(&self) -> Result<Vec<CreatorKey>, CollectError> {
        self.inner.due_now().await
    }

    /// Closes runs of earlier days, records gaps, and collects everything that is due.
    ///
    /// # Errors
    /// `Store` when not even that much could be found out; what went wrong with single creators is in the summary.
    pub async fn run_due(&self, cancel: &CancellationToken) -> Result<DueSummary, CollectError> {
        self.inner.run_due(cancel).await
    }

    /// Runs what is due, sleeps until the next is, until cancelled. What became due while nobody was here starts spread (`catch_up`). `stop`
    /// ends it too, and waits until it has given back what it ran.
    pub async fn run_schedule(&self, cancel: CancellationToken) {
        let cancel = cancel.child_token();
        let stop = async {
            self.inner.stopping.cancelled().await;
            cancel.cancel();
            std::future::pending::<()>().await;
        };
        let running = self.inner.tasks.track_future(self.inner.run_schedule(&cancel));
        tokio::select! { () = running => {}, () = stop => {} }
    }
}

impl Inner {
    fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    fn today_key(&self, key: &CreatorKey) -> RunKey {
        RunKey { creator: key.clone(), source: self.parts.source.name().to_owned(), period: self.parts.clock.today() }
    }

    fn turn(&self, key: &CreatorKey) -> Arc<tokio::sync::Mutex<()>> {
        Arc::clone(lock(&self.turns).entry(key.clone()).or_default())
    }
}

/// What these locks hold is whole at every moment, so a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
