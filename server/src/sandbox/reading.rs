//! What the platform shows of the world, and when: the thresholds and delays of the platform notes (sections 2.3 and 2.5).

use app::model::{PlatformDay, Timestamp};

use super::world::activity::Sums;
use super::world::labels::Labels;
use super::world::tally::Bucket;
use super::world::{Plan, World};

/// Only accounts with more fans than this have a portrait.
const PORTRAIT_FANS: u32 = 100;
/// Platform days after the first consent until the portrait is ready.
const PORTRAIT_DAYS: i64 = 2;
/// Days with fewer fans than this have no row in a series.
const SERIES_FANS: u32 = 1000;
/// Yesterday's rows appear at 10:00 Beijing time.
const SERIES_SECOND: i64 = 10 * 3600;

/// One of the six distributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Distribution {
    Gender,
    Age,
    Region,
    ActiveDays,
    Device,
    Interest,
}

impl Distribution {
    const ALL: [Self; 6] = [Self::Gender, Self::Age, Self::Region, Self::ActiveDays, Self::Device, Self::Interest];
}

/// What counts as a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    Views,
    Likes,
    Comments,
    Shares,
}

/// The portrait of one day; all lists are empty while it is not ready.
#[derive(Debug)]
pub(crate) struct Portrait {
    pub(crate) total: u32,
    pub(crate) distributions: Vec<(Distribution, Vec<Bucket>)>,
    /// The day before, over all works.
    pub(crate) flow: Vec<(Flow, Sums)>,
}

/// Whether the portrait of `day` is complete for a user who first agreed on `first`.
pub(crate) fn portrait_is_ready(world: &World, plan: &Plan, first: PlatformDay, day: PlatformDay) -> bool {
    world.total(plan, day) > PORTRAIT_FANS && day.days_since(first) >= PORTRAIT_DAYS
}

/// The portrait as the platform shows it on `day`.
pub(crate) fn portrait(world: &World, plan: &Plan, first: PlatformDay, day: PlatformDay, labels: Labels) -> Portrait {
    if !portrait_is_ready(world, plan, first, day) {
        let distributions = Distribution::ALL.map(|distribution| (distribution, Vec::new())).to_vec();
        return Portrait { total: world.total(plan, day), distributions, flow: Vec::new() };
    }
    let tally = world.tally(plan, day);
    let buckets = |distribution| match distribution {
        Distribution::Gender => tally.genders(),
        Distribution::Age => tally.ages(labels),
        Distribution::Region => tally.provinces(),
        Distribution::ActiveDays => tally.active_days(labels),
        Distribution::Device => tally.devices(),
        Distribution::Interest => tally.interests(),
    };
    let distributions = Distribution::ALL.map(|distribution| (distribution, buckets(distribution))).to_vec();
    let sums = world.activity(plan, day.previous());
    let flow = vec![(Flow::Views, sums.views), (Flow::Likes, sums.likes), (Flow::Comments, sums.comments), (Flow::Shares, sums.shares)];
    Portrait { total: tally.total, distributions, flow }
}

/// The days whose series rows are shown at `now`, oldest first: nothing on the day of the first consent, then the last `length` days
/// through yesterday, the days before the consent included; yesterday from 10:00.
pub(crate) fn series_days(world: &World, plan: &Plan, first: PlatformDay, now: Timestamp, length: u64) -> Vec<PlatformDay> {
    let today = now.day();
    if today <= first {
        return Vec::new();
    }
    let last = if yesterday_is_shown(now) { today.previous() } else { today.minus(2) };
    today.minus(length).through(last).filter(|day| series_has(world, plan, *day)).collect()
}

/// Whether the series have a row for that day at all.
pub(crate) fn series_has(world: &World, plan: &Plan, day: PlatformDay) -> bool {
    world.total(plan, day) >= SERIES_FANS
}

/// Whether yesterday's rows are there at `now`.
pub(crate) fn yesterday_is_shown(now: Timestamp) -> bool {
    now >= now.day().at(SERIES_SECOND)
}
