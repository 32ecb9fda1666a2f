//! A platform in trouble, and a quota that does not reach: who is asked, how often, and what stands in the books.

use app::model::{Capability, GapReason, RunState, StepState};
use server::clock::Advance as _;
use server::collector::{Collector, CollectorParts, Limits};
use server::sandbox::StoryName;
use server::storage::CreatorKey;
use tokio_util::sync::CancellationToken;

use super::house::House;

const STORIES: [StoryName; 3] = [StoryName::Steady, StoryName::ViralJump, StoryName::PurgeDay];

/// Everything fails on the 17th.
fn outage() -> String {
    ["userinfo", "portrait", "series", "lists"]
        .map(|family| format!("[[rule]]\nendpoint = \"{family}\"\nfrom = \"2026-06-17\"\nto = \"2026-06-17\"\nstatus = 502\n"))
        .concat()
}

async fn house(faults: &str, limits: Limits) -> (House, Vec<CreatorKey>) {
    let mut house = House::with_faults(faults).await;
    let mut keys = Vec::new();
    for story in STORIES {
        keys.push(house.connect(story).await);
    }
    house.collector = Collector::new(CollectorParts { limits, ..house.parts.clone() });
    house.days_later(2);
    (house, keys)
}

async fn round(house: &House) {
    house.collector.run_due(&CancellationToken::new()).await.expect("known");
}

async fn requests(house: &House, keys: &[CreatorKey]) -> i64 {
    let mut requests = 0;
    for key in keys {
        requests += house.run_of(key, house.today()).await.map_or(0, |run| run.requests);
    }
    requests
}

#[tokio::test]
async fn during_an_outage_the_platform_is_left_alone_and_asked_again_by_one() {
    let (house, keys) = house(&outage(), Limits::default()).await;
    round(&house).await;
    let first = requests(&house, &keys).await;
    assert!((5..=12).contains(&first), "five failures in a row, whoever was under way: {first}");
    for _ in 0..20 {
        house.clock().advance(30);
        round(&house).await;
    }
    let during = requests(&house, &keys).await - first;
    assert!((3..=8).contains(&during), "a few probes in ten minutes: {during}");
    for key in &keys {
        let run = house.run(key).await;
        assert!(matches!(run.state, RunState::Gap), "{run:?}");
        assert_eq!(run.reason, GapReason::PlatformFailed.as_str());
    }
    house.days_later(1);
    round(&house).await;
    for key in &keys {
        assert_eq!(house.run(key).await.state, RunState::Committed, "the day after it is as before");
    }
}

#[tokio::test]
async fn one_broken_list_does_not_keep_portraits_from_being_read() {
    let faults = "[[rule]]\nendpoint = \"/fans/list/\"\nfrom = \"2026-06-17\"\nstatus = 502\n";
    let (house, keys) = house(faults, Limits::default()).await;
    round(&house).await;
    for key in &keys {
        assert_eq!(house.step(key, Capability::Portrait).await.state, StepState::Done);
        assert_eq!(house.step(key, Capability::FollowingList).await.state, StepState::Done);
        assert_eq!(house.step(key, Capability::FanList).await.state, StepState::Failed);
    }
}

#[tokio::test]
async fn an_app_that_is_refused_is_asked_for_once_an_hour_by_one_creator() {
    let faults = "[[rule]]\nendpoint = \"all\"\nfrom = \"2026-06-17\"\nto = \"2026-06-17\"\ncode = 28001016\n";
    let (house, keys) = house(faults, Limits::default()).await;
    for key in &keys {
        house.collect(key).await;
    }
    assert_eq!(requests(&house, &keys).await, 1, "the first answer speaks for all");
    for key in &keys {
        assert_eq!(house.run(key).await.error_code, Some(28_001_016), "each run says why");
    }
    assert!(house.collector.due_now().await.expect("known").is_empty());
    house.clock().advance(3600);
    round(&house).await;
    assert_eq!(requests(&house, &keys).await, 2);
}

#[tokio::test]
async fn a_used_up_quota_stops_its_scope_until_eight_and_nothing_else() {
    let (house, keys) = house("[platform.quota]\n\"fans.list\" = 5\n", Limits::default()).await;
    round(&house).await;
    let states = |capability| {
        let (house, keys) = (&house, &keys);
        async move {
            let mut states = Vec::new();
            for key in keys {
                states.push(house.step(key, capability).await.state);
            }
            states
        }
    };
    assert_eq!(states(Capability::FanList).await, [StepState::Failed; 3]);
    assert_eq!(states(Capability::FollowingList).await, [StepState::Done; 3]);
    let before = requests(&house, &keys).await;
    house.clock().advance(4 * 3600);
    round(&house).await;
    assert_eq!(requests(&house, &keys).await, before, "nothing more of it on this day");

    let quota = house.collector.quotas().await.expect("readable");
    let fans = quota.iter().find(|quota| quota.capability == Capability::FanList).expect("a scope");
    assert!(fans.exhausted_at.is_some() && fans.used >= 5, "{fans:?}");

    let restarted = house.process(server::collector::this_process());
    restarted.run_due(&CancellationToken::new()).await.expect("known");
    assert_eq!(requests(&house, &keys).await, before, "another process knows it too");
}

#[tokio::test]
async fn who_waits_for_the_quota_is_planned_shown_and_goes_first_the_next_day() {
    // A list of 1,500 fans has some thirty pages, the viral one a hundred: the quota reaches for one of them a day.
    let quotas = std::iter::once(("fans.list".to_owned(), 40)).collect();
    let (house, keys) = house("[platform.quota]\n\"fans.list\" = 40\n", Limits { quotas, ..Limits::default() }).await;
    let mut turns = vec![0; keys.len()];
    for _ in 0..6 {
        round(&house).await;
        let quotas = house.collector.quotas().await.expect("readable");
        let fans = quotas.iter().find(|quota| quota.capability == Capability::FanList).expect("a scope");
        assert_eq!((fans.limit, fans.learned), (Some(40), false));
        for (key, turns) in keys.iter().zip(&mut turns) {
            let step = house.step(key, Capability::FanList).await;
            if step.pages > 0 {
                *turns += 1;
            } else if fans.waiting.contains(key) {
                assert_eq!((step.state, step.reason.as_str()), (StepState::Failed, "quota"), "shown with its reason");
            }
            assert_eq!(house.step(key, Capability::Portrait).await.state, StepState::Done, "the rest of the run goes on");
        }
        house.days_later(1);
    }
    assert_eq!(turns, [2, 2, 2], "everybody has a turn, also beside a list that is longer than the quota");
}

#[tokio::test]
async fn every_call_in_vain_counts_against_the_quota_a_second_path_too() {
    let house = House::with_faults("[[rule]]\nendpoint = \"portrait\"\ncode = 28001018\n").await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    house.collect(&key).await;
    let quotas = house.collector.quotas().await.expect("readable");
    let portrait = quotas.iter().find(|quota| quota.capability == Capability::Portrait).expect("a scope");
    assert_eq!(portrait.used, 2, "the current path and the old one");
    let step = house.step_detail(&key, Capability::Portrait).await;
    assert_eq!((step.state, step.requests), (StepState::Skipped, 2));
}
