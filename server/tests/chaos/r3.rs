//! R3: whatever the clock does – a stop of a minute or of 400 days, set back, set far forward – every creator has one run on return, and every
//! period that passed is a gap with its reason. The series heal from the platform's 30 days, the portraits never.

use std::collections::BTreeMap;
use std::time::Duration;

use app::model::{PlatformDay, Timestamp};
use server::clock::{Advance as _, Clock as _};
use server::collector::{Schedule, catch_up};
use server::sandbox::StoryName;
use server::storage::CreatorKey;
use tokio_util::sync::CancellationToken;

use crate::case::{Case, Found, Plan};
use crate::support::dice::Dice;
use crate::support::site::{NOON, first_day};
use crate::support::yard::{Layout, Yard};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Days after the consent on which a grant that nobody renewed still lives.
const GRANT_LASTS: u64 = 29;
/// What the platform's series reach back.
const WINDOW: u64 = 30;

pub(crate) fn cases(plan: &Plan) -> Vec<Case> {
    let fixed = [MINUTE, 59 * MINUTE, 11 * HOUR, 13 * HOUR, DAY, 2 * DAY, 9 * DAY, 14 * DAY, 29 * DAY, 31 * DAY, 100 * DAY, 400 * DAY];
    let mut cases = Vec::new();
    for &seed in &plan.seeds {
        let mut dice = Dice::of(seed, "downtimes");
        let drawn = if plan.short { 2 } else { 20 };
        let drawn: Vec<i64> = (0..drawn).map(|_| i64::try_from(dice.below(60 * DAY.unsigned_abs())).expect("short")).collect();
        for down in fixed.into_iter().chain(drawn) {
            let name = format!("down for {} d {:02}:{:02}", down / DAY, down % DAY / HOUR, down % HOUR / MINUTE);
            cases.push(Case::new("R3", name, seed, down_for(seed, down)));
        }
        for back in [1, 3, 30] {
            cases.push(Case::new("R3", format!("clock set back by {back} days"), seed, set_back(seed, back)));
        }
        cases.push(Case::new("R3", "clock far forward and back", seed, forward_and_back(seed)));
        cases.push(Case::new("R3", "starts are spread", seed, async move { spread(seed) }));
        cases.push(Case::new("R3", "starts after downtime: a large roster", seed, async move { late_roster(seed) }));
        cases.push(Case::new("R3", "starts after downtime: schedules and a restart", seed, late_starts(seed)));
    }
    cases
}

/// The steady, the brand new and the tiny creator.
async fn yard(seed: u64) -> Yard {
    let layout = Layout { seed, creators: 8, fans: 1010, faults: "", latency: Duration::ZERO };
    let cast = [StoryName::Steady, StoryName::BrandNew, StoryName::Tiny];
    let yard = Yard::new(layout, first_day(), |creator| cast.contains(&creator.story.name)).await;
    assert_eq!(yard.creators.len(), cast.len());
    yard
}

async fn run_due(collector: &server::collector::Collector) -> usize {
    let summary = collector.run_due(&CancellationToken::new()).await.expect("known");
    assert!(summary.failed.is_empty(), "{summary:?}");
    summary.collected.len()
}

/// How each period of each creator ended.
async fn periods(yard: &Yard) -> BTreeMap<String, BTreeMap<i64, (String, String)>> {
    let mut found: BTreeMap<String, BTreeMap<i64, (String, String)>> = BTreeMap::new();
    for (who, lines) in yard.database().runs().await {
        for line in lines {
            let words: Vec<&str> = line.splitn(7, ' ').collect();
            let period = words[1].parse().expect("a day");
            let before = found.entry(who.clone()).or_default().insert(period, (words[2].to_owned(), words[6].to_owned()));
            assert!(before.is_none(), "{who} has two runs of {period}");
        }
    }
    found
}

