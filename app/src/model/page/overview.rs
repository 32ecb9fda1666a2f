//! The overview of one creator.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::period::Period;
use crate::model::run::is_expected;
use crate::model::{DailyPoint, Dimension, PlatformDay, RunState, Timestamp};

/// What is known of one platform day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayHealth {
    /// The day.
    pub day: PlatformDay,
    /// The run of that day; nothing when there was none (before the first grant, or not yet due).
    pub state: Option<RunState>,
    /// Why it is partial or a gap; a word of `GapReason` or a sentence.
    pub reason: String,
    /// No run recorded the day, and its fan counts are known all the same: a later run read them, from the platform's 30 days.
    #[serde(default)]
    pub healed: bool,
}

impl DayHealth {
    /// The day as `today` sees it: one that is not over is not missing yet.
    #[must_use]
    pub fn seen_on(self, today: PlatformDay) -> Self {
        if self.day == today && self.state == Some(RunState::Gap) { Self { state: None, reason: String::new(), ..self } } else { self }
    }
}

/// How many days went how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HealthCounts {
    /// Everything was recorded.
    pub complete: usize,
    /// Everything was recorded that the platform offers this account.
    pub offered: usize,
    /// Something is missing that could have been recorded.
    pub partial: usize,
    /// Nothing was recorded.
    pub gaps: usize,
}

impl HealthCounts {
    /// Counts days.
    pub fn of(days: &[DayHealth]) -> Self {
        days.iter().fold(Self::default(), |counts, day| match day.state {
            Some(RunState::Committed) => Self { complete: counts.complete + 1, ..counts },
            Some(RunState::Partial) if is_expected(&day.reason) => Self { offered: counts.offered + 1, ..counts },
            Some(RunState::Partial) => Self { partial: counts.partial + 1, ..counts },
            Some(RunState::Gap) => Self { gaps: counts.gaps + 1, ..counts },
            Some(RunState::Running) | None => counts,
        })
    }
}

/// Growth over a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Growth {
    /// The period shown.
    pub period: Period,
    /// One entry per day of the period, oldest first; totals are absent where nothing is known.
    pub points: Vec<DailyPoint>,
    /// The same for the compared period; empty when none was asked for.
    pub compared: Vec<DailyPoint>,
    /// The run of each day of the period, so that gap, partial and zero can be told apart.
    pub health: Vec<DayHealth>,
    /// Days of either period on which most of the roster fell with this creator; only an owner, who sees the roster, is told.
    #[serde(default)]
    pub clean_ups: Vec<CleanUp>,
}

impl Growth {
    /// The first day of the period of which the total is known.
    pub fn first_known(&self) -> Option<PlatformDay> {
        self.points.iter().find(|point| point.total.is_some()).map(|point| point.day)
    }

    /// How many days could be known: from the first known one on, without a `today` that the platform has not told yet.
    pub fn recordable(&self, today: PlatformDay) -> u64 {
        let is_last_open = self.points.last().is_some_and(|point| point.day == today && point.net.is_none());
        self.period.recordable(self.first_known(), is_last_open)
    }

    /// The days whose counts a later run read, because no run recorded them.
    pub fn healed(&self) -> BTreeSet<PlatformDay> {
        self.health.iter().filter(|day| day.healed).map(|day| day.day).collect()
    }
}

/// How a whole roster did on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RosterDay {
    /// The day.
    pub day: PlatformDay,
    /// Creators whose net of that day is known.
    pub known: u64,
    /// Those of them that fell, as [`fell`] has it.
    pub fell: u64,
}

impl RosterDay {
    /// Accounts that must be known before anything is said of most of them.
    const FEWEST: u64 = 3;

    /// Whether two thirds of the roster, three accounts at least, fell together: the platform removed accounts, and no work of one creator
    /// is the cause.
    pub const fn is_clean_up(&self) -> bool {
        self.known >= Self::FEWEST && self.fell * 3 >= self.known * 2
    }
}

/// The smallest fall that counts, in fans and in parts of the total (1 / 200 = 0.5 %): an ordinary day of an ordinary account is smaller.
pub const FALL: (i64, i64) = (3, 200);

/// Whether an account fell on a day: by half a per cent of its fans or more. The store asks the same in SQL.
pub fn fell(point: &DailyPoint) -> bool {
    let (fans, part) = FALL;
    point.net.zip(point.total).is_some_and(|(net, total)| net <= -fans && -net * part >= total)
}

/// A day on which most of the roster fell together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleanUp {
    /// The day.
    pub day: PlatformDay,
    /// What this creator lost on it, net; negative.
    pub net: i64,
    /// Creators that fell.
    pub fell: u64,
    /// Creators of whom the day is known.
    pub known: u64,
}

/// One dimension of the newest portrait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// Which dimension.
    pub dimension: Dimension,
    /// The day it was read.
    pub day: PlatformDay,
    /// When it was read.
    pub fetched_at: Option<Timestamp>,
    /// The first day of the period with a portrait of the same scheme, when there is one before `day`.
    #[serde(default)]
    pub before_day: Option<PlatformDay>,
    /// Sum of the dimension on that day.
    #[serde(default)]
    pub before_of: i64,
    /// Buckets: in canonical order for ordered dimensions, largest first for the others.
    pub buckets: Vec<Bucket>,
}

/// One bucket now and at the start of the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// The label as the platform sent it.
    pub label: String,
    /// Head count.
    pub value: i64,
    /// Head count on the first day of the period that has a portrait of the same scheme.
    pub before: Option<i64>,
}

/// The newest portrait, all dimensions that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatestPortrait {
    /// In the order of `Dimension::ALL`; a dimension without data is absent.
    pub distributions: Vec<Distribution>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_by_how_they_went_and_today_is_not_missing_before_it_is_over() {
        let first: PlatformDay = "2026-11-01".parse().expect("a day");
        let day = |offset, state, reason: &str| DayHealth { day: first.plus(offset), state, reason: reason.to_owned(), healed: false };
        let days = [
            day(0, Some(RunState::Committed), ""),
            day(1, Some(RunState::Partial), "series: below_threshold"),
            day(2, Some(RunState::Partial), "fan_list: failing"),
            day(3, Some(RunState::Gap), "grant_lost"),
            day(4, None, ""),
            day(5, Some(RunState::Gap), "grant_lost"),
        ];
        assert_eq!(HealthCounts::of(&days), HealthCounts { complete: 1, offered: 1, partial: 1, gaps: 2 });
        let seen = days.map(|day| day.seen_on(first.plus(5)));
        assert_eq!(HealthCounts::of(&seen).gaps, 1);
        assert_eq!((seen[5].state, seen[5].reason.as_str()), (None, ""));
    }

    #[test]
    fn most_of_a_roster_must_fall_before_the_platform_is_named() {
        let day: PlatformDay = "2026-10-13".parse().expect("a day");
        let of = |known, fell| RosterDay { day, known, fell }.is_clean_up();
        assert!(of(3, 3) && of(3, 2) && of(9, 6));
        assert!(!of(2, 2) && !of(9, 5) && !of(0, 0));
        let point = |net, total| DailyPoint { day, total: Some(total), source: None, new: None, lost: None, net: Some(net) };
        assert!(fell(&point(-20, 2_069)) && fell(&point(-3, 300)));
        assert!(!fell(&point(-2, 100)) && !fell(&point(-9, 2_000)) && !fell(&point(20, 100)));
    }
}
