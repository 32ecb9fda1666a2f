//! Collection: runs, gaps, capabilities, progress.

use serde::{Deserialize, Serialize};

use crate::model::{Capability, CapabilityState, PlatformDay, RunState, StepState, Timestamp};

/// One run, or one gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunView {
    /// The platform day it belongs to.
    pub period: PlatformDay,
    /// Where it stands.
    pub state: RunState,
    /// The step under way, while running.
    pub step: Option<Capability>,
    /// Each step.
    pub steps: Vec<StepView>,
    /// Fans listed so far.
    pub listed: Option<i64>,
    /// The fan count the platform reported with the list.
    pub reported_total: Option<i64>,
    /// Pages read.
    pub pages: i64,
    /// Requests made.
    pub requests: i64,
    /// The fan list was complete.
    pub complete: Option<bool>,
    /// When the first page was read.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// The platform's code, when something failed.
    pub error_code: Option<i64>,
    /// Why it is partial or a gap; empty otherwise.
    pub reason: String,
}

/// One step of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    /// What it reads.
    pub capability: Capability,
    /// Where it stands.
    pub state: StepState,
    /// Pages read.
    pub pages: i64,
    /// Rows read so far.
    pub rows: i64,
    /// Rows to be expected, where the platform said so.
    pub expected: Option<i64>,
    /// The platform's code, when it refused.
    pub code: Option<i64>,
    /// The platform's log id of that answer.
    pub log_id: String,
    /// Why it was skipped or failed; empty otherwise.
    pub reason: String,
}

/// The state of collection of one creator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionStatus {
    /// Today's run; nothing when it has not begun.
    pub today: Option<RunView>,
    /// When the next run is due.
    pub next_due: Option<Timestamp>,
    /// The capability matrix, one row per capability.
    pub capabilities: Vec<CapabilityState>,
}
