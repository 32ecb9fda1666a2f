//! Contract: people of the lists.

use app::model::page::people::ListOutcome;
use app::model::{Capability, CapabilityStatus, Dataset, StepState};
use server::storage::CreatorKey;
use server::storage::runs::{StagedPage, StagedRecords};

use super::fixture::{Script, Store, all_of, collect, connect, day, lines, members, morning, ours, outcome, page, read, run_key, terms};

/// `open_id first_seen left_day left_confidence`, days as numbers of the story.
async fn ledger(store: &impl Store, creator: &CreatorKey) -> Vec<String> {
    let number = |text: &str| match text.parse::<app::model::PlatformDay>() {
        Ok(found) => found.days_since(day(0)).to_string(),
        Err(_) => "-".to_owned(),
    };
    let rows = lines(store, &all_of(creator, Dataset::Fans)).await;
    rows.iter()
        .map(|row| {
            let fields: Vec<&str> = row.split(',').collect();
            format!("{} {} {} {}", fields[1], number(fields[7]), number(fields[8]), fields[9])
        })
        .collect()
}

pub(super) async fn people_come_leave_and_return(store: &impl Store) {
    let creator = connect(store, "ann").await;
    collect(store, &creator, day(1), &Script::fans("b a")).await;
    collect(store, &creator, day(2), &Script::fans("a c")).await;
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 2 not_seen", "c 2 - "]);
    collect(store, &creator, day(3), &Script::fans("a b")).await;
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 - ", "c 2 3 not_seen"], "b returned");
    collect(store, &creator, day(4), &Script::fans("a")).await;
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 4 not_seen", "c 2 3 confirmed"], "b's second absence began anew");
    collect(store, &creator, day(6), &Script::fans("a c")).await;
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 4 confirmed", "c 2 - "]);
}

pub(super) async fn a_second_absence_confirms(store: &impl Store) {
    let creator = connect(store, "ann").await;
    collect(store, &creator, day(1), &Script::fans("a b")).await;
    collect(store, &creator, day(2), &Script::fans("a")).await;
    let incomplete = Script { broken_paging: true, ..Script::fans("a") };
    collect(store, &creator, day(3), &incomplete).await;
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 2 not_seen"], "an incomplete list confirms nothing");
    collect(store, &creator, day(4), &Script::fans("a")).await;
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 2 confirmed"]);
}

pub(super) async fn an_incomplete_list_never_loses_anybody(store: &impl Store) {
    let creator = connect(store, "ann").await;
    collect(store, &creator, day(1), &Script::fans("a b")).await;
    let capped = Script { list_cap: Some(2), ..Script::fans("c d") };
    let committed = collect(store, &creator, day(2), &capped).await;
    assert_eq!((committed.listed, committed.complete), (Some(2), Some(false)));
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 - ", "c 2 - ", "d 2 - "], "unseen people are new, nobody is lost");
    let period = app::model::Period::new(day(2), day(2)).expect("a period");
    assert_eq!(store.daily(&creator, period).await.expect("reads")[0].total, None, "a capped list is no total");
    collect(store, &creator, day(3), &Script::fans("a")).await;
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 3 not_seen", "c 2 3 not_seen", "d 2 3 not_seen"]);
}

pub(super) async fn a_list_is_complete_by_all_its_signs(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let whole = Script { reported_total: Some(2), list_cap: Some(3), ..Script::fans("a b a") };
    let cases = [
        (whole.clone(), true),
        (Script { reported_total: None, ..whole.clone() }, true),
        (Script { reported_total: Some(3), ..whole.clone() }, false),
        (Script { list_cap: Some(2), ..whole.clone() }, false),
        (Script { broken_paging: true, ..whole }, false),
        (Script { reported_total: Some(0), ..Script::fans("") }, true),
    ];
    for (number, (script, complete)) in (1..).zip(cases) {
        let committed = collect(store, &creator, day(number), &script).await;
        assert_eq!(committed.complete, Some(complete), "case {number}: {script:?}");
    }
}

