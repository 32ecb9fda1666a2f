//! Due times over days, downtime and a clock that is set back.

use std::sync::Arc;

use app::model::RunState;
use server::clock::Clock as _;
use server::collector::due::due_at;
use server::collector::{Collector, catch_up, this_process};
use server::sandbox::StoryName;
use server::source::douyin_open::NAME;
use server::storage::{CreatorKey, CreatorStore as _};
use tokio_util::sync::CancellationToken;

use super::failures::until;
use super::house::{House, SCHEDULE};

#[tokio::test]
async fn nothing_is_due_before_its_time_and_everything_once_after_it() {
    let house = House::new().await;
    let keys = [house.connect(StoryName::Tiny).await, house.connect(StoryName::BrandNew).await];
    let cancel = CancellationToken::new();
    house.platform.go_to(house.today().plus(1), SCHEDULE.at_seconds - 1);
    assert!(house.collector.due_now().await.expect("known").is_empty());
    for key in &keys {
        let due = due_at(key, house.today(), SCHEDULE);
        let schedules = house.store.schedules(NAME).await.expect("readable");
        let schedule = schedules.iter().find(|schedule| schedule.key == *key).expect("scheduled");
        assert_eq!(house.collector.next_due(schedule), Some(due));
        assert!((0..600).contains(&due.seconds_since(house.today().at(SCHEDULE.at_seconds))));
    }
    house.platform.go_to(house.today(), SCHEDULE.at_seconds + 600);
    let summary = house.collector.run_due(&cancel).await.expect("known");
    assert_eq!((summary.collected.len(), summary.all_done()), (2, true));
    assert!(house.collector.run_due(&cancel).await.expect("known").collected.is_empty());
}

#[tokio::test]
async fn downtime_leaves_one_gap_a_day_and_one_run_today() {
    let house = House::new().await;
    let key = house.connect(StoryName::Tiny).await;
    house.collect(&key).await;
    house.days_later(20);
    let summary = house.process(this_process()).run_due(&CancellationToken::new()).await.expect("known");
    assert_eq!(summary.collected.len(), 1);
    let periods = house.periods(&key, 21).await;
    assert_eq!(periods.len(), 21);
    assert!(periods[1..20].iter().all(|period| *period == ("gap".to_owned(), "not_running".to_owned())), "{periods:?}");
    assert_eq!(periods[20].0, "partial");
}

#[tokio::test]
async fn downtime_longer_than_the_grant_ends_in_a_lost_grant() {
    let house = House::new().await;
    let key = house.connect(StoryName::Tiny).await;
    house.collect(&key).await;
    house.days_later(400);
    let collector = house.process(this_process());
    let summary = collector.run_due(&CancellationToken::new()).await.expect("known");
    assert_eq!(summary.collected[0].1.reason, "grant_lost");
    assert_eq!(house.periods(&key, 401).await.len(), 401);
    assert!(collector.due_now().await.expect("known").is_empty());
}

#[tokio::test]
async fn collecting_by_hand_after_downtime_records_the_gaps_too() {
    let house = House::new().await;
    let key = house.connect(StoryName::Tiny).await;
    house.days_later(3);
    house.process(this_process()).collect(&key, &CancellationToken::new()).await.expect("an outcome");
    let states: Vec<String> = house.periods(&key, 4).await.into_iter().map(|(state, _)| state).collect();
    assert_eq!(states, ["gap", "gap", "gap", "partial"]);
}

#[tokio::test]
async fn a_clock_set_back_repeats_nothing() {
    let house = House::new().await;
    let key = house.connect(StoryName::Tiny).await;
    house.days_later(3);
    house.collect(&key).await;
    house.clock().set(house.today().minus(2).at(12 * 3600));
    let summary = house.process(this_process()).run_due(&CancellationToken::new()).await.expect("known");
    assert!(summary.collected.is_empty() && summary.failed.is_empty(), "{summary:?}");
}

