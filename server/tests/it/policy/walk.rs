//! What a run makes of each code: how often it asks, what it keeps, what it says, and when it comes back.

use app::model::{Capability, CapabilityStatus, RunState, StepState, Timestamp};
use server::sandbox::StoryName;
use server::source::Action;
use server::storage::{CreatorKey, CreatorStore as _};

use super::table::DATA;
use crate::collector::house::House;
use crate::sandbox::platform::today;

/// The portrait is whole two days after the consent.
const FIRST: u64 = 2;

/// What the table wants of a run whose portrait is refused.
#[derive(Debug, PartialEq, Eq)]
struct Expected {
    /// The portrait's step.
    step: StepState,
    /// Requests of the portrait's step.
    requests: i64,
    /// The lists are read all the same.
    goes_on: bool,
    /// Seconds until the next try; nothing = another day.
    again: Option<i64>,
}

/// Unknown path, app lacks it, banned or offline for the app, API offline.
const TRIES_THE_OLD_PATH: [i64; 4] = [28_001_017, 28_001_018, 28_001_019, 28_001_056];

fn expected(code: i64, action: Action) -> Expected {
    let (step, requests, goes_on, again) = match action {
        Action::RefreshAndRetry => (StepState::Failed, 2, true, Some(4 * 3600)),
        Action::BackOff | Action::SlowDown => (StepState::Failed, 3, true, Some(1800)),
        Action::BackOffLong => (StepState::Failed, 1, false, Some(4 * 3600)),
        Action::StopScope => (StepState::Failed, 1, true, None),
        Action::Disable(_) => (StepState::Skipped, 1, true, None),
        Action::SuspendAccount | Action::Reauthorise => (StepState::Failed, 1, false, None),
        Action::StopApp => (StepState::Failed, 1, false, Some(3600)),
        Action::Skip => (StepState::Failed, 1, true, Some(4 * 3600)),
        Action::StopRenewing | Action::SignInAgain => panic!("not on a data endpoint"),
    };
    // Where the new path is not there for this app, the old one is asked too.
    let requests = if TRIES_THE_OLD_PATH.contains(&code) { 2 } else { requests };
    Expected { step, requests, goes_on, again }
}

async fn seen(house: &House, key: &CreatorKey) -> Expected {
    let portrait = house.step_detail(key, Capability::Portrait).await;
    let following = house.step(key, Capability::FollowingList).await.state;
    Expected { step: portrait.state, requests: portrait.requests, goes_on: following == StepState::Done, again: again(house, key).await }
}

/// Seconds until this process takes the run of today up again.
async fn again(house: &House, key: &CreatorKey) -> Option<i64> {
    let schedule = house.store.schedule(key, house.parts.source.name()).await.expect("readable").expect("a creator");
    let now: Timestamp = house.parts.clock.now();
    house.collector.next_due(&schedule).filter(|due| due.day() == now.day()).map(|due| due.seconds_since(now))
}

#[tokio::test]
async fn a_run_does_what_the_table_says() {
    let first = today().plus(FIRST);
    let day = |index: usize| first.plus(index.try_into().expect("few"));
    let rule = |(index, (code, _)): (usize, &(i64, Action))| {
        let day = day(index);
        format!("[[rule]]\nendpoint = \"portrait\"\nfrom = \"{day}\"\nto = \"{day}\"\ncode = {code}\n")
    };
    let house = House::with_faults(&DATA.iter().enumerate().map(rule).collect::<String>()).await;
    let key = house.connect(StoryName::Steady).await;
    for (index, (code, action)) in DATA.iter().enumerate() {
        house.platform.go_to(day(index), 12 * 3600);
        let outcome = house.collect(&key).await;
        assert_eq!(seen(&house, &key).await, expected(*code, *action), "{code} {action:?}: {outcome:?}");
        let step = house.step(&key, Capability::Portrait).await;
        assert_eq!(step.code, Some(*code), "the code is shown");
        let status = house.capability(&key, Capability::Portrait).await.status;
        match action {
            Action::Disable(disabled) => assert_eq!(status, *disabled, "{code}"),
            Action::Reauthorise => {
                assert_eq!(outcome.reason, "grant_lost");
                assert!(house.grants.access(&key).await.is_err());
                assert_eq!(house.connect(StoryName::Steady).await, key, "the same creator, authorised again");
            }
            _ => assert_eq!(status, CapabilityStatus::Failing, "{code}"),
        }
        let done = matches!(action, Action::Disable(_));
        assert_eq!((outcome.done, outcome.state != RunState::Committed), (done, true), "{code}: {outcome:?}");
    }
}
