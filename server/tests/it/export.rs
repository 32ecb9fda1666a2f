//! Exports: the exact bytes of each dataset.

use std::sync::Arc;

use app::model::{Dataset, Dimension, GapReason};
use futures::StreamExt as _;
use server::export;
use server::storage::export::ExportQuery;
use server::storage::runs::Gap;
use server::storage::sqlite::SqliteStore;
use server::storage::{CreatorKey, RunStore as _, SettingStore as _};

use crate::storage::fixture::{Fixture, SOURCE, Script, all_of, collect, connect, day, growth, members, morning, portrait};

/// The whole export, and the number of pieces it came in.
async fn bytes(store: &SqliteStore, query: ExportQuery) -> (String, usize) {
    let stream = export::stream(Arc::new(store.clone()), query);
    let pieces: Vec<_> = stream.map(|piece| piece.expect("a piece")).collect().await;
    let count = pieces.len();
    (String::from_utf8(pieces.concat()).expect("UTF-8"), count)
}

async fn export(store: &SqliteStore, creator: &CreatorKey, dataset: Dataset) -> String {
    bytes(store, all_of(creator, dataset)).await.0
}

fn lines(text: &[&str]) -> String {
    format!("\u{feff}{}\r\n", text.join("\r\n"))
}

#[tokio::test]
async fn every_dataset_has_its_header_even_without_rows() {
    let fixture = Fixture::sqlite().await;
    for dataset in Dataset::ALL {
        let nobody = ExportQuery { creators: Vec::new(), ..all_of(&connect(&fixture.store, "ann").await, dataset) };
        assert_eq!(bytes(&fixture.store, nobody).await.0, lines(&[&dataset.columns().join(",")]));
    }
}

#[tokio::test]
async fn growth_has_every_day_from_the_first_known_to_the_last() {
    let fixture = Fixture::sqlite().await;
    let store = &fixture.store;
    let creator = connect(store, "ann").await;
    let series = [growth(day(0), 100, 9), growth(day(1), 103, 5)].concat();
    collect(
        store,
        &creator,
        day(2),
        &Script { series: Some(series), portrait: Some(crate::storage::fixture::total(106)), ..Script::default() },
    )
    .await;
    store.record_gaps(&creator, SOURCE, &[Gap { period: day(4), reason: GapReason::NotRunning }], morning(day(5))).await.expect("writes");
    let expected = [
        "creator,day,total_fans,new_fans,lost_fans,net_fans,source",
        "c-ann,2026-03-01,100,9,,,series",
        "c-ann,2026-03-02,103,5,2,3,series",
        "c-ann,2026-03-03,106,,,,portrait",
        "c-ann,2026-03-04,,,,,",
        "c-ann,2026-03-05,,,,,",
    ];
    assert_eq!(export(store, &creator, Dataset::Growth).await, lines(&expected));
    let part = ExportQuery { from: Some(day(1)), to: Some(day(2)), ..all_of(&creator, Dataset::Growth) };
    assert_eq!(bytes(store, part).await.0, lines(&[expected[0], expected[2], expected[3]]));
}

#[tokio::test]
async fn portraits_are_in_order_with_shares_and_schemes() {
    let fixture = Fixture::sqlite().await;
    let creator = connect(&fixture.store, "ann").await;
    let distributions =
        [(Dimension::Interest, "=美食:1 旅行:2"), (Dimension::Age, "31-40:1 1-23:3"), (Dimension::Gender, "unknown:0 male:1 female:2")];
    let script = Script { portrait: Some(portrait(6, &distributions)), ..Script::default() };
    collect(&fixture.store, &creator, day(1), &script).await;
    let expected = [
        "creator,day,dimension,bucket,value,share,scheme",
        "c-ann,2026-03-02,gender,female,2,0.666667,1",
        "c-ann,2026-03-02,gender,male,1,0.333333,1",
        "c-ann,2026-03-02,gender,unknown,0,0,1",
        "c-ann,2026-03-02,age,1-23,3,0.75,1",
        "c-ann,2026-03-02,age,31-40,1,0.25,1",
        "c-ann,2026-03-02,interest,旅行,2,0.666667,1",
        "c-ann,2026-03-02,interest,'=美食,1,0.333333,1",
    ];
    assert_eq!(export(&fixture.store, &creator, Dataset::Portrait).await, lines(&expected));
    let only = ExportQuery { dimension: Some(Dimension::Age), ..all_of(&creator, Dataset::Portrait) };
    assert_eq!(bytes(&fixture.store, only).await.0, lines(&[expected[0], expected[4], expected[5]]));
    let flow = ["creator,day,metric,all_sum,fans_sum,fan_share", "c-ann,2026-03-02,views,1000,250,0.25"];
    assert_eq!(export(&fixture.store, &creator, Dataset::Flow).await, lines(&flow));
}

