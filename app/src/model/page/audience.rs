//! The audience of one creator in one dimension.

use serde::{Deserialize, Serialize};

use crate::model::period::Period;
use crate::model::{Dimension, PlatformDay};

/// The composition of the fans over a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Composition {
    /// Which dimension.
    pub dimension: Dimension,
    /// The period shown.
    pub period: Period,
    /// Buckets in the order they are drawn: canonical order for ordered dimensions, largest first for the others.
    pub labels: Vec<String>,
    /// Every day of the period, oldest first.
    pub days: Vec<CompositionDay>,
}

/// One day of a composition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompositionDay {
    /// The day.
    pub day: PlatformDay,
    /// Head counts in the order of the labels; empty when the day has no portrait.
    pub values: Vec<Option<i64>>,
    /// The label set's version; a change from one day to the next is a splice.
    pub scheme: Option<i64>,
}

/// What the audience page shows: a ranking of every bucket, and the largest ones over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudienceView {
    /// The buckets drawn over time, folded by [`Composition::folded`].
    pub over_time: Composition,
    /// Every bucket, in the order of the composition.
    pub ranked: Vec<Ranked>,
    /// First day of the period with a portrait of the newest label set.
    pub first: Option<PlatformDay>,
    /// Newest day with a portrait.
    pub last: Option<PlatformDay>,
}

/// One bucket at the end of the period, against its start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// The label as the platform sent it.
    pub label: String,
    /// Head count on the newest day.
    pub value: i64,
    /// Sum of the dimension on the newest day.
    pub of: i64,
    /// Head count on the first day of the same label set.
    pub before: Option<i64>,
    /// Sum of the dimension on that day.
    pub before_of: i64,
}

/// How many buckets a chart draws before the rest becomes "others".
pub const DRAWN: usize = 8;

/// The label that stands for every bucket beyond the drawn ones; no platform label is empty.
pub const OTHERS: &str = "";

impl Composition {
    /// The same with at most [`DRAWN`] buckets; the smallest of an unordered dimension are summed under [`OTHERS`].
    pub fn folded(&self) -> Self {
        if self.dimension.is_ordered() || self.labels.len() <= DRAWN + 1 {
            return self.clone();
        }
        let mut labels = self.labels[..DRAWN].to_vec();
        labels.push(OTHERS.to_owned());
        let fold = |values: &[Option<i64>]| {
            let (drawn, rest) = values.split_at(DRAWN.min(values.len()));
            let known: Vec<i64> = rest.iter().copied().flatten().collect();
            let mut folded = drawn.to_vec();
            if !folded.is_empty() {
                folded.push((!known.is_empty()).then(|| known.iter().sum()));
            }
            folded
        };
        let days = self.days.iter().map(|day| CompositionDay { values: fold(&day.values), ..day.clone() }).collect();
        Self { labels, days, ..self.clone() }
    }
}

impl CompositionDay {
    /// Sum of the known head counts; nothing when the day has no portrait.
    pub fn sum(&self) -> Option<i64> {
        let known = self.values.iter().copied().flatten();
        (!self.values.is_empty()).then(|| known.sum())
    }
}

impl AudienceView {
    /// Ranks and folds a composition.
    pub fn of(composition: &Composition) -> Self {
        let last = composition.days.iter().rev().find(|day| day.sum().is_some_and(|sum| sum > 0));
        let first = last.and_then(|last| {
            composition.days.iter().find(|day| day.day < last.day && day.scheme == last.scheme && day.sum().is_some_and(|sum| sum > 0))
        });
        let value = |day: Option<&CompositionDay>, index: usize| day.and_then(|day| day.values.get(index).copied().flatten());
        let sum = |day: Option<&CompositionDay>| day.and_then(CompositionDay::sum).unwrap_or(0);
        let ranked = composition.labels.iter().enumerate().filter_map(|(index, label)| {
            let value_now = value(last, index)?;
            Some(Ranked { label: label.clone(), value: value_now, of: sum(last), before: value(first, index), before_of: sum(first) })
        });
        Self { ranked: ranked.collect(), over_time: composition.folded(), first: first.map(|day| day.day), last: last.map(|day| day.day) }
    }
}

/// A part of a whole, 0–1; 0 of nothing is 0.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn share(part: i64, whole: i64) -> f64 {
    if whole > 0 { part as f64 / whole as f64 } else { 0.0 }
}

impl Ranked {
    /// Its share on the newest day, 0–1.
    pub fn share(&self) -> f64 {
        share(self.value, self.of)
    }

    /// Its share on the first day, 0–1.
    pub fn share_before(&self) -> Option<f64> {
        self.before.map(|before| share(before, self.before_of))
    }

    /// The change of its head count.
    pub fn change(&self) -> Option<i64> {
        self.before.map(|before| self.value - before)
    }
}
