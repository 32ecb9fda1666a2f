//! One run, several processes.

use std::time::Duration;

use app::model::{RunState, StepState};
use server::clock::Advance as _;
use server::collector::{CollectError, this_process};
use server::sandbox::{Hold, StoryName};
use server::storage::CreatorKey;
use server::storage::runs::Owner;
use tokio_util::sync::CancellationToken;

use super::house::House;

/// A house whose first run waits at the fan list for as long as the last value lives.
async fn slow_house() -> (House, CreatorKey, Hold) {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    let hold = house.platform.sandbox.hold("/fans/list/");
    (house, key, hold)
}

fn elsewhere() -> Owner {
    Owner { host: "another-host".to_owned(), pid: 1, started: 1 }
}

#[tokio::test]
async fn a_run_that_another_living_process_holds_is_waited_for_and_not_repeated() {
    let (house, key, mut hold) = slow_house().await;
    let other = house.process(elsewhere());
    let cancel = CancellationToken::new();
    let second = async {
        hold.arrived().await;
        let release = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            drop(hold);
        };
        tokio::join!(house.collect(&key), release).0
    };
    let (first, second) = tokio::join!(other.collect(&key, &cancel), second);
    assert!(!first.expect("an outcome").repeated);
    assert!(second.repeated && second.done);
    let run = house.run(&key).await;
    assert_eq!(run.pages, run.requests, "nothing was read twice");
}

#[tokio::test]
async fn a_dead_process_of_this_host_is_taken_over_at_once() {
    let (house, key, mut hold) = slow_house().await;
    let dead = house.process(Owner { started: this_process().started - 1, ..this_process() });
    let cancel = CancellationToken::new();
    tokio::select! {
        _ = dead.collect(&key, &cancel) => panic!("it is killed before it ends"),
        () = hold.arrived() => {}
    }
    assert_eq!(house.collect(&key).await.state, RunState::Committed);
    let run = house.run(&key).await;
    assert_eq!(run.pages, run.requests);
}

#[tokio::test]
async fn another_hosts_run_is_taken_over_when_its_lease_ends() {
    let (house, key, mut hold) = slow_house().await;
    let other = house.process(elsewhere());
    let cancel = CancellationToken::new();
    tokio::select! {
        _ = other.collect(&key, &cancel) => panic!("it is killed before it ends"),
        () = hold.arrived() => {}
    }
    house.clock().advance(60);
    assert_eq!(house.collect(&key).await.state, RunState::Committed);
}

#[tokio::test]
async fn who_lost_the_run_writes_nothing_more_and_waits() {
    let (house, key, mut hold) = slow_house().await;
    let other = house.process(elsewhere());
    let cancel = CancellationToken::new();
    let thief = async {
        hold.arrived().await;
        // The holder stalls for longer than its lease.
        house.clock().advance(61);
        let outcome = house.collect(&key).await;
        drop(hold);
        outcome
    };
    let (stalled, thief) = tokio::join!(other.collect(&key, &cancel), thief);
    assert!(stalled.expect("an outcome").repeated);
    assert!(!thief.repeated);
    assert!(house.states(&key).await.iter().all(|state| *state == StepState::Done));
}

#[tokio::test]
async fn waiting_for_a_held_run_ends_when_cancelled() {
    let (house, key, mut hold) = slow_house().await;
    let other = house.process(elsewhere());
    let (cancel, never) = (CancellationToken::new(), CancellationToken::new());
    let waiter = async {
        hold.arrived().await;
        cancel.cancel();
        let outcome = house.collector.collect(&key, &cancel).await;
        drop(hold);
        outcome
    };
    let (first, waiter) = tokio::join!(other.collect(&key, &never), waiter);
    assert!(matches!(waiter, Err(CollectError::Cancelled)), "{waiter:?}");
    assert!(first.expect("an outcome").done);
}
