//! Whole runs: what they read, and what counts as done.

use app::model::{Capability, CapabilityStatus, RunState, StepState};
use server::sandbox::StoryName;

use super::house::House;

#[tokio::test]
async fn a_whole_run_reads_every_capability_and_a_complete_list() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    let outcome = house.collect(&key).await;
    assert_eq!((outcome.state, outcome.repeated, outcome.done, outcome.reason.as_str()), (RunState::Committed, false, true, ""));
    let run = house.run(&key).await;
    assert!(run.steps.iter().all(|step| step.state == StepState::Done), "{run:?}");
    let truth = house.platform.truth(&house.platform.creator(StoryName::Steady).open_id, house.today()).await;
    assert_eq!(run.listed, truth["list"]["listed"].as_i64());
    assert_eq!(run.reported_total, truth["list"]["reported_total"].as_i64());
    assert_eq!(run.complete, truth["list"]["complete"].as_bool());
    assert_eq!(run.pages, run.requests, "no request was made in vain");
}

#[tokio::test]
async fn a_committed_run_is_not_repeated() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    house.collect(&key).await;
    let before = house.run(&key).await;
    let again = house.collect(&key).await;
    assert!(again.repeated && again.done);
    assert_eq!(house.run(&key).await, before);
    assert!(house.process(server::collector::this_process()).due_now().await.expect("known").is_empty());
}

#[tokio::test]
async fn on_the_first_day_the_portrait_and_the_series_are_not_ready_and_the_run_is_done() {
    let house = House::new().await;
    let key = house.connect(StoryName::Capped).await;
    let outcome = house.collect(&key).await;
    assert_eq!((outcome.state, outcome.done), (RunState::Partial, true), "{outcome:?}");
    for capability in [Capability::Portrait, Capability::Series] {
        assert_eq!(house.capability(&key, capability).await.status, CapabilityStatus::NotReady);
    }
    let again = house.collect(&key).await;
    assert!(again.repeated && again.done, "{again:?}");
}

#[tokio::test]
async fn a_small_account_is_below_the_thresholds() {
    let house = House::new().await;
    let key = house.connect(StoryName::Tiny).await;
    house.days_later(5);
    assert!(house.collect(&key).await.done);
    for capability in [Capability::Portrait, Capability::Series] {
        assert_eq!(house.capability(&key, capability).await.status, CapabilityStatus::BelowThreshold);
    }
    assert_eq!(house.run(&key).await.complete, Some(true));
}

#[tokio::test]
async fn a_list_that_fills_the_cap_is_not_complete() {
    let house = House::new().await;
    let key = house.connect(StoryName::Capped).await;
    house.days_later(2);
    assert!(house.collect(&key).await.done);
    let run = house.run(&key).await;
    assert_eq!((run.listed, run.complete), (Some(5000), Some(false)));
}

#[tokio::test]
async fn scopes_that_were_not_granted_are_skipped_and_the_rest_is_recorded() {
    let house = House::new().await;
    let key = house.connect_with(StoryName::Steady, "user_info,fans.data.bind").await;
    house.days_later(2);
    let outcome = house.collect(&key).await;
    assert_eq!((outcome.state, outcome.done), (RunState::Partial, true), "{outcome:?}");
    let fan_list = house.step(&key, Capability::FanList).await;
    assert_eq!(fan_list.state, StepState::Skipped);
    assert!(fan_list.code.is_some() && !fan_list.log_id.is_empty(), "{fan_list:?}");
    assert_eq!(house.capability(&key, Capability::FanList).await.status, CapabilityStatus::NotGranted);
    assert_eq!(house.capability(&key, Capability::Portrait).await.status, CapabilityStatus::Working);
}

#[tokio::test]
async fn lists_that_are_offline_are_said_to_be() {
    let house = House::new().await;
    let key = house.connect(StoryName::NoLists).await;
    house.days_later(2);
    assert!(house.collect(&key).await.done);
    assert_eq!(house.capability(&key, Capability::FollowingList).await.status, CapabilityStatus::Offline);
}
