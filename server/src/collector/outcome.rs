//! What asking for a collection led to.

use app::model::page::collection::RunView;
use app::model::{PlatformDay, RunState, StepState};

use crate::grants::GrantError;
use crate::storage::{CreatorKey, StoreError};

/// What became of one creator's run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectOutcome {
    /// The platform day it belongs to.
    pub period: PlatformDay,
    /// How it stands.
    pub state: RunState,
    /// It was settled before; nothing was read.
    pub repeated: bool,
    /// Why it is partial or a gap; empty otherwise.
    pub reason: String,
    /// Counts as done: committed, or partial only for reasons that another try today does not change.
    pub done: bool,
}

impl CollectOutcome {
    pub(super) fn of(view: RunView, repeated: bool) -> Self {
        Self { period: view.period, state: view.state, repeated, done: is_done(&view), reason: view.reason }
    }
}

/// Whether a run needs no more tries on its day.
pub(super) fn is_done(view: &RunView) -> bool {
    let open = |state| matches!(state, StepState::Pending | StepState::Running | StepState::Failed);
    match view.state {
        RunState::Committed => true,
        RunState::Partial => !view.steps.iter().any(|step| open(step.state)),
        RunState::Running | RunState::Gap => false,
    }
}

/// What `run_due` did.
#[derive(Debug, Default)]
pub struct DueSummary {
    /// Runs that ended, in the order they did.
    pub collected: Vec<(CreatorKey, CollectOutcome)>,
    /// Creators whose run could not be had to an end.
    pub failed: Vec<(CreatorKey, CollectError)>,
    /// Open runs of earlier days that became gaps.
    pub closed: u64,
}

impl DueSummary {
    /// Whether everything that was due is done.
    pub fn all_done(&self) -> bool {
        self.failed.is_empty() && self.collected.iter().all(|(_, outcome)| outcome.done)
    }
}

/// Why a run could not be had to an end.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    /// There is no such creator.
    #[error("there is no such creator")]
    UnknownCreator,
    /// The collection was asked to stop; the run is released and goes on where it stood.
    #[error("the collection was stopped; the run goes on where it stood")]
    Cancelled,
    /// Another process took the run over.
    #[error("another process took the run over")]
    TakenOver,
    /// The creator's tokens cannot be had for a reason on our side.
    #[error(transparent)]
    Grant(GrantError),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for CollectError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::FenceLost => Self::TakenOver,
            StoreError::UnknownCreator => Self::UnknownCreator,
            error => Self::Store(error),
        }
    }
}

/// Logs a run that could not be had to an end, where nobody else will.
pub(super) fn log_failure(key: &CreatorKey, error: &CollectError) {
    let error: &dyn std::error::Error = error;
    tracing::error!(creator.id = %key.creator, error, "the collection failed");
}
