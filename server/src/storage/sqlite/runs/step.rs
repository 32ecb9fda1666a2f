//! Steps of a run.

use app::model::{Capability, CapabilityStatus, StepState, Timestamp};
use sqlx::SqliteConnection;

use super::finish::touch;
use crate::storage::StoreError;
use crate::storage::runs::{StepOutcome, StepProgress};
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::keys::CreatorNumber;
use crate::storage::sqlite::{codes, commit};

const BEGIN: &str = "
    INSERT INTO run_step (run, capability, state)
    VALUES (?, ?, 'running')
    ON CONFLICT (run, capability) DO UPDATE SET state = 'running', recorded = 0";

const RESTART: &str = "
    UPDATE run_step SET cursor = NULL, pages = 0, rows = 0, expected = NULL, paging_ended = 0, fetched_at = NULL, moved = 0
    WHERE run = ? AND capability = ?";

const END: &str = "
    INSERT INTO run_step (run, capability, state, status, paging_ended, list_cap, code, message, log_id, requests)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    ON CONFLICT (run, capability) DO UPDATE SET
      state = excluded.state,
      status = excluded.status,
      paging_ended = excluded.paging_ended,
      list_cap = excluded.list_cap,
      code = excluded.code,
      message = excluded.message,
      log_id = excluded.log_id,
      requests = run_step.requests + excluded.requests";

const MATRIX: &str = "
    INSERT INTO capability (workspace, creator, capability, status, code, message, log_id, since, tried_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
    ON CONFLICT (workspace, creator, capability) DO UPDATE SET
      since = CASE WHEN capability.status = excluded.status THEN capability.since ELSE excluded.since END,
      status = excluded.status,
      code = excluded.code,
      message = excluded.message,
      log_id = excluded.log_id,
      tried_at = excluded.tried_at";

#[derive(sqlx::FromRow)]
struct ProgressRow {
    capability: String,
    state: String,
    cursor: Option<String>,
    pages: i64,
    rows: i64,
    status: Option<String>,
    fetched_at: Option<i64>,
}

impl ProgressRow {
    fn into_progress(self) -> Result<StepProgress, StoreError> {
        let status = self.status.map(|word| CapabilityStatus::parse(&word).ok_or_else(|| corrupt("run_step.status")));
        Ok(StepProgress {
            capability: Capability::parse(&self.capability).ok_or_else(|| corrupt("run_step.capability"))?,
            state: StepState::parse(&self.state).ok_or_else(|| corrupt("run_step.state"))?,
            cursor: self.cursor,
            pages: self.pages,
            rows: self.rows,
            status: status.transpose()?,
            fetched_at: self.fetched_at.map(Timestamp),
        })
    }
}

pub(super) async fn progress(connection: &mut SqliteConnection, run: i64) -> Result<Vec<StepProgress>, StoreError> {
    let rows: Vec<ProgressRow> =
        sqlx::query_as("SELECT capability, state, cursor, pages, rows, status, fetched_at FROM run_step WHERE run = ?")
            .bind(run)
            .fetch_all(connection)
            .await?;
    let mut steps = rows.into_iter().map(ProgressRow::into_progress).collect::<Result<Vec<_>, _>>()?;
    steps.sort_by_key(|step| step.capability);
    Ok(steps)
}

pub(super) async fn begin(
    connection: &mut SqliteConnection,
    run: i64,
    capability: Capability,
    restart: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    let step = capability.as_str();
    sqlx::query("UPDATE run SET step = ?2, started_at = coalesce(started_at, ?3) WHERE number = ?1")
        .bind(run)
        .bind(step)
        .bind(now.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query(BEGIN).bind(run).bind(step).execute(&mut *connection).await?;
    if restart {
        sqlx::query(RESTART).bind(run).bind(step).execute(&mut *connection).await?;
        drop_staged(connection, run, capability).await?;
    }
    Ok(())
}

/// Removes what one step staged.
async fn drop_staged(connection: &mut SqliteConnection, run: i64, capability: Capability) -> Result<(), StoreError> {
    if let Some(list) = commit::list_of(capability) {
        sqlx::query("DELETE FROM staged_list WHERE run = ? AND list = ?")
            .bind(run)
            .bind(codes::list(list))
            .execute(&mut *connection)
            .await?;
    }
    for sql in ["DELETE FROM staged_record WHERE run = ? AND capability = ?", "DELETE FROM raw_response WHERE run = ? AND capability = ?"] {
        sqlx::query(sql).bind(run).bind(capability.as_str()).execute(&mut *connection).await?;
    }
    Ok(())
}

pub(super) async fn end(
    connection: &mut SqliteConnection,
    run: i64,
    creator: CreatorNumber,
    outcome: &StepOutcome,
) -> Result<(), StoreError> {
    sqlx::query(END)
        .bind(run)
        .bind(outcome.capability.as_str())
        .bind(outcome.state.as_str())
        .bind(outcome.status.map(CapabilityStatus::as_str))
        .bind(outcome.paging_ended)
        .bind(outcome.list_cap)
        .bind(outcome.code)
        .bind(&outcome.message)
        .bind(&outcome.log_id)
        .bind(outcome.requests)
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE run SET requests = requests + ? WHERE number = ?")
        .bind(outcome.requests)
        .bind(run)
        .execute(&mut *connection)
        .await?;
    touch(connection, run).await?;
    let Some(status) = outcome.status else { return Ok(()) };
    sqlx::query(MATRIX)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(outcome.capability.as_str())
        .bind(status.as_str())
        .bind(outcome.code)
        .bind(&outcome.message)
        .bind(&outcome.log_id)
        .bind(outcome.now.0)
        .execute(connection)
        .await?;
    Ok(())
}
