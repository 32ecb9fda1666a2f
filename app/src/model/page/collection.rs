//! Collection: runs, gaps, capabilities, progress.

use serde::{Deserialize, Serialize};

use super::GrantHealth;
use super::overview::DayHealth;
use crate::model::grant::Planned;
use crate::model::period::spells;
use crate::model::{Capability, CapabilityState, CapabilityStatus, Period, PlatformDay, RunState, StepState, Timestamp};

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionStatus {
    /// Today's run; nothing when it has not begun.
    pub today: Option<RunView>,
    /// When the next run is due; one that is overdue is due now.
    pub next_due: Option<Timestamp>,
    /// The grant's health: without one the capabilities' last answers say nothing of today.
    #[serde(default)]
    pub grant: GrantHealth,
    /// The capability matrix, one row per capability.
    pub capabilities: Vec<CapabilityState>,
}

/// What the coming runs will do to a grant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GrantForecast {
    /// How it stands now.
    pub grant: GrantHealth,
    /// Refreshes and renewals until it ends, in their order.
    pub planned: Vec<Planned>,
}

impl RunView {
    /// Its steps; while it runs, those it has not come to as well.
    pub fn all_steps(&self) -> Vec<StepView> {
        let waiting = |capability| StepView {
            capability,
            state: StepState::Pending,
            pages: 0,
            rows: 0,
            expected: None,
            code: None,
            log_id: String::new(),
            reason: String::new(),
        };
        let mut steps = self.steps.clone();
        if self.state == RunState::Running {
            let begun = |capability: &Capability| self.steps.iter().any(|step| step.capability == *capability);
            steps.extend(Capability::ALL.into_iter().filter(|capability| !begun(capability)).map(waiting));
            steps.sort_by_key(|step| step.capability);
        }
        steps
    }
}

/// One run in full, or a day without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunDetail {
    /// The day that is looked at.
    pub day: PlatformDay,
    /// Its run; nothing when there was none.
    pub run: Option<RunView>,
    /// How often the run was begun or taken up.
    pub attempts: i64,
    /// Each step, with what the platform answered.
    pub steps: Vec<StepDetail>,
    /// The run before it.
    pub previous: Option<PlatformDay>,
    /// The run after it.
    pub next: Option<PlatformDay>,
}

/// One step of a run, in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDetail {
    /// What it reads.
    pub capability: Capability,
    /// Where it stands.
    pub state: StepState,
    /// What was found when it ended.
    pub status: Option<CapabilityStatus>,
    /// Pages read.
    pub pages: i64,
    /// Rows read.
    pub rows: i64,
    /// Rows to be expected, where the platform said so.
    pub expected: Option<i64>,
    /// Requests made.
    pub requests: i64,
    /// The platform's code, when it refused.
    pub code: Option<i64>,
    /// The platform's words, when it refused.
    pub message: String,
    /// The platform's log id of that answer.
    pub log_id: String,
}

/// How much the platform may still be asked for until its quotas are filled up again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaView {
    /// When they are filled up.
    pub resets_at: Timestamp,
    /// One per capability, in the order a run reads them.
    pub scopes: Vec<ScopeView>,
}

/// The quota of one scope. It belongs to the app: all creators share it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeView {
    /// What its calls read.
    pub capability: Capability,
    /// The platform's name of it.
    pub scope: String,
    /// Calls made since it was last filled up.
    pub used: i64,
    /// Calls granted, where it is known.
    pub limit: Option<i64>,
    /// The limit is what had been used when the platform last refused.
    pub learned: bool,
    /// The platform said that it is used up.
    pub exhausted: bool,
    /// This creator waits until it is filled up.
    pub waits: bool,
    /// Creators that wait.
    pub waiting: usize,
}

/// Gaps with one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapGroup {
    /// The reason.
    pub reason: String,
    /// How many days.
    pub days: u64,
    /// Which days, newest first.
    pub spells: Vec<Period>,
}

/// The gaps among days in ascending order, by reason; the reason with the most days first.
pub fn gaps_by_reason(days: &[DayHealth]) -> Vec<GapGroup> {
    let gaps = || days.iter().filter(|day| day.state == Some(RunState::Gap));
    let mut reasons: Vec<&str> = gaps().map(|day| day.reason.as_str()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let group = |reason: &str| {
        let mut spells = spells(gaps().filter(|day| day.reason == reason).map(|day| day.day));
        spells.reverse();
        GapGroup { reason: reason.to_owned(), days: spells.iter().map(|spell| spell.len()).sum(), spells }
    };
    let mut groups: Vec<GapGroup> = reasons.into_iter().map(group).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.days));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_grouped_by_reason_and_told_as_spells() {
        let first: PlatformDay = "2025-12-30".parse().expect("a day");
        let day = |offset, state, reason: &str| DayHealth { day: first.plus(offset), state, reason: reason.to_owned(), healed: false };
        let gap = |offset, reason| day(offset, Some(RunState::Gap), reason);
        let days = [
            gap(0, "midnight"),
            gap(1, "not_running"),
            gap(2, "not_running"),
            day(3, Some(RunState::Partial), "not_running"),
            gap(4, "not_running"),
            day(5, None, ""),
        ];
        let groups = gaps_by_reason(&days);
        let told: Vec<_> = groups.iter().map(|group| (group.reason.as_str(), group.days, group.spells.len())).collect();
        assert_eq!(told, [("not_running", 3, 2), ("midnight", 1, 1)]);
        assert_eq!(groups[0].spells[0].from(), first.plus(4), "newest first");
        assert!(gaps_by_reason(&[]).is_empty());
    }
}
