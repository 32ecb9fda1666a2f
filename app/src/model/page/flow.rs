//! Flow contributions over a period, and what is computed from them.

use serde::{Deserialize, Serialize};

use crate::model::page::audience::share_change;
use crate::model::{FlowContribution, FlowMetric, KnownSum, Period, PlatformDay, Timestamp};

/// What was read on one platform day; it speaks of the day before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowDay {
    /// The day it was read.
    pub day: PlatformDay,
    /// When it was read.
    pub fetched_at: Option<Timestamp>,
    /// Known metrics first, others under the platform's name; empty when nothing was read.
    pub contributions: Vec<FlowContribution>,
}

impl FlowDay {
    /// A day of which nothing is known.
    pub const fn unknown(day: PlatformDay) -> Self {
        Self { day, fetched_at: None, contributions: Vec::new() }
    }

    /// What was read of a metric.
    pub fn of(&self, metric: &FlowMetric) -> Option<&FlowContribution> {
        self.contributions.iter().find(|contribution| contribution.metric == *metric)
    }

    /// The fans' share of a metric.
    pub fn share(&self, metric: &FlowMetric) -> Option<f64> {
        self.of(metric)?.fan_share()
    }

    /// The fans' share of a metric minus their share of views.
    pub fn loyalty(&self, metric: &FlowMetric) -> Option<f64> {
        Some(self.share(metric)? - self.share(&FlowMetric::Views)?)
    }
}

/// Flow contributions over a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowHistory {
    /// The period shown.
    pub period: Period,
    /// One entry per day of it, oldest first.
    pub days: Vec<FlowDay>,
    /// The same for the compared period; empty when none was asked for.
    pub compared: Vec<FlowDay>,
}

impl FlowHistory {
    /// Whether nothing is known of the whole period.
    pub fn is_empty(&self) -> bool {
        self.days.iter().all(|day| day.contributions.is_empty())
    }

    /// Every metric of the period: the four documented ones, then others by name.
    pub fn metrics(&self) -> Vec<FlowMetric> {
        let of_days = self.days.iter().flat_map(|day| &day.contributions).map(|contribution| contribution.metric.clone());
        let mut others: Vec<FlowMetric> = of_days.filter(|metric| !FlowMetric::KNOWN.contains(metric)).collect();
        others.sort();
        others.dedup();
        FlowMetric::KNOWN.into_iter().chain(others).collect()
    }

    /// Everybody's sum of a metric over the days it is known for, the fans' part or not.
    pub fn everybody(&self, metric: &FlowMetric) -> Option<i64> {
        self.days.iter().filter_map(|day| day.of(metric)?.all_sum).reduce(i64::saturating_add)
    }

    /// The newest known share of a metric, with its day.
    pub fn newest_share(&self, metric: &FlowMetric) -> Option<(PlatformDay, f64)> {
        self.days.iter().rev().find_map(|day| Some((day.day, day.share(metric)?)))
    }

    /// The newest day with anything.
    pub fn newest(&self) -> Option<&FlowDay> {
        self.days.iter().rev().find(|day| !day.contributions.is_empty())
    }
}

/// Sums of one metric over the days on which everybody's and the fans' part are both known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FlowSums {
    /// Everybody.
    pub all: KnownSum,
    /// The fans.
    pub fans: KnownSum,
    /// Everybody else.
    pub others: KnownSum,
}

impl FlowSums {
    /// Adds up a metric.
    pub fn of(days: &[FlowDay], metric: &FlowMetric) -> Self {
        let known: Vec<(i64, i64, i64)> = days.iter().filter_map(|day| split(day.of(metric)?)).collect();
        let days = known.len() as u64;
        let sum = |part: fn(&(i64, i64, i64)) -> i64| {
            let sum = known.iter().map(part).fold(0_i64, i64::saturating_add);
            KnownSum { sum: (days > 0).then_some(sum), days }
        };
        Self { all: sum(|split| split.0), fans: sum(|split| split.1), others: sum(|split| split.2) }
    }

    /// The fans' share of the sum.
    pub fn share(&self) -> Option<f64> {
        ratio(self.fans.sum?, self.all.sum?)
    }

