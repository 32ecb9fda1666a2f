//! The daily collection: when a run is due, how it is claimed, read step by step, and committed. Knows no platform.

mod assess;
mod batch;
mod claim;
pub mod due;
mod gaps;
mod outcome;
pub mod policy;
mod process;
mod read;
mod retakes;
mod retry;
mod run;
mod schedule;
mod stage;
mod step;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::model::{PlatformDay, Timestamp};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use due::Schedule;
pub use outcome::{CollectError, CollectOutcome, DueSummary};
pub use process::{is_gone, this_process};

use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::grants::Grants;
use crate::source::Source;
use crate::storage::creators::CreatorSchedule;
use crate::storage::runs::{Owner, RunKey};
use crate::storage::{CreatorKey, CreatorStore, RunStore};
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
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Jitter of retries.
    pub entropy: Arc<dyn Entropy>,
    /// This process.
    pub owner: Owner,
    /// The time of day.
    pub schedule: Schedule,
}

/// Collects; cheap to clone.
#[derive(Clone)]
pub struct Collector {
    inner: Arc<Inner>,
}

struct Inner {
    parts: CollectorParts,
    retakes: Retakes,
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
            parts,
            retakes: Retakes::default(),
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

    /// Runs what is due, sleeps until the next is, until cancelled. `stop` ends it too, and waits until it has given back what it ran.
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
