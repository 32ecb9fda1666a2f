//! R10: a stop that is asked for ends within ten seconds and gives the run back where it stands.

use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::time::Instant;

use crate::case::{Case, Found, Plan};
use crate::support::browser::Browser;
use crate::support::database::same;
use crate::support::site::{self, NOON, next_day};

/// The fourth page of every list hangs.
const HANGS: &str = "[[rule]]\nendpoint = \"lists\"\nevery = 4\ndelay_ms = 60000\n";

const LONGEST: Duration = Duration::from_secs(10);

pub(crate) fn cases(plan: &Plan) -> Vec<Case> {
    let mut cases = Vec::new();
    for &seed in &plan.seeds {
        cases.push(Case::new("R10", "serve, platform hangs", seed, serve(seed)));
        cases.push(Case::new("R10", "collect, platform hangs", seed, collect(seed)));
        cases.push(Case::new("R10", "serve, open connections", seed, connections(seed)));
    }
    cases
}

/// `serve` collects by its schedule when it is stopped, and goes on when it is started again.
async fn serve(seed: u64) -> Found {
    stopped(seed, &["serve"], &[("FANSCOPE_COLLECT_AT", "11:00"), ("FANSCOPE_LISTEN", "127.0.0.1:0")], Some(0)).await
}

/// `collect` says with its exit code that not all was done.
async fn collect(seed: u64) -> Found {
    stopped(seed, &["collect", "--all"], &[], Some(1)).await
}

async fn stopped(seed: u64, arguments: &[&str], settings: &[(&str, &str)], code: Option<i32>) -> Found {
    let site = site::of(seed).await;
    let (lot, undisturbed) = (site.lot(), site.lot());
    let hanging = lot.platform(site.world, next_day(), HANGS).await;
    let platform = site.platform(next_day()).await;
    undisturbed.collect(next_day(), &platform.url, &[]).await.expect_well("the undisturbed collection");
    let begun = Instant::now();
    let process = lot.start(arguments, next_day(), &hanging.url, settings);
    let database = lot.database();
    let at_lists = "SELECT count(*) FROM run WHERE state = 'running' AND step = 'fan_list'";
    for _ in 0..1000 {
        if database.number(at_lists).await > Some(0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (ended, took) = process.stop().await;
    assert_eq!(ended.code(), code, "{}", ended.said);
    assert!(took < LONGEST && !ended.said.contains("panicked"), "{took:?} {}", ended.said);
    let open = database.number("SELECT count(*) FROM run WHERE state = 'running'").await;
    assert!(open > Some(0), "no run was under way");
    // A lease that was not given back lasts for a minute after its last heartbeat, which is at most 15 seconds old.
    let now = next_day().at(NOON).plus_seconds(i64::try_from(begun.elapsed().as_secs()).expect("short") + 5);
    let leased = format!("SELECT count(*) FROM run WHERE state = 'running' AND lease_until > {}", now.0);
    assert_eq!(database.number(&leased).await, Some(0), "a run was not given back");
    lot.collect(next_day(), &platform.url, &[]).await.expect_well("the collection after the stop");
    database.check().await;
    same(&database.history().await, &undisturbed.database().history().await, "the history after a stop");
    Found::took(took)
}

/// A stalled download, an open stream of events and a connection that never asks anything.
async fn connections(seed: u64) -> Found {
    let site = site::of(seed).await;
    let lot = site.lot();
    let platform = lot.platform(site.world, next_day(), "").await;
    let (process, origin) = lot.serve(next_day(), &platform.url, &[]).await;
    let browser = Browser::new(&origin);
    browser.sign_in(&site.steady().0).await;
    let id = &site.steady().1.creator;
    let address = origin.trim_start_matches("http://").to_owned();
    let mut open = Vec::new();
    for path in [format!("/export/fans.csv?creator={id}"), format!("/creators/{id}/collection/events")] {
        let mut connection = tokio::net::TcpStream::connect(&address).await.expect("a connection");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {}\r\n\r\n", browser.cookies());
        connection.write_all(request.as_bytes()).await.expect("written");
        open.push(connection);
    }
    open.push(tokio::net::TcpStream::connect(&address).await.expect("a connection"));
    tokio::time::sleep(Duration::from_millis(300)).await;
    let (ended, took) = process.stop().await;
    drop(open);
    assert_eq!(ended.code(), Some(0), "{}", ended.said);
    assert!(took < LONGEST && !ended.said.contains("panicked"), "{took:?} {}", ended.said);
    lot.database().check_soundness().await;
    Found::took(took)
}
