//! Contract: claims, leases, fences, steps, gaps.

use app::model::{Capability, CapabilityStatus, GapReason, ListKind, RunState, StepState};
use server::storage::StoreError;
use server::storage::runs::{Claim, Gap, RawResponse, StagedPage, StagedRecords};

use super::fixture::{SOURCE, Script, Store, collect, connect, day, members, morning, ours, outcome, owner, page, read, run_key, terms};

fn fans(names: &str, next: Option<&str>) -> StagedPage {
    let records = StagedRecords::Members(ListKind::Fans, members(names));
    StagedPage { next: next.map(str::to_owned), ..page(Capability::FanList, records, morning(day(1))) }
}

fn settled(claim: &Claim) -> Option<RunState> {
    if let Claim::Settled(state) = claim { Some(*state) } else { None }
}

pub(super) async fn a_run_is_claimed_by_one(store: &impl Store) {
    let key = run_key(&connect(store, "ann").await, day(1));
    let now = morning(day(1));
    let version = store.data_version(&key.creator).await.expect("reads");
    let ticket = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    assert!(store.data_version(&key.creator).await.expect("reads") > version, "pages show that it is under way");
    let held = store.claim(&key, terms(2, now)).await.expect("claims");
    assert_eq!(held, Claim::Held { owner: owner(1), until: now.plus_seconds(60) });
    let same_process = store.claim(&key, terms(1, now)).await.expect("claims");
    assert!(matches!(same_process, Claim::Held { .. }), "another task of the same process is another one");
    store.heartbeat(&ticket, now.plus_seconds(90)).await.expect("beats");
    assert!(matches!(store.claim(&key, terms(2, now.plus_seconds(70))).await.expect("claims"), Claim::Held { .. }));
    store.release(&ticket, now.plus_seconds(71)).await.expect("releases");
    ours(store.claim(&key, terms(2, now.plus_seconds(71))).await.expect("claims"));
    let unknown = run_key(&super::fixture::connect(store, "bob").await, day(1));
    let foreign = server::storage::runs::RunKey {
        creator: server::storage::CreatorKey { workspace: key.creator.workspace.clone(), creator: unknown.creator.creator },
        ..unknown
    };
    assert!(matches!(store.claim(&foreign, terms(1, now)).await, Err(StoreError::UnknownCreator)));
}

pub(super) async fn a_gone_owner_or_an_ended_lease_is_taken_over_and_fenced_off(store: &impl Store) {
    let key = run_key(&connect(store, "ann").await, day(1));
    let now = morning(day(1));
    let first = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    let mut gone = terms(2, now);
    gone.gone = Some(owner(1));
    let second = ours(store.claim(&key, gone).await.expect("claims"));
    assert_eq!((second.run, second.fence), (first.run, first.fence + 1));
    let third = ours(store.claim(&key, terms(3, now.plus_seconds(60))).await.expect("claims"));
    for stale in [&first, &second] {
        assert!(matches!(store.heartbeat(stale, now.plus_seconds(99)).await, Err(StoreError::FenceLost)));
        assert!(matches!(store.stage(stale, fans("a", None)).await, Err(StoreError::FenceLost)));
        assert!(matches!(store.commit(stale, now).await, Err(StoreError::FenceLost)));
        assert!(matches!(store.release(stale, now).await, Err(StoreError::FenceLost)));
    }
    store.stage(&third, fans("a", None)).await.expect("stages");
}

pub(super) async fn staged_pages_and_the_cursor_survive_a_takeover(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let key = run_key(&creator, day(1));
    let now = morning(day(1));
    let first = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    store.begin_step(&first, Capability::FanList, false, now).await.expect("begins");
    assert_eq!(store.stage(&first, fans("a b c", Some("3"))).await.expect("stages"), 3);
    let second = ours(store.claim(&key, terms(2, now.plus_seconds(60))).await.expect("claims"));
    let steps = store.steps(&second).await.expect("reads");
    assert_eq!((steps[0].cursor.as_deref(), steps[0].pages, steps[0].rows), (Some("3"), 1, 3));
    store.stage(&second, fans("c d d", None)).await.expect("stages");
    let view = store.run(&key).await.expect("reads").expect("a run");
    assert_eq!((view.state, view.step, view.pages), (RunState::Running, Some(Capability::FanList), 2));
    assert_eq!(view.started_at, Some(now));
    store.end_step(&second, outcome(Capability::FanList, StepState::Done, CapabilityStatus::Working, now)).await.expect("ends");
    assert_eq!(store.commit(&second, now).await.expect("commits").listed, Some(4), "a repeated member counts once");
    let view = store.run(&key).await.expect("reads").expect("a run");
    assert_eq!(view.steps.iter().find(|step| step.capability == Capability::FanList).map(|step| step.rows), Some(4));
}

