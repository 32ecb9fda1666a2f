//! What a correct collector must have of one creator for one day: the rows of the exported datasets (architecture, "CSV").
//!
//! It is meant for a collector that runs once on every platform day on which the consent stands, after 10:00 Beijing time. A day counts
//! as read when the consent stood at its end (today: when it stands now).

use std::collections::HashSet;

use app::model::{Gender, PlatformDay, Timestamp};
use serde_json::{Value, json};

use super::platform::Platform;
use super::platform::consent::Consent;
use super::reading::{self, Distribution, Flow, Portrait};
use super::world::roll::{Face, LIST_CAP};
use super::world::{Plan, World};

/// Days that a series reaches back.
const SERIES_REACH: u64 = 30;

/// One creator's truth at one moment.
pub(crate) struct Truth<'a> {
    pub(crate) world: &'a World,
    pub(crate) platform: &'a Platform,
    pub(crate) plan: &'a Plan,
    pub(crate) now: Timestamp,
    consent: Consent,
}

/// A day's total with its source.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Series,
    Portrait,
    List,
}

impl<'a> Truth<'a> {
    pub(crate) fn new(world: &'a World, platform: &'a Platform, plan: &'a Plan, now: Timestamp) -> Self {
        let consent = platform.consent(&plan.identity.open_id()).unwrap_or_default();
        Self { world, platform, plan, now, consent }
    }

    /// The rows of `day`.
    pub(crate) fn of(&self, day: PlatformDay) -> Value {
        let following = if self.has_lists(day) { self.world.following(self.plan, day) } else { Vec::new() };
        let fans = if self.has_lists(day) { self.world.fans(self.plan, day, 0, LIST_CAP) } else { Vec::new() };
        json!({
            "open_id": self.plan.identity.open_id(),
            "day": day,
            "read": self.read_on(day),
            "growth": [self.growth(day)],
            "portrait": self.portrait(day),
            "flow": self.flow(day),
            "fans": self.rows(&fans, &following),
            "following": self.rows(&following, &fans),
            "list": self.list(day),
        })
    }

    fn read_on(&self, day: PlatformDay) -> bool {
        day <= self.now.day() && self.consent.stood_at(day.next().start().plus_seconds(-1).0.min(self.now.0))
    }

    fn first_day(&self) -> Option<PlatformDay> {
        self.consent.first_day()
    }

    fn has_lists(&self, day: PlatformDay) -> bool {
        let offline = &self.platform.faults.platform.offline;
        self.read_on(day) && self.plan.story.lists && !offline.iter().any(|scope| scope == "fans.list")
    }

    fn complete(&self, day: PlatformDay) -> bool {
        self.has_lists(day) && (self.world.total(self.plan, day) as usize) < LIST_CAP
    }

    /// Whether some run on the 30 days after `day` saw its series row.
    fn has_series(&self, day: PlatformDay) -> bool {
        let Some(first) = self.first_day() else { return false };
        let today = self.now.day();
        let shown = |on: PlatformDay| on < today || on.previous() > day || reading::yesterday_is_shown(self.now);
        let last = day.plus(SERIES_REACH).min(today);
        reading::series_has(self.world, self.plan, day)
            && day.next().max(first.next()).through(last).any(|on| self.read_on(on) && shown(on))
    }

    fn has_portrait(&self, day: PlatformDay) -> bool {
        self.read_on(day) && self.first_day().is_some_and(|first| reading::portrait_is_ready(self.world, self.plan, first, day))
    }

    fn source(&self, day: PlatformDay) -> Option<Source> {
        if self.has_series(day) {
            Some(Source::Series)
        } else if self.has_portrait(day) {
            Some(Source::Portrait)
        } else {
            self.complete(day).then_some(Source::List)
        }
    }