    /// The change of the fans' share since an earlier period, −1–1; nothing when much less is known of one than of the other.
    pub fn share_change_since(&self, before: &Self) -> Option<f64> {
        let change = share_change(before.share()?, self.share()?);
        self.all.is_like(before.all).then_some(change)
    }
}

/// Everybody, fans, others; nothing when one of them is unknown.
fn split(contribution: &FlowContribution) -> Option<(i64, i64, i64)> {
    Some((contribution.all_sum?, contribution.fans_sum?, contribution.others_sum()?))
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn ratio(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// How many times as often as others the fans do something per view, over the days on which both are known; nothing when others never
/// do it or nobody but one side views.
pub fn times_as_often(days: &[FlowDay], metric: &FlowMetric) -> Option<f64> {
    let both = |day: &FlowDay| Some((split(day.of(metric)?)?, split(day.of(&FlowMetric::Views)?)?));
    let add = |sum: (i64, i64), (_, fans, others): (i64, i64, i64)| (sum.0.saturating_add(fans), sum.1.saturating_add(others));
    let (deeds, views) = days
        .iter()
        .filter_map(both)
        .fold(((0, 0), (0, 0)), |(deeds, views), (of_metric, of_views)| (add(deeds, of_metric), add(views, of_views)));
    let fans = ratio(deeds.0, views.0)?;
    let others = ratio(deeds.1, views.1)?;
    (others > 0.0).then(|| fans / others)
}

/// One day in the break-out quadrant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReachDay {
    /// The day it was read.
    pub day: PlatformDay,
    /// Views by everybody.
    pub views: i64,
    /// The fans' share of them.
    pub share: f64,
}

/// Where a day stands against the medians of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// Many views, few of them by fans.
    BrokeOut,
    /// Many views, many of them by fans.
    CarriedByFans,
    /// Few views, many of them by fans.
    AmongFans,
    /// Few views, few of them by fans.
    Quiet,
}

impl Corner {
    /// All, in the order of the legend.
    pub const ALL: [Self; 4] = [Self::BrokeOut, Self::CarriedByFans, Self::AmongFans, Self::Quiet];
}

/// The days of a period by reach and fan dependence.
#[derive(Clone, Debug, PartialEq)]
pub struct Quadrant {
    /// Days with a known share of views, oldest first.
    pub days: Vec<ReachDay>,
    /// The median of views.
    pub views: f64,
    /// The median of the fans' share.
    pub share: f64,
}

impl Quadrant {
    /// Below this many days a median says nothing.
    const FEWEST: usize = 4;

    /// The quadrant of a period; nothing when too few days are known. Days without any view have no share and no place in it.
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn of(days: &[FlowDay]) -> Option<Self> {
        let place = |day: &FlowDay| {
            Some(ReachDay { day: day.day, views: day.of(&FlowMetric::Views)?.all_sum?, share: day.share(&FlowMetric::Views)? })
        };
        let days: Vec<ReachDay> = days.iter().filter_map(place).collect();
        if days.len() < Self::FEWEST {
            return None;
        }
        let views = median(days.iter().map(|day| day.views as f64).collect())?;
        let share = median(days.iter().map(|day| day.share).collect())?;
        Some(Self { days, views, share })
    }

    /// Where a day stands; a day on a median counts as below it.
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn corner(&self, day: &ReachDay) -> Corner {
        match (day.views as f64 > self.views, day.share > self.share) {
            (true, false) => Corner::BrokeOut,
            (true, true) => Corner::CarriedByFans,
            (false, true) => Corner::AmongFans,
            (false, false) => Corner::Quiet,
        }
    }

    /// The days of one corner, oldest first.
    pub fn in_corner(&self, corner: Corner) -> impl Iterator<Item = &ReachDay> {
        self.days.iter().filter(move |day| self.corner(day) == corner)
    }
}

