//! Runs that end without recording anything.

use app::model::{Capability, CapabilityStatus, GapReason, PlatformDay, StepState, Timestamp};
use sqlx::SqliteConnection;

use crate::storage::StoreError;

const TOUCH: &str = "
    UPDATE creator SET data_version = data_version + 1
    WHERE number = (SELECT creator FROM run WHERE number = ?)";

/// What was staged and not recorded is gone: its steps begin anew if the run is taken up again.
const FORGET_STEPS: &str = "
    UPDATE run_step SET
      state = CASE state WHEN 'done' THEN 'pending' WHEN 'running' THEN 'pending' ELSE state END,
      cursor = NULL,
      rows = 0
    WHERE run = ? AND NOT recorded";

const END_AS_GAP: &str = "
    UPDATE run SET state = 'gap', step = NULL, finished_at = ?2, reason = ?3, error_code = ?4, lease_until = NULL
    WHERE number = ?1";

const BACK_TO_PARTIAL: &str = "
    UPDATE run SET state = 'partial', step = NULL, finished_at = ?2, reason = ?3, error_code = ?4, lease_until = NULL
    WHERE number = ?1";

const LEFT_OPEN: &str = "
    SELECT number
    FROM run
    WHERE state = 'running' AND period < ?1 AND (lease_until IS NULL OR lease_until <= ?2)";

/// Ends a run and drops what it staged. What an earlier try of the day recorded stays recorded: such a run is partial, never a gap.
pub(super) async fn without_snapshot(
    connection: &mut SqliteConnection,
    run: i64,
    reason: GapReason,
    code: Option<i64>,
    now: Timestamp,
) -> Result<(), StoreError> {
    drop_staged(connection, run).await?;
    sqlx::query(FORGET_STEPS).bind(run).execute(&mut *connection).await?;
    let recorded: Option<i64> =
        sqlx::query_scalar("SELECT recorded_at FROM run WHERE number = ?").bind(run).fetch_one(&mut *connection).await?;
    if recorded.is_some() {
        let (words, first_code) = reason_of(connection, run).await?;
        sqlx::query(BACK_TO_PARTIAL).bind(run).bind(now.0).bind(words).bind(code.or(first_code)).execute(&mut *connection).await?;
    } else {
        sqlx::query(END_AS_GAP).bind(run).bind(now.0).bind(reason.as_str()).bind(code).execute(&mut *connection).await?;
    }
    touch(connection, run).await
}

/// Whatever a page shows of the creator is made anew from now on.
pub(super) async fn touch(connection: &mut SqliteConnection, run: i64) -> Result<(), StoreError> {
    sqlx::query(TOUCH).bind(run).execute(connection).await?;
    Ok(())
}

/// Removes staged pages, and raw pages of lists, which are kept only while a run is open.
async fn drop_staged(connection: &mut SqliteConnection, run: i64) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM staged_list WHERE run = ?",
        "DELETE FROM staged_record WHERE run = ?",
        "DELETE FROM raw_response WHERE run = ? AND capability IN ('fan_list', 'following_list')",
    ] {
        sqlx::query(sql).bind(run).execute(&mut *connection).await?;
    }
    Ok(())
}

pub(super) async fn close_before(connection: &mut SqliteConnection, today: PlatformDay, now: Timestamp) -> Result<u64, StoreError> {
    let open: Vec<i64> = sqlx::query_scalar(LEFT_OPEN).bind(today.number()).bind(now.0).fetch_all(&mut *connection).await?;
    for run in &open {
        without_snapshot(connection, *run, GapReason::Midnight, None, now).await?;
    }
    Ok(open.len() as u64)
}

#[derive(sqlx::FromRow)]
struct EndedRow {
    capability: String,
    state: String,
    status: Option<String>,
    code: Option<i64>,
    message: String,
}

/// Why a run is partial, e.g. `fan_list: not_granted; series: failing (…)`, and the first code among its reasons. Empty when nothing lacks.
pub(in crate::storage::sqlite) async fn reason_of(
    connection: &mut SqliteConnection,
    run: i64,
) -> Result<(String, Option<i64>), StoreError> {
    let rows: Vec<EndedRow> = sqlx::query_as("SELECT capability, state, status, code, message FROM run_step WHERE run = ?")
        .bind(run)
        .fetch_all(connection)
        .await?;
    let mut reasons = Vec::new();
    let mut code = None;
    for capability in Capability::ALL {
        let row = rows.iter().find(|row| row.capability == capability.as_str());
        let Some(words) = row.map_or_else(|| Some(StepState::Pending.as_str().to_owned()), why) else { continue };
        code = code.or(row.and_then(|row| row.code));
        reasons.push(format!("{}: {words}", capability.as_str()));
    }
    Ok((reasons.join("; "), code))
}

fn why(row: &EndedRow) -> Option<String> {
    if row.state == StepState::Done.as_str() {
        return None;
    }
    let failing = CapabilityStatus::Failing.as_str();
    Some(match row.status.as_deref() {
        None if GapReason::parse(&row.message).is_some() => row.message.clone(),
        None | Some(_) if row.message.is_empty() => row.status.as_ref().unwrap_or(&row.state).clone(),
        Some(word) if word != failing => word.to_owned(),
        None | Some(_) => format!("{failing} ({})", row.message),
    })
}
