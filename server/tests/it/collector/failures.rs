//! What the platform can do to a run, and how the run goes on.

use app::model::{Capability, CapabilityStatus, RunState, StepState};
use server::clock::Advance as _;
use server::sandbox::StoryName;
use tokio_util::sync::CancellationToken;

use super::house::House;

const HALF_AN_HOUR: i64 = 1800;

async fn steady(faults: &str) -> (House, server::storage::CreatorKey) {
    let house = House::with_faults(faults).await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    (house, key)
}

fn rule(endpoint: &str, effect: &str) -> String {
    format!("[[rule]]\nendpoint = \"{endpoint}\"\nfrom = \"2026-06-17\"\n{effect}\n")
}

#[tokio::test]
async fn passing_trouble_is_tried_again_within_the_step() {
    for effect in ["first = 2\nstatus = 503", "first = 2\nhtml = true", "first = 2\ntruncate = 40", "first = 2\ncode = 28001005"] {
        let (house, key) = steady(&rule("portrait", effect)).await;
        let outcome = house.collect(&key).await;
        assert_eq!(outcome.state, RunState::Committed, "{effect}: {outcome:?}");
        let run = house.run(&key).await;
        assert_eq!(run.requests - run.pages, 2, "{effect}");
    }
}

#[tokio::test]
async fn a_step_that_fails_three_times_leaves_the_rest_and_is_taken_up_again_later() {
    let (house, key) = steady(&rule("/fans/list/", "first = 3\nstatus = 502")).await;
    let outcome = house.collect(&key).await;
    assert_eq!((outcome.state, outcome.done), (RunState::Partial, false), "{outcome:?}");
    assert_eq!(house.capability(&key, Capability::FanList).await.status, CapabilityStatus::Failing);
    assert_eq!(house.step(&key, Capability::FollowingList).await.state, StepState::Done);
    let before = house.run(&key).await;
    assert!(house.collector.due_now().await.expect("known").is_empty(), "not at once");

    house.clock().advance(HALF_AN_HOUR);
    let summary = house.collector.run_due(&CancellationToken::new()).await.expect("known");
    assert!(summary.all_done() && summary.collected.len() == 1, "{summary:?}");
    let run = house.run(&key).await;
    assert_eq!((run.state, run.complete), (RunState::Committed, Some(true)));
    let fan_list = house.step(&key, Capability::FanList).await;
    assert_eq!(run.pages - before.pages, fan_list.pages, "only the missing step was read");
}

#[tokio::test]
async fn an_unfinished_run_of_before_a_restart_is_due() {
    let (house, key) = steady(&rule("/fans/list/", "first = 3\nstatus = 502")).await;
    assert!(!house.collect(&key).await.done);
    let restarted = house.process(server::collector::this_process());
    assert_eq!(restarted.due_now().await.expect("known"), [key]);
}

#[tokio::test]
async fn an_unreachable_platform_makes_a_gap_that_is_taken_up_the_same_day() {
    let faults = ["userinfo", "portrait", "series", "lists"].map(|family| rule(family, "first = 6\nstatus = 500")).concat();
    let (house, key) = steady(&faults).await;
    let outcome = house.collect(&key).await;
    assert_eq!((outcome.state, outcome.reason.as_str(), outcome.done), (RunState::Gap, "platform_failed", false));
    for _ in 0..12 {
        house.clock().advance(HALF_AN_HOUR);
        house.collector.run_due(&CancellationToken::new()).await.expect("known");
    }
    assert_eq!(house.run(&key).await.state, RunState::Committed);
}

#[tokio::test]
async fn a_refused_token_is_refreshed_once_and_the_page_read_again() {
    let (house, key) = steady(&rule("portrait", "first = 1\ncode = 2190008")).await;
    let outcome = house.collect(&key).await;
    assert_eq!(outcome.state, RunState::Committed, "{outcome:?}");
}

#[tokio::test]
async fn a_token_refused_by_one_capability_alone_does_not_cost_the_grant() {
    let (house, key) = steady(&rule("portrait", "code = 2190002")).await;
    let outcome = house.collect(&key).await;
    assert_eq!((outcome.state, outcome.done), (RunState::Partial, false));
    let portrait = house.step(&key, Capability::Portrait).await;
    assert_eq!((portrait.state, portrait.code), (StepState::Failed, Some(2_190_002)));
    assert!(house.grants.access(&key).await.is_ok());
}

#[tokio::test]
async fn a_banned_account_is_not_asked_for_the_rest() {
    let (house, key) = steady(&rule("userinfo", "code = 28001046")).await;
    let outcome = house.collect(&key).await;
    assert_eq!((outcome.state, outcome.reason.as_str()), (RunState::Gap, "platform_failed"));
    let run = house.run(&key).await;
    assert_eq!((run.requests, run.error_code), (1, Some(28_001_046)));
}

#[tokio::test]
async fn a_run_still_open_at_midnight_is_a_gap() {
    let (house, key) = steady(&rule("/following/list/", "first = 1\ndelay_ms = 400")).await;
    let cancel = CancellationToken::new();
    let day = house.today();
    let collecting = house.collector.collect(&key, &cancel);
    let midnight = async {
        until(|| async { house.run_of(&key, day).await.is_some_and(|run| run.step == Some(Capability::FollowingList)) }).await;
        house.clock().set(day.next().start());
    };
    let (outcome, ()) = tokio::join!(collecting, midnight);
    assert_eq!(outcome.expect("an outcome").reason, "midnight");
    let run = house.run_of(&key, day).await.expect("the run");
    assert_eq!(run.state, RunState::Gap);
}

/// Waits for what another task is about to bring about.
pub(crate) async fn until<F: Future<Output = bool>>(happened: impl Fn() -> F) {
    while !happened().await {
        tokio::task::yield_now().await;
    }
}
