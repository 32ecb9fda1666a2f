//! Sums over a period of the daily roll-up; nothing is invented for unknown days.

use serde::{Deserialize, Serialize};

use super::{DailyPoint, PlatformDay, TotalSource};

/// A sum and how many days it is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSum {
    /// The sum; nothing when no day is known.
    pub sum: Option<i64>,
    /// Days that are known.
    pub days: u64,
}

impl KnownSum {
    /// The difference to an earlier sum; nothing when much less is known of one than of the other, since that would compare days
    /// with missing days.
    pub fn change_since(self, before: Self) -> Option<i64> {
        let alike = self.days.min(before.days) * 10 >= self.days.max(before.days) * 9;
        let change = self.sum? - before.sum?;
        alike.then_some(change)
    }

    /// Adds up what is known.
    pub(super) fn of(values: impl Iterator<Item = Option<i64>>) -> Self {
        values.flatten().fold(Self::default(), |all, value| Self { sum: Some(all.sum.unwrap_or(0) + value), days: all.days + 1 })
    }
}

/// The number cards of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The newest known total, its day and its source.
    pub last: Option<(PlatformDay, i64, Option<TotalSource>)>,
    /// The oldest known total of the period.
    pub first: Option<(PlatformDay, i64)>,
    /// Net over the known days.
    pub net: KnownSum,
    /// New fans over the known days.
    pub new: KnownSum,
    /// Lost fans over the known days.
    pub lost: KnownSum,
    /// The day with the largest net, if any grew.
    pub best: Option<(PlatformDay, i64)>,
}

impl Totals {
    /// Adds up a period, oldest day first.
    pub fn of(points: &[DailyPoint]) -> Self {
        Self {
            last: points.iter().rev().find_map(|point| Some((point.day, point.total?, point.source))),
            first: points.iter().find_map(|point| Some((point.day, point.total?))),
            net: KnownSum::of(points.iter().map(|point| point.net)),
            new: KnownSum::of(points.iter().map(|point| point.new)),
            lost: KnownSum::of(points.iter().map(|point| point.lost)),
            best: points.iter().filter_map(|point| Some((point.day, point.net?))).max_by_key(|(_, net)| *net).filter(|(_, net)| *net > 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_unlike_coverage_are_not_compared() {
        let sum = |sum, days| KnownSum { sum: Some(sum), days };
        assert_eq!(sum(500, 30).change_since(sum(400, 28)), Some(100));
        assert_eq!(sum(500, 30).change_since(sum(12, 1)), None);
        assert_eq!(sum(500, 30).change_since(KnownSum::default()), None);
    }

    #[test]
    fn unknown_days_are_left_out_and_counted() {
        let day: PlatformDay = "2026-11-01".parse().expect("a day");
        let point = |offset: u64, total, net| DailyPoint { day: day.plus(offset), total, source: None, new: net, lost: None, net };
        let totals =
            Totals::of(&[point(0, Some(100), None), point(1, None, None), point(2, Some(140), Some(15)), point(3, Some(130), Some(-10))]);
        assert_eq!(totals.net, KnownSum { sum: Some(5), days: 2 });
        assert_eq!(totals.lost, KnownSum::default());
        assert_eq!(totals.first, Some((day, 100)));
        assert_eq!(totals.last.map(|(day, total, _)| (day, total)), Some((day.plus(3), 130)));
        assert_eq!(totals.best, Some((day.plus(2), 15)));
    }
}
