//! The ledger of calls.

use app::model::{Capability, CapabilityStatus, StepState};
use server::storage::quota::ScopeUse;

use super::fixture::{Store, connect, day, morning, ours, outcome, run_key, terms};

pub(crate) async fn calls_are_counted_by_app_window_and_scope(store: &impl Store) {
    for (app, scope, window, calls) in
        [("a", "x", day(0), 3), ("a", "x", day(0), 4), ("a", "y", day(0), 1), ("a", "x", day(1), 9), ("b", "x", day(0), 5)]
    {
        store.spend(app, scope, window, calls).await.expect("writes");
    }
    let used = store.used("a", day(0)).await.expect("reads");
    let scope = |scope: &str, used| ScopeUse { scope: scope.to_owned(), used, exhausted_at: None };
    assert_eq!(used, [scope("x", 7), scope("y", 1)]);
    assert_eq!(store.used("c", day(0)).await.expect("reads"), []);
}

pub(crate) async fn the_limit_is_what_had_been_used_when_the_platform_refused(store: &impl Store) {
    store.spend("a", "x", day(0), 40).await.expect("writes");
    let now = morning(day(0));
    store.exhaust("a", "x", day(0), now).await.expect("writes");
    store.exhaust("a", "x", day(0), now.plus_seconds(60)).await.expect("writes");
    assert_eq!(store.used("a", day(0)).await.expect("reads")[0].exhausted_at, Some(now), "the first time counts");
    assert_eq!(store.learned("a", "x", day(0)).await.expect("reads"), None, "not from its own window");
    store.spend("a", "x", day(1), 500).await.expect("writes");
    assert_eq!(store.learned("a", "x", day(2)).await.expect("reads"), Some(40), "a window that was not used up teaches nothing");
    assert_eq!(store.learned("a", "y", day(2)).await.expect("reads"), None);
    assert_eq!(store.learned("b", "x", day(2)).await.expect("reads"), None);
}

pub(crate) async fn the_last_turn_of_every_living_grant_is_told(store: &impl Store) {
    let source = super::fixture::SOURCE;
    let (read, failed, never, refused) =
        (connect(store, "read").await, connect(store, "failed").await, connect(store, "never").await, connect(store, "refused").await);
    for (creator, day, state, status, requests) in [
        (&read, day(1), StepState::Done, CapabilityStatus::Working, 7),
        (&read, day(2), StepState::Failed, CapabilityStatus::Failing, 0),
        (&failed, day(2), StepState::Failed, CapabilityStatus::Failing, 4),
        (&refused, day(2), StepState::Skipped, CapabilityStatus::AppLacks, 1),
    ] {
        let ticket = ours(store.claim(&run_key(creator, day), terms(1, morning(day))).await.expect("claims"));
        let ended = outcome(Capability::FanList, state, status, morning(day));
        store.end_step(&ticket, server::storage::runs::StepOutcome { requests, ..ended }).await.expect("ends");
        store.commit(&ticket, morning(day)).await.expect("commits");
    }
    let costs = store.costs("key", source, Capability::FanList, day(0)).await.expect("reads");
    let told: Vec<_> = costs.iter().map(|cost| (cost.creator.clone(), cost.last_turn, cost.requests, cost.whole)).collect();
    assert_eq!(
        told,
        [(read, Some(day(1)), Some(7), true), (failed, Some(day(2)), Some(4), false), (never, None, None, false),],
        "one that is refused the capability is not planned for"
    );
    assert_eq!(store.costs("another", source, Capability::FanList, day(0)).await.expect("reads"), []);
}
