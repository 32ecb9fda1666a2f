//! History by SQL, the same each time: what the collector would have recorded, without waiting for it.

use app::model::{CreatorId, CreatorProfile, Dimension, MemberId, OpenId, SignUp, WorkspaceId};
use server::startup::Store;
use server::storage::accounts::{AccountKey, Admission, Admitted, FreshIds};
use server::storage::grants::{NewGrant, Sealed};
use server::storage::{AccountStore as _, CreatorKey, StoreError};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use super::house::today;

/// How much history.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) creators: usize,
    pub(crate) days: usize,
    /// Portraits, people and steps of runs too; the roster reads none of them.
    pub(crate) whole: bool,
}

/// Labels per dimension, in the order of `Dimension::ALL`.
const LABELS: [usize; 6] = [3, 6, 34, 6, 8, 23];

/// The days, newest last, and a number that looks random but is the same each time.
const DAYS: &str = "
    CREATE TEMP TABLE days (day INTEGER NOT NULL PRIMARY KEY, n INTEGER NOT NULL);
    WITH RECURSIVE d (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n + 1 < $DAYS)
    INSERT INTO days SELECT $TODAY - $DAYS + 1 + n, n FROM d;";

/// Every 53rd day is a gap, but for one creator in ten that has none; the newest creators begin later.
const HISTORY: &str = "
    CREATE TEMP VIEW kept AS
      SELECT c.workspace, c.number AS creator, d.day, d.n, (c.number * 7919 + d.n * 104729) % 997 AS noise
      FROM creator c CROSS JOIN days d
      WHERE (c.number * 31 + d.n) % 53 <> 0 OR c.number % 10 = 0;
    INSERT INTO run (workspace, creator, period, source, state, attempts, fence, pages, requests, listed, reported_total, complete,
      started_at, finished_at, recorded_at)
    SELECT workspace, creator, day, 'douyin_open', iif(noise % 29 = 0, 'partial', 'committed'), 1, 1, 6, 6, 900, 900, 1,
      day * 86400 + 10000, day * 86400 + 10030, day * 86400 + 10030
    FROM kept ORDER BY creator, day;
    INSERT INTO run (workspace, creator, period, source, state, started_at, reason)
    SELECT c.workspace, c.number, d.day, 'douyin_open', 'gap', NULL, 'not_running'
    FROM creator c CROSS JOIN days d
    WHERE (c.number * 31 + d.n) % 53 = 0 AND c.number % 10 <> 0;
    INSERT INTO daily (workspace, creator, day, series_total, portrait_total, listed, complete, new_fans, lost_fans, net_fans)
    SELECT workspace, creator, day,
      iif(creator % 3 > 0 AND day < $TODAY, 1000 * creator + 40 * n + noise, NULL), 1000 * creator + 40 * n + noise, 900, 0,
      60 + noise % 50, 20 + noise % 30, 40 + noise % 20
    FROM kept ORDER BY creator, day;
    INSERT INTO flow (workspace, creator, day, metric, all_sum, fans_sum)
    SELECT k.workspace, k.creator, k.day, m.value, 100000 + k.noise * 90, 20000 + k.noise * 40
    FROM kept k CROSS JOIN json_each('[\"comments\", \"likes\", \"shares\", \"views\"]') m
    ORDER BY k.creator, k.day, m.value;
    UPDATE grant SET granted_at = granted_at - (creator * 37 % 150) * 86400,
      ended_at = iif(creator % 41 = 0, granted_at + 86400, NULL);";

const PORTRAITS: &str = "
    INSERT INTO portrait_day (workspace, creator, day, total_fans, fetched_at)
    SELECT workspace, creator, day, 1000 * creator + 40 * n + noise, day * 86400 + 10010 FROM kept ORDER BY creator, day;
    INSERT INTO portrait (workspace, creator, dimension, day, bucket, value)
    SELECT k.workspace, k.creator, b.dimension, k.day, b.number, 100 + (k.noise * 31 + b.number * 17) % 900 + k.n
    FROM creator c CROSS JOIN json_each('[0, 1, 2, 3, 4, 5]') dimension CROSS JOIN kept k CROSS JOIN bucket b
    WHERE k.creator = c.number AND b.dimension = dimension.value;
    INSERT INTO run_step (run, capability, state, pages, rows, requests, status, fetched_at, recorded, paging_ended)
    SELECT r.number, s.value, 'done', 1, 80, 1, 'working', r.finished_at, 1, 1
    FROM run r CROSS JOIN json_each('[\"fan_list\", \"following_list\", \"portrait\", \"profile\", \"series\"]') s
    WHERE r.state <> 'gap';
    INSERT INTO capability (workspace, creator, capability, status, message, log_id, since, tried_at)
    SELECT c.workspace, c.number, s.value, 'working', '', 'log', 0, 0
    FROM creator c CROSS JOIN json_each('[\"fan_list\", \"following_list\", \"portrait\", \"profile\", \"series\"]') s;";

