use app::model::Capability::{FanList, Portrait, Profile};
use futures::FutureExt as _;

use super::*;

const NOW: Timestamp = Timestamp(1_800_000_000);

fn enter(gate: &Gate, capability: Capability, now: Timestamp) -> Option<Result<Pass<'_>, Closed>> {
    gate.enter(capability, || now).now_or_never()
}

fn pass(gate: &Gate, capability: Capability, now: Timestamp) -> Pass<'_> {
    enter(gate, capability, now).expect("no probe is out").expect("open")
}

fn fail(gate: &Gate, capability: Capability, times: u32) {
    for _ in 0..times {
        pass(gate, capability, NOW).failed(NOW, 1.0);
    }
}

fn closed(gate: &Gate, capability: Capability, now: Timestamp) -> Closed {
    enter(gate, capability, now).expect("no probe is out").expect_err("closed")
}

#[test]
fn five_failures_in_a_row_of_one_capability_close_it_alone() {
    let gate = Gate::default();
    fail(&gate, FanList, 4);
    pass(&gate, FanList, NOW).served();
    fail(&gate, FanList, 5);
    let expected = Closed { until: NOW.plus_seconds(30), whole: false, code: None };
    assert_eq!(closed(&gate, FanList, NOW), expected);
    assert_eq!(gate.closed_until(NOW), None);
    pass(&gate, Portrait, NOW).served();
    assert_eq!(closed(&gate, FanList, NOW), expected, "the portrait says nothing about the list");
}

#[test]
fn five_failures_in_a_row_of_several_capabilities_close_the_platform() {
    let gate = Gate::default();
    fail(&gate, Profile, 3);
    fail(&gate, Portrait, 2);
    assert_eq!(closed(&gate, FanList, NOW), Closed { until: NOW.plus_seconds(30), whole: true, code: None });
    assert_eq!(gate.closed_until(NOW), Some(NOW.plus_seconds(30)));
}

#[test]
fn one_probe_goes_out_and_the_others_wait_for_what_becomes_of_it() {
    let gate = Gate::default();
    fail(&gate, Profile, 3);
    fail(&gate, Portrait, 2);
    let later = NOW.plus_seconds(30);
    assert_eq!(gate.closed_until(later), None, "due runs may be tried");
    let probe = pass(&gate, Profile, later);
    assert!(enter(&gate, Portrait, later).is_none(), "waits");
    probe.failed(later, 1.0);
    assert_eq!(closed(&gate, Portrait, later).until, later.plus_seconds(60), "twice as long");
    pass(&gate, Profile, later.plus_seconds(60)).served();
    pass(&gate, Portrait, later.plus_seconds(60)).served();
}

#[test]
fn a_probe_that_was_given_up_lets_the_next_one_try() {
    let gate = Gate::default();
    fail(&gate, Profile, 3);
    fail(&gate, Portrait, 2);
    let later = NOW.plus_seconds(30);
    drop(pass(&gate, Profile, later));
    pass(&gate, Profile, later).served();
}

#[tokio::test]
async fn who_waits_for_a_probe_goes_on_when_it_is_served() {
    let gate = Gate::default();
    fail(&gate, Profile, 3);
    fail(&gate, Portrait, 2);
    let later = NOW.plus_seconds(30);
    let probe = pass(&gate, Profile, later);
    let waiting = gate.enter(Portrait, || later);
    let answered = async {
        tokio::task::yield_now().await;
        probe.served();
    };
    let (pass, ()) = tokio::join!(waiting, answered);
    pass.expect("open again").served();
}

#[test]
fn waits_double_to_ten_minutes_and_are_spread() {
    let waits: Vec<i64> = (0..8).map(|openings| wait(openings, 1.0)).collect();
    assert_eq!(waits, [30, 60, 120, 240, 480, 600, 600, 600]);
    assert_eq!(wait(0, 0.0), 15);
}

#[test]
fn a_refused_app_is_not_asked_for_again_within_the_hour() {
    let gate = Gate::default();
    pass(&gate, Profile, NOW).app_refused(Some(28_001_016), NOW);
    let expected = Closed { until: NOW.plus_seconds(APP_STOPPED), whole: true, code: Some(28_001_016) };
    assert_eq!(closed(&gate, Portrait, NOW), expected);
    pass(&gate, Profile, NOW.plus_seconds(APP_STOPPED)).served();
    pass(&gate, Portrait, NOW).served();
}
