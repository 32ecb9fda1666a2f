//! Runs and gaps.

use serde::{Deserialize, Serialize};

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// Under way, or interrupted and waiting to be taken up.
    Running,
    /// Every step that can be done is recorded.
    Committed,
    /// Recorded, with a step missing.
    Partial,
    /// Ended, or never begun, without a snapshot.
    Gap,
}

impl RunState {
    /// The word used in SQL and CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Committed => "committed",
            Self::Partial => "partial",
            Self::Gap => "gap",
        }
    }

    /// Reads the SQL word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Running, Self::Committed, Self::Partial, Self::Gap].into_iter().find(|state| state.as_str() == word)
    }
}

/// Where one step of a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Not begun.
    Pending,
    /// Being read.
    Running,
    /// Read whole (a list may still be capped).
    Done,
    /// Not to be had today, for a reason that another try will not change.
    Skipped,
    /// Tried and failed; taken up again while the platform day lasts.
    Failed,
}

impl StepState {
    /// The word used in SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    /// Reads the SQL word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Pending, Self::Running, Self::Done, Self::Skipped, Self::Failed].into_iter().find(|state| state.as_str() == word)
    }
}

/// Why a period has no snapshot; the word stands in the `reason` column of the `runs` dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    /// Fanscope was not running when the period was due.
    NotRunning,
    /// The grant had ended or was revoked.
    GrantLost,
    /// The platform refused or could not be reached.
    PlatformFailed,
    /// The run was still open at midnight.
    Midnight,
}

impl GapReason {
    /// The word used in SQL and CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotRunning => "not_running",
            Self::GrantLost => "grant_lost",
            Self::PlatformFailed => "platform_failed",
            Self::Midnight => "midnight",
        }
    }

    /// Reads the SQL word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::NotRunning, Self::GrantLost, Self::PlatformFailed, Self::Midnight].into_iter().find(|reason| reason.as_str() == word)
    }
}
