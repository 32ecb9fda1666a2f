//! Sums over a period of the daily roll-up; nothing is invented for unknown days.

use serde::{Deserialize, Serialize};

use super::{DailyPoint, GrowthMetric, PlatformDay, TotalSource};

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
        let change = self.sum? - before.sum?;
        self.is_like(before).then_some(change)
    }

    /// Whether both rest on about as many days.
    pub fn is_like(self, before: Self) -> bool {
        self.days.min(before.days) * 10 >= self.days.max(before.days) * 9
    }

    /// The sum, unless it rests on less than half of the days that `other` rests on: the two stand side by side and would contradict
    /// each other.
    pub fn beside(self, other: Self) -> Option<i64> {
        self.sum.filter(|_| self.days * 2 >= other.days)
    }

    /// Adds up what is known.
    pub(super) fn of(values: impl Iterator<Item = Option<i64>>) -> Self {
        values.flatten().fold(Self::default(), |all, value| Self { sum: Some(all.sum.unwrap_or(0) + value), days: all.days + 1 })
    }
}

/// The number cards of a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The newest known total, its day and its source.
    pub last: Option<(PlatformDay, i64, Option<TotalSource>)>,
    /// The oldest known total of the period.
    pub first: Option<(PlatformDay, i64)>,
    /// The change of the total, over the days it is known for: days without a total lie in the difference between those around them,
    /// and totals of different sources are never compared. The one net of a period, wherever it is shown.
    pub net: KnownSum,
    /// The two days between whose totals that is the change, when it is known all the way: from the eve of the period, or its first known
    /// day, to the newest day that can be compared. The newest total of all may be of another source, and so not comparable yet.
    pub between: Option<(PlatformDay, PlatformDay)>,
    /// New fans over the known days.
    pub new: KnownSum,
    /// Lost fans over the known days.
    pub lost: KnownSum,
    /// The largest net of a day and the days that had it, if any grew.
    pub best: Option<(i64, Vec<PlatformDay>)>,
}

impl Totals {
    /// Adds up a period, oldest day first.
    pub fn of(points: &[DailyPoint]) -> Self {
        let (net, between) = net_of(points);
        Self {
            last: points.iter().rev().find_map(|point| Some((point.day, point.total?, point.source))),
            first: points.iter().find_map(|point| Some((point.day, point.total?))),
            net,
            between,
            new: KnownSum::of(points.iter().map(|point| point.new)),
            lost: KnownSum::of(points.iter().map(|point| point.lost)),
            best: best_of(points),
        }
    }
}

fn best_of(points: &[DailyPoint]) -> Option<(i64, Vec<PlatformDay>)> {
    let most = points.iter().filter_map(|point| point.net).max().filter(|net| *net > 0)?;
    Some((most, points.iter().filter(|point| point.net == Some(most)).map(|point| point.day).collect()))
}

/// The part of `compared` that lies beside the days of `points` up to the newest of which the metric is known: a day that the platform has
/// not told yet is no reason to compare fewer days with more.
pub fn alongside<'a>(compared: &'a [DailyPoint], points: &[DailyPoint], metric: GrowthMetric) -> &'a [DailyPoint] {
    let told = points.iter().rposition(|point| metric.of(point).is_some()).map_or(0, |last| last + 1);
    if told == 0 || points.len() != compared.len() { compared } else { &compared[..told] }
}