/// 900 fans of each creator on the first day, and three more every day; two in three of the first 1,500 or so leave within a hundred days.
/// One in nine is followed back.
const PEOPLE: &str = "
    WITH RECURSIVE p (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM p WHERE n < 34)
    INSERT INTO place (number, country, province, city) SELECT n, '中国', 'region ' || n, 'city ' || n FROM p;
    CREATE TEMP TABLE member (n INTEGER NOT NULL PRIMARY KEY, first INTEGER NOT NULL, last INTEGER);
    WITH RECURSIVE m (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM m WHERE n + 1 < 900 + 3 * ($DAYS - 1))
    INSERT INTO member
    SELECT n, max(0, (n - 900) / 3 + 1), iif(n % 3 < 2 AND n * 37 / 50 < $DAYS - 9, max(0, (n - 900) / 3 + 1) + 9 + n % 90, NULL) FROM m;
    UPDATE member SET last = NULL WHERE last >= $DAYS;
    INSERT INTO fan (id, workspace, platform, open_id, gender, place)
    SELECT c.number * 100000 + m.n, c.workspace, c.platform, printf('_000fan%d-%d', c.number, m.n), m.n % 3, 1 + (m.n * 31) % 34
    FROM creator c CROSS JOIN member m ORDER BY c.number, m.n;
    INSERT INTO span (workspace, creator, list, fan, first_day, left_day, left_confidence)
    SELECT c.workspace, c.number, 0, c.number * 100000 + m.n, $TODAY - $DAYS + 1 + m.first,
      $TODAY - $DAYS + 1 + m.last, iif(m.last IS NULL, NULL, m.last < $DAYS - 1)
    FROM creator c CROSS JOIN member m ORDER BY c.number, m.n;
    INSERT INTO span (workspace, creator, list, fan, first_day)
    SELECT s.workspace, s.creator, 1, s.fan, s.first_day FROM span s WHERE s.list = 0 AND s.fan % 9 = 0;";

/// The id of a creator, counted from 0.
pub(crate) fn creator(index: usize) -> String {
    format!("c-{index}")
}

/// Fills an empty store; returns its owner.
pub(crate) async fn fill(store: &Store, size: Size) -> MemberId {
    store.set_durable(false);
    let owner = MemberId::from("owner");
    for index in 0..size.creators {
        connect(store, index, (index > 0).then(|| owner.clone())).await;
    }
    let mut connection = SqliteConnectOptions::new().filename(store.path()).connect().await.expect("a connection");
    let mut script = format!("PRAGMA synchronous = OFF; BEGIN IMMEDIATE; {DAYS} {HISTORY}");
    if size.whole {
        script += &buckets();
        script += PORTRAITS;
        script += PEOPLE;
    }
    script += "COMMIT;";
    let script = script.replace("$DAYS", &size.days.to_string()).replace("$TODAY", &today().number().to_string());
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(&mut connection).await.expect("history");
    sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await.expect("a checkpoint");
    connection.close().await.expect("closes");
    owner
}

/// Dimensions are numbered in the order of `Dimension::ALL`.
fn buckets() -> String {
    let of = |(code, (dimension, labels)): (usize, (Dimension, usize))| {
        (0..labels).map(move |position| {
            let label = label(dimension, position);
            format!("INSERT INTO bucket (dimension, label, scheme, position) VALUES ({code}, '{label}', 1, {position});")
        })
    };
    Dimension::ALL.into_iter().zip(LABELS).enumerate().flat_map(of).collect()
}

fn label(dimension: Dimension, position: usize) -> String {
    match (dimension, position) {
        (Dimension::Gender, 0) => "male".to_owned(),
        (Dimension::Gender, 1) => "female".to_owned(),
        (Dimension::Gender, _) => "unknown".to_owned(),
        (_, position) => format!("{} {position}", dimension.as_str()),
    }
}

/// Signs a creator in, through the front door.
pub(crate) async fn connect(store: &Store, index: usize, acting_owner: Option<MemberId>) {
    let now = today().at(0);
    let admission = Admission {
        account: AccountKey { platform: "douyin".to_owned(), client_key: "key".to_owned(), open_id: OpenId(format!("_000open{index}")) },
        profile: CreatorProfile { nickname: format!("创作者账号 {}", index * 619 % 1009), ..CreatorProfile::default() },
        acting_owner,
        sign_up: SignUp::First,
        fresh: FreshIds { workspace: WorkspaceId::from("w"), member: MemberId::from("owner"), creator: CreatorId(creator(index)) },
        now,
    };
    let seal = move |_: &CreatorKey| -> Result<NewGrant, StoreError> {
        Ok(NewGrant {
            access: Sealed(vec![0; 64]),
            access_expires_at: now.plus_seconds(15 * 86_400),
            refresh: Sealed(vec![0; 64]),
            refresh_expires_at: now.plus_seconds(30 * 86_400),
            scopes: "user_info".to_owned(),
        })
    };
    let admitted = store.admit(admission, &seal).await.expect("admits");
    assert!(matches!(admitted, Admitted::Welcome { .. }), "{admitted:?}");
}
