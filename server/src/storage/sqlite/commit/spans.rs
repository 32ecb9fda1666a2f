//! Spans: who came, who is not seen any more, whose departure is sure. Who stands in the list and who is present are compared here;
//! only those who came or went are written.

use app::model::ListKind;
use futures::future::join;
use sqlx::SqliteConnection;

use super::run::Run;
use super::staged::rows_of;
use crate::storage::StoreError;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::error::corrupt;

/// People per statement.
const CHUNK: usize = 10_000;

/// The next people who stand in the list, ascending, as one value, and the last of them; reads the list in the order of its key.
pub(in crate::storage::sqlite) const STANDING: &str = "
    SELECT max(s.fan), '[' || group_concat(s.fan) || ']'
    FROM (
      SELECT fan
      FROM span
      WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND fan > ?4 AND left_day IS NULL
      ORDER BY fan
      LIMIT ?5) s";

/// People who were absent from the last complete list before this day.
pub(in crate::storage::sqlite) const DOUBTFUL: &str = "
    SELECT '[' || group_concat(fan) || ']'
    FROM span INDEXED BY span_doubtful
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND left_confidence = 0 AND left_day < ?4";

/// A departure is sure when a second complete list in a row lacks the person: no list in between showed them (a later span would say so).
pub(in crate::storage::sqlite) const CONFIRM: &str = "
    UPDATE span INDEXED BY span_doubtful SET left_confidence = 1
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND left_confidence = 0
      AND fan IN (SELECT p.value FROM json_each(?5) p)
      AND left_day < ?4
      AND NOT EXISTS (
        SELECT 1 FROM span later
        WHERE later.workspace = ?1 AND later.creator = ?2 AND later.list = ?3 AND later.fan = span.fan AND later.first_day >= span.left_day)";

/// Seen earlier today by a list that broke off, absent from the complete one: the complete list decides.
pub(in crate::storage::sqlite) const FORGET_TODAY: &str = "
    DELETE FROM span
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND fan IN (SELECT p.value FROM json_each(?5) p)
      AND first_day = ?4 AND left_day IS NULL";

pub(in crate::storage::sqlite) const CLOSE: &str = "
    UPDATE span SET left_day = ?4, left_confidence = 0
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND fan IN (SELECT p.value FROM json_each(?5) p)
      AND left_day IS NULL AND +first_day < ?4";

pub(in crate::storage::sqlite) const OPEN: &str = "
    INSERT INTO span (workspace, creator, list, fan, first_day)
    SELECT ?1, ?2, ?3, p.value, ?4
    FROM json_each(?5) p
    WHERE true
    ON CONFLICT (workspace, creator, list, fan, first_day) DO UPDATE SET left_day = NULL, left_confidence = NULL";

/// `present`: the people of the list, ascending. Losses come from complete lists only.
pub(super) async fn record(
    connection: &mut SqliteConnection,
    run: &Run,
    list: ListKind,
    present: &[i64],
    complete: bool,
) -> Result<(), StoreError> {
    let standing = standing(connection, run, list).await?;
    if complete {
        let doubtful = without(&doubtful(connection, run, list).await?, present);
        write(connection, run, list, CONFIRM, &doubtful).await?;
        let departed = without(&standing, present);
        write(connection, run, list, FORGET_TODAY, &departed).await?;
        write(connection, run, list, CLOSE, &departed).await?;
    }
    write(connection, run, list, OPEN, &without(present, &standing)).await
}

/// Everybody who stands in the list, ascending. While a stretch is taken apart, SQLite reads the next.
async fn standing(connection: &mut SqliteConnection, run: &Run, list: ListKind) -> Result<Vec<i64>, StoreError> {
    let mut standing: Vec<i64> = Vec::new();
    let mut ahead = standing_after(connection, run, list, i64::MIN).await?;
    while let (Some(last), people) = ahead {
        let (next, people) = join(standing_after(connection, run, list, last), async { numbers(people.as_deref()) }).await;
        standing.append(&mut people?);
        ahead = next?;
    }
    Ok(standing)
}

