//! Runs and gaps.

use serde::{Deserialize, Serialize};

use super::{Capability, CapabilityStatus};

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
    /// The platform's quota did not reach for it.
    Quota,
}

impl GapReason {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::NotRunning, Self::GrantLost, Self::PlatformFailed, Self::Midnight, Self::Quota];

    /// The word used in SQL and CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotRunning => "not_running",
            Self::GrantLost => "grant_lost",
            Self::PlatformFailed => "platform_failed",
            Self::Midnight => "midnight",
            Self::Quota => "quota",
        }
    }

    /// Reads the SQL word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}

/// What a partial run lacks, as its reason says it: `series: not_granted; fan_list: failing (system busy)`. Nothing for any other text.
pub fn lacking(reason: &str) -> Option<Vec<(Capability, &str)>> {
    let named = |text: &str| Capability::parse(text.split_once(": ")?.0);
    // A platform's message may hold a semicolon too: a part begins only where a capability is named.
    let is_start = |at: usize| named(&reason[at..]).is_some();
    let starts: Vec<usize> =
        std::iter::once(0).chain(reason.match_indices("; ").map(|(at, _)| at + 2)).filter(|at| is_start(*at)).collect();
    if starts.first() != Some(&0) {
        return None;
    }
    let ends = starts.iter().skip(1).map(|next| next - 2).chain([reason.len()]);
    let part = |(start, end): (&usize, usize)| {
        let (name, why) = reason[*start..end].split_once(": ")?;
        Some((Capability::parse(name)?, why))
    };
    starts.iter().zip(ends).map(part).collect()
}

/// Whether a partial run lacks only what the platform does not give such an account, or not yet: nothing failed, and nothing can be done.
pub fn is_expected(reason: &str) -> bool {
    let settled = |why: &str| {
        let word = why.split_once(" (").map_or(why, |(word, _)| word);
        let status = CapabilityStatus::parse(word);
        matches!(status, Some(CapabilityStatus::BelowThreshold | CapabilityStatus::NotReady | CapabilityStatus::Offline))
    };
    lacking(reason).is_some_and(|lacking| lacking.iter().all(|(_, why)| settled(why)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_can_help_is_expected_and_a_failure_is_not() {
        assert!(is_expected("series: below_threshold (粉丝数不足); portrait: not_ready"));
        for trouble in ["series: below_threshold; fan_list: failing (busy)", "series: not_granted", "midnight", ""] {
            assert!(!is_expected(trouble), "{trouble}");
        }
    }

    #[test]
    fn what_lacks_is_read_from_a_reason_whatever_the_platform_wrote() {
        let reason = "series: not_granted; fan_list: failing (busy; retry: later); following_list: offline";
        let expected = [
            (Capability::Series, "not_granted"),
            (Capability::FanList, "failing (busy; retry: later)"),
            (Capability::FollowingList, "offline"),
        ];
        assert_eq!(lacking(reason).as_deref(), Some(expected.as_slice()));
        for other in ["", "midnight", "something: else", "not so; series: x", "粉丝；系统繁忙"] {
            assert_eq!(lacking(other), None, "{other}");
        }
    }
}
