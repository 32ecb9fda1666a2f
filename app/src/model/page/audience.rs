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

/// With more lines than these their names stand in a legend, not at their ends.
const NAMED_AT_ENDS: usize = 4;

/// Names at the ends of lines need this part of the height between them.
const END_ROOM: i64 = 12;

/// The label that stands for every bucket beyond the drawn ones; no platform label is empty.
pub const OTHERS: &str = "";

/// Whether a label is the platform's own word for the rest: it names nobody, however many it holds.
pub fn is_rest(label: &str) -> bool {
    ["其他", "其它", "其他品牌", "其它品牌", "other", "others", OTHERS].contains(&label.trim().to_lowercase().as_str())
}

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

impl Composition {
    /// The day's portrait, or the nearest earlier one.
    pub fn at_or_before(&self, day: PlatformDay) -> Option<&CompositionDay> {
        self.days.iter().rev().find(|known| known.day <= day && known.sum().is_some_and(|sum| sum > 0))
    }

    /// The first day of the newest label set, when there are two, and the newest day.
    pub fn ends(&self) -> (Option<&CompositionDay>, Option<&CompositionDay>) {
        let is_known = |day: &CompositionDay| day.sum().is_some_and(|sum| sum > 0);
        let last = self.days.iter().rev().find(|day| is_known(day));
        let first = last.and_then(|last| self.days.iter().find(|day| day.day < last.day && day.scheme == last.scheme && is_known(day)));
        (first, last)
    }

    /// The same without a last day that is still going on and was not read: nothing is missing yet.
    pub fn up_to_known(mut self, today: PlatformDay) -> Self {
        if self.days.last().is_some_and(|day| day.day >= today && day.sum().is_none()) {
            self.days.pop();
        }
        self
    }

    /// How many days could have a portrait, when recording began on `first`; see [`Self::up_to_known`].
    pub fn recordable(&self, first: Option<PlatformDay>) -> u64 {
        self.period.recordable(first, self.days.last().is_none_or(|day| day.day < self.period.to()))
    }

    /// The buckets that have anybody on any day, by their places; the others would be lines along zero.
    pub fn populated(&self) -> Vec<usize> {
        let has = |index: &usize| self.days.iter().any(|day| day.values.get(*index).copied().flatten().is_some_and(|value| value > 0));
        (0..self.labels.len()).filter(has).collect()
    }

    /// Those of them that are drawn as head counts: the rest is many buckets in one and would squeeze all others.
    pub fn counted(&self) -> Vec<usize> {
        self.populated().into_iter().filter(|index| !is_rest(&self.labels[*index])).collect()
    }

    /// How many the rest holds on the newest day; nothing when there is no rest.
    pub fn rest(&self) -> Option<i64> {
        let last = self.ends().1?;
        let rest = self.labels.iter().zip(&last.values).filter(|(label, _)| is_rest(label)).filter_map(|(_, value)| *value);
        rest.reduce(|sum, value| sum + value).filter(|rest| *rest > 0)
    }

    /// Whether the lines of these buckets are few, and end far enough from each other to bear their names there.
    pub fn has_room_at_ends(&self, drawn: &[usize]) -> bool {
        let last = |index: usize| self.days.iter().rev().find_map(|day| day.values.get(index).copied().flatten());
        let mut ends: Vec<i64> = drawn.iter().filter_map(|index| last(*index)).collect();
        ends.sort_unstable();
        let highest = self.days.iter().flat_map(|day| day.values.iter().copied().flatten()).max().unwrap_or(0);
        (1..=NAMED_AT_ENDS).contains(&drawn.len()) && ends.windows(2).all(|pair| (pair[1] - pair[0]) * END_ROOM >= highest)
    }

    /// The days from which on the platform's labels are other ones.
    pub fn splices(&self) -> Vec<PlatformDay> {
        let known: Vec<(PlatformDay, i64)> = self.days.iter().filter_map(|day| Some((day.day, day.scheme?))).collect();
        known.windows(2).filter(|pair| pair[0].1 != pair[1].1).map(|pair| pair[1].0).collect()
    }

