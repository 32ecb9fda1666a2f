//! A commit that fails on the way, on a real file.

use app::model::{Capability, Dataset};
use server::storage::{HistoryStore as _, RunStore as _, StoreError};
use sqlx::Connection as _;

use super::fixture::{Fixture, Script, all_of, connect, day, growth, lines, morning, ours, portrait, read, run_key, terms};

#[tokio::test]
async fn a_commit_that_fails_half_way_leaves_nothing_and_can_be_repeated() {
    let fixture = Fixture::sqlite().await;
    let store = &fixture.store;
    let creator = connect(store, "ann").await;
    let ticket = ours(store.claim(&run_key(&creator, day(2)), terms(1, morning(day(2)))).await.expect("claims"));
    let script = Script {
        portrait: Some(portrait(9, &[(app::model::Dimension::Age, "1-23:1")])),
        series: Some(growth(day(1), 8, 1).to_vec()),
        ..Script::fans("a b")
    };
    for capability in Capability::ALL {
        read(store, &ticket, &script, capability).await;
    }
    // The portrait is written before the series: a series that does not read fails the commit in its middle.
    execute(&fixture, "UPDATE staged_record SET body = 'x' || body WHERE capability = 'series'").await;
    let version = store.data_version(&creator).await.expect("reads");
    let failed = store.commit(&ticket, morning(day(2))).await;
    assert!(matches!(failed, Err(StoreError::Corrupt { what: "staged_record.body" })), "{failed:?}");
    for dataset in [Dataset::Portrait, Dataset::Flow, Dataset::Fans] {
        assert!(lines(store, &all_of(&creator, dataset)).await.is_empty(), "{dataset:?}");
    }
    assert_eq!(store.data_version(&creator).await.expect("reads"), version);
    execute(&fixture, "UPDATE staged_record SET body = substr(body, 2) WHERE capability = 'series'").await;
    store.commit(&ticket, morning(day(2))).await.expect("commits");
    assert_eq!(lines(store, &all_of(&creator, Dataset::Fans)).await.len(), 2);
}

async fn execute(fixture: &Fixture, sql: &'static str) {
    let mut connection = sqlx::SqliteConnection::connect(&fixture.url()).await.expect("connects");
    let changed = sqlx::query(sql).execute(&mut connection).await.expect("executes");
    assert_eq!(changed.rows_affected(), 1);
    connection.close().await.expect("closes");
}