async fn standing_after(
    connection: &mut SqliteConnection,
    run: &Run,
    list: ListKind,
    after: i64,
) -> Result<(Option<i64>, Option<String>), StoreError> {
    let found = sqlx::query_as(STANDING)
        .bind(run.creator.workspace)
        .bind(run.creator.creator)
        .bind(codes::list(list))
        .bind(after)
        .bind(i64::try_from(CHUNK).unwrap_or(i64::MAX))
        .fetch_one(connection)
        .await?;
    Ok(found)
}

async fn doubtful(connection: &mut SqliteConnection, run: &Run, list: ListKind) -> Result<Vec<i64>, StoreError> {
    let found: Option<String> = sqlx::query_scalar(DOUBTFUL)
        .bind(run.creator.workspace)
        .bind(run.creator.creator)
        .bind(codes::list(list))
        .bind(run.period.number())
        .fetch_one(connection)
        .await?;
    let mut doubtful = numbers(found.as_deref())?;
    doubtful.sort_unstable();
    doubtful.dedup();
    Ok(doubtful)
}

/// A list of numbers that SQLite wrote; nothing when there is none.
fn numbers(json: Option<&str>) -> Result<Vec<i64>, StoreError> {
    json.map_or_else(|| Ok(Vec::new()), |json| serde_json::from_str(json).map_err(|_| corrupt("span.fan")))
}

/// Those of some numbers who are not among others; both ascending.
fn without(numbers: &[i64], others: &[i64]) -> Vec<i64> {
    let mut others = others.iter().peekable();
    let missing = |number: &&i64| {
        while others.next_if(|other| *other < *number).is_some() {}
        others.peek() != Some(number)
    };
    numbers.iter().filter(missing).copied().collect()
}

async fn write(connection: &mut SqliteConnection, run: &Run, list: ListKind, sql: &'static str, people: &[i64]) -> Result<(), StoreError> {
    for people in people.chunks(CHUNK) {
        sqlx::query(sql)
            .bind(run.creator.workspace)
            .bind(run.creator.creator)
            .bind(codes::list(list))
            .bind(run.period.number())
            .bind(rows_of(people)?)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::storage::sqlite::{Mode, OpenOptions, SqliteStore};

    const FILL: &str = "
        INSERT INTO platform (number, name) VALUES (9, 'test');
        INSERT INTO workspace (number, id, created_at) VALUES (1, 'ours', 0);
        INSERT INTO creator (number, workspace, id, platform, client_key, open_id, nickname, avatar, created_at)
        VALUES (1, 1, 'c', 9, 'key', 'open', '', '', 0);
        INSERT INTO span (workspace, creator, list, fan, first_day, left_day, left_confidence)
        VALUES (1, 1, 0, 7, 100, 105, 1), (1, 1, 0, 7, 110, NULL, NULL);";

    #[tokio::test]
    async fn the_database_itself_keeps_a_person_from_being_in_a_list_twice() {
        let directory = tempfile::tempdir().expect("a directory");
        let url = format!("sqlite://{}", directory.path().join("spans.db").display());
        let store = SqliteStore::open(OpenOptions { url, mode: Mode::Migrate }).await.expect("opens");
        sqlx::raw_sql(FILL).execute(&store.writer).await.expect("fills");
        let twice = [
            "INSERT INTO span (workspace, creator, list, fan, first_day) VALUES (1, 1, 0, 7, 120)",
            "UPDATE span SET left_day = NULL, left_confidence = NULL WHERE first_day = 100",
        ];
        for sql in twice {
            let refused = sqlx::raw_sql(sql).execute(&store.writer).await.expect_err(sql).to_string();
            assert!(refused.contains("in the list already"), "{refused}");
        }
        let other = "INSERT INTO span (workspace, creator, list, fan, first_day) VALUES (1, 1, 1, 7, 120)";
        sqlx::raw_sql(other).execute(&store.writer).await.expect("the other list is another matter");
    }
}
