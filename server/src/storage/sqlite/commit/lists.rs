//! The fan list and the following list: people, and whether the list was complete.

use app::model::{Capability, ListKind};
use sqlx::SqliteConnection;

use super::run::Run;
use super::{fans, list_of, spans};
use crate::storage::StoreError;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::staging::Staged;

const STEP: &str = "
    SELECT state = 'done' AS done, pages, expected, moved, paging_ended, list_cap
    FROM run_step
    WHERE run = ? AND capability = ? AND NOT recorded";

/// Until the commit somebody on two pages counts twice.
const COUNT: &str = "UPDATE run_step SET rows = ? WHERE run = ? AND capability = ?";

#[derive(sqlx::FromRow)]
struct Step {
    done: bool,
    pages: i64,
    expected: Option<i64>,
    moved: bool,
    paging_ended: bool,
    list_cap: Option<i64>,
}

impl Step {
    /// The list is all there is: paging ended as it should, below the platform's cap, with as many as the platform said, and it said the
    /// same with every page. The rule stands in docs/ARCHITECTURE.md; `people::quality` asks it of lists that are recorded.
    fn is_complete(&self, rows: i64) -> bool {
        self.done
            && self.paging_ended
            && !self.moved
            && self.list_cap.is_none_or(|cap| rows < cap)
            && self.expected.is_none_or(|expected| expected == rows)
    }
}

/// A list that was already recorded, or never read, is left alone. One that broke off still says who was there.
pub(super) async fn commit(connection: &mut SqliteConnection, run: &Run, capability: Capability) -> Result<(), StoreError> {
    let Some(list) = list_of(capability) else { return Ok(()) };
    let step: Option<Step> = sqlx::query_as(STEP).bind(run.number).bind(capability.as_str()).fetch_optional(&mut *connection).await?;
    let Some(step) = step.filter(|step| step.pages > 0) else { return Ok(()) };
    let staged = Staged::load(connection, run.number, codes::list(list)).await?;
    let present = fans::record(connection, run, &staged.roll()?).await?;
    let rows = i64::try_from(present.len()).unwrap_or(i64::MAX);
    let complete = step.is_complete(rows);
    spans::record(connection, run, list, &present, complete).await?;
    sqlx::query(COUNT).bind(rows).bind(run.number).bind(capability.as_str()).execute(&mut *connection).await?;
    if list == ListKind::Fans {
        sqlx::query("UPDATE run SET listed = ?2, reported_total = ?3, complete = ?4 WHERE number = ?1")
            .bind(run.number)
            .bind(rows)
            .bind(step.expected)
            .bind(complete)
            .execute(connection)
            .await?;
    }
    Ok(())
}
