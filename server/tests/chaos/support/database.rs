//! What stands in a database file, read with plain SQL: the product's own reading is not asked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use super::recount;

/// The history of each account, line by line.
pub(crate) type Dump = BTreeMap<String, Vec<String>>;

/// Everything a commit writes, of every creator. Instants and internal numbers are left out: they may differ.
const HISTORY: &str = "
    WITH line (creator, text) AS (
      SELECT s.creator, printf('span %d %s %d %s %s', s.list, f.open_id, s.first_day, ifnull(s.left_day, '-'), ifnull(s.left_confidence, '-'))
      FROM span s JOIN fan f ON f.id = s.fan
      UNION ALL
      SELECT creator, printf('portrait of %d: %s', day, ifnull(total_fans, '-')) FROM portrait_day
      UNION ALL
      SELECT p.creator, printf('bucket %d %d %s %d', p.day, p.dimension, b.label, p.value) FROM portrait p JOIN bucket b ON b.number = p.bucket
      UNION ALL
      SELECT creator, printf('flow %d %s %s %s', day, metric, ifnull(all_sum, '-'), ifnull(fans_sum, '-')) FROM flow
      UNION ALL
      SELECT creator, printf('series %d %d %d', metric, day, value) FROM series
      UNION ALL
      SELECT creator, printf('daily %d %s %s %s %s %s %s %s', day, ifnull(series_total, '-'), ifnull(portrait_total, '-'),
        ifnull(listed, '-'), ifnull(complete, '-'), ifnull(new_fans, '-'), ifnull(lost_fans, '-'), ifnull(net_fans, '-'))
      FROM daily)
    SELECT c.open_id, l.text FROM line l JOIN creator c ON c.number = l.creator ORDER BY c.open_id, l.text";

/// Every period as it ended.
const RUNS: &str = "
    SELECT c.open_id, printf('run %d %s %s %s %s %s', r.period, r.state, ifnull(r.listed, '-'), ifnull(r.reported_total, '-'),
      ifnull(r.complete, '-'), r.reason)
    FROM run r JOIN creator c ON c.number = r.creator ORDER BY 1, 2";

/// A database file.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    pub(crate) path: PathBuf,
}

impl Database {
    pub(crate) fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// A connection of our own.
    pub(crate) async fn connect(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(&self.path).journal_mode(SqliteJournalMode::Wal);
        options.busy_timeout(std::time::Duration::from_secs(30)).connect().await.expect("the database opens")
    }

    /// Executes statements.
    pub(crate) async fn execute(&self, sql: &str) {
        let mut connection = self.connect().await;
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.expect(sql);
        connection.close().await.expect("closes");
    }

    /// One number.
    pub(crate) async fn number(&self, sql: &str) -> Option<i64> {
        let mut connection = self.connect().await;
        let number: Option<Option<i64>> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_optional(&mut connection).await.expect(sql);
        connection.close().await.expect("closes");
        number.flatten()
    }

    /// Rows of two texts.
    async fn pairs(&self, sql: &'static str) -> Dump {
        let mut connection = self.connect().await;
        let rows: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&mut connection).await.expect("readable");
        connection.close().await.expect("closes");
        let mut dump = Dump::new();
        for (who, line) in rows {
            dump.entry(who).or_default().push(line);
        }
        dump
    }

    /// What the commits have written.
    pub(crate) async fn history(&self) -> Dump {
        self.pairs(HISTORY).await
    }

    /// The runs and gaps.
    pub(crate) async fn runs(&self) -> Dump {
        self.pairs(RUNS).await
    }

    /// Sound to SQLite, nothing half-done, one run per creator and period without a hole, every roll-up equal to a recount.
    pub(crate) async fn check(&self) {
        self.check_soundness().await;
        assert_eq!(self.number("SELECT count(*) FROM run WHERE state = 'running'").await, Some(0), "a run was left open");
        let staged = "SELECT (SELECT count(*) FROM staged_record)
          + (SELECT count(*) FROM staged_list m JOIN run r ON r.number = m.run WHERE r.state = 'committed')";
        assert_eq!(self.number(staged).await, Some(0), "staged rows were left behind");
        let holes = "SELECT count(*) FROM (
            SELECT max(period) - min(period) + 1 - count(*) AS missing FROM run GROUP BY workspace, creator, source)
          WHERE missing <> 0";
        assert_eq!(self.number(holes).await, Some(0), "a period has no run and no gap, or has two");
    }

    /// Sound to SQLite, and every roll-up equal to a recount: what must hold at every moment.
    pub(crate) async fn check_soundness(&self) {
        let mut connection = self.connect().await;
        let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut connection).await.expect("checked");
        assert_eq!(found, ["ok"]);
        let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut connection).await.expect("checked");
        assert!(orphans.is_empty(), "{} rows refer to nothing", orphans.len());
        let twice: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM span a JOIN span b USING (workspace, creator, list, fan)
             WHERE a.first_day < b.first_day AND (a.left_day IS NULL OR a.left_day > b.first_day)",
        )
        .fetch_one(&mut connection)
        .await
        .expect("counted");
        assert_eq!(twice, 0, "somebody is in a list twice at a time");
        recount::check(&mut connection).await;
        connection.close().await.expect("closes");
    }
}

/// Fails at the first lines that differ.
pub(crate) fn same(found: &Dump, expected: &Dump, what: &str) {
    for who in found.keys().chain(expected.keys()) {
        if let Some(words) = difference(found.get(who), expected.get(who)) {
            panic!("{what}: of {who} {words}");
        }
    }
}

/// What differs between the lines of one creator, in words.
pub(crate) fn difference(found: Option<&Vec<String>>, expected: Option<&Vec<String>>) -> Option<String> {
    let (found, expected) = (found.map_or(&[][..], Vec::as_slice), expected.map_or(&[][..], Vec::as_slice));
    let only = |these: &[String], those: &[String]| {
        let those: std::collections::HashSet<&String> = those.iter().collect();
        these.iter().filter(|line| !those.contains(line)).cloned().collect::<Vec<_>>()
    };
    let (more, less) = (only(found, expected), only(expected, found));
    let shown = |lines: &[String]| lines.iter().take(3).cloned().collect::<Vec<_>>().join(" | ");
    let differ = found.len() != expected.len() || !more.is_empty() || !less.is_empty();
    differ.then(|| format!("{} lines are not expected ({}) and {} are missing ({})", more.len(), shown(&more), less.len(), shown(&less)))
}
