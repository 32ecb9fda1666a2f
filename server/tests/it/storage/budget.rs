//! What the wide tables cost on disk, as SQLite counts its pages. The budgets are the product's promise.

use std::io::Write as _;

use app::model::{Gender, ListMember, OpenId};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};

use super::fixture::{Fixture, Script, collect, connect, day};

const PER_SPAN: i64 = 40;
const PER_FAN: i64 = 100;
const YEAR_OF_PORTRAITS: i64 = 60_000_000;

/// A list of this size, of which every day 0.4 % leave and as many come, as in the speed goals.
const FANS: usize = 20_000;
const DAYS: u64 = 12;
const CHANGE: usize = 80;

/// Accounts as the platform writes them: 36 characters that look random.
fn fan(number: usize) -> ListMember {
    let mixed = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (left, right) = (mixed ^ (mixed >> 29), mixed.rotate_left(23));
    ListMember {
        open_id: OpenId(format!("_000{left:016x}{right:016x}")),
        nickname: format!("用户{number}").into(),
        avatar: format!("https://p3.example/{mixed:x}.jpeg").into(),
        gender: Gender::from_code((number % 3).try_into().expect("small")),
        country: "中国".into(),
        province: format!("省份{}", number % 31).into(),
        city: format!("城市{}", number % 310).into(),
    }
}

/// Past the test runner, which keeps what tests that pass print.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// The bytes of the pages of tables and indexes.
async fn bytes(connection: &mut SqliteConnection, names: &[&str]) -> i64 {
    let names = serde_json::to_string(names).expect("names");
    let sum = "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name IN (SELECT value FROM json_each(?))";
    sqlx::query_scalar(sum).bind(names).fetch_one(connection).await.expect("sizes")
}

async fn count(connection: &mut SqliteConnection, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(connection).await.expect("a count")
}

async fn open(fixture: &Fixture) -> SqliteConnection {
    SqliteConnectOptions::new().filename(fixture.store.path()).foreign_keys(false).connect().await.expect("a connection")
}

#[tokio::test]
async fn a_span_and_a_fan_cost_no_more_than_promised() {
    let fixture = Fixture::sqlite().await;
    let creator = connect(&fixture.store, "ann").await;
    let mut connection = open(&fixture).await;
    for number in 0..DAYS {
        let from = CHANGE * usize::try_from(number).expect("small");
        let script = Script { fans: Some((from..from + FANS).map(fan).collect()), list_cap: Some(1_000_000), ..Script::default() };
        assert_eq!(collect(&fixture.store, &creator, day(number), &script).await.complete, Some(true));
        if number == 0 {
            within(&mut connection).await;
        }
    }
    within(&mut connection).await;
}

async fn within(connection: &mut SqliteConnection) {
    let spans = count(connection, "SELECT count(*) FROM span").await;
    assert_eq!(spans, count(connection, "SELECT count(*) FROM fan").await);
    let indexes = "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('span', 'fan')";
    assert_eq!(count(connection, indexes).await, 4, "an index that is not counted below");
    let of_spans = bytes(connection, &["span", "span_first", "span_left", "span_doubtful"]).await;
    let of_fans = bytes(connection, &["fan", "fan_account"]).await;
    assert!(of_spans > 0 && of_fans > 0, "the names above are those of the schema");
    say(&format!("{spans} spans: {of_spans} B, {} each; fans: {of_fans} B, {} each", of_spans / spans, of_fans / spans));
    assert!(of_spans <= PER_SPAN * spans, "{} B per span", of_spans / spans);
    assert!(of_fans <= PER_FAN * spans, "{} B per fan", of_fans / spans);
}

/// Every day every creator's portrait is added, 80 buckets in six dimensions, which is the order in which a year is written.
const YEAR: &str = "
    INSERT INTO platform (number, name) VALUES (9, 'test');
    INSERT INTO workspace (number, id, created_at) VALUES (1, 'ours', 0);
    CREATE TEMP TABLE label (dimension INTEGER NOT NULL, bucket INTEGER NOT NULL);
    INSERT INTO label
    SELECT d.key, 40 * d.key + b.value FROM json_each('[3, 6, 34, 6, 8, 23]') d CROSS JOIN generate b WHERE b.value < d.value;
    INSERT INTO bucket (number, dimension, label, scheme, position) SELECT bucket, dimension, 'a label of ' || bucket, 1, bucket FROM label;
    INSERT INTO portrait (workspace, creator, dimension, day, bucket, value)
    SELECT 1, c.value + 1, l.dimension, 20000 + d.value, l.bucket, 100 + (c.value * 7919 + d.value * 104729 + l.bucket * 31) % 40000
    FROM generate d CROSS JOIN generate c CROSS JOIN label l
    WHERE d.value < 365 AND c.value < 100;
    INSERT INTO portrait_day (workspace, creator, day, total_fans, fetched_at)
    SELECT 1, c.value + 1, 20000 + d.value, 1000000 + d.value, 86400 * (20000 + d.value)
    FROM generate d CROSS JOIN generate c
    WHERE d.value < 365 AND c.value < 100;";

#[tokio::test]
async fn a_year_of_portraits_of_a_hundred_creators_costs_no_more_than_promised() {
    let fixture = Fixture::sqlite().await;
    let mut connection = open(&fixture).await;
    let numbers = "CREATE TEMP TABLE generate AS WITH RECURSIVE n (value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value < 400) SELECT value FROM n;";
    let script = format!("PRAGMA synchronous = OFF; BEGIN; {numbers} {YEAR} COMMIT;");
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(&mut connection).await.expect("a year");
    assert_eq!(count(&mut connection, "SELECT count(*) FROM portrait").await, 100 * 365 * 80);
    let size = bytes(&mut connection, &["portrait", "portrait_day", "bucket", "sqlite_autoindex_bucket_1"]).await;
    say(&format!("a year of portraits of 100 creators: {size} B"));
    assert!(size <= YEAR_OF_PORTRAITS, "{size} B");
}
