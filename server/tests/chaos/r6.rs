//! R6: many tasks and processes at the end of a token's life ask the platform for exactly one new one; the losers read what it gave.

use std::sync::Arc;
use std::time::Duration;

use app::model::PlatformDay;
use secrecy::ExposeSecret as _;
use server::clock::ManualClock;
use server::grants::Grants;
use server::startup::{self, Core, Kind};
use tokio::time::Instant;

use crate::case::{Case, Found, Plan};
use crate::support::lot::{Lot, Sandbox};
use crate::support::site::{self, NOON, Site, first_day, platform_settings, store_settings};

const REFRESH: &str = "/oauth/refresh_token/";
const RENEW: &str = "/oauth/renew_refresh_token/";

/// Each a store, a key ring and a client of its own on the same file, as another process has them.
const HOUSES: usize = 3;
const TASKS: usize = 8;
const PROCESSES: usize = 3;

pub(crate) fn cases(plan: &Plan) -> Vec<Case> {
    let mut cases = Vec::new();
    for &seed in &plan.seeds {
        cases.push(Case::new("R6", "refresh", seed, refresh(seed)));
        cases.push(Case::new("R6", "renewal", seed, renewal(seed)));
        cases.push(Case::new("R6", "renewal killed after it was asked for", seed, killed_renewal(seed)));
        for point in ["grant.leased", "grant.refresh", "grant.refreshed"] {
            cases.push(Case::new("R6", format!("refresh killed at {point}"), seed, killed_refresh(seed, point)));
        }
    }
    cases
}

async fn refresh(seed: u64) -> Found {
    let site = site::of(seed).await;
    let lot = site.lot();
    let day = first_day().plus(14);
    let platform = lot.platform(site.world, day, "").await;
    rush(&site, &lot, &platform, day).await;
    let asked = (platform.calls(REFRESH).await, platform.calls(RENEW).await);
    assert_eq!(asked, (site.creators.len() as u64, 0), "refreshes and renewals of {} creators", site.creators.len());
    Found::note(format!("{} askers, {} creators: {} refreshes", HOUSES * TASKS * 3 + PROCESSES, site.creators.len(), asked.0))
}

async fn renewal(seed: u64) -> Found {
    let site = site::of(seed).await;
    let lot = site.renewing_lot().await;
    let day = first_day().plus(23);
    let platform = lot.platform(site.world, day, "").await;
    rush(&site, &lot, &platform, day).await;
    let asked = platform.calls(RENEW).await;
    assert_eq!(asked, site.creators.len() as u64, "renewals of {} creators", site.creators.len());
    let used = "SELECT count(*) FROM grant WHERE renewals_used = 1 AND renewal_begun_at IS NULL";
    assert_eq!(lot.database().number(used).await, i64::try_from(site.creators.len()).ok());
    Found::note(format!("{} askers, {} creators: {asked} renewals", HOUSES * TASKS * 3 + PROCESSES, site.creators.len()))
}

/// The answer to a renewal that was asked for is lost with the process: it is counted, never asked for again, and costs no day.
async fn killed_renewal(seed: u64) -> Found {
    let site = site::of(seed).await;
    let lot = site.renewing_lot().await;
    let day = first_day().plus(23);
    let platform = lot.platform(site.world, day, "").await;
    let id = site.steady().1.creator.to_string();
    let one = ["collect", "--creator", &id];
    let killed = lot.start(&one, day, &platform.url, &[("FANSCOPE_FAILPOINTS", "grant.renewed=return(kill)")]).end().await;
    assert!(killed.killed(), "{}", killed.said);
    let database = lot.database();
    assert_eq!(database.number("SELECT count(*) FROM grant WHERE renewal_begun_at IS NOT NULL").await, Some(1), "it was not written down");
    lot.start(&one, day, &platform.url, &[]).end().await.expect_well("the collection after the kill");
    lot.start(&one, day, &platform.url, &[]).end().await.expect_well("a collection of the same day");
    assert_eq!(platform.calls(RENEW).await, 1, "a renewal was asked for twice");
    assert_eq!(database.number("SELECT count(*) FROM grant WHERE ended_at IS NOT NULL").await, Some(0), "a living grant was ended");
    database.check_soundness().await;
    Found::default()
}

/// A process that dies while it holds the right to refresh is not waited for: the next one on this host refreshes at once.
async fn killed_refresh(seed: u64, point: &str) -> Found {
    let site = site::of(seed).await;
    let lot = site.lot();
    let day = first_day().plus(14);
    let platform = lot.platform(site.world, day, "").await;
    let id = site.steady().1.creator.to_string();
    let one = ["collect", "--creator", &id];
    let killed = lot.start(&one, day, &platform.url, &[("FANSCOPE_FAILPOINTS", &format!("{point}=return(kill)"))]).end().await;
    assert!(killed.killed(), "{}", killed.said);
    let database = lot.database();
    let held = "SELECT count(*) FROM grant WHERE lease_holder IS NOT NULL";
    assert_eq!(database.number(held).await, Some(1), "nobody held the right to refresh");
    let begun = Instant::now();
    let process = lot.start(&one, day, &platform.url, &[]);
    while database.number(held).await != Some(0) {
        // The dead process's lease lasts for 90 seconds, and a run waits for it for fifteen.
        assert!(begun.elapsed() < Duration::from_secs(10), "the right to refresh is still with the dead process");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let took = begun.elapsed();
    process.end().await.expect_well("the collection after the kill");
    let fresh = format!("SELECT count(*) FROM grant WHERE access_expires_at > {}", day.plus(14).at(NOON).0);
    assert_eq!(database.number(&fresh).await, Some(1), "the token was not refreshed");
    assert!(platform.calls(REFRESH).await <= 2, "asked for more than once after the kill");
    database.check_soundness().await;
    Found::took(took)
}

/// Everybody asks at once.
async fn rush(site: &Site, lot: &Lot, platform: &Sandbox, day: PlatformDay) {
    let mut houses = Vec::new();
    for _ in 0..HOUSES {
        let clock = Arc::new(ManualClock::ticking_from(day.at(NOON)));
        let core = Core::open(&store_settings(lot.path()), Kind::Serve, clock).await.expect("a store");
        let parts = startup::platform(&core, &platform_settings(&platform.url, day.at(NOON).0)).expect("a client");
        houses.push((core, parts.expect("a client key").0));
    }
    let processes: Vec<_> = (0..PROCESSES).map(|_| lot.start(&["collect", "--all"], day, &platform.url, &[])).collect();
    for (open_id, key) in &site.creators {
        let asked = houses.iter().flat_map(|(_, grants): &(Core, Grants)| (0..TASKS).map(|_| grants.access(key)));
        let tokens: Vec<String> = futures::future::join_all(asked)
            .await
            .into_iter()
            .map(|access| access.expect("access").token.expose_secret().to_owned())
            .collect();
        assert!(tokens.iter().all(|token| *token == tokens[0]), "{open_id}: not everybody has the same token");
    }
    for process in processes {
        process.end().await.expect_well("a collection");
    }
    for (core, _) in houses {
        core.store.close().await;
    }
    lot.database().check().await;
}
