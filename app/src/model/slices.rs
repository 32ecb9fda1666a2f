//! Growth by day, week or month: the daily roll-up added up, and never more than was recorded.

use std::collections::BTreeSet;

use chrono::Datelike as _;

use super::{DailyPoint, KnownSum, Period, PlatformDay, TotalSource};

/// Which number of the growth chart is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GrowthMetric {
    /// Fans at the end of the day.
    #[default]
    Total,
    /// Total minus the total before.
    Net,
    /// New fans.
    New,
    /// `new − net`: derived.
    Lost,
}

impl GrowthMetric {
    /// All, in the order of the cards.
    pub const ALL: [Self; 4] = [Self::Total, Self::Net, Self::New, Self::Lost];

    /// The word of the query.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Net => "net",
            Self::New => "new",
            Self::Lost => "lost",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.as_str() == word)
    }

    /// Its value on one day.
    pub const fn of(self, point: &DailyPoint) -> Option<i64> {
        match self {
            Self::Total => point.total,
            Self::Net => point.net,
            Self::New => point.new,
            Self::Lost => point.lost,
        }
    }
}

/// How long a slice of the growth chart is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Granularity {
    /// One platform day.
    #[default]
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

impl Granularity {
    /// All, shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// The word of the query.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|granularity| granularity.as_str() == word)
    }

    /// The calendar day, week or month that a day lies in.
    pub fn around(self, day: PlatformDay) -> Period {
        let (before, length) = match self {
            Self::Day => (0, 1),
            Self::Week => (u64::from(day.date().weekday().num_days_from_monday()), 7),
            Self::Month => (u64::from(day.date().day0()), days_of_month(day)),
        };
        Period::ending(day.minus(before).plus(length - 1), length)
    }
}

fn days_of_month(day: PlatformDay) -> u64 {
    let first = day.minus(u64::from(day.date().day0()));
    // The 32nd day of a month lies in the next one.
    let next = first.plus(31);
    31 - u64::from(next.date().day0())
}

/// A day, week or month of a period, as far as the period has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Its days that lie in the period.
    pub days: Period,
    /// How many days it has in the calendar.
    pub whole: u64,
    /// The last known total.
    pub total: Option<i64>,
    /// Where that total came from.
    pub source: Option<TotalSource>,
    /// Days with a total.
    pub totals: u64,
    /// New fans over the known days.
    pub new: KnownSum,
    /// Lost fans over the known days.
    pub lost: KnownSum,
    /// Net over the known days.
    pub net: KnownSum,
    /// The last known total will still change.
    pub provisional: bool,
}

impl Slice {
    /// How many of these days it has.
    pub fn count(&self, days: &BTreeSet<PlatformDay>) -> usize {
        days.range(self.days.from()..=self.days.to()).count()
    }

    /// The value of a metric; nothing when no day of it is known.
    pub const fn value(&self, metric: GrowthMetric) -> Option<i64> {
        match metric {
            GrowthMetric::Total => self.total,
            GrowthMetric::Net => self.net.sum,
            GrowthMetric::New => self.new.sum,
            GrowthMetric::Lost => self.lost.sum,
        }
    }

    /// How many days of a metric are known.
    pub const fn known(&self, metric: GrowthMetric) -> u64 {
        match metric {
            GrowthMetric::Total => self.totals,
            GrowthMetric::Net => self.net.days,
            GrowthMetric::New => self.new.days,
            GrowthMetric::Lost => self.lost.days,
        }
    }

    /// Whether every day of the calendar slice is in the period and known.
    pub const fn is_complete(&self, metric: GrowthMetric) -> bool {
        self.known(metric) == self.whole
    }

    /// Whether its value may still change or stands for fewer days than the slice has: drawn pale.
    pub fn is_pale(&self, metric: GrowthMetric) -> bool {
        !self.is_complete(metric) || (metric == GrowthMetric::Total && self.provisional)
    }

    fn of(points: &[DailyPoint], provisional: &[bool], whole: u64) -> Option<Self> {
        let days = Period::new(points.first()?.day, points.last()?.day)?;
        let last = points.iter().rposition(|point| point.total.is_some());
        let sum = |metric: GrowthMetric| KnownSum::of(points.iter().map(|point| metric.of(point)));
        Some(Self {
            days,
            whole,
            total: last.and_then(|index| points[index].total),
            source: last.and_then(|index| points[index].source),
            totals: sum(GrowthMetric::Total).days,
            new: sum(GrowthMetric::New),
            lost: sum(GrowthMetric::Lost),
            net: sum(GrowthMetric::Net),
            provisional: last.and_then(|index| provisional.get(index).copied()).unwrap_or(false),
        })
    }
}

/// The slices of a period, oldest first; `points` holds every day of it once.
pub fn slices(points: &[DailyPoint], granularity: Granularity) -> Vec<Slice> {
    let provisional = super::growth::provisional(points);
    let mut slices = Vec::new();
    let mut from = 0;
    while let Some(first) = points.get(from) {
        let calendar = granularity.around(first.day);
        let length = points[from..].iter().take_while(|point| calendar.contains(point.day)).count();
        // A day always lies in its own slice: the loop advances.
        let to = from + length.max(1);
        slices.extend(Slice::of(&points[from..to], &provisional[from..to], calendar.len()));
        from = to;
    }
    slices
}