    fn growth(&self, day: PlatformDay) -> Value {
        let source = self.source(day);
        let total = source.map(|_| i64::from(self.world.total(self.plan, day)));
        let net = total
            .filter(|_| self.source(day.previous()) == source)
            .map(|total| total - i64::from(self.world.total(self.plan, day.previous())));
        let new = match source {
            Some(Source::Series) => Some(()),
            Some(Source::List) => net.map(drop),
            Some(Source::Portrait) | None => None,
        };
        let new = new.map(|()| i64::from(self.world.gained(self.plan, day)));
        json!({
            "day": day,
            "total_fans": total,
            "new_fans": new,
            "lost_fans": new.zip(net).map(|(new, net)| new - net),
            "net_fans": net,
            "source": source.map(|source| match source {
                Source::Series => "series",
                Source::Portrait => "portrait",
                Source::List => "list",
            }),
        })
    }

    fn reading(&self, day: PlatformDay) -> Option<Portrait> {
        let first = self.first_day().filter(|_| self.has_portrait(day))?;
        let labels = self.platform.faults.labels(&self.plan.identity.open_id(), day);
        Some(reading::portrait(self.world, self.plan, first, day, labels))
    }

    fn portrait(&self, day: PlatformDay) -> Vec<Value> {
        let distributions = self.reading(day).map(|portrait| portrait.distributions).unwrap_or_default();
        let rows = |(distribution, buckets): (Distribution, Vec<(&'static str, u32)>)| {
            let sum: u32 = buckets.iter().map(|(_, value)| value).sum();
            buckets.into_iter().map(move |(label, value)| {
                json!({
                    "day": day,
                    "dimension": dimension(distribution),
                    "bucket": bucket(distribution, label),
                    "value": value,
                    "share": (sum > 0).then(|| f64::from(value) / f64::from(sum)),
                })
            })
        };
        distributions.into_iter().flat_map(rows).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    fn flow(&self, day: PlatformDay) -> Vec<Value> {
        let flow = self.reading(day).map(|portrait| portrait.flow).unwrap_or_default();
        flow.into_iter()
            .map(|(metric, sums)| {
                json!({
                    "day": day,
                    "metric": metric_word(metric),
                    "all_sum": sums.all,
                    "fans_sum": sums.fans,
                    "fan_share": (sums.all > 0).then(|| sums.fans as f64 / sums.all as f64),
                })
            })
            .collect()
    }

    fn list(&self, day: PlatformDay) -> Value {
        if !self.has_lists(day) {
            return Value::Null;
        }
        json!({
            "listed": self.world.listed(self.plan, day),
            "reported_total": self.world.total(self.plan, day),
            "complete": self.complete(day),
        })
    }

    /// People of one list; mutual when they are in the other list too.
    fn rows(&self, people: &[Face], others: &[Face]) -> Vec<Value> {
        let others: HashSet<_> = others.iter().map(|face| face.identity).collect();
        let row = |face: &Face| {
            json!({
                "open_id": face.identity.open_id(),
                "nickname": face.identity.nickname(),
                "gender": Gender::from_code(i64::from(face.traits.gender)).as_str(),
                "country": face.traits.country(),
                "province": face.traits.province(),
                "city": face.traits.city(),
                "followed_day": self.world.day(face.since),
                "mutual": others.contains(&face.identity),
            })
        };
        people.iter().map(row).collect()
    }
}

const fn dimension(distribution: Distribution) -> &'static str {
    match distribution {
        Distribution::Gender => "gender",
        Distribution::Age => "age",
        Distribution::Region => "region",
        Distribution::ActiveDays => "active_days",
        Distribution::Device => "device",
        Distribution::Interest => "interest",
    }
}

fn bucket(distribution: Distribution, label: &'static str) -> &'static str {
    match (distribution, label) {
        (Distribution::Gender, "1") => "male",
        (Distribution::Gender, "2") => "female",
        _ => label,
    }
}

const fn metric_word(flow: Flow) -> &'static str {
    match flow {
        Flow::Views => "views",
        Flow::Likes => "likes",
        Flow::Comments => "comments",
        Flow::Shares => "shares",
    }
}