pub(super) async fn a_list_whose_size_changed_while_it_was_read_loses_nobody(store: &impl Store) {
    let creator = connect(store, "ann").await;
    collect(store, &creator, day(1), &Script::fans("a b c")).await;
    // Whoever stood on the first page left, all others moved up by one, and b slipped from the second page to the first.
    let read = async |period, totals: [i64; 2], rows: [&str; 2]| {
        let now = morning(day(period));
        let ticket = ours(store.claim(&run_key(&creator, day(period)), terms(1, now)).await.expect("claims"));
        for (total, rows) in totals.into_iter().zip(rows) {
            let records = StagedRecords::Members(app::model::ListKind::Fans, members(rows));
            let staged = StagedPage { reported_total: Some(total), ..page(Capability::FanList, records, now) };
            store.stage(&ticket, staged).await.expect("stages");
        }
        let mut done = outcome(Capability::FanList, StepState::Done, CapabilityStatus::Working, now);
        done.paging_ended = true;
        store.end_step(&ticket, done).await.expect("ends");
        store.commit(&ticket, now).await.expect("commits").complete
    };
    assert_eq!(read(2, [3, 2], ["a", "c"]).await, Some(false), "as many as the newest size says, and yet not all");
    assert_eq!(read(3, [3, 2], ["a", "c"]).await, Some(false));
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 - ", "c 1 - "]);
    let quality = store.list_quality(&creator, app::model::ListKind::Fans).await.expect("reads");
    assert_eq!((quality.outcome, quality.last_complete), (ListOutcome::Uneven, Some(day(1))));
    assert_eq!(read(4, [2, 2], ["b", "c"]).await, Some(true));
    assert_eq!(ledger(store, &creator).await, ["a 1 4 not_seen", "b 1 - ", "c 1 - "]);
}

pub(super) async fn a_total_that_lags_by_a_day_delays_a_departure_and_does_not_prevent_it(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let days = [("a b c", 3), ("a b", 3), ("a b", 2), ("a b d", 2), ("a b d", 3)];
    let mut complete = Vec::new();
    for (number, (names, total)) in (1..).zip(days) {
        let script = Script { reported_total: Some(total), ..Script::fans(names) };
        complete.push(collect(store, &creator, day(number), &script).await.complete == Some(true));
    }
    assert_eq!(complete, [true, false, true, false, true], "quiet days are complete");
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 - ", "c 1 3 confirmed", "d 4 - "]);
}

pub(super) async fn a_list_that_broke_off_says_who_was_there_and_the_retake_decides(store: &impl Store) {
    let creator = connect(store, "ann").await;
    collect(store, &creator, day(1), &Script::fans("a b")).await;
    let key = run_key(&creator, day(2));
    let now = morning(day(2));
    let ticket = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    let records = StagedRecords::Members(app::model::ListKind::Fans, members("c d"));
    let first = StagedPage { next: Some("2".to_owned()), ..page(Capability::FanList, records, now) };
    store.stage(&ticket, first).await.expect("stages");
    store.end_step(&ticket, outcome(Capability::FanList, StepState::Failed, CapabilityStatus::Failing, now)).await.expect("ends");
    let committed = store.commit(&ticket, now).await.expect("commits");
    assert_eq!((committed.listed, committed.complete), (Some(2), Some(false)));
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 - ", "c 2 - ", "d 2 - "]);
    let ticket = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    assert_eq!(store.steps(&ticket).await.expect("reads")[0].cursor.as_deref(), Some("2"), "the next try can go on");
    store.begin_step(&ticket, Capability::FanList, true, now).await.expect("begins");
    read(store, &ticket, &Script::fans("a c"), Capability::FanList).await;
    let committed = store.commit(&ticket, now).await.expect("commits");
    assert_eq!((committed.listed, committed.complete), (Some(2), Some(true)));
    assert_eq!(ledger(store, &creator).await, ["a 1 - ", "b 1 2 not_seen", "c 2 - "], "d was there for less than a day");
}

pub(super) async fn names_are_stored_only_when_they_are_on(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let nicknames = async || {
        let rows = lines(store, &all_of(&creator, Dataset::Fans)).await;
        rows.iter().map(|row| row.split(',').nth(2).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    collect(store, &creator, day(1), &Script::fans("a")).await;
    assert_eq!(nicknames().await, [""]);
    store.set_names(&creator.workspace, true).await.expect("writes");
    collect(store, &creator, day(2), &Script::fans("a")).await;
    assert_eq!(nicknames().await, ["nick a"]);
    store.set_names(&creator.workspace, false).await.expect("writes");
    assert_eq!(nicknames().await, [""], "turning them off forgets them");
    store.set_names(&creator.workspace, true).await.expect("writes");
    let ticket = ours(store.claim(&run_key(&creator, day(3)), terms(1, morning(day(3)))).await.expect("claims"));
    for capability in Capability::ALL {
        read(store, &ticket, &Script::fans("a b"), capability).await;
    }
    store.set_names(&creator.workspace, false).await.expect("writes");
    store.commit(&ticket, morning(day(3))).await.expect("commits");
    assert_eq!(nicknames().await, ["", ""], "and those of a run under way");
}