pub(super) async fn a_restarted_step_drops_what_it_staged(store: &impl Store) {
    let key = run_key(&connect(store, "ann").await, day(1));
    let now = morning(day(1));
    let ticket = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    let raw = vec![RawResponse { endpoint: "/fans/list/".to_owned(), body: b"{}".to_vec() }];
    store.stage(&ticket, StagedPage { raw, ..fans("a b c", Some("3")) }).await.expect("stages");
    store.begin_step(&ticket, Capability::FanList, true, now).await.expect("begins");
    let steps = store.steps(&ticket).await.expect("reads");
    assert_eq!((steps[0].cursor.as_deref(), steps[0].pages, steps[0].rows), (None, 0, 0));
    assert_eq!(store.prune_raw(now.plus_seconds(1)).await.expect("prunes"), 0, "its raw pages went with it");
    assert_eq!(store.stage(&ticket, fans("d", None)).await.expect("stages"), 1);
}

fn everything() -> Script {
    Script { portrait: Some(super::fixture::portrait(9, &[])), series: Some(Vec::new()), following: Some(Vec::new()), ..Script::fans("a") }
}

pub(super) async fn a_committed_run_is_not_taken_up_again(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let committed = collect(store, &creator, day(1), &everything()).await;
    assert_eq!((committed.state, committed.settled), (RunState::Committed, true));
    let again = store.claim(&run_key(&creator, day(1)), terms(2, morning(day(1)))).await.expect("claims");
    assert_eq!(settled(&again), Some(RunState::Committed));
    let view = store.run(&run_key(&creator, day(1))).await.expect("reads").expect("a run");
    assert_eq!((view.reason.as_str(), view.step, view.complete), ("", None, Some(true)));
}

pub(super) async fn a_partial_run_is_taken_up_again_on_its_day_only(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let key = run_key(&creator, day(1));
    let now = morning(day(1));
    let ticket = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    for capability in Capability::ALL {
        read(store, &ticket, &everything(), capability).await;
    }
    let mut failed = outcome(Capability::Series, StepState::Failed, CapabilityStatus::Failing, now);
    (failed.code, failed.message, failed.requests) = (Some(2_100_004), "system busy".to_owned(), 3);
    store.end_step(&ticket, failed).await.expect("ends");
    let committed = store.commit(&ticket, now).await.expect("commits");
    assert_eq!((committed.state, committed.settled), (RunState::Partial, false));
    let view = store.run(&key).await.expect("reads").expect("a run");
    assert_eq!((view.reason.as_str(), view.error_code, view.requests), ("series: failing (system busy)", Some(2_100_004), 8));
    let mut unwilling = terms(2, now);
    unwilling.retake_partial = false;
    assert_eq!(settled(&store.claim(&key, unwilling).await.expect("claims")), Some(RunState::Partial));
    let late = store.claim(&key, terms(2, morning(day(2)))).await.expect("claims");
    assert_eq!(settled(&late), Some(RunState::Partial));
    let ticket = ours(store.claim(&key, terms(2, now)).await.expect("claims"));
    let states: Vec<StepState> = store.steps(&ticket).await.expect("reads").into_iter().map(|step| step.state).collect();
    assert_eq!(states, [StepState::Done, StepState::Done, StepState::Failed, StepState::Done, StepState::Done]);
}

pub(super) async fn what_is_settled_counts_as_done(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let committed = collect(store, &creator, day(1), &Script { following: None, ..everything() }).await;
    assert_eq!((committed.state, committed.settled), (RunState::Partial, true));
    let view = store.run(&run_key(&creator, day(1))).await.expect("reads").expect("a run");
    assert_eq!(view.reason, "following_list: not_granted");
    let again = store.claim(&run_key(&creator, day(1)), terms(2, morning(day(1)))).await.expect("claims");
    assert_eq!(settled(&again), Some(RunState::Partial));
}

