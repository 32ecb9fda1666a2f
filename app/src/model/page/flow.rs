//! Flow contributions over a period, and what is computed from them.

mod quadrant;

use serde::{Deserialize, Serialize};

pub use quadrant::{Corner, Quadrant, ReachDay};

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

    /// The same without a last day that is still going on and was not read: nothing is missing yet.
    pub fn up_to_known(mut self, today: PlatformDay) -> Self {
        if self.days.last().is_some_and(|day| day.day >= today && day.contributions.is_empty()) {
            self.days.pop();
        }
        self
    }

    /// How many days could be known, when recording began on `first`.
    pub fn recordable(&self, first: Option<PlatformDay>) -> u64 {
        self.period.recordable(first, self.days.last().is_none_or(|day| day.day < self.period.to()))
    }

    /// Why the views are not compared with those of the compared period, if one was asked for.
    pub fn incomparable(&self) -> Option<Incomparable> {
        let [here, before] = [&self.days, &self.compared].map(|days| FlowSums::of(days, &FlowMetric::Views).all);
        if self.compared.is_empty() || here.is_like(before) {
            return None;
        }
        let is_compared = before.days < here.days;
        let of = if is_compared { self.compared.len() as u64 } else { self.period.len() };
        Some(Incomparable { is_compared, known: here.days.min(before.days), of })
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

/// Much less is known of one of two periods than of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incomparable {
    /// It is the compared period.
    pub is_compared: bool,
    /// How many of its days are known.
    pub known: u64,
    /// How many days it has.
    pub of: u64,
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

/// What an action says of the fans beside everybody else.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Loyalty {
    /// No day has both the action and views, of fans and of others.
    Unknown,
    /// Others act too rarely to be compared with.
    TooFew,
    /// The comparison.
    Known {
        /// The fans' share of the action minus their share of the views, −1–1, as people read the two.
        gap: f64,
        /// How many times as often as others the fans do it, per view.
        times: f64,
    },
}

impl Loyalty {
    /// With fewer actions of others than these, one more or less would change the factor.
    const FEWEST: i64 = 30;

    /// Of one metric, over the days on which it and the views are both known.
    pub fn of(days: &[FlowDay], metric: &FlowMetric) -> Self {
        let both = |day: &FlowDay| Some((split(day.of(metric)?)?, split(day.of(&FlowMetric::Views)?)?));
        let add = |sum: (i64, i64), (_, fans, others): (i64, i64, i64)| (sum.0.saturating_add(fans), sum.1.saturating_add(others));
        let none = ((0, 0), (0, 0));
        let (deeds, views) =
            days.iter().filter_map(both).fold(none, |(deeds, views), (of_metric, of_views)| (add(deeds, of_metric), add(views, of_views)));
        let share = |(fans, others): (i64, i64)| ratio(fans, fans.saturating_add(others));
        let (Some(by_fans), Some(by_others), Some(viewed)) = (ratio(deeds.0, views.0), ratio(deeds.1, views.1), share(views)) else {
            return Self::Unknown;
        };
        match share(deeds) {
            Some(acted) if deeds.1 >= Self::FEWEST => Self::Known { gap: share_change(viewed, acted), times: by_fans / by_others },
            _ => Self::TooFew,
        }
    }
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
        let Loyalty::Known { gap, times } = Loyalty::of(&days, &FlowMetric::Comments) else { panic!("two days have both") };
        assert!(near(Some(times), 3.0) && near(Some(gap), 0.229), "42.9 % of comments, 20 % of views: {gap}");
        assert!(near(days[0].loyalty(&FlowMetric::Comments), 0.2));
        assert_eq!(days[2].loyalty(&FlowMetric::Comments), None);
        assert_eq!(Loyalty::of(&days[..1], &FlowMetric::Comments), Loyalty::Known { gap: 0.2, times: 20.0 / 200.0 / (30.0 / 800.0) });
        assert_eq!(Loyalty::of(&[both(0, 20, 49)], &FlowMetric::Comments), Loyalty::TooFew, "29 by others");
        assert_eq!(Loyalty::of(&[both(0, 5, 5)], &FlowMetric::Comments), Loyalty::TooFew, "others never did");
        assert_eq!(Loyalty::of(&days[2..], &FlowMetric::Comments), Loyalty::Unknown);
    }

    #[test]
    fn a_day_that_goes_on_is_not_missing_yet() {
        let history = |days: Vec<FlowDay>| FlowHistory {
            period: Period::new(days[0].day, days[days.len() - 1].day).expect("a period"),
            days,
            compared: vec![],
        };
        let open = history(vec![views(0, 10, 1), FlowDay::unknown(day(1, &[]).day)]);
        let today = open.period.to();
        assert_eq!(open.clone().up_to_known(today).recordable(None), 1);
        assert_eq!(open.up_to_known(today.next()).recordable(None), 2, "that day is over");
        assert_eq!(history(vec![views(0, 10, 1), views(1, 10, 1)]).up_to_known(today).recordable(None), 2, "that day was read");
    }

    #[test]
    fn a_period_is_not_compared_with_one_of_many_missing_days() {
        let days = |count: u64| (0..count).map(|offset| views(offset, 1_000, 200)).collect::<Vec<_>>();
        let history =
            |known, before: Vec<FlowDay>| FlowHistory { period: Period::ending(day(9, &[]).day, 10), days: days(known), compared: before };
        let gap = |known: u64| days(known).into_iter().chain((known..10).map(|offset| FlowDay::unknown(day(offset, &[]).day))).collect();
        assert_eq!(history(10, gap(9)).incomparable(), None);
        assert_eq!(history(10, vec![]).incomparable(), None, "nothing was asked for");
        assert_eq!(history(10, gap(6)).incomparable(), Some(Incomparable { is_compared: true, known: 6, of: 10 }));
        assert_eq!(history(4, gap(10)).incomparable(), Some(Incomparable { is_compared: false, known: 4, of: 10 }));
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
