//! Spans: who came, who is not seen any more, whose departure is sure. Works on the people in `present`.

use app::model::ListKind;
use sqlx::SqliteConnection;

use super::run::Run;
use crate::storage::StoreError;
use crate::storage::sqlite::codes;

/// A departure is sure when a second complete list in a row lacks the person: no list in between showed them (a later span would say so).
pub(in crate::storage::sqlite) const CONFIRM: &str = "
    UPDATE span INDEXED BY span_doubtful SET left_confidence = 1
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND left_confidence = 0
      AND left_day < ?4
      AND fan NOT IN (SELECT fan FROM temp.present)
      AND NOT EXISTS (
        SELECT 1 FROM span later
        WHERE later.workspace = ?1 AND later.creator = ?2 AND later.list = ?3 AND later.fan = span.fan AND later.first_day >= span.left_day)";

/// Seen earlier today by a list that broke off, absent from the complete one: the complete list decides.
pub(in crate::storage::sqlite) const FORGET_TODAY: &str = "
    DELETE FROM span INDEXED BY span_first
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND left_day IS NULL
      AND first_day = ?4
      AND fan NOT IN (SELECT fan FROM temp.present)";

/// Reads the spans of the list in the order of the key: nearly all began before today, so the index by first day is a detour (hence the plus).
pub(in crate::storage::sqlite) const CLOSE: &str = "
    UPDATE span SET left_day = ?4, left_confidence = 0
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND left_day IS NULL
      AND +first_day < ?4
      AND fan NOT IN (SELECT fan FROM temp.present)";

pub(in crate::storage::sqlite) const OPEN: &str = "
    INSERT INTO span (workspace, creator, list, fan, first_day)
    SELECT ?1, ?2, ?3, p.fan, ?4
    FROM temp.present p
    WHERE NOT EXISTS (
      SELECT 1 FROM span o
      WHERE o.workspace = ?1 AND o.creator = ?2 AND o.list = ?3 AND o.fan = p.fan AND o.left_day IS NULL)
    ORDER BY p.fan
    ON CONFLICT (workspace, creator, list, fan, first_day) DO UPDATE SET left_day = NULL, left_confidence = NULL";

/// Losses come from complete lists only.
pub(super) async fn record(connection: &mut SqliteConnection, run: &Run, list: ListKind, complete: bool) -> Result<(), StoreError> {
    let losses: &[&'static str] = if complete { &[CONFIRM, FORGET_TODAY, CLOSE] } else { &[] };
    for sql in losses.iter().copied().chain([OPEN]) {
        sqlx::query(sql)
            .bind(run.creator.workspace)
            .bind(run.creator.creator)
            .bind(codes::list(list))
            .bind(run.period.number())
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