/// The net of a period, and the days it counts from and to, if nothing between them is missing.
fn net_of(points: &[DailyPoint]) -> (KnownSum, Option<(PlatformDay, PlatformDay)>) {
    let mut net = KnownSum::default();
    let mut stretches: Vec<(PlatformDay, PlatformDay)> = Vec::new();
    let mut before: Option<(PlatformDay, i64, Option<TotalSource>)> = None;
    for point in points {
        let Some(total) = point.total else { continue };
        let own = point.net.map(|net| (net, 1));
        let bridged = before.filter(|(_, _, source)| *source == point.source);
        let bridged = bridged.map(|(day, then, _)| (total - then, u64::try_from(point.day.days_since(day)).unwrap_or(0)));
        let change = match before {
            None => own,
            Some((day, ..)) if day.next() == point.day => own.or(bridged),
            Some(_) => bridged,
        };
        if let Some((change, days)) = change {
            net = KnownSum { sum: Some(net.sum.unwrap_or(0) + change), days: net.days + days };
            let from = point.day.minus(days);
            match stretches.last_mut() {
                Some((_, to)) if *to == from => *to = point.day,
                _ => stretches.push((from, point.day)),
            }
        }
        before = Some((point.day, total, point.source));
    }
    (net, if let [whole] = stretches.as_slice() { Some(*whole) } else { None })
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
        assert_eq!(totals.net, KnownSum { sum: Some(30), days: 3 }, "the unknown day lies in the difference around it");
        assert_eq!(totals.between, Some((day, day.plus(3))));
        assert_eq!(totals.lost, KnownSum::default());
        assert_eq!(totals.first, Some((day, 100)));
        assert_eq!(totals.last.map(|(day, total, _)| (day, total)), Some((day.plus(3), 130)));
        assert_eq!(totals.best, Some((15, vec![day.plus(2)])));
    }

    #[test]
    fn a_day_that_is_not_told_yet_is_compared_with_nothing() {
        let day: PlatformDay = "2026-11-01".parse().expect("a day");
        let point = |offset: u64, net| DailyPoint { day: day.plus(offset), total: None, source: None, new: None, lost: None, net };
        let points = [point(7, Some(1)), point(8, None), point(9, Some(1)), point(10, None)];
        let compared = [point(0, Some(5)), point(1, Some(5)), point(2, Some(5)), point(3, Some(5))];
        assert_eq!(alongside(&compared, &points, GrowthMetric::Net), &compared[..3]);
        assert_eq!(alongside(&compared[..2], &points, GrowthMetric::Net).len(), 2, "periods of other lengths are compared whole");
        assert_eq!(alongside(&compared, &[point(7, None)], GrowthMetric::Net).len(), 4);
        let earlier = [DailyPoint { new: Some(2), ..points[0] }, points[1], points[2], points[3]];
        assert_eq!(alongside(&compared, &earlier, GrowthMetric::New), &compared[..1], "each metric by its own newest day");
        assert_eq!(Totals::of(&compared).best, Some((5, vec![day, day.plus(1), day.plus(2), day.plus(3)])));
    }

    /// Days from 1 November on, each with its total, its source and its net.
    fn points(days: &[(u64, i64, TotalSource, Option<i64>)]) -> Vec<DailyPoint> {
        let first: PlatformDay = "2026-11-01".parse().expect("a day");
        let point = |(offset, total, source, net): &(u64, i64, TotalSource, Option<i64>)| DailyPoint {
            day: first.plus(*offset),
            total: Some(*total),
            source: Some(*source),
            new: None,
            lost: None,
            net: *net,
        };
        days.iter().map(point).collect()
    }

    #[test]
    fn the_net_of_a_period_is_the_change_of_its_total_whatever_days_are_missing() {
        use TotalSource::{List, Portrait, Series};
        let first: PlatformDay = "2026-11-01".parse().expect("a day");
        // The first day's net reaches back to the eve; 3 and 4 November are missing.
        let gap =
            Totals::of(&points(&[(0, 100, Series, Some(4)), (1, 103, Series, Some(3)), (4, 110, Series, None), (5, 112, Series, Some(2))]));
        assert_eq!((gap.net, gap.between), (KnownSum { sum: Some(112 - 96), days: 6 }, Some((first.previous(), first.plus(5)))));
        // The newest day has no series yet: if its portrait cannot be compared, the change ends with the day before.
        let tail = Totals::of(&points(&[(0, 100, Series, None), (1, 103, Series, Some(3)), (2, 106, Portrait, None)]));
        assert_eq!((tail.net, tail.between), (KnownSum { sum: Some(3), days: 1 }, Some((first, first.next()))));
        let provisional = Totals::of(&points(&[(0, 100, Series, None), (1, 103, Series, Some(3)), (2, 106, Portrait, Some(2))]));
        assert_eq!((provisional.net, provisional.between), (KnownSum { sum: Some(5), days: 2 }, Some((first, first.plus(2)))));
        // Between a list and a portrait nothing is comparable: what is known is added up, and no day is named since when.
        let mixed =
            Totals::of(&points(&[(0, 100, List, None), (1, 102, List, Some(2)), (2, 130, Portrait, None), (4, 140, Portrait, None)]));
        assert_eq!((mixed.net, mixed.between), (KnownSum { sum: Some(12), days: 3 }, None));
        let one = Totals::of(&points(&[(0, 100, List, None)]));
        assert_eq!((one.net, one.between), (KnownSum::default(), None));
    }

    #[test]
    fn sums_that_rest_on_few_of_the_days_do_not_stand_beside_those_that_rest_on_all() {
        let sum = |sum, days| KnownSum { sum: Some(sum), days };
        assert_eq!(sum(7, 1).beside(sum(30, 9)), None);
        assert_eq!(sum(7, 5).beside(sum(30, 9)), Some(7));
        assert_eq!(sum(7, 1).beside(KnownSum::default()), Some(7));
        assert_eq!(KnownSum::default().beside(KnownSum::default()), None);
    }
}