pub(super) async fn gaps_are_recorded_once_and_never_over_a_run(store: &impl Store) {
    let creator = connect(store, "ann").await;
    collect(store, &creator, day(2), &everything()).await;
    let gap = |number, reason| Gap { period: day(number), reason };
    let now = morning(day(4));
    let version = store.data_version(&creator).await.expect("reads");
    let gaps = [gap(1, GapReason::NotRunning), gap(2, GapReason::NotRunning), gap(3, GapReason::GrantLost)];
    store.record_gaps(&creator, SOURCE, &gaps, now).await.expect("writes");
    store.record_gaps(&creator, SOURCE, &[gap(1, GapReason::GrantLost)], now).await.expect("writes");
    assert!(store.data_version(&creator).await.expect("reads") > version);
    let runs = store.runs(&creator, SOURCE, day(0), day(9)).await.expect("reads");
    let seen: Vec<_> = runs.iter().map(|run| (run.period, run.state, run.reason.as_str())).collect();
    assert_eq!(seen, [(day(3), RunState::Gap, "grant_lost"), (day(2), RunState::Committed, ""), (day(1), RunState::Gap, "not_running")]);
    let schedule = &store.schedules(SOURCE).await.expect("reads")[0];
    assert_eq!((schedule.first_day, schedule.last_period, schedule.open_period), (day(0), Some(day(3)), None));
}

pub(super) async fn a_gap_of_today_is_taken_up_again(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let key = run_key(&creator, day(1));
    let now = morning(day(1));
    let ticket = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    read(store, &ticket, &everything(), Capability::FanList).await;
    store.end_as_gap(&ticket, GapReason::PlatformFailed, Some(10_001), now).await.expect("ends");
    let view = store.run(&key).await.expect("reads").expect("a run");
    assert_eq!((view.state, view.reason.as_str(), view.error_code), (RunState::Gap, "platform_failed", Some(10_001)));
    assert!(matches!(store.heartbeat(&ticket, now.plus_seconds(9)).await, Err(StoreError::FenceLost)));
    let ticket = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    let steps = store.steps(&ticket).await.expect("reads");
    assert_eq!((steps[0].state, steps[0].rows), (StepState::Pending, 0), "what was staged is gone");
    assert_eq!(settled(&store.claim(&run_key(&creator, day(0)), terms(1, now)).await.expect("claims")), None);
}

pub(super) async fn runs_left_open_are_closed_after_midnight(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let now = morning(day(1));
    let ticket = ours(store.claim(&run_key(&creator, day(1)), terms(1, now)).await.expect("claims"));
    store.stage(&ticket, fans("a", None)).await.expect("stages");
    assert_eq!(store.schedules(SOURCE).await.expect("reads")[0].open_period, Some(day(1)));
    assert_eq!(store.close_before(day(1), now.plus_seconds(60)).await.expect("closes"), 0, "today's may go on");
    assert_eq!(store.close_before(day(2), now.plus_seconds(59)).await.expect("closes"), 0, "a living lease holds it");
    assert_eq!(store.close_before(day(2), now.plus_seconds(60)).await.expect("closes"), 1);
    let view = store.run(&run_key(&creator, day(1))).await.expect("reads").expect("a run");
    assert_eq!((view.state, view.reason.as_str()), (RunState::Gap, "midnight"));
}

pub(super) async fn a_partial_run_never_becomes_a_gap(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let key = run_key(&creator, day(1));
    let now = morning(day(1));
    let ticket = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    read(store, &ticket, &everything(), Capability::FanList).await;
    store.commit(&ticket, now).await.expect("commits");
    let retaken = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    store.end_as_gap(&retaken, GapReason::PlatformFailed, None, now).await.expect("ends");
    assert_eq!(store.run(&key).await.expect("reads").expect("a run").state, RunState::Partial);
    ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    store.close_before(day(2), morning(day(2))).await.expect("closes");
    let view = store.run(&key).await.expect("reads").expect("a run");
    assert_eq!((view.state, view.listed), (RunState::Partial, Some(1)));
}

pub(super) async fn the_capability_matrix_keeps_since_when(store: &impl Store) {
    let creator = connect(store, "ann").await;
    for number in 1..=3 {
        let script = Script { series: (number == 3).then(Vec::new), ..everything() };
        collect(store, &creator, day(number), &script).await;
    }
    let matrix = store.capabilities(&creator).await.expect("reads");
    let row = |capability| matrix.iter().find(|row| row.capability == capability).expect("a row");
    assert_eq!(row(Capability::FanList).since, Some(morning(day(1))));
    assert_eq!((row(Capability::Series).status, row(Capability::Series).since), (CapabilityStatus::Working, Some(morning(day(3)))));
}