/// Two days of history, then nothing for so long, then a new process.
async fn down_for(seed: u64, down: i64) -> Found {
    let yard = yard(seed).await;
    for day in [first_day(), first_day().next()] {
        yard.clock.set(day.at(NOON));
        assert_eq!(run_due(&yard.collector).await, 3);
    }
    let stopped = first_day().next();
    yard.clock.advance(down);
    let (core, collector) = yard.another().await;
    // The time of day of the return decides whether today's run is due already; by noon it is in any case.
    run_due(&collector).await;
    let today = yard.today();
    yard.clock.set(today.at(NOON.max(yard.clock.now().seconds_since(today.start()))));
    run_due(&collector).await;
    for round in 0..3 {
        assert_eq!(run_due(&collector).await, 0, "round {round} collects again what is settled");
    }
    let gaps = u64::try_from(today.days_since(stopped)).expect("forward").saturating_sub(1);
    let lost = today > first_day().plus(GRANT_LASTS);
    for (who, periods) in periods(&yard).await {
        assert_eq!(periods.len() as u64, 2 + gaps + u64::from(today > stopped), "{who}: one run or gap for every period");
        for (period, (state, reason)) in &periods {
            let missed = *period > stopped.number() && *period < today.number();
            let known = matches!(reason.as_str(), "not_running" | "grant_lost");
            assert!(!missed || (state == "gap" && known), "{who} {period}: {state} {reason}");
            assert!(missed || lost || matches!(state.as_str(), "committed" | "partial"), "{who} {period}: {state} {reason}");
        }
    }
    let database = yard.database();
    database.check().await;
    if !lost && today > stopped.next() {
        healed(&yard, stopped, today).await;
    }
    core.store.close().await;
    yard.close().await;
    Found::note(if gaps > 0 { format!("{gaps} gaps") } else { String::new() })
}

/// Within the window the steady creator's days have their totals although nobody was there; no portrait was made up.
async fn healed(yard: &Yard, stopped: PlatformDay, today: PlatformDay) {
    let database = yard.database();
    let first = stopped.next().max(today.minus(WINDOW)).number();
    let last = today.number() - 1;
    let steady = "creator = (SELECT creator FROM series GROUP BY creator ORDER BY count(*) DESC LIMIT 1)";
    let days = format!("SELECT count(*) FROM daily WHERE {steady} AND day BETWEEN {first} AND {last} AND series_total IS NOT NULL");
    assert_eq!(database.number(&days).await, Some(last - first + 1), "the series are not healed");
    let made_up = format!("SELECT count(*) FROM portrait_day WHERE day BETWEEN {first} AND {last}");
    assert_eq!(database.number(&made_up).await, Some(0), "a portrait was made up");
}

/// A clock set back repeats nothing, and nothing that was recorded is lost; when time has caught up, all goes on.
async fn set_back(seed: u64, back: u64) -> Found {
    let yard = yard(seed).await;
    for day in first_day().through(first_day().plus(3)) {
        yard.clock.set(day.at(NOON));
        assert_eq!(run_due(&yard.collector).await, 3);
    }
    let (day, before) = (yard.today(), yard.database().history().await);
    yard.clock.set(day.minus(back).at(NOON));
    let (core, collector) = yard.another().await;
    assert_eq!(run_due(&collector).await, 0, "a recorded day was collected again");
    assert_eq!(run_due(&yard.collector).await, 0, "a recorded day was collected again");
    crate::support::database::same(&yard.database().history().await, &before, "the history after the clock was set back");
    yard.clock.set(day.next().at(NOON));
    assert_eq!(run_due(&collector).await, 3);
    yard.database().check().await;
    core.store.close().await;
    yard.close().await;
    Found::default()
}

/// A clock that jumps twenty days ahead and is put right: the days between are neither recorded nor missing when they come.
async fn forward_and_back(seed: u64) -> Found {
    let yard = yard(seed).await;
    yard.clock.set(first_day().at(NOON));
    assert_eq!(run_due(&yard.collector).await, 3);
    yard.clock.set(first_day().plus(20).at(NOON));
    assert_eq!(run_due(&yard.collector).await, 3);
    yard.clock.set(first_day().next().at(NOON));
    let (core, collector) = yard.another().await;
    run_due(&collector).await;
    for periods in periods(&yard).await.values() {
        assert_eq!(periods.len(), 21, "one run or gap for every period");
    }
    yard.clock.set(first_day().plus(21).at(NOON));
    assert_eq!(run_due(&collector).await, 3);
    yard.database().check().await;
    core.store.close().await;
    yard.close().await;
    Found::default()
}

/// On an ordinary day the starts are spread over the ten minutes of the setting, and over other minutes every day.
fn spread(seed: u64) -> Found {
    let key = |n: u64| server::storage::CreatorKey { workspace: "w".into(), creator: format!("{seed}-{n}").as_str().into() };
    let schedule = server::collector::Schedule { at_seconds: 10 * HOUR + 37 * MINUTE, jitter_seconds: 10 * MINUTE };
    let first = Timestamp(first_day().at(schedule.at_seconds).0);
    let mut per_minute = [0_u32; 10];
    for n in 0..1000 {
        let offset = server::collector::due::due_at(&key(n), first_day(), schedule).seconds_since(first);
        per_minute[usize::try_from(offset / MINUTE).expect("a minute")] += 1;
    }
    assert!(per_minute.iter().all(|starts| (60..160).contains(starts)), "{per_minute:?}");
    Found::note(format!("1,000 creators per minute: {per_minute:?}"))
}