#[tokio::test]
async fn people_are_one_row_each_and_disarmed() {
    let fixture = Fixture::sqlite().await;
    let store = &fixture.store;
    let creator = connect(store, "ann").await;
    store.set_names(&creator.workspace, true).await.expect("writes");
    let mut fans = members("a b");
    fans[0].nickname = "=1+1, \"quoted\"".into();
    fans[0].city = "".into();
    collect(store, &creator, day(1), &Script { fans: Some(fans.clone()), following: Some(members("b")), ..Script::default() }).await;
    fans.remove(1);
    fans.extend(members("-c"));
    collect(store, &creator, day(3), &Script { fans: Some(fans), ..Script::default() }).await;
    let header = Dataset::Fans.columns().join(",");
    let rows = [
        header.as_str(),
        "c-ann,a,\"'=1+1, \"\"quoted\"\"\",female,中国,广东,,2026-03-02,,,false",
        "c-ann,b,nick b,female,中国,广东,深圳,2026-03-02,2026-03-04,not_seen,false",
        "c-ann,'-c,nick -c,female,中国,广东,深圳,2026-03-04,,,false",
    ];
    assert_eq!(export(store, &creator, Dataset::Fans).await, lines(&rows));
    let following = [header.as_str(), "c-ann,b,nick b,female,中国,广东,深圳,2026-03-02,,,false"];
    assert_eq!(export(store, &creator, Dataset::Following).await, lines(&following));
    let later = ExportQuery { from: Some(day(3)), ..all_of(&creator, Dataset::Fans) };
    assert_eq!(bytes(store, later).await.0, lines(&rows), "b left on that day");
    let after = ExportQuery { from: Some(day(4)), ..all_of(&creator, Dataset::Fans) };
    assert_eq!(bytes(store, after).await.0, lines(&[rows[0], rows[1], rows[3]]), "b had left by then");
    let earlier = ExportQuery { to: Some(day(2)), ..all_of(&creator, Dataset::Fans) };
    assert_eq!(bytes(store, earlier).await.0, lines(&[rows[0], rows[1], rows[2]]));
}

#[tokio::test]
async fn runs_include_gaps_with_their_reason() {
    let fixture = Fixture::sqlite().await;
    let store = &fixture.store;
    let creator = connect(store, "ann").await;
    let script = Script {
        portrait: Some(portrait(2, &[])),
        series: Some(Vec::new()),
        following: Some(Vec::new()),
        reported_total: Some(3),
        ..Script::fans("a b")
    };
    collect(store, &creator, day(2), &script).await;
    collect(store, &creator, day(3), &Script { following: None, ..script }).await;
    store.record_gaps(&creator, SOURCE, &[Gap { period: day(1), reason: GapReason::NotRunning }], morning(day(3))).await.expect("writes");
    let header = Dataset::Runs.columns().join(",");
    let rows = [
        header.as_str(),
        "c-ann,douyin_open,2026-03-02,gap,,,,0,0,,2026-03-04T03:00:00Z,,not_running",
        "c-ann,douyin_open,2026-03-03,committed,false,2,3,5,5,2026-03-03T03:00:00Z,2026-03-03T03:00:30Z,,",
        "c-ann,douyin_open,2026-03-04,partial,false,2,3,4,4,2026-03-04T03:00:00Z,2026-03-04T03:00:30Z,,following_list: not_granted",
    ];
    assert_eq!(export(store, &creator, Dataset::Runs).await, lines(&rows));
}

#[tokio::test]
async fn the_roster_is_one_row_per_creator_in_the_order_asked_for() {
    let fixture = Fixture::sqlite().await;
    let store = &fixture.store;
    let (ann, bob) = (connect(store, "ann").await, connect(store, "bob").await);
    collect(store, &ann, day(8), &Script { portrait: Some(crate::storage::fixture::total(90)), ..Script::default() }).await;
    collect(store, &ann, day(9), &Script { portrait: Some(crate::storage::fixture::total(95)), ..Script::default() }).await;
    let query = ExportQuery { creators: vec![bob, ann.clone()], ..all_of(&ann, Dataset::Roster) };
    let header = Dataset::Roster.columns().join(",");
    let rows = [header.as_str(), "c-bob,name of bob,,,,,,,131,0", "c-ann,name of ann,95,5,,,0.25,2026-03-10,131,0"];
    assert_eq!(bytes(store, query).await.0, lines(&rows));
}

#[tokio::test]
async fn chunks_join_without_losing_or_repeating_a_row() {
    let fixture = Fixture::sqlite().await;
    let store = &fixture.store;
    let (ann, bob) = (connect(store, "ann").await, connect(store, "bob").await);
    let names = |range: std::ops::Range<u32>| members(&range.map(|n| format!("p{n:05}")).collect::<Vec<_>>().join(" "));
    // Bob's first list gives the people of Ann's later ones the lowest numbers: order by number is not order by day.
    collect(store, &bob, day(1), &Script { fans: Some(names(8000..8500)), ..Script::default() }).await;
    for (number, range) in [(1, 0..4500), (2, 0..4501), (3, 0..8499)] {
        let script = Script { fans: Some(names(range)), list_cap: Some(100_000), ..Script::default() };
        collect(store, &ann, day(number), &script).await;
    }
    let query = ExportQuery { creators: vec![ann.clone(), bob], ..all_of(&ann, Dataset::Fans) };
    let (text, pieces) = bytes(store, query).await;
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 8499 + 500);
    assert!(pieces >= 4, "{pieces}");
    let order: Vec<_> = rows.iter().map(|row| (row[0] == "c-bob", row[7])).collect();
    assert!(order.is_sorted(), "creators as asked for, oldest first within one");
    let mut people: Vec<_> = rows.iter().map(|row| (row[0], row[1])).collect();
    people.sort_unstable();
    people.dedup();
    assert_eq!(people.len(), rows.len());
}
