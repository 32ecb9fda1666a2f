//! The run row before and after a commit.

use app::model::{Capability, CapabilityStatus, PlatformDay, RunState, StepState, Timestamp};
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::runs::Committed;
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::keys::CreatorNumber;
use crate::storage::sqlite::{codes, runs};

const LOAD: &str = "
    SELECT r.number, r.workspace, r.creator, r.period, c.platform
    FROM run r
    JOIN creator c ON c.number = r.creator
    WHERE r.number = ?";

/// Steps that are done have nothing staged any more; the pages of a failed one stay for its next try today.
const RECORD_STEPS: &str = "UPDATE run_step SET recorded = 1, cursor = NULL WHERE run = ? AND state IN ('done', 'skipped')";

const DROP_MEMBERS: &str = "
    DELETE FROM staged_list
    WHERE run = ?1 AND list IN (
      SELECT CASE s.capability WHEN 'fan_list' THEN 0 ELSE 1 END
      FROM run_step s
      WHERE s.run = ?1 AND s.recorded AND s.capability IN ('fan_list', 'following_list'))";

const DROP_RECORDS: &str = "
    DELETE FROM staged_record
    WHERE run = ?1 AND capability IN (SELECT s.capability FROM run_step s WHERE s.run = ?1 AND s.recorded)";

const DROP_RAW: &str = "
    DELETE FROM raw_response
    WHERE run = ?1 AND capability IN (
      SELECT s.capability FROM run_step s WHERE s.run = ?1 AND s.recorded AND s.capability IN ('fan_list', 'following_list'))";

/// What failed steps of earlier days left: their day is over.
const DROP_LEFTOVERS: &str = "
    DELETE FROM staged_list
    WHERE run IN (
      SELECT e.number
      FROM run r
      JOIN run e ON e.workspace = r.workspace AND e.creator = r.creator AND e.period BETWEEN r.period - 30 AND r.period - 1
      WHERE r.number = ?1 AND e.state <> 'running')";

const FINISH: &str = "
    UPDATE run SET
      state = ?2,
      step = NULL,
      lease_until = NULL,
      finished_at = ?3,
      recorded_at = coalesce(recorded_at, ?3),
      error_code = ?4,
      reason = ?5
    WHERE number = ?1";

/// What a commit needs to know of its run.
pub(super) struct Run {
    pub(super) number: i64,
    pub(super) creator: CreatorNumber,
    pub(super) platform: i64,
    pub(super) period: PlatformDay,
}

pub(super) async fn load(connection: &mut SqliteConnection, run: i64) -> Result<Run, StoreError> {
    let (number, workspace, creator, period, platform) = sqlx::query_as(LOAD).bind(run).fetch_one(connection).await?;
    Ok(Run { number, creator: CreatorNumber { workspace, creator }, platform, period: codes::day(period) })
}

/// Ends the run and removes what it moved.
pub(super) async fn finish(connection: &mut SqliteConnection, run: &Run, now: Timestamp) -> Result<(), StoreError> {
    for sql in [RECORD_STEPS, DROP_MEMBERS, DROP_RECORDS, DROP_RAW, DROP_LEFTOVERS] {
        sqlx::query(sql).bind(run.number).execute(&mut *connection).await?;
    }
    let (reason, code) = runs::reason_of(connection, run.number).await?;
    let state = if reason.is_empty() { RunState::Committed } else { RunState::Partial };
    sqlx::query(FINISH).bind(run.number).bind(state.as_str()).bind(now.0).bind(code).bind(reason).execute(&mut *connection).await?;
    sqlx::query("UPDATE creator SET data_version = data_version + 1 WHERE number = ?")
        .bind(run.creator.creator)
        .execute(connection)
        .await?;
    Ok(())
}

/// What the caller is told.
pub(super) async fn outcome(connection: &mut SqliteConnection, run: &Run) -> Result<Committed, StoreError> {
    let (state, listed, complete): (String, Option<i64>, Option<bool>) =
        sqlx::query_as("SELECT state, listed, complete FROM run WHERE number = ?").bind(run.number).fetch_one(&mut *connection).await?;
    let steps: Vec<(String, Option<String>)> =
        sqlx::query_as("SELECT state, status FROM run_step WHERE run = ?").bind(run.number).fetch_all(connection).await?;
    let over = steps.iter().filter(|(state, status)| is_over(state, status.as_deref())).count();
    let state = RunState::parse(&state).ok_or_else(|| corrupt("run.state"))?;
    Ok(Committed { state, settled: over == Capability::ALL.len(), listed, complete })
}

fn is_over(state: &str, status: Option<&str>) -> bool {
    let settled = status.and_then(CapabilityStatus::parse).is_some_and(CapabilityStatus::is_settled);
    match StepState::parse(state) {
        Some(StepState::Done) => true,
        Some(StepState::Skipped) => settled,
        Some(StepState::Pending | StepState::Running | StepState::Failed) | None => false,
    }
}