    /// The days of a shorter period, with the labels these days have in the order they alone would give.
    pub fn cut(&self, period: Period) -> Self {
        let days: Vec<CompositionDay> = self.days.iter().filter(|day| period.contains(day.day)).cloned().collect();
        let sum = |index: usize| {
            let known: Vec<i64> = days.iter().filter_map(|day| day.values.get(index).copied().flatten()).collect();
            (!known.is_empty()).then(|| known.iter().sum::<i64>())
        };
        let mut kept: Vec<(usize, i64)> = (0..self.labels.len()).filter_map(|index| Some((index, sum(index)?))).collect();
        if !self.dimension.is_ordered() {
            kept.sort_by(|a, b| {
                let (one, other) = (&self.labels[a.0], &self.labels[b.0]);
                is_rest(one).cmp(&is_rest(other)).then(b.1.cmp(&a.1)).then_with(|| one.cmp(other))
            });
        }
        let pick = |values: &[Option<i64>]| kept.iter().filter_map(|(index, _)| values.get(*index).copied()).collect();
        let days = days.iter().map(|day| CompositionDay { values: pick(&day.values), ..day.clone() }).collect();
        Self { period, labels: kept.iter().map(|(index, _)| self.labels[*index].clone()).collect(), days, ..self.clone() }
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
        let (first, last) = composition.ends();
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

/// The difference of two shares as people read it, −1–1: of what stands beside it, tenths of a percent.
pub fn share_change(before: f64, after: f64) -> f64 {
    let shown = |share: f64| (share * 1000.0).round();
    (shown(after) - shown(before)) / 1000.0
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

    /// The change of its share, −1–1.
    pub fn share_change(&self) -> Option<f64> {
        self.share_before().map(|before| share_change(before, self.share()))
    }

    /// The change of its head count.
    pub fn change(&self) -> Option<i64> {
        self.before.map(|before| self.value - before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(offset: u64) -> PlatformDay {
        "2026-11-01".parse::<PlatformDay>().expect("a day").plus(offset)
    }

    /// Five days; y is the largest only before the last three, and z is there only on the first.
    fn composition(dimension: Dimension) -> Composition {
        let of = |offset: u64, values: [Option<i64>; 3], scheme: i64| CompositionDay {
            day: day(offset),
            values: values.to_vec(),
            scheme: Some(scheme),
        };
        let mut days = vec![
            of(0, [Some(1), Some(900), Some(50)], 1),
            of(1, [Some(1), Some(900), None], 1),
            of(2, [Some(30), Some(20), None], 2),
            of(3, [None; 3], 2),
            of(4, [Some(40), Some(20), None], 2),
        ];
        days[3] = CompositionDay { day: day(3), values: vec![], scheme: None };
        Composition { dimension, period: Period::ending(day(4), 5), labels: vec!["y".into(), "x".into(), "z".into()], days }
    }

    #[test]
    fn a_cut_has_the_labels_and_the_order_of_its_days() {
        let period = Period::ending(day(4), 3);
        let cut = composition(Dimension::Device).cut(period);
        assert_eq!((cut.period, cut.labels.concat().as_str(), cut.days.len()), (period, "yx", 3));
        assert_eq!(cut.days[0].values, [Some(30), Some(20)]);
        assert!(cut.days[1].values.is_empty(), "a gap stays a gap");
        let whole = composition(Dimension::Device).cut(Period::ending(day(4), 5));
        assert_eq!(whole.labels.concat(), "xyz", "largest first");
        assert_eq!(whole.days[0].values, [Some(900), Some(1), Some(50)]);
        assert_eq!(composition(Dimension::Age).cut(Period::ending(day(4), 5)).labels.concat(), "yxz", "an order of its own is kept");
    }

    #[test]
    fn a_day_that_goes_on_is_not_missing_yet_and_the_rest_comes_last() {
        let mut composition = composition(Dimension::Device);
        composition.days.pop();
        let before = composition.days.len();
        assert_eq!(composition.clone().up_to_known(day(4)).days.len(), before, "a day that is over is missing");
        assert_eq!(composition.clone().up_to_known(day(3)).days.len(), before - 1);
        composition.labels[1] = "其他".into();
        assert_eq!(composition.cut(Period::ending(day(4), 5)).labels, ["z", "y", "其他"], "however many it holds");
    }

    #[test]
    fn lines_are_drawn_of_buckets_with_somebody_and_named_at_their_ends_if_these_are_apart() {
        let mut composition = composition(Dimension::Device);
        assert_eq!(composition.populated(), [0, 1, 2], "z was there once");
        composition.days[0].values[2] = Some(0);
        assert_eq!(composition.populated(), [0, 1], "nobody on any day");
        // The axis reaches to 900; the lines end at 40 and 20.
        assert!(!composition.has_room_at_ends(&[0, 1]));
        composition.days[4].values[0] = Some(95);
        assert!(composition.has_room_at_ends(&[0, 1]) && !composition.has_room_at_ends(&[]));
        composition.labels[0] = "其他".into();
        assert_eq!((composition.counted(), composition.rest()), (vec![1], Some(95)));
        composition.labels[0] = "y".into();
        assert_eq!(composition.rest(), None);
    }

    #[test]
    fn splices_are_the_days_the_new_labels_begin() {
        assert_eq!(composition(Dimension::Age).splices(), [day(2)]);
        let (first, last) = {
            let composition = composition(Dimension::Age);
            let (a, b) = composition.ends();
            (a.map(|a| a.day), b.map(|b| b.day))
        };
        assert_eq!((first, last), (Some(day(2)), Some(day(4))), "before the splice nothing is comparable");
    }
}