/// After a downtime a roster of a thousand starts over the same ten minutes, one alone at once.
fn late_roster(seed: u64) -> Found {
    let schedule = Schedule { at_seconds: 10 * HOUR + 37 * MINUTE, jitter_seconds: 10 * MINUTE };
    let back = first_day().plus(9).at(15 * HOUR);
    let key = |n: u64| CreatorKey { workspace: "w".into(), creator: format!("{seed}-{n}").as_str().into() };
    let wait = |n, creators| {
        let window = catch_up::window(creators, schedule);
        catch_up::start_at(&key(n), back.day(), window, back).seconds_since(back)
    };
    let mut per_minute = [0_u32; 10];
    for n in 0..1000 {
        per_minute[usize::try_from(wait(n, 1000) / MINUTE).expect("not before")] += 1;
    }
    assert!(per_minute.iter().all(|starts| (60..160).contains(starts)), "{per_minute:?}");
    assert_eq!(wait(0, 1), 0, "one creator waits");
    let longest = [8, 100, 1000].map(|creators: usize| (0..creators as u64).map(|n| wait(n, creators)).max().unwrap_or_default());
    Found::note(format!("1,000 creators per minute: {per_minute:?}; the last of 8, 100, 1,000 after {longest:?} s"))
}

/// So many that their starts are spread over more than a minute, after which a schedule looks what else is due.
const ROSTER: u32 = 40;

/// Two schedules on one database after nine days of downtime, which are stopped half-way, and a third that goes on: each creator has one run,
/// at the one instant all of them mean.
async fn late_starts(seed: u64) -> Found {
    let layout = Layout { seed, creators: ROSTER, fans: 30, faults: "", latency: Duration::ZERO };
    let yard = Yard::new(layout, first_day(), |_| true).await;
    run_due(&yard.collector).await;
    assert_eq!(yard.creators.len(), ROSTER as usize);
    yard.clock.set(first_day().plus(9).at(15 * HOUR));
    let (back, today) = (yard.clock.now(), yard.today());
    let schedule = Schedule { at_seconds: 10 * HOUR + 37 * MINUTE, jitter_seconds: 10 * MINUTE };
    let window = catch_up::window(yard.creators.len(), schedule);
    let meant: Vec<(String, i64)> = yard
        .creators
        .iter()
        .map(|key| (key.creator.to_string(), catch_up::start_at(key, today, window, back).seconds_since(back)))
        .collect();
    let houses = [yard.another().await, yard.another().await, yard.another().await];
    let running = |which: std::ops::Range<usize>| {
        let cancel = CancellationToken::new();
        for (_, collector) in &houses[which] {
            let (collector, cancel) = (collector.clone(), cancel.clone());
            tokio::spawn(async move { collector.run_schedule(cancel).await });
        }
        cancel.drop_guard()
    };
    let mut schedules = running(0..2);
    for second in 0..=window {
        yard.clock.set(back.plus_seconds(second));
        if second == window / 2 {
            drop(schedules);
            schedules = running(2..3);
        }
        let due = meant.iter().filter(|(_, at)| *at <= second).count();
        settled(&yard, due).await;
    }
    drop(schedules);
    let database = yard.database();
    let mut found = Vec::new();
    for (creator, at) in &meant {
        let sql = format!(
            "SELECT r.started_at FROM run r JOIN creator c ON c.number = r.creator WHERE c.id = '{creator}' AND r.period = {}",
            today.number()
        );
        let started = database.number(&sql).await.expect("a run") - back.0;
        assert_eq!(started, *at, "{creator} did not start when every process means it to");
        found.push(started);
    }
    found.sort_unstable();
    found.dedup();
    assert!(found.len() >= 20, "the starts are not spread: {found:?}");
    database.check().await;
    for (core, collector) in houses {
        collector.stop().await;
        core.store.close().await;
    }
    yard.close().await;
    let mut per_ten_seconds = vec![0; usize::try_from(window / 10 + 1).expect("short")];
    for (_, at) in meant {
        per_ten_seconds[usize::try_from(at / 10).expect("not before")] += 1;
    }
    Found::note(format!("{ROSTER} creators, 3 processes, window {window} s: starts per ten seconds {per_ten_seconds:?}"))
}

/// Waits until so many runs of today have ended, and looks that no further one begins.
async fn settled(yard: &Yard, runs: usize) {
    let sql = format!("SELECT count(*) FROM run WHERE period = {} AND finished_at IS NOT NULL", yard.today().number());
    while yard.database().number(&sql).await != i64::try_from(runs).ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
    let begun = format!("SELECT count(*) FROM run WHERE period = {}", yard.today().number());
    assert_eq!(yard.database().number(&begun).await, i64::try_from(runs).ok(), "a run began before its instant");
}
