//! Contract: what a commit records.

use app::model::{
    Capability, CapabilityStatus, Dataset, Dimension, Period, PlatformDay, RunState, SeriesMetric, SeriesPoint, StepState, TotalSource,
};
use server::storage::StoreError;

use super::fixture::{Script, Store, all_of, collect, connect, day, growth, lines, morning, ours, outcome, portrait, read, run_key, terms};

fn period(from: u64, to: u64) -> Period {
    Period::new(day(from), day(to)).expect("a period")
}

pub(super) async fn a_run_is_recorded_whole(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let script = Script {
        portrait: Some(portrait(120, &[(Dimension::Gender, "male:70 female:50"), (Dimension::Age, "1-23:60 24-30:60")])),
        series: Some(growth(day(1), 100, 7).to_vec()),
        following: Some(super::fixture::members("x a")),
        reported_total: Some(2),
        ..Script::fans("a b")
    };
    let committed = collect(store, &creator, day(2), &script).await;
    assert_eq!((committed.state, committed.listed, committed.complete), (RunState::Committed, Some(2), Some(true)));
    assert!(store.data_version(&creator).await.expect("reads") > 0);
    let points = store.daily(&creator, period(1, 2)).await.expect("reads");
    assert_eq!((points[0].total, points[0].source, points[0].new), (Some(100), Some(TotalSource::Series), Some(7)));
    assert_eq!((points[1].total, points[1].source, points[1].net), (Some(120), Some(TotalSource::Portrait), None));
    let flow = store.flow(&creator, period(2, 2)).await.expect("reads");
    assert_eq!((flow[0].day, flow[0].fetched_at), (day(2), Some(morning(day(2)))));
    assert_eq!(flow[0].contributions[0].fan_share(), Some(0.25));
    let rows = lines(store, &all_of(&creator, Dataset::Portrait)).await;
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0], format!("{},{},gender,male,70,{},1", creator.creator, day(2), 70.0 / 120.0));
    let following = lines(store, &all_of(&creator, Dataset::Following)).await;
    assert_eq!(following.iter().filter(|row| row.ends_with(",true")).count(), 1, "a is mutual");
}

pub(super) async fn a_commit_without_the_fence_leaves_nothing(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let now = morning(day(1));
    let stale = ours(store.claim(&run_key(&creator, day(1)), terms(1, now)).await.expect("claims"));
    read(store, &stale, &Script::fans("a b"), Capability::FanList).await;
    let fresh = ours(store.claim(&run_key(&creator, day(1)), terms(2, now.plus_seconds(60))).await.expect("claims"));
    let version = store.data_version(&creator).await.expect("reads");
    assert!(matches!(store.commit(&stale, now).await, Err(StoreError::FenceLost)));
    assert!(lines(store, &all_of(&creator, Dataset::Fans)).await.is_empty());
    assert_eq!(store.data_version(&creator).await.expect("reads"), version);
    assert_eq!(store.commit(&fresh, now).await.expect("commits").listed, Some(2));
    assert!(matches!(store.commit(&fresh, now).await, Err(StoreError::FenceLost)), "once");
    assert_eq!(lines(store, &all_of(&creator, Dataset::Fans)).await.len(), 2);
}

pub(super) async fn a_retaken_run_adds_what_was_missing(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let key = run_key(&creator, day(2));
    let now = morning(day(2));
    let script = Script { portrait: Some(super::fixture::total(9)), series: Some(growth(day(1), 8, 1).to_vec()), ..Script::fans("a b") };
    let ticket = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    for capability in Capability::ALL {
        read(store, &ticket, &Script { series: None, ..script.clone() }, capability).await;
    }
    store.end_step(&ticket, outcome(Capability::Series, StepState::Failed, CapabilityStatus::Failing, now)).await.expect("ends");
    store.commit(&ticket, now).await.expect("commits");
    let before = lines(store, &all_of(&creator, Dataset::Fans)).await;
    let ticket = ours(store.claim(&key, terms(1, now)).await.expect("claims"));
    read(store, &ticket, &script, Capability::Series).await;
    let committed = store.commit(&ticket, now).await.expect("commits");
    assert!(committed.settled);
    assert_eq!((committed.listed, committed.complete), (Some(2), Some(true)), "the list of the first try stands");
    assert_eq!(lines(store, &all_of(&creator, Dataset::Fans)).await, before, "nobody left because nothing was staged");
    let points = store.daily(&creator, period(1, 2)).await.expect("reads");
    assert_eq!((points[0].total, points[1].total), (Some(8), Some(9)));
}

