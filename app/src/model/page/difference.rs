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

/// A bucket and the change of its head count.
pub type Change<'a> = (&'a Compared, i64);

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
    pub fn extremes(&self) -> (Option<Change<'_>>, Option<Change<'_>>) {
        let changes = || self.buckets.iter().filter_map(|bucket| Some((bucket, self.change(bucket)?)));
        let most = changes().max_by_key(|(_, change)| *change).filter(|(_, change)| *change > 0);
        let least = changes().min_by_key(|(_, change)| *change).filter(|(_, change)| *change < 0);
        (most, least)
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
        assert_eq!((most.map(|(_, change)| change), least.map(|(bucket, _)| bucket.label.as_str())), (Some(30), Some("y")));
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
