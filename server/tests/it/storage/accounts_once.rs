//! Accounts that begin alike, and the migration that keeps an account once, on a real file of the schema before it.

use std::path::Path;

use app::model::{Capability, CapabilityStatus, Dataset, ListKind, StepState};
use server::storage::runs::StagedRecords;
use server::storage::sqlite::{Mode, OpenOptions, SqliteStore};
use server::storage::{CreatorKey, RunStore as _};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use super::fixture::{Fixture, Script, all_of, collect, connect, day, lines, member, morning, ours, outcome, page, run_key, terms};

/// The newest schema whose people had a unique index over whole accounts.
const BEFORE: i64 = 20_261_122_000_030;

/// Accounts the index cannot tell apart, in no order; one ends where the index ends, and letters of three bytes count as one.
const ALIKE: [&str; 6] =
    ["_000aaaaaaaaaaaaZ", "_000aaaaaaaaaaaa", "_000aaaaaaaaaaaab", "甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲乙", "_000aaaaaaaaaaaa乙", "b"];

/// One creator, one list of one day with two people of it, one with a name.
const FILL: &str = "
    INSERT INTO platform (number, name) VALUES (9, 'test');
    INSERT INTO workspace (number, id, names, created_at) VALUES (1, 'w', 1, 0), (2, 'other', 0, 0);
    INSERT INTO creator (number, workspace, id, platform, client_key, open_id, nickname, avatar, created_at)
    VALUES (1, 1, 'c', 9, 'key', 'open', '', '', 0);
    INSERT INTO place (number, country, province, city) VALUES (1, '中国', '北京', '北京');
    INSERT INTO fan (id, workspace, platform, open_id, gender, place, nickname, avatar)
    VALUES (7, 1, 9, '_000aaaaaaaaaaaaZ', 1, 1, '甲', 'https://p3.example/a.jpeg'), (3, 1, 9, 'b', 2, 1, NULL, NULL), (8, 2, 9, 'b', 0, 1, NULL, NULL);
    INSERT INTO span (workspace, creator, list, fan, first_day) VALUES (1, 1, 0, 7, 20000), (1, 1, 0, 3, 20000);";

const FANS: &str = "
    SELECT json_group_array(json_array(id, workspace, platform, open_id, gender, place, nickname, avatar)) FROM (SELECT * FROM fan ORDER BY id)";

async fn open(url: &str) -> SqliteStore {
    SqliteStore::open(OpenOptions { url: url.to_owned(), mode: Mode::Migrate }).await.expect("opens")
}

async fn connection(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(path).create_if_missing(true).connect().await.expect("connects")
}

async fn text(connection: &mut SqliteConnection, sql: &'static str) -> String {
    sqlx::query_scalar(sql).fetch_one(connection).await.expect("reads")
}

/// The accounts of the fans that are there, as the export has them.
async fn present(store: &SqliteStore, creator: &CreatorKey) -> Vec<String> {
    let rows = lines(store, &all_of(creator, Dataset::Fans)).await;
    let mut accounts: Vec<String> = rows.iter().filter_map(|row| Some(row.split(',').nth(1)?.to_owned())).collect();
    accounts.sort_unstable();
    accounts
}

#[tokio::test]
async fn a_database_of_the_schema_before_keeps_its_people_and_knows_them_again() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("fanscope.db");
    let url = format!("sqlite://{}", path.display());
    let mut before = connection(&path).await;
    let migrations = Migrator::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/sqlite")).await.expect("migrations");
    migrations.run_to(BEFORE, &mut before).await.expect("the schema before");
    sqlx::raw_sql(FILL).execute(&mut before).await.expect("fills");
    let people = text(&mut before, FANS).await;
    before.close().await.expect("closes");

    open(&url).await.close().await;
    let store = open(&url).await;
    let mut after = connection(&path).await;
    assert_eq!(text(&mut after, FANS).await, people, "nothing of anybody changed, and a second opening finds nothing to do");
    assert_eq!(text(&mut after, "PRAGMA integrity_check").await, "ok");
    let creator = CreatorKey { workspace: "w".into(), creator: "c".into() };
    let committed = collect(&store, &creator, day(0), &Script::fans("_000aaaaaaaaaaaaZ b c")).await;
    assert_eq!(committed.listed, Some(3));
    assert_eq!(present(&store, &creator).await, ["_000aaaaaaaaaaaaZ", "b", "c"]);
    assert_eq!(text(&mut after, "SELECT group_concat(id) FROM (SELECT id FROM fan ORDER BY id)").await, "3,7,8,9", "one is new");
}

#[tokio::test]
async fn accounts_that_begin_alike_are_told_apart() {
    let fixture = Fixture::sqlite().await;
    let (store, creator) = (&fixture.store, connect(&fixture.store, "ann").await);
    let (mut all, shown) =
        (ALIKE.map(str::to_owned), |day| Script { fans: Some(ALIKE[day..].iter().map(|id| member(id)).collect()), ..Script::default() });
    for number in 0..3 {
        let listed = collect(store, &creator, day(number as u64), &shown(number)).await.listed;
        assert_eq!(listed, i64::try_from(ALIKE.len() - number).ok());
    }
    let numbers = "SELECT CAST(count(*) AS TEXT) || ' ' || max(id) FROM fan";
    let mut file = connection(store.path()).await;
    assert_eq!(text(&mut file, numbers).await, "6 6", "the next lists brought nobody new");
    all.sort_unstable();
    assert_eq!(present(store, &creator).await, all);
    // A page of the last day alone: the people of all others are looked for between its first and its last.
    let ticket = ours(store.claim(&run_key(&creator, day(3)), terms(1, morning(day(3)))).await.expect("claims"));
    let few = StagedRecords::Members(ListKind::Fans, vec![member(ALIKE[1]), member(ALIKE[4])]);
    store.begin_step(&ticket, Capability::FanList, false, morning(day(3))).await.expect("begins");
    store.stage(&ticket, page(Capability::FanList, few, morning(day(3)))).await.expect("stages");
    let failed = outcome(Capability::FanList, StepState::Failed, CapabilityStatus::Failing, morning(day(3)));
    store.end_step(&ticket, failed).await.expect("ends");
    store.commit(&ticket, morning(day(3))).await.expect("commits");
    assert_eq!(text(&mut file, numbers).await, "6 6");
}

#[tokio::test]
async fn the_database_itself_keeps_an_account_from_being_two_people() {
    let fixture = Fixture::sqlite().await;
    let creator = connect(&fixture.store, "ann").await;
    collect(&fixture.store, &creator, day(0), &Script::fans("_000aaaaaaaaaaaaZ _000aaaaaaaaaaaab")).await;
    let mut file = connection(fixture.store.path()).await;
    let twice = [
        "INSERT INTO fan (workspace, platform, open_id, gender, place) SELECT workspace, platform, open_id, 0, place FROM fan WHERE id = 1",
        "UPDATE fan SET open_id = (SELECT f.open_id FROM fan f WHERE f.id = 1) WHERE id = 2",
    ];
    for sql in twice {
        let refused = sqlx::query(sql).execute(&mut file).await.expect_err(sql).to_string();
        assert!(refused.contains("known already"), "{refused}");
    }
    let itself = "UPDATE fan SET open_id = open_id WHERE id = 2";
    assert_eq!(sqlx::query(itself).execute(&mut file).await.expect("the same person").rows_affected(), 1);
}
