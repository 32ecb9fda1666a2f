//! What changed in one dimension between two days.

use super::audience::{Composition, CompositionDay, share, share_change};
use crate::model::PlatformDay;

/// One bucket on both days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The label as the platform sent it.
    pub label: String,
    /// Head count on the earlier day; nothing when that portrait does not have it.
    pub before: Option<i64>,
    /// Head count on the later day.
    pub after: Option<i64>,
}

/// Two days of a composition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The earlier day.
    pub from: PlatformDay,
    /// The later day.
    pub to: PlatformDay,
    /// Sum of the dimension on the earlier day.
    pub before: i64,
    /// Sum of the dimension on the later day.
    pub after: i64,
    /// Both days have the same label set; otherwise nothing is subtracted.
    pub comparable: bool,
    /// Every bucket that either day has, in the order of the composition.
    pub buckets: Vec<Compared>,
}

/// What changed most: one item, or several that changed alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaders<T> {
    /// The first of them, at most [`NAMED`].
    pub named: Vec<T>,
    /// How many more changed alike.
    pub more: usize,
    /// By how much each.
    pub change: i64,
}

/// How many items that changed alike are named.
pub const NAMED: usize = 2;

impl<T> Leaders<T> {
    /// Those of the largest `size` of their change; nothing when no size is above zero.
    pub fn of(changes: Vec<(T, i64)>, size: fn(i64) -> i64) -> Option<Self> {
        let largest = changes.iter().map(|(_, change)| size(*change)).max().filter(|largest| *largest > 0)?;
        let change = changes.iter().map(|(_, change)| *change).find(|change| size(*change) == largest)?;
        let mut named: Vec<T> = changes.into_iter().filter(|(_, other)| *other == change).map(|(item, _)| item).collect();
        let more = named.len().saturating_sub(NAMED);
        named.truncate(NAMED);
        Some(Self { named, more, change })
    }
}

/// Why there is no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDifference {
    /// No portrait on this day nor shortly before it.
    Unknown(PlatformDay),
    /// Both days lead to the portrait of the same day.
    SameDay(PlatformDay),
}

impl Difference {
    /// Compares the portraits of two days, or of the nearest earlier days that have one.
    ///
    /// # Errors
    /// There are no two portraits to compare.
    pub fn between(composition: &Composition, a: PlatformDay, b: PlatformDay) -> Result<Self, NoDifference> {
        let find = |day: PlatformDay| composition.at_or_before(day).ok_or(NoDifference::Unknown(day));
        let (from, to) = (find(a)?, find(b)?);
        if from.day >= to.day {
            return Err(NoDifference::SameDay(to.day));
        }
        let value = |day: &CompositionDay, index: usize| day.values.get(index).copied().flatten();
        let compared =
            |(index, label): (usize, &String)| Compared { label: label.clone(), before: value(from, index), after: value(to, index) };
        let known = |bucket: &Compared| bucket.before.is_some() || bucket.after.is_some();
        Ok(Self {
            from: from.day,
            to: to.day,
            before: from.sum().unwrap_or(0),
            after: to.sum().unwrap_or(0),
            comparable: from.scheme == to.scheme,
            buckets: composition.labels.iter().enumerate().map(compared).filter(known).collect(),
        })
    }

    /// The change of a bucket's head count; nothing unless both days know it and share a label set.
    pub fn change(&self, bucket: &Compared) -> Option<i64> {
        let change = bucket.after? - bucket.before?;
        self.comparable.then_some(change)
    }

    /// The change of a bucket's share, −1–1; under the same conditions.
    pub fn points(&self, bucket: &Compared) -> Option<f64> {
        let points = share_change(share(bucket.before?, self.before), share(bucket.after?, self.after));
        self.comparable.then_some(points)
    }

    /// The buckets that grew and shrank most, as far as any did.
    pub fn extremes(&self) -> (Option<Leaders<&Compared>>, Option<Leaders<&Compared>>) {
        let changes = || self.buckets.iter().filter_map(|bucket| Some((bucket, self.change(bucket)?))).collect();
        (Leaders::of(changes(), |change| change), Leaders::of(changes(), i64::saturating_neg))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Dimension, Period};

    fn day(offset: u64) -> PlatformDay {
        "2026-11-01".parse::<PlatformDay>().expect("a day").plus(offset)
    }

    /// Days 0, 2 and 3 are known; day 3 has other labels.
    fn composition() -> Composition {
        let of =
            |offset: u64, values: &[Option<i64>], scheme: Option<i64>| CompositionDay { day: day(offset), values: values.to_vec(), scheme };
        Composition {
            dimension: Dimension::Device,
            period: Period::ending(day(3), 4),
            labels: vec!["x".into(), "y".into(), "z".into()],
            days: vec![
                of(0, &[Some(60), Some(40), None], Some(1)),
                of(1, &[], None),
                of(2, &[Some(90), Some(10), Some(100)], Some(1)),
                of(3, &[Some(70), None, Some(130)], Some(2)),
            ],
        }
    }

    #[test]
    fn buckets_are_subtracted_where_both_days_know_them() {
        let difference = Difference::between(&composition(), day(0), day(2)).expect("two days");
        let changes: Vec<Option<i64>> = difference.buckets.iter().map(|bucket| difference.change(bucket)).collect();
        assert_eq!(changes, [Some(30), Some(-30), None], "a bucket that one day lacks has no change");
        assert_eq!(difference.points(&difference.buckets[0]).map(crate::format::permille), Some(450 - 600));
        let (most, least) = difference.extremes();
        assert_eq!(most.map(|most| most.change), Some(30));
        assert_eq!(least.map(|least| (least.named[0].label.as_str(), least.more)), Some(("y", 0)));
    }

    #[test]
    fn all_that_changed_most_are_named_up_to_two() {
        let of = |changes: &[(&'static str, i64)], size| {
            Leaders::of(changes.to_vec(), size).map(|most| (most.named.concat(), most.more, most.change))
        };
        let changes = [("a", -7), ("b", 6), ("c", 6), ("d", 0)];
        assert_eq!(of(&changes, |change| change), Some(("bc".into(), 0, 6)));
        assert_eq!(of(&changes, i64::saturating_neg), Some(("a".into(), 0, -7)));
        assert_eq!(of(&changes, i64::abs), Some(("a".into(), 0, -7)));
        assert_eq!(of(&[("a", 6), ("b", -6), ("c", 6), ("d", 6)], i64::abs), Some(("ac".into(), 1, 6)), "never a gain with a loss");
        assert_eq!(of(&[("a", 0), ("b", -2)], |change| change), None, "nothing grew");
    }

    #[test]
    fn a_day_without_a_portrait_leads_to_the_nearest_earlier_one() {
        let difference = Difference::between(&composition(), day(1), day(2)).expect("two days");
        assert_eq!((difference.from, difference.to), (day(0), day(2)));
        assert_eq!(Difference::between(&composition(), day(0), day(1)), Err(NoDifference::SameDay(day(0))));
        assert_eq!(Difference::between(&composition(), day(0).minus(1), day(2)), Err(NoDifference::Unknown(day(0).minus(1))));
    }

    #[test]
    fn other_labels_are_not_subtracted() {
        let difference = Difference::between(&composition(), day(2), day(3)).expect("two days");
        assert!(!difference.comparable && difference.buckets.len() == 3);
        assert!(difference.buckets.iter().all(|bucket| difference.change(bucket).is_none() && difference.points(bucket).is_none()));
    }
}
