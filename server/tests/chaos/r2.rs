//! R2: a run whose process died is picked up – on the same host at once, on another no later than 60 seconds after the last heartbeat –
//! and at most one page is fetched again.

use std::time::Duration;

use tokio::time::Instant;

use crate::case::{Case, Found, Plan};
use crate::support::dice::Dice;
use crate::support::lot::{Lot, Sandbox};
use crate::support::process::Process;
use crate::support::site::{self, Site, next_day};

/// Every page of a list takes longer than pages are staged together for, so that each is staged by itself.
const SLOW_PAGES: &str = "[[rule]]\nendpoint = \"lists\"\ndelay_ms = 60\n";

/// The paths of one run of the steady creator.
const PATHS: [&str; 9] = [
    "/oauth/userinfo/",
    "/api/douyin/v1/user/fans_data/",
    "/data/external/user/fans/",
    "/data/external/user/item/",
    "/data/external/user/like/",
    "/data/external/user/comment/",
    "/data/external/user/share/",
    "/data/external/user/profile/",
    "/following/list/",
];

/// One page that was read and not staged, and the call that was under way.
const AGAIN: u64 = 2;

/// A lease lasts this long.
const LEASE: i64 = 60;
/// How far the clock of the second process is ahead: it never sees a page of the future, and on another host need not wait for a whole lease.
const AHEAD: i64 = 48;
/// A process on another host looks every half second whether the lease has ended.
const LOOKS_EVERY: Duration = Duration::from_millis(1500);

pub(crate) fn cases(plan: &Plan) -> Vec<Case> {
    let mut cases = Vec::new();
    for &seed in &plan.seeds {
        for point in ["page.stage", "page.staging", "page.staged", "step.begun", "step.end", "run.commit"] {
            cases.push(Case::new("R2", format!("same host, {point}"), seed, same_host(seed, Some(point))));
        }
        let kills = if plan.short { 1 } else { 10 };
        cases.extend((0..kills).map(|kill| Case::new("R2", format!("same host, SIGKILL {kill}"), seed, killed(seed, kill))));
        cases.push(Case::new("R2", "another host", seed, another_host(seed)));
    }
    cases
}

struct House {
    site: std::sync::Arc<Site>,
    lot: Lot,
    platform: Sandbox,
    id: String,
}

impl House {
    async fn new(seed: u64) -> Self {
        let site = site::of(seed).await;
        let lot = site.lot();
        let platform = lot.platform(site.world, next_day(), SLOW_PAGES).await;
        let id = site.steady().1.creator.to_string();
        Self { site, lot, platform, id }
    }

    fn collect(&self, more: &[(&str, &str)]) -> Process {
        self.lot.start(&["collect", "--creator", &self.id], next_day(), &self.platform.url, more)
    }

    async fn calls(&self) -> u64 {
        let mut calls = self.platform.calls("/fans/list/").await;
        for path in PATHS {
            calls += self.platform.calls(path).await;
        }
        calls
    }

    /// A number of today's run of the steady creator.
    async fn run(&self, column: &str) -> Option<i64> {
        let (open_id, day) = (&self.site.steady().0, next_day().number());
        let from = "FROM run r JOIN creator c ON c.number = r.creator";
        self.lot.database().number(&format!("SELECT r.{column} {from} WHERE c.open_id = '{open_id}' AND r.period = {day}")).await
    }

    /// Waits until a process has claimed the run again; when, by that process's clock, and how long after `begun`.
    async fn picked_up(&self, begun: Instant) -> (Option<i64>, Duration) {
        loop {
            if self.run("attempts").await == Some(2) {
                // A run of which only the commit was left may have ended already.
                return (self.run("lease_until").await.map(|until| until - LEASE), begun.elapsed());
            }
            assert!(begun.elapsed() < Duration::from_secs(90), "nobody picks the run up");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Fails unless at most one page, and the call under way, were asked for twice, and the run is whole.
    async fn whole_with_one_page_again(&self) -> u64 {
        let database = self.lot.database();
        let finished = format!("SELECT count(*) FROM run WHERE state = 'committed' AND period = {}", next_day().number());
        assert_eq!(database.number(&finished).await, Some(1));
        database.check_soundness().await;
        let undisturbed = Self::new(self.site.world.seed).await;
        undisturbed.collect(&[]).end().await.expect_well("the undisturbed collection");
        let again = self.calls().await.checked_sub(undisturbed.calls().await).expect("no call is left out");
        assert!(again <= AGAIN, "{again} calls were made again");
        assert_eq!(self.run("listed").await, undisturbed.run("listed").await);
        again
    }
}

/// Dies at a failpoint, some hits after the first.
async fn same_host(seed: u64, point: Option<&'static str>) -> Found {
    let house = House::new(seed).await;
    let point = point.unwrap_or("page.staged");
    let hits = match point {
        "run.commit" => 1,
        "step.begun" | "step.end" => 5,
        _ => 25,
    };
    let skipped = Dice::of(seed, point).below(hits);
    let armed = format!("{point}={skipped}*off->1*return(kill)");
    let dead = house.collect(&[("FANSCOPE_FAILPOINTS", &armed)]).end().await;
    assert!(dead.killed(), "it did not die at {armed}: {}", dead.said);
    on_the_same_host(&house).await
}

/// Dies at any moment of its run.
async fn killed(seed: u64, kill: u64) -> Found {
    let house = House::new(seed).await;
    let process = house.collect(&[]);
    while house.run("attempts").await != Some(1) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(Dice::of(seed, &format!("kill {kill}")).below(1500))).await;
    assert!(process.kill().await.killed());
    on_the_same_host(&house).await
}

async fn on_the_same_host(house: &House) -> Found {
    // Later than the dead process's clock ever was, while its lease still lasts.
    let now = format!("{}T12:00:{AHEAD}+08:00", next_day());
    let begun = Instant::now();
    let process = house.collect(&[("FANSCOPE_NOW", &now)]);
    let (_, took) = house.picked_up(begun).await;
    assert!(took < Duration::from_secs(5), "the run was picked up after {took:?}");
    process.end().await.expect_well("the collection after the kill");
    let again = house.whole_with_one_page_again().await;
    Found::took(took).with(format!("{again} calls again"))
}

/// The owner is made one of another host: nobody here can know that it is gone.
async fn another_host(seed: u64) -> Found {
    let house = House::new(seed).await;
    let skipped = Dice::of(seed, "another host").below(20);
    let dead = house.collect(&[("FANSCOPE_FAILPOINTS", &format!("page.staged={skipped}*off->1*return(kill)"))]).end().await;
    assert!(dead.killed(), "{}", dead.said);
    house.lot.database().execute("UPDATE run SET owner_host = 'another-host' WHERE state = 'running'").await;
    let lease_ends = house.run("lease_until").await.expect("a lease");
    let now = format!("{}T12:00:{AHEAD}+08:00", next_day());
    let begun = Instant::now();
    let process = house.collect(&[("FANSCOPE_NOW", &now)]);
    let at = house.picked_up(begun).await.0.expect("a run with pages left");
    process.end().await.expect_well("the collection after the kill");
    let late = Duration::from_secs(u64::try_from(at - lease_ends).expect("a living lease was not respected"));
    assert!(late <= LOOKS_EVERY, "picked up {late:?} after the lease ended");
    let again = house.whole_with_one_page_again().await;
    let after_heartbeat = LEASE + at - lease_ends;
    Found::took(Duration::from_secs(after_heartbeat.unsigned_abs())).with(format!("since the last heartbeat; {again} calls again"))
}
