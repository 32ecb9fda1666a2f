//! A creator takes the grant back, and gives it again.

use app::model::{CapabilityStatus, RunState};
use server::sandbox::StoryName;
use server::storage::{CreatorStore as _, GrantStore as _};
use tokio_util::sync::CancellationToken;

use super::house::House;

#[tokio::test]
async fn a_revoked_grant_is_a_gap_each_day_until_the_creator_authorises_again() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    let open_id = house.platform.creator(StoryName::Steady).open_id;
    let cancel = CancellationToken::new();
    house.days_later(2);
    house.collect(&key).await;

    house.days_later(1);
    assert!(house.platform.sandbox.revoke(&open_id));
    let outcome = house.collect(&key).await;
    assert_eq!((outcome.state, outcome.reason.as_str(), outcome.done), (RunState::Gap, "grant_lost", false));
    let grant = house.store.grant(&key).await.expect("readable").expect("there");
    assert!(grant.ended_at.is_some() && grant.access.is_none() && grant.refresh.is_none(), "its tokens are erased");

    for _ in 0..2 {
        house.days_later(1);
        let summary = house.collector.run_due(&cancel).await.expect("known");
        assert!(summary.collected.is_empty() && summary.failed.is_empty());
    }
    assert_eq!(house.run_of(&key, house.today()).await, None, "today is not missed before it is past");

    let again = house.connect(StoryName::Steady).await;
    assert_eq!(again, key, "the same creator");
    assert_eq!(house.collect(&key).await.state, RunState::Committed);
    let periods = house.periods(&key, 4).await;
    let words: Vec<_> = periods.iter().map(|(state, reason)| (state.as_str(), reason.as_str())).collect();
    assert_eq!(words, [("committed", ""), ("gap", "grant_lost"), ("gap", "grant_lost"), ("committed", "")]);
}

#[tokio::test]
async fn a_grant_lost_and_given_again_on_one_day_leaves_no_gap() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    assert!(house.platform.sandbox.revoke(&house.platform.creator(StoryName::Steady).open_id));
    assert_eq!(house.collect(&key).await.state, RunState::Gap);
    house.connect(StoryName::Steady).await;
    assert_eq!(house.collect(&key).await.state, RunState::Committed);
}

#[tokio::test]
async fn a_lost_grant_says_nothing_of_the_capabilities() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    house.collect(&key).await;
    let before = house.store.capabilities(&key).await.expect("readable");
    assert!(before.len() >= 5 && before.iter().all(|state| state.status == CapabilityStatus::Working), "{before:?}");

    house.days_later(1);
    assert!(house.platform.sandbox.revoke(&house.platform.creator(StoryName::Steady).open_id));
    house.collect(&key).await;
    assert_eq!(house.store.capabilities(&key).await.expect("readable"), before);
    let run = house.run_of(&key, house.today()).await.expect("a run");
    assert!(run.steps.len() >= 5 && run.steps.iter().all(|step| step.reason == "grant_lost"), "{:?}", run.steps);
}
