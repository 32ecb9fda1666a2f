//! The largest changes of the audience, over all dimensions.

use super::audience::{share, share_change};
use super::overview::{Distribution, LatestPortrait};
use crate::model::{Dimension, PlatformDay};

/// How many are named.
const NAMED: usize = 6;
/// How many of one dimension are named: in gender, one rises as the other falls.
const OF_ONE_DIMENSION: usize = 2;
/// Smaller changes of a share are not worth a sentence: 0.3 percentage points.
const SMALLEST: f64 = 0.003;
/// A bucket with fewer fans on both days is noise.
const FEWEST: i64 = 30;

/// One bucket whose share changed since the start of the period.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareChange {
    /// Which dimension.
    pub dimension: Dimension,
    /// The label as the platform sent it.
    pub label: String,
    /// Its share on `since`, 0–1.
    pub before: f64,
    /// Its share on the newest day, 0–1.
    pub after: f64,
    /// The change of its head count.
    pub fans: i64,
    /// The day it is compared with; of the same label set.
    pub since: PlatformDay,
}

impl ShareChange {
    /// The change of its share, −1–1.
    pub fn points(&self) -> f64 {
        share_change(self.before, self.after)
    }
}

/// What there is to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Changes {
    /// Largest first, both directions.
    Named(Vec<ShareChange>),
    /// There is no portrait in the period.
    NoPortrait,
    /// No dimension has two days of the same label set.
    OneDay,
    /// Everything is as it was, or nearly.
    Steady(PlatformDay),
}

impl Changes {
    /// The changes worth naming.
    pub fn of(portrait: &LatestPortrait) -> Self {
        if portrait.distributions.is_empty() {
            return Self::NoPortrait;
        }
        let Some(since) = portrait.distributions.iter().filter_map(|distribution| distribution.before_day).min() else {
            return Self::OneDay;
        };
        let mut all: Vec<ShareChange> = portrait.distributions.iter().flat_map(of_dimension).collect();
        all.sort_by(|a, b| b.points().abs().total_cmp(&a.points().abs()));
        let mut named: Vec<ShareChange> = Vec::new();
        let mut rest = Vec::new();
        for change in all {
            let room = named.len() < NAMED && named.iter().filter(|other| other.dimension == change.dimension).count() < OF_ONE_DIMENSION;
            if room { named.push(change) } else { rest.push(change) }
        }
        // Both directions are told when there are both.
        for rises in [true, false] {
            let is_such = |change: &ShareChange| (change.points() > 0.0) == rises;
            if !named.iter().any(is_such)
                && let Some(position) = rest.iter().position(is_such)
            {
                named.truncate(NAMED - 1);
                named.push(rest.swap_remove(position));
            }
        }
        if named.is_empty() { Self::Steady(since) } else { Self::Named(named) }
    }
}

/// The changes of one dimension that are large enough.
fn of_dimension(distribution: &Distribution) -> Vec<ShareChange> {
    let Some(since) = distribution.before_day else { return Vec::new() };
    let sum: i64 = distribution.buckets.iter().map(|bucket| bucket.value).sum();
    let change = |bucket: &super::overview::Bucket| {
        let before = bucket.before?;
        Some(ShareChange {
            dimension: distribution.dimension,
            label: bucket.label.clone(),
            before: share(before, distribution.before_of),
            after: share(bucket.value, sum),
            fans: bucket.value - before,
            since,
        })
        .filter(|change| change.points().abs() >= SMALLEST && bucket.value.max(before) >= FEWEST)
    };
    distribution.buckets.iter().filter_map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::page::overview::Bucket;

    fn day(offset: u64) -> PlatformDay {
        "2026-10-24".parse::<PlatformDay>().expect("a day").plus(offset)
    }

    fn distribution(dimension: Dimension, buckets: &[(i64, Option<i64>)]) -> Distribution {
        let bucket =
            |(index, (value, before)): (usize, &(i64, Option<i64>))| Bucket { label: format!("b{index}"), value: *value, before: *before };
        let before_day = buckets.iter().any(|(_, before)| before.is_some()).then(|| day(0));
        let before_of = buckets.iter().filter_map(|(_, before)| *before).sum();
        let buckets = buckets.iter().enumerate().map(bucket).collect();
        Distribution { dimension, day: day(28), fetched_at: None, before_day, before_of, buckets }
    }

    fn changes(distributions: Vec<Distribution>) -> Changes {
        Changes::of(&LatestPortrait { distributions })
    }

    #[test]
    fn the_largest_come_first_in_both_directions_and_two_of_a_dimension() {
        let age = distribution(Dimension::Age, &[(2_490, Some(2_140)), (2_400, Some(2_500)), (2_300, Some(2_560)), (2_810, Some(2_800))]);
        let gender = distribution(Dimension::Gender, &[(510, Some(500)), (490, Some(500))]);
        let Changes::Named(named) = changes(vec![gender, age]) else { panic!("there are changes") };
        let told: Vec<(Dimension, &str, i64)> = named.iter().map(|change| (change.dimension, change.label.as_str(), change.fans)).collect();
        assert_eq!(
            told,
            [(Dimension::Age, "b0", 350), (Dimension::Age, "b2", -260), (Dimension::Gender, "b0", 10), (Dimension::Gender, "b1", -10)]
        );
        assert!((named[0].points() - 0.035).abs() < 1e-9 && named[0].since == day(0));
    }

    #[test]
    fn never_more_than_six_and_a_lone_fall_is_not_crowded_out() {
        // In every dimension two buckets rise by four points; what falls does so a little in many buckets.
        let mut buckets = vec![(1_400, Some(1_000)), (1_390, Some(1_000))];
        buckets.extend(vec![(721, Some(800)); 10]);
        let Changes::Named(named) = changes(Dimension::ALL.into_iter().map(|dimension| distribution(dimension, &buckets)).collect()) else {
            panic!("there are changes");
        };
        assert_eq!(named.len(), NAMED);
        assert_eq!(named.iter().filter(|change| change.points() < 0.0).count(), 1);
    }

    #[test]
    fn small_changes_and_small_buckets_are_not_told() {
        let steady = distribution(Dimension::Device, &[(10_000, Some(10_000)), (10_020, Some(10_000))]);
        assert_eq!(changes(vec![steady]), Changes::Steady(day(0)));
        let few = distribution(Dimension::Device, &[(29, Some(10)), (10, Some(29))]);
        assert_eq!(changes(vec![few]), Changes::Steady(day(0)));
    }

    #[test]
    fn without_two_days_of_one_label_set_the_cause_is_told() {
        assert_eq!(changes(vec![]), Changes::NoPortrait);
        assert_eq!(changes(vec![distribution(Dimension::Age, &[(500, None), (700, None)])]), Changes::OneDay);
    }
}