#[tokio::test]
async fn the_schedule_collects_day_after_day_as_the_clock_goes_on() {
    let house = Arc::new(House::new().await);
    let key = house.connect(StoryName::Tiny).await;
    let cancel = CancellationToken::new();
    let running = tokio::spawn({
        let (collector, cancel) = (house.collector.clone(), cancel.clone());
        async move { collector.run_schedule(cancel).await }
    });
    for _ in 0..3 {
        let today = house.today();
        until(|| async { house.run_of(&key, today).await.is_some_and(|run| run.state == RunState::Partial) }).await;
        // Midnight first: the loop wakes up there, too.
        house.clock().set(today.next().start());
        house.clock().set(today.next().at(12 * 3600));
    }
    cancel.cancel();
    running.await.expect("the loop ends");
}

/// Collectors on their schedules, until the value is dropped.
fn on_schedule(collectors: impl IntoIterator<Item = Collector>) -> tokio_util::sync::DropGuard {
    let cancel = CancellationToken::new();
    for collector in collectors {
        let cancel = cancel.clone();
        tokio::spawn(async move { collector.run_schedule(cancel).await });
    }
    cancel.drop_guard()
}

/// Five creators whom nobody has collected for three days.
async fn after_downtime() -> (House, Vec<CreatorKey>) {
    let house = House::new().await;
    let mut keys = Vec::new();
    for story in [StoryName::Tiny, StoryName::BrandNew, StoryName::NoLists, StoryName::Steady, StoryName::PurgeDay] {
        keys.push(house.connect(story).await);
    }
    house.days_later(3);
    (house, keys)
}

#[tokio::test]
async fn after_downtime_each_creator_starts_at_its_own_instant_in_whatever_process() {
    let (house, keys) = after_downtime().await;
    let (today, back) = (house.today(), house.clock().now());
    let window = catch_up::window(keys.len(), SCHEDULE);
    let at: Vec<i64> = keys.iter().map(|key| catch_up::start_at(key, today, window, back).seconds_since(back)).collect();
    assert_eq!(window, 8, "{at:?}");
    let process = || house.process(this_process());
    let mut running = on_schedule([process(), process()]);
    for second in 0..window {
        house.clock().set(back.plus_seconds(second));
        if second == window / 2 {
            drop(running);
            running = on_schedule([process()]);
        }
        for (key, at) in keys.iter().zip(&at) {
            let run = || house.run_of(key, today);
            assert!(*at <= second || run().await.is_none(), "{key:?} started before second {at}");
            if *at <= second {
                until(|| async { run().await.is_some_and(|run| run.finished_at.is_some()) }).await;
            }
        }
    }
    drop(running);
}

#[tokio::test]
async fn a_run_that_was_begun_before_the_restart_does_not_wait_for_its_turn() {
    let (house, keys) = after_downtime().await;
    let (today, back) = (house.today(), house.clock().now());
    let window = catch_up::window(keys.len(), SCHEDULE);
    let last = keys.iter().max_by_key(|key| catch_up::start_at(key, today, window, back)).expect("some");
    assert!(catch_up::start_at(last, today, window, back) > back);
    let (stop, hold) = (CancellationToken::new(), house.platform.sandbox.hold("/oauth/userinfo/"));
    let broken = async {
        let mut hold = hold;
        hold.arrived().await;
        stop.cancel();
    };
    let before = house.process(this_process());
    let (begun, ()) = tokio::join!(before.collect(last, &stop), broken);
    assert!(begun.is_err(), "{begun:?}");
    let running = on_schedule([house.process(this_process())]);
    until(|| async { house.run_of(last, today).await.is_some_and(|run| run.finished_at.is_some()) }).await;
    drop(running);
}

#[tokio::test]
async fn a_command_does_not_wait_after_downtime() {
    let house = House::new().await;
    for story in [StoryName::Tiny, StoryName::BrandNew, StoryName::NoLists] {
        house.connect(story).await;
    }
    house.days_later(3);
    // The clock stands: whoever waited would wait for ever.
    let summary = house.process(this_process()).run_due(&CancellationToken::new()).await.expect("known");
    assert_eq!(summary.collected.len(), 3);
}