/// The compared period in the same pattern: each slice has the days that lie as far from its start as those of the slice it is beside.
/// A slice of which a day is unknown is left out, since it would compare days with missing days.
pub fn beside(slices: &[Slice], compared: &[DailyPoint], metric: GrowthMetric) -> Vec<Option<i64>> {
    let mut rest = compared;
    let mut values = Vec::with_capacity(slices.len());
    for slice in slices {
        let length = usize::try_from(slice.days.len()).unwrap_or(usize::MAX).min(rest.len());
        let (points, others) = rest.split_at(length);
        rest = others;
        let whole = Slice::of(points, &[], slice.days.len()).filter(|slice| slice.is_complete(metric));
        values.push(whole.and_then(|slice| slice.value(metric)));
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> PlatformDay {
        text.parse().expect("a day")
    }

    fn point(day: PlatformDay, total: i64) -> DailyPoint {
        DailyPoint { day, total: Some(total), source: Some(TotalSource::Series), new: Some(5), lost: Some(3), net: Some(2) }
    }

    fn unknown(day: PlatformDay) -> DailyPoint {
        DailyPoint { day, total: None, source: None, new: None, lost: None, net: None }
    }

    fn period(from: &str, to: &str) -> Vec<DailyPoint> {
        day(from).through(day(to)).zip(100..).map(|(day, total)| point(day, total)).collect()
    }

    fn lengths(slices: &[Slice]) -> Vec<(u64, u64)> {
        slices.iter().map(|slice| (slice.days.len(), slice.whole)).collect()
    }

    #[test]
    fn weeks_begin_on_monday_and_those_cut_by_the_period_are_incomplete() {
        // 2026-11-04 is a Wednesday.
        let weeks = slices(&period("2026-11-04", "2026-11-16"), Granularity::Week);
        assert_eq!(lengths(&weeks), [(5, 7), (7, 7), (1, 7)]);
        assert_eq!(weeks[1].days.from(), day("2026-11-09"));
        let complete: Vec<bool> = weeks.iter().map(|week| week.is_complete(GrowthMetric::New)).collect();
        assert_eq!(complete, [false, true, false]);
        assert_eq!((weeks[0].new.sum, weeks[1].lost.sum, weeks[2].net.sum), (Some(25), Some(21), Some(2)), "added up, not extrapolated");
        assert_eq!(weeks.iter().map(|week| week.total).collect::<Vec<_>>(), [Some(104), Some(111), Some(112)]);
    }

    #[test]
    fn months_have_their_own_length() {
        let months = slices(&period("2027-12-31", "2028-03-31"), Granularity::Month);
        assert_eq!(lengths(&months), [(1, 31), (31, 31), (29, 29), (31, 31)]);
        let months = slices(&period("2026-02-01", "2026-04-30"), Granularity::Month);
        assert_eq!(lengths(&months), [(28, 28), (31, 31), (30, 30)]);
        assert_eq!(months[0].net, KnownSum { sum: Some(56), days: 28 });
    }

    #[test]
    fn unknown_days_make_a_slice_incomplete_and_its_total_is_the_last_known_one() {
        let mut points = period("2026-11-09", "2026-11-15");
        points[2] = unknown(points[2].day);
        points[6] = unknown(points[6].day);
        let weeks = slices(&points, Granularity::Week);
        assert_eq!((weeks.len(), weeks[0].known(GrowthMetric::New), weeks[0].new.sum), (1, 5, Some(25)));
        assert_eq!((weeks[0].total, weeks[0].source), (Some(105), Some(TotalSource::Series)));
        assert!(weeks[0].is_pale(GrowthMetric::Total) && weeks[0].is_pale(GrowthMetric::Net));
    }

    #[test]
    fn where_nothing_is_known_there_is_no_number() {
        let points: Vec<DailyPoint> = day("2026-11-01").through(day("2026-11-30")).map(unknown).collect();
        for granularity in Granularity::ALL {
            for slice in slices(&points, granularity) {
                assert!(GrowthMetric::ALL.into_iter().all(|metric| slice.value(metric).is_none() && !slice.is_complete(metric)));
            }
        }
        assert_eq!(slices(&[], Granularity::Week), []);
    }

    #[test]
    fn a_total_that_will_change_is_pale_and_its_news_are_not() {
        let mut points = period("2026-11-09", "2026-11-10");
        points[1].source = Some(TotalSource::Portrait);
        let days = slices(&points, Granularity::Day);
        assert!(!days[0].is_pale(GrowthMetric::Total) && days[1].is_pale(GrowthMetric::Total));
        assert!(days[1].provisional && !days[1].is_pale(GrowthMetric::New));
    }

    #[test]
    fn days_of_the_compared_period_stand_beside_those_as_far_from_its_start() {
        let weeks = slices(&period("2026-11-04", "2026-11-16"), Granularity::Week);
        let mut compared = period("2026-10-22", "2026-11-03");
        compared[12] = unknown(compared[12].day);
        assert_eq!(beside(&weeks, &compared, GrowthMetric::New), [Some(25), Some(35), None], "a lacking day leaves its slice out");
        assert_eq!(beside(&weeks, &compared, GrowthMetric::Total), [Some(104), Some(111), None]);
        assert_eq!(beside(&weeks, &compared[..3], GrowthMetric::New), [None, None, None]);
    }

    #[test]
    fn slices_hold_every_day_once() {
        let points = period("2025-01-15", "2026-11-21");
        for granularity in Granularity::ALL {
            let slices = slices(&points, granularity);
            let days: Vec<PlatformDay> = slices.iter().flat_map(|slice| slice.days.days()).collect();
            assert_eq!(days, points.iter().map(|point| point.day).collect::<Vec<_>>());
            assert_eq!(slices.iter().filter_map(|slice| slice.net.sum).sum::<i64>(), 2 * 676);
        }
    }
}
