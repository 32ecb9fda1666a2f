//! R5: what trouble costs the platform. Counted at its gate, not by the one who retries.

use std::time::Duration;

use server::clock::Advance as _;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::case::{Case, Found, Plan};
use crate::support::site::{NOON, first_day};
use crate::support::yard::{Layout, Yard};

const PORTRAIT: &str = "/api/douyin/v1/user/fans_data/";

/// From the second day on one answer in twenty is none, in four ways by turns.
const SCATTERED: &str = "[[rule]]\nendpoint = \"all\"\nfrom = \"2026-06-16\"\nevery = 80\nstatus = 503\n
[[rule]]\nendpoint = \"all\"\nfrom = \"2026-06-16\"\nevery = 61\ncode = 28001005\n
[[rule]]\nendpoint = \"all\"\nfrom = \"2026-06-16\"\nevery = 73\ntruncate = 30\n
[[rule]]\nendpoint = \"all\"\nfrom = \"2026-06-16\"\nevery = 89\nhtml = true\n";

/// Codes that no further try mends: not granted, not had by the app, offline, unknown path, banned, wrong client key.
const PERMANENT: [i64; 9] = [28_001_012, 2_190_003, 28_001_018, 2_190_004, 28_001_056, 28_001_017, 28_001_046, 28_001_014, 28_001_016];

pub(crate) fn cases(plan: &Plan) -> Vec<Case> {
    let mut cases = Vec::new();
    for &seed in &plan.seeds {
        cases.push(Case::new("R5", "scattered faults", seed, scattered(seed, if plan.short { 12 } else { 40 })));
        cases.push(Case::new("R5", "Retry-After", seed, retry_after(seed)));
        let permanent: &[i64] = if plan.short { &PERMANENT[..4] } else { &PERMANENT };
        cases.extend(permanent.iter().map(|&code| Case::new("R5", format!("permanent code {code}"), seed, permanent_code(seed, code))));
        // Ten minutes of an outage; the breaker is what is measured.
        if !plan.short {
            cases.push(Case::new("R5", "outage of ten minutes", seed, outage(seed)));
            cases.push(Case::new("R5", "the circuit opens and is probed", seed, circuit(seed)));
        }
    }
    cases
}

fn layout(seed: u64, creators: u32, faults: &'static str) -> Layout {
    Layout { seed, creators, fans: 200, faults, latency: Duration::ZERO }
}

/// One day of everybody; the calls it took.
async fn day_of(yard: &Yard) -> u64 {
    yard.gate.take();
    let summary = yard.collector.run_due(&CancellationToken::new()).await.expect("known");
    assert!(summary.failed.is_empty(), "{:?}", summary.failed);
    yard.gate.take()
}

/// At most a tenth more calls than on a day without faults, and everything recorded.
async fn scattered(seed: u64, creators: u32) -> Found {
    let calm = Yard::new(layout(seed, creators, ""), first_day(), |_| true).await;
    let yard = Yard::new(layout(seed, creators, SCATTERED), first_day(), |_| true).await;
    let (mut normal, mut calls) = (0, 0);
    for day in [first_day(), first_day().next()] {
        calm.clock.set(day.at(NOON));
        yard.clock.set(day.at(NOON));
        (normal, calls) = (day_of(&calm).await, day_of(&yard).await);
    }
    let extra = calls.saturating_sub(normal);
    assert!(extra > 0, "no fault was met");
    assert!(extra * 10 <= normal, "{extra} calls more than the {normal} of a calm day");
    let gaps = yard.database().number("SELECT count(*) FROM run WHERE state = 'gap'").await;
    assert_eq!(gaps, Some(0), "scattered faults cost a day");
    calm.close().await;
    yard.close().await;
    Found::note(format!("{calls} calls instead of {normal}, {} ‰ more", 1000 * extra / normal))
}

/// Nobody comes back before the platform wants it.
async fn retry_after(seed: u64) -> Found {
    let yard = Yard::new(layout(seed, 6, ""), first_day(), |_| true).await;
    yard.gate.throttle(PORTRAIT, 3);
    yard.collector.run_due(&CancellationToken::new()).await.expect("known");
    let mut soonest = Duration::MAX;
    for at in yard.gate.of_path(PORTRAIT) {
        assert!(at.len() == 2, "{} calls", at.len());
        soonest = soonest.min(at[1] - at[0]);
    }
    assert!(soonest >= Duration::from_secs(3), "somebody came back after {soonest:?}");
    yard.close().await;
    Found::took(soonest)
}

/// The platform says something no further call changes: asked once a day, and not in vain again.
async fn permanent_code(seed: u64, code: i64) -> Found {
    let faults: &'static str = format!("[[rule]]\nendpoint = \"portrait\"\ncode = {code}\n").leak();
    let yard = Yard::new(layout(seed, 3, faults), first_day(), |_| true).await;
    yard.collector.run_due(&CancellationToken::new()).await.expect("known");
    let calls: Vec<usize> = yard.gate.of_path(PORTRAIT).iter().map(Vec::len).collect();
    assert!(!calls.is_empty() && calls.iter().all(|calls| *calls == 1), "{calls:?} calls of a path that answers {code}");
    yard.close().await;
    Found::default()
}

/// During ten minutes of an outage the platform hears at most a twentieth of the usual calls; afterwards every day is whole.
async fn outage(seed: u64) -> Found {
    let yard = Yard::new(layout(seed, 20, ""), first_day(), |_| true).await;
    let normal = day_of(&yard).await;
    let tomorrow = first_day().next();
    yard.gate.set_outage(true);
    yard.clock.set(tomorrow.at(10 * 3600 + 37 * 60));
    yard.gate.take();
    for _ in 0..60 {
        yard.clock.advance(10);
        yard.collector.run_due(&CancellationToken::new()).await.expect("known");
    }
    let during = yard.gate.take();
    yard.gate.set_outage(false);
    for _ in 0..12 {
        yard.clock.advance(600);
        yard.collector.run_due(&CancellationToken::new()).await.expect("known");
    }
    let database = yard.database();
    let lost = format!("SELECT count(*) FROM run WHERE period = {} AND state = 'gap'", tomorrow.number());
    assert_eq!(database.number(&lost).await, Some(0), "the outage cost a day");
    database.check().await;
    assert!(during * 20 <= normal, "{during} calls during the outage; a calm day has {normal}");
    yard.close().await;
    Found::note(format!("{during} calls during the outage, {normal} on a calm day"))
}

/// Five failures in a row close the way; what is asked afterwards are single probes, and the first that is answered opens it again.
async fn circuit(seed: u64) -> Found {
    let yard = Yard::new(layout(seed, 8, ""), first_day(), |_| true).await;
    yard.gate.set_outage(true);
    let begun = Instant::now();
    yard.collector.run_due(&CancellationToken::new()).await.expect("known");
    let first = yard.gate.take();
    // Four runs at a time may each have a call under way when the fifth failure comes.
    assert!(first <= 5 + 4, "{first} calls until the circuit was open");
    yard.gate.set_outage(false);
    for _ in 0..12 {
        yard.clock.advance(600);
        yard.collector.run_due(&CancellationToken::new()).await.expect("known");
    }
    assert_eq!(yard.database().number("SELECT count(*) FROM run WHERE state = 'gap'").await, Some(0), "the circuit stays open");
    yard.close().await;
    Found::took(begun.elapsed()).with(format!("{first} calls until it was open"))
}