pub(super) async fn series_of_today_are_kept_out_and_older_fetches_never_win(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let early = [growth(day(1), 50, 5), growth(day(3), 70, 7), growth(day(4), 80, 8)].concat();
    collect(store, &creator, day(3), &Script { series: Some(early), ..Script::default() }).await;
    let points = store.daily(&creator, period(1, 4)).await.expect("reads");
    let totals: Vec<_> = points.iter().map(|point| point.total).collect();
    assert_eq!(totals, [Some(50), None, None, None]);
    // A run of an older day is committed late: what it fetched is older.
    let stale = [growth(day(0), 40, 4), growth(day(1), 49, 4)].concat();
    collect(store, &creator, day(2), &Script { series: Some(stale), ..Script::default() }).await;
    let points = store.daily(&creator, period(0, 1)).await.expect("reads");
    assert_eq!((points[0].total, points[1].total, points[1].net), (Some(40), Some(50), Some(10)));
    // A newer fetch corrects.
    let newer = growth(day(1), 48, 3).to_vec();
    collect(store, &creator, day(5), &Script { series: Some(newer), ..Script::default() }).await;
    let points = store.daily(&creator, period(1, 1)).await.expect("reads");
    assert_eq!((points[0].total, points[0].new, points[0].net, points[0].lost), (Some(48), Some(3), Some(8), None));
}

/// Five days whose totals come from the three sources in turn, recounted by hand from what was fed in.
pub(super) async fn the_roll_up_equals_a_recount(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let extra = |metric, value| SeriesPoint { metric, day: day(2), value };
    collect(store, &creator, day(1), &Script::fans("a b c")).await;
    collect(store, &creator, day(2), &Script { portrait: Some(portrait(11, &[])), ..Script::fans("a b d e") }).await;
    let series = [growth(day(1), 100, 9).to_vec(), vec![extra(SeriesMetric::TotalFans, 104), extra(SeriesMetric::NewFans, 10)]].concat();
    collect(store, &creator, day(3), &Script { series: Some(series), ..Script::fans("a d e f") }).await;
    collect(store, &creator, day(4), &Script::fans("a d f g h")).await;
    let points = store.daily(&creator, period(1, 5)).await.expect("reads");
    let seen: Vec<_> = points.iter().map(|p| (p.total, p.source, p.new, p.lost, p.net)).collect();
    let list = Some(TotalSource::List);
    let series = Some(TotalSource::Series);
    assert_eq!(
        seen,
        [
            (Some(100), series, Some(9), None, None),
            (Some(104), series, Some(10), Some(6), Some(4)),
            (Some(4), list, Some(1), None, None),
            (Some(5), list, Some(2), Some(1), Some(1)),
            (None, None, None, None, None),
        ]
    );
    let gone = lines(store, &all_of(&creator, Dataset::Fans)).await;
    assert_eq!(gone.iter().filter(|row| row.contains(&format!(",{},", day(4)))).count(), 3, "e left; g and h came on day 4");
}

async fn ages(store: &impl Store, creator: &server::storage::CreatorKey, on: PlatformDay, words: &str) {
    let script = Script { portrait: Some(portrait(10, &[(Dimension::Age, words)])), ..Script::default() };
    collect(store, creator, on, &script).await;
}

pub(super) async fn a_changed_label_set_opens_a_new_scheme(store: &impl Store) {
    let creator = connect(store, "ann").await;
    ages(store, &creator, day(1), "31-40:3 24-30:2 1-23:1").await;
    ages(store, &creator, day(2), "1-23:1 24-30:2 31-40:3 50-:1").await;
    ages(store, &creator, day(3), "<=25:4 26-32:6").await;
    ages(store, &creator, day(4), "1-23:1 24-30:9").await;
    let composition = store.composition(&creator, Dimension::Age, period(1, 5)).await.expect("reads");
    let schemes: Vec<_> = composition.days.iter().map(|day| day.scheme).collect();
    assert_eq!(schemes, [Some(1), Some(1), Some(2), Some(1), None]);
    assert_eq!(composition.labels, ["<=25", "1-23", "24-30", "26-32", "31-40", "50-"]);
    let other = connect(store, "bob").await;
    ages(store, &other, day(1), "26-32:5 33-39:5").await;
    let composition = store.composition(&other, Dimension::Age, period(1, 1)).await.expect("reads");
    assert_eq!(composition.days[0].scheme, Some(2), "label sets are the instance's");
}

pub(super) async fn yesterdays_portrait_is_never_todays(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let ticket = ours(store.claim(&run_key(&creator, day(1)), terms(1, morning(day(1)))).await.expect("claims"));
    let records = server::storage::runs::StagedRecords::Portrait(portrait(10, &[(Dimension::Age, "1-23:1")]));
    let late = super::fixture::page(Capability::Portrait, records, morning(day(2)));
    store.stage(&ticket, late).await.expect("stages");
    store
        .end_step(&ticket, outcome(Capability::Portrait, StepState::Done, CapabilityStatus::Working, morning(day(2))))
        .await
        .expect("ends");
    store.commit(&ticket, morning(day(2))).await.expect("commits");
    assert!(lines(store, &all_of(&creator, Dataset::Portrait)).await.is_empty());
    assert_eq!(store.daily(&creator, period(1, 1)).await.expect("reads")[0].total, None);
}