pub(super) async fn a_run_is_told_in_full_with_its_neighbours(store: &impl Store) {
    let creator = connect(store, "ann").await;
    assert_eq!(store.detail(&creator, SOURCE, None).await.expect("reads"), None, "no run yet");
    collect(store, &creator, day(1), &everything()).await;
    let now = morning(day(4));
    let ticket = ours(store.claim(&run_key(&creator, day(4)), terms(1, now)).await.expect("claims"));
    for capability in Capability::ALL {
        read(store, &ticket, &everything(), capability).await;
    }
    let mut refused = outcome(Capability::FollowingList, StepState::Skipped, CapabilityStatus::NotGranted, now);
    (refused.code, refused.message, refused.log_id) = (Some(2_190_004), "no scope; ask again".to_owned(), "log-7".to_owned());
    refused.requests = 2;
    store.end_step(&ticket, refused).await.expect("ends");
    store.commit(&ticket, now.plus_seconds(94)).await.expect("commits");
    let newest = store.detail(&creator, SOURCE, None).await.expect("reads").expect("a run");
    assert_eq!((newest.day, newest.previous, newest.next, newest.attempts), (day(4), Some(day(1)), None, 1));
    let run = newest.run.expect("its row");
    assert_eq!((run.state, run.reason.as_str()), (RunState::Partial, "following_list: not_granted"));
    assert_eq!((run.started_at, run.finished_at), (Some(now), Some(now.plus_seconds(94))));
    let names: Vec<_> = newest.steps.iter().map(|step| step.capability).collect();
    assert_eq!(names, Capability::ALL, "in the order they are read");
    let [.., fans, following] = newest.steps.as_slice() else { panic!("five steps") };
    assert_eq!(
        (fans.state, fans.status, fans.pages, fans.rows, fans.requests),
        (StepState::Done, Some(CapabilityStatus::Working), 1, 1, 1)
    );
    assert_eq!(
        (following.state, following.status, following.code),
        (StepState::Skipped, Some(CapabilityStatus::NotGranted), Some(2_190_004))
    );
    assert_eq!((following.message.as_str(), following.log_id.as_str(), following.requests), ("no scope; ask again", "log-7", 3));
    let none = store.detail(&creator, SOURCE, Some(day(2))).await.expect("reads").expect("a day");
    assert_eq!((none.day, none.run, none.previous, none.next), (day(2), None, Some(day(1)), Some(day(4))));
    assert_eq!(store.detail(&creator, "elsewhere", None).await.expect("reads"), None, "runs of another source are not these");
    let bob = connect(store, "bob").await;
    assert_eq!(store.detail(&bob, SOURCE, None).await.expect("reads"), None, "nor are somebody else's");
}

pub(super) async fn a_gap_is_told_in_full_whatever_its_reason(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let gap = |number, reason| Gap { period: day(number), reason };
    store.record_gaps(&creator, SOURCE, &[gap(1, GapReason::GrantLost)], morning(day(3))).await.expect("writes");
    let now = morning(day(3));
    let ticket = ours(store.claim(&run_key(&creator, day(3)), terms(1, now)).await.expect("claims"));
    let failed = outcome(Capability::Profile, StepState::Failed, CapabilityStatus::Failing, now);
    store.end_step(&ticket, failed).await.expect("ends");
    store.end_as_gap(&ticket, GapReason::PlatformFailed, Some(10_001), now).await.expect("ends");
    let tried = store.detail(&creator, SOURCE, None).await.expect("reads").expect("a run");
    let row = tried.run.expect("its row");
    assert_eq!((row.state, row.reason.as_str(), row.error_code), (RunState::Gap, "platform_failed", Some(10_001)));
    assert_eq!((tried.steps.len(), tried.steps[0].state, tried.attempts), (1, StepState::Failed, 1), "what was tried stays to be seen");
    let missed = store.detail(&creator, SOURCE, tried.previous).await.expect("reads").expect("a gap");
    let row = missed.run.expect("its row");
    assert_eq!((missed.day, row.state, row.reason.as_str(), row.started_at), (day(1), RunState::Gap, "grant_lost", None));
    assert_eq!((missed.steps.len(), missed.attempts, missed.next), (0, 0, Some(day(3))), "never begun");
}
