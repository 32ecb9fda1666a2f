//! The overview of one creator.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::period::Period;
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
}

impl Growth {
    /// The days whose counts a later run read, because no run recorded them.
    pub fn healed(&self) -> BTreeSet<PlatformDay> {
        self.health.iter().filter(|day| day.healed).map(|day| day.day).collect()
    }
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