/// The middle value, or the mean of the two.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get(values.len().saturating_sub(1) / 2)?;
    Some(f64::midpoint(lower, upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(offset: u64, contributions: &[(FlowMetric, Option<i64>, Option<i64>)]) -> FlowDay {
        let day = "2026-11-01".parse::<PlatformDay>().expect("a day").plus(offset);
        let of = |(metric, all_sum, fans_sum): &(FlowMetric, Option<i64>, Option<i64>)| FlowContribution {
            metric: metric.clone(),
            all_sum: *all_sum,
            fans_sum: *fans_sum,
        };
        FlowDay { contributions: contributions.iter().map(of).collect(), ..FlowDay::unknown(day) }
    }

    fn views(offset: u64, all: i64, fans: i64) -> FlowDay {
        day(offset, &[(FlowMetric::Views, Some(all), Some(fans))])
    }

    fn near(value: Option<f64>, expected: f64) -> bool {
        value.is_some_and(|value| (value - expected).abs() < 1e-9)
    }

    #[test]
    fn sums_leave_unknown_days_out() {
        let half_known = day(2, &[(FlowMetric::Views, Some(900), None)]);
        let days = [views(0, 1_000, 200), FlowDay::unknown(day(1, &[]).day), half_known, views(3, 500, 200)];
        let sums = FlowSums::of(&days, &FlowMetric::Views);
        assert_eq!((sums.all.sum, sums.fans.sum, sums.others.sum, sums.all.days), (Some(1_500), Some(400), Some(1_100), 2));
        assert_eq!(FlowSums::of(&days, &FlowMetric::Shares), FlowSums::default());
        let before = FlowSums::of(&[views(0, 1_000, 300), views(1, 1_000, 200)], &FlowMetric::Views);
        assert!(near(sums.share_change_since(&before), 0.017), "26.7 % after 25 %");
        assert_eq!(sums.share_change_since(&FlowSums::of(&[views(0, 1_000, 300)], &FlowMetric::Views)), None, "twice the days");
    }

    #[test]
    fn zero_is_known_and_more_fans_than_everybody_is_not() {
        assert_eq!(FlowSums::of(&[views(0, 0, 0)], &FlowMetric::Views).others.sum, Some(0));
        assert_eq!(views(0, 0, 0).share(&FlowMetric::Views), None, "nothing of nothing");
        assert_eq!(FlowSums::of(&[views(0, 10, 11)], &FlowMetric::Views).others.sum, None);
    }

    #[test]
    fn fans_comment_more_often_per_view() {
        let both =
            |offset, fans, all| day(offset, &[(FlowMetric::Views, Some(1_000), Some(200)), (FlowMetric::Comments, Some(all), Some(fans))]);
        // Fans: 30 of 400 views; others: 40 of 1,600.
        let days = [both(0, 20, 50), both(1, 10, 20), day(2, &[(FlowMetric::Comments, Some(9), Some(9))])];
        assert!(near(times_as_often(&days, &FlowMetric::Comments), 3.0));
        assert!(near(days[0].loyalty(&FlowMetric::Comments), 0.2));
        assert_eq!(days[2].loyalty(&FlowMetric::Comments), None);
        assert_eq!(times_as_often(&[both(0, 5, 5)], &FlowMetric::Comments), None, "others never did");
    }

    #[test]
    fn days_fall_into_corners_by_the_medians() {
        let days = [views(0, 100, 50), views(1, 100, 10), views(2, 1_000, 100), views(3, 1_000, 600), views(4, 0, 0)];
        let quadrant = Quadrant::of(&days).expect("four days");
        assert!(near(Some(quadrant.views), 550.0) && near(Some(quadrant.share), 0.3));
        let corners: Vec<Corner> = quadrant.days.iter().map(|day| quadrant.corner(day)).collect();
        assert_eq!(corners, [Corner::AmongFans, Corner::Quiet, Corner::BrokeOut, Corner::CarriedByFans]);
        assert_eq!(quadrant.in_corner(Corner::BrokeOut).map(|day| day.views).collect::<Vec<_>>(), [1_000]);
        assert_eq!(Quadrant::of(&days[1..]), None, "three days have no median worth the name");
    }

    #[test]
    fn metrics_the_product_does_not_know_follow_the_known_ones() {
        let other = |name: &str| (FlowMetric::Other(name.to_owned()), Some(1), None);
        let days = vec![day(0, &[other("z")]), day(1, &[other("a"), other("z")])];
        let period = Period::new(days[0].day, days[1].day).expect("a period");
        let history = FlowHistory { period, days, compared: vec![] };
        let names: Vec<String> = history.metrics().iter().map(ToString::to_string).collect();
        assert_eq!(names, ["views", "likes", "comments", "shares", "a", "z"]);
    }
}
