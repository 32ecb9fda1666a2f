//! The fan list and the following list: people, and whether the list was complete.

use app::model::{Capability, ListKind};
use sqlx::SqliteConnection;

use super::run::Run;
use super::{list_of, spans};
use crate::storage::StoreError;
use crate::storage::sqlite::codes;

const STEP: &str = "
    SELECT state = 'done' AS done, pages, rows, expected, paging_ended, list_cap
    FROM run_step
    WHERE run = ? AND capability = ? AND NOT recorded";

const PLACES: &str = "
    INSERT INTO place (country, province, city)
    SELECT DISTINCT s.country, s.province, s.city
    FROM staged_member s
    WHERE s.run = ? AND s.list = ?
    ON CONFLICT (country, province, city) DO NOTHING";

/// Staged rows come sorted by `open_id`, as the index wants them. A row that says nothing new is not written.
const FANS: &str = "
    INSERT INTO fan (workspace, platform, open_id, gender, place, nickname, avatar)
    SELECT ?3, ?4, s.open_id, s.gender, p.number, s.nickname, s.avatar
    FROM staged_member s
    JOIN place p ON p.country = s.country AND p.province = s.province AND p.city = s.city
    WHERE s.run = ?1 AND s.list = ?2
    ORDER BY s.open_id
    ON CONFLICT (workspace, platform, open_id) DO UPDATE SET
      gender = excluded.gender,
      place = excluded.place,
      nickname = excluded.nickname,
      avatar = excluded.avatar
    WHERE (fan.gender, fan.place) <> (excluded.gender, excluded.place)
      OR fan.nickname IS NOT excluded.nickname
      OR fan.avatar IS NOT excluded.avatar";

const PRESENT: &str = "
    INSERT INTO temp.present (fan)
    SELECT f.id
    FROM staged_member s
    JOIN fan f ON f.workspace = ?3 AND f.platform = ?4 AND f.open_id = s.open_id
    WHERE s.run = ?1 AND s.list = ?2
    ORDER BY f.id";

#[derive(sqlx::FromRow)]
struct Step {
    done: bool,
    pages: i64,
    rows: i64,
    expected: Option<i64>,
    paging_ended: bool,
    list_cap: Option<i64>,
}

impl Step {
    /// The list is all there is: paging ended as it should, below the platform's cap, with as many as the platform said.
    fn is_complete(&self) -> bool {
        self.done
            && self.paging_ended
            && self.list_cap.is_none_or(|cap| self.rows < cap)
            && self.expected.is_none_or(|expected| expected == self.rows)
    }
}

/// A list that was already recorded, or never read, is left alone. One that broke off still says who was there.
pub(super) async fn commit(connection: &mut SqliteConnection, run: &Run, capability: Capability) -> Result<(), StoreError> {
    let Some(list) = list_of(capability) else { return Ok(()) };
    let step: Option<Step> = sqlx::query_as(STEP).bind(run.number).bind(capability.as_str()).fetch_optional(&mut *connection).await?;
    let Some(step) = step.filter(|step| step.pages > 0) else { return Ok(()) };
    gather(connection, run, list).await?;
    spans::record(connection, run, list, step.is_complete()).await?;
    if list == ListKind::Fans {
        sqlx::query("UPDATE run SET listed = ?2, reported_total = ?3, complete = ?4 WHERE number = ?1")
            .bind(run.number)
            .bind(step.rows)
            .bind(step.expected)
            .bind(step.is_complete())
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Writes the people of the list, and leaves their numbers in `present`.
async fn gather(connection: &mut SqliteConnection, run: &Run, list: ListKind) -> Result<(), StoreError> {
    let list = codes::list(list);
    sqlx::query("DELETE FROM temp.present").execute(&mut *connection).await?;
    sqlx::query(PLACES).bind(run.number).bind(list).execute(&mut *connection).await?;
    for sql in [FANS, PRESENT] {
        sqlx::query(sql).bind(run.number).bind(list).bind(run.creator.workspace).bind(run.platform).execute(&mut *connection).await?;
    }
    Ok(())
}
