//! Runs as pages show them.

use std::collections::HashMap;

use app::model::page::collection::{RunView, StepView};
use app::model::{Capability, CapabilityStatus, PlatformDay, RunState, StepState, Timestamp};
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::keys::CreatorNumber;

pub(in crate::storage::sqlite) const OF_PERIOD: &str = "
    SELECT number, period, state, step, pages, requests, listed, reported_total, complete, started_at, finished_at, error_code, reason
    FROM run
    WHERE workspace = ?1 AND creator = ?2 AND period BETWEEN ?3 AND ?4 AND source = ?5
    ORDER BY period DESC";

pub(in crate::storage::sqlite) const STEPS_OF: &str = "
    SELECT s.run, s.capability, s.state, s.pages, s.rows, s.expected, s.status, s.code, s.message, s.log_id
    FROM run r
    JOIN run_step s ON s.run = r.number
    WHERE r.workspace = ?1 AND r.creator = ?2 AND r.period BETWEEN ?3 AND ?4 AND r.source = ?5";

#[derive(sqlx::FromRow)]
struct RunRow {
    number: i64,
    period: i64,
    state: String,
    step: Option<String>,
    pages: i64,
    requests: i64,
    listed: Option<i64>,
    reported_total: Option<i64>,
    complete: Option<bool>,
    started_at: Option<i64>,
    finished_at: Option<i64>,
    error_code: Option<i64>,
    reason: String,
}

#[derive(sqlx::FromRow)]
struct StepRow {
    run: i64,
    capability: String,
    state: String,
    pages: i64,
    rows: i64,
    expected: Option<i64>,
    status: Option<String>,
    code: Option<i64>,
    message: String,
    log_id: String,
}

impl StepRow {
    fn into_view(self) -> Result<StepView, StoreError> {
        let state = StepState::parse(&self.state).ok_or_else(|| corrupt("run_step.state"))?;
        let reason = match state {
            StepState::Skipped | StepState::Failed => self.reason(),
            StepState::Pending | StepState::Running | StepState::Done => String::new(),
        };
        Ok(StepView {
            capability: Capability::parse(&self.capability).ok_or_else(|| corrupt("run_step.capability"))?,
            state,
            pages: self.pages,
            rows: self.rows,
            expected: self.expected,
            code: self.code,
            log_id: self.log_id,
            reason,
        })
    }

    /// The word of the status; without one, or for one that says little, why the step was given up.
    fn reason(&self) -> String {
        match self.status.as_deref() {
            Some(status) if status != CapabilityStatus::Failing.as_str() || self.message.is_empty() => status.to_owned(),
            Some(_) | None => self.message.clone(),
        }
    }
}

impl RunRow {
    fn into_view(self, steps: Vec<StepView>) -> Result<RunView, StoreError> {
        let state = RunState::parse(&self.state).ok_or_else(|| corrupt("run.state"))?;
        let fans = steps.iter().find(|step| step.capability == Capability::FanList && step.pages > 0);
        let step = self.step.filter(|_| state == RunState::Running);
        Ok(RunView {
            period: codes::day(self.period),
            state,
            step: step.and_then(|word| Capability::parse(&word)),
            listed: self.listed.or_else(|| fans.map(|step| step.rows)),
            reported_total: self.reported_total.or_else(|| fans.and_then(|step| step.expected)),
            pages: self.pages,
            requests: self.requests,
            complete: self.complete,
            started_at: self.started_at.map(Timestamp),
            finished_at: self.finished_at.map(Timestamp),
            error_code: self.error_code,
            reason: self.reason,
            steps,
        })
    }
}

/// Newest first; two queries, however many runs.
pub(super) async fn of_period(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    source: &str,
    from: PlatformDay,
    to: PlatformDay,
) -> Result<Vec<RunView>, StoreError> {
    let (from, to) = (from.number(), to.number());
    let runs: Vec<RunRow> = sqlx::query_as(OF_PERIOD)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(from)
        .bind(to)
        .bind(source)
        .fetch_all(&mut *connection)
        .await?;
    let rows: Vec<StepRow> = sqlx::query_as(STEPS_OF)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(from)
        .bind(to)
        .bind(source)
        .fetch_all(connection)
        .await?;
    let mut steps: HashMap<i64, Vec<StepView>> = HashMap::new();
    for row in rows {
        steps.entry(row.run).or_default().push(row.into_view()?);
    }
    runs.into_iter()
        .map(|run| {
            let mut steps = steps.remove(&run.number).unwrap_or_default();
            steps.sort_by_key(|step| step.capability);
            run.into_view(steps)
        })
        .collect()
}
