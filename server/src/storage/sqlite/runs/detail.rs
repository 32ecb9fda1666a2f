//! One run in full.

use app::model::page::collection::{RunDetail, StepDetail};
use app::model::{Capability, CapabilityStatus, PlatformDay, StepState};
use sqlx::SqliteConnection;

use super::views;
use crate::storage::StoreError;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::keys::CreatorNumber;

pub(in crate::storage::sqlite) const NEWEST: &str = "
    SELECT period
    FROM run
    WHERE workspace = ? AND creator = ? AND source = ?
    ORDER BY period DESC
    LIMIT 1";

pub(in crate::storage::sqlite) const PREVIOUS: &str = "
    SELECT period
    FROM run
    WHERE workspace = ? AND creator = ? AND source = ? AND period < ?
    ORDER BY period DESC
    LIMIT 1";

pub(in crate::storage::sqlite) const NEXT: &str = "
    SELECT period
    FROM run
    WHERE workspace = ? AND creator = ? AND source = ? AND period > ?
    ORDER BY period
    LIMIT 1";

pub(in crate::storage::sqlite) const STEPS: &str = "
    SELECT r.attempts, s.capability, s.state, s.status, s.pages, s.rows, s.expected, s.requests, s.code, s.message, s.log_id
    FROM run r
    LEFT JOIN run_step s ON s.run = r.number
    WHERE r.workspace = ? AND r.creator = ? AND r.source = ? AND r.period = ?";

/// A step, or all but the attempts absent for a run without steps.
#[derive(sqlx::FromRow)]
struct StepRow {
    attempts: i64,
    capability: Option<String>,
    state: Option<String>,
    status: Option<String>,
    pages: Option<i64>,
    rows: Option<i64>,
    expected: Option<i64>,
    requests: Option<i64>,
    code: Option<i64>,
    message: Option<String>,
    log_id: Option<String>,
}

impl StepRow {
    fn into_step(self) -> Result<Option<StepDetail>, StoreError> {
        let Some(capability) = self.capability else { return Ok(None) };
        let state = self.state.as_deref().and_then(StepState::parse).ok_or_else(|| corrupt("run_step.state"))?;
        let status = self.status.map(|word| CapabilityStatus::parse(&word).ok_or_else(|| corrupt("run_step.status")));
        Ok(Some(StepDetail {
            capability: Capability::parse(&capability).ok_or_else(|| corrupt("run_step.capability"))?,
            state,
            status: status.transpose()?,
            pages: self.pages.unwrap_or_default(),
            rows: self.rows.unwrap_or_default(),
            expected: self.expected,
            requests: self.requests.unwrap_or_default(),
            code: self.code,
            message: self.message.unwrap_or_default(),
            log_id: self.log_id.unwrap_or_default(),
        }))
    }
}

pub(super) async fn of(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    source: &str,
    period: Option<PlatformDay>,
) -> Result<Option<RunDetail>, StoreError> {
    let CreatorNumber { workspace, creator: number } = creator;
    let newest: Option<i64> = match period {
        Some(day) => Some(day.number()),
        None => sqlx::query_scalar(NEWEST).bind(workspace).bind(number).bind(source).fetch_optional(&mut *connection).await?,
    };
    let Some(period) = newest else { return Ok(None) };
    let day = codes::day(period);
    let run = views::of_period(connection, creator, source, day, day).await?.pop();
    let rows: Vec<StepRow> =
        sqlx::query_as(STEPS).bind(workspace).bind(number).bind(source).bind(period).fetch_all(&mut *connection).await?;
    let attempts = rows.first().map_or(0, |row| row.attempts);
    let mut steps = Vec::new();
    for row in rows {
        steps.extend(row.into_step()?);
    }
    steps.sort_by_key(|step| step.capability);
    let mut neighbours = [None, None];
    for (neighbour, sql) in neighbours.iter_mut().zip([PREVIOUS, NEXT]) {
        let found: Option<i64> =
            sqlx::query_scalar(sql).bind(workspace).bind(number).bind(source).bind(period).fetch_optional(&mut *connection).await?;
        *neighbour = found.map(codes::day);
    }
    let [previous, next] = neighbours;
    Ok(Some(RunDetail { day, run, attempts, steps, previous, next }))
}
