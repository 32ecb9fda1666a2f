//! An interrupted run goes on where it stood.

use app::model::{Capability, RunState};
use server::clock::Advance as _;
use server::collector::{CollectError, this_process};
use server::sandbox::StoryName;
use server::storage::CreatorKey;
use tokio_util::sync::CancellationToken;

use super::failures::until;
use super::house::House;

/// The fourth page of the fan list is slow: there the run is interrupted.
const SLOW_FOURTH: &str = "[[rule]]\nendpoint = \"/fans/list/\"\nfrom = \"2026-06-17\"\nevery = 4\nfirst = 4\ndelay_ms = 5000\n";

async fn interrupted() -> (House, CreatorKey) {
    let house = House::with_faults(SLOW_FOURTH).await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    let cancel = CancellationToken::new();
    let stop = async {
        let three_pages = async |run: Option<app::model::page::collection::RunView>| {
            run.is_some_and(|run| run.steps.iter().any(|step| step.capability == Capability::FanList && step.pages == 3))
        };
        until(|| async { three_pages(house.run_of(&key, house.today()).await).await }).await;
        cancel.cancel();
    };
    let (result, ()) = tokio::join!(house.collector.collect(&key, &cancel), stop);
    assert!(matches!(result, Err(CollectError::Cancelled)), "{result:?}");
    assert_eq!(house.run(&key).await.state, RunState::Running);
    (house, key)
}

/// The pages of the same run in the same world when nothing interrupts it.
async fn undisturbed_pages() -> i64 {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    house.collect(&key).await;
    house.run(&key).await.pages
}

#[tokio::test]
async fn a_cancelled_run_is_released_and_goes_on_at_its_cursor() {
    let (house, key) = interrupted().await;
    let other = house.process(server::storage::runs::Owner { host: "another-host".to_owned(), ..this_process() });
    let outcome = other.collect(&key, &CancellationToken::new()).await.expect("an outcome");
    assert_eq!(outcome.state, RunState::Committed);
    let run = house.run(&key).await;
    assert_eq!(run.complete, Some(true), "{run:?}");
    assert_eq!(run.pages, undisturbed_pages().await, "no page was staged twice");
}

#[tokio::test]
async fn a_list_interrupted_long_ago_begins_anew() {
    let (house, key) = interrupted().await;
    house.clock().advance(3600);
    let outcome = house.collect(&key).await;
    assert_eq!(outcome.state, RunState::Committed);
    let run = house.run(&key).await;
    assert_eq!(run.complete, Some(true));
    assert_eq!(run.pages, undisturbed_pages().await + 3, "the first three pages were read twice");
}

#[tokio::test]
async fn an_open_run_of_yesterday_becomes_a_gap() {
    let (house, key) = interrupted().await;
    let yesterday = house.today();
    house.days_later(1);
    let summary = house.collector.run_due(&CancellationToken::new()).await.expect("known");
    assert_eq!((summary.closed, summary.collected.len()), (1, 1));
    let run = house.run_of(&key, yesterday).await.expect("a run");
    assert_eq!((run.state, run.reason.as_str()), (RunState::Gap, "midnight"));
}

#[tokio::test]
async fn stopping_releases_what_runs_in_the_background() {
    let house = House::with_faults("[[rule]]\nendpoint = \"/fans/list/\"\ndelay_ms = 60000\n").await;
    let key = house.connect(StoryName::Steady).await;
    house.collector.spawn_collect(key.clone());
    until(|| async { house.run_of(&key, house.today()).await.is_some_and(|run| run.step == Some(Capability::FanList)) }).await;
    house.collector.stop().await;
    assert_eq!(house.run(&key).await.state, RunState::Running, "it goes on after the restart");
}
