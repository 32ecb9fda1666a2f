//! R4: eight workers – four in this process, four processes – and thousands of due runs on one database: no creator is ever
//! collected by two of them at once.

use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::case::{Case, Found, Plan};
use crate::support::lot::noon;
use crate::support::process::{Process, Start};
use crate::support::site::{SCOPES, first_day};
use crate::support::yard::{Layout, Yard};

const WORKERS: usize = 4;
const PROCESSES: usize = 4;

pub(crate) fn cases(plan: &Plan) -> Vec<Case> {
    let (creators, days) = if plan.short { (26, 4) } else { (101, 100) };
    let runs = u64::from(creators - 1) * days;
    let case = |seed| Case::new("R4", format!("{runs} due runs, 8 workers"), seed, workers(seed, creators, days));
    plan.seeds.iter().take(1).map(|&seed| case(seed).alone().patient(Duration::from_secs(runs / 2))).collect()
}

async fn workers(seed: u64, creators: u32, days: u64) -> Found {
    // Slow enough that two runs of one creator would meet.
    let layout = Layout { seed, creators, fans: 60, faults: "", latency: Duration::from_millis(2) };
    // A list that is offline is asked for in vain; what is fetched twice is to be seen.
    let yard = Yard::new(layout, first_day(), |creator| creator.story.lists).await;
    let begun = Instant::now();
    for day in first_day().through(first_day().plus(days - 1)) {
        yard.clock.set(day.at(12 * 3600));
        let processes: Vec<Process> = (0..PROCESSES).map(|_| process(&yard, &noon(day))).collect();
        let cancel = CancellationToken::new();
        for summary in futures::future::join_all((0..WORKERS).map(|_| yard.collector.run_due(&cancel))).await {
            let summary = summary.expect("known");
            assert!(summary.failed.is_empty(), "{:?}", summary.failed);
        }
        for process in processes {
            process.end().await.expect_well("a worker");
        }
    }
    let took = begun.elapsed();
    assert_eq!(yard.gate.most_at_once(), 1, "two calls of one creator were under way at once");
    let database = yard.database();
    let runs = database.number("SELECT count(*) FROM run").await.expect("counted");
    assert_eq!(runs, i64::try_from(yard.creators.len()).expect("few") * i64::try_from(days).expect("few"), "one run per creator and day");
    assert_eq!(database.number("SELECT count(*) FROM run WHERE attempts <> 1").await, Some(0), "a run was claimed twice");
    assert_eq!(database.number("SELECT count(*) FROM run WHERE requests <> pages").await, Some(0), "something was fetched in vain");
    let owners = database.number("SELECT count(DISTINCT owner_pid) FROM run").await.expect("counted");
    assert!(owners > 1, "only one process did the work");
    database.check().await;
    yard.close().await;
    Found::note(format!("{runs} runs by {owners} processes in {:.0} s, 0 overlaps", took.as_secs_f64()))
}

/// A worker process on the same file.
fn process(yard: &Yard, now: &str) -> Process {
    let settings = [
        ("FANSCOPE_DOUYIN_BASE_URL", yard.url.as_str()),
        ("FANSCOPE_DOUYIN_CLIENT_KEY", "sandbox-key"),
        ("FANSCOPE_DOUYIN_CLIENT_SECRET", "sandbox-secret"),
        ("FANSCOPE_DOUYIN_SCOPES", SCOPES),
        ("FANSCOPE_NOW", now),
    ];
    Process::start(yard.path(), Start { arguments: &["collect"], settings: &settings, ..Start::default() })
}
