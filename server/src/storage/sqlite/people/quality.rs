//! How the newest list came out.

use app::model::page::people::{ListOutcome, ListQuality};
use app::model::{CapabilityStatus, GapReason, Period, StepState, Timestamp};
use sqlx::SqliteConnection;

use super::List;
use crate::storage::StoreError;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::error::corrupt;

/// The newest run whose list step came to an end of some kind.
pub(in crate::storage::sqlite) const NEWEST: &str = "
    SELECT r.period, s.state, s.status, s.pages, s.rows, s.expected, s.moved, s.paging_ended, s.list_cap, s.fetched_at, s.message
    FROM run r
    JOIN run_step s ON s.run = r.number AND s.capability = ?3
    WHERE r.workspace = ?1 AND r.creator = ?2 AND s.state IN ('done', 'skipped', 'failed')
    ORDER BY r.period DESC
    LIMIT 1";

/// The newest list that was all there is, and the newest of which anything was read.
pub(in crate::storage::sqlite) const LAST_COMPLETE: &str = "
    SELECT (
      SELECT r.period
      FROM run r
      JOIN run_step s ON s.run = r.number AND s.capability = ?3
      WHERE r.workspace = ?1 AND r.creator = ?2 AND s.recorded AND s.state = 'done' AND s.paging_ended AND NOT s.moved
        AND s.rows < coalesce(s.list_cap, s.rows + 1) AND s.rows = coalesce(s.expected, s.rows)
      ORDER BY r.period DESC
      LIMIT 1),
    (
      SELECT r.period
      FROM run r
      JOIN run_step s ON s.run = r.number AND s.capability = ?3
      WHERE r.workspace = ?1 AND r.creator = ?2 AND r.recorded_at IS NOT NULL AND s.pages > 0
      ORDER BY r.period DESC
      LIMIT 1)";

/// Lists of a period, and the complete ones among them.
pub(in crate::storage::sqlite) const LISTS: &str = "
    SELECT count(*), count(*) FILTER (WHERE s.recorded AND s.state = 'done' AND s.paging_ended AND NOT s.moved
      AND s.rows < coalesce(s.list_cap, s.rows + 1) AND s.rows = coalesce(s.expected, s.rows))
    FROM run r
    JOIN run_step s ON s.run = r.number AND s.capability = ?3
    WHERE r.workspace = ?1 AND r.creator = ?2 AND r.period BETWEEN ?4 AND ?5 AND r.recorded_at IS NOT NULL AND s.pages > 0";

pub(in crate::storage::sqlite) const CAPABILITY: &str = "
    SELECT status, since
    FROM capability
    WHERE workspace = ?1 AND creator = ?2 AND capability = ?3";

#[derive(sqlx::FromRow)]
struct Step {
    period: i64,
    state: String,
    status: Option<String>,
    pages: i64,
    rows: i64,
    expected: Option<i64>,
    moved: bool,
    paging_ended: bool,
    list_cap: Option<i64>,
    fetched_at: Option<i64>,
    message: String,
}

impl Step {
    fn outcome(&self) -> Result<ListOutcome, StoreError> {
        let state = StepState::parse(&self.state).ok_or_else(|| corrupt("run_step.state"))?;
        let capped = self.list_cap.is_some_and(|cap| self.rows >= cap);
        let even = !self.moved && self.expected.is_none_or(|expected| expected == self.rows);
        Ok(match state {
            StepState::Done if self.paging_ended && capped => ListOutcome::Capped,
            StepState::Done if self.paging_ended && even => ListOutcome::Complete,
            StepState::Done if self.paging_ended => ListOutcome::Uneven,
            StepState::Done | StepState::Failed if self.pages > 0 => ListOutcome::Interrupted,
            _ => match &self.status {
                Some(status) => ListOutcome::Refused(CapabilityStatus::parse(status).ok_or_else(|| corrupt("run_step.status"))?),
                None => ListOutcome::GivenUp(GapReason::parse(&self.message).unwrap_or(GapReason::PlatformFailed)),
            },
        })
    }
}

pub(super) async fn of(connection: &mut SqliteConnection, list: &List) -> Result<ListQuality, StoreError> {
    let (workspace, creator) = (list.of.workspace, list.of.creator);
    let capability = codes::capability_of(list.kind).as_str();
    let step: Option<Step> = sqlx::query_as(NEWEST).bind(workspace).bind(creator).bind(capability).fetch_optional(&mut *connection).await?;
    let (last_complete, last_read): (Option<i64>, Option<i64>) =
        sqlx::query_as(LAST_COMPLETE).bind(workspace).bind(creator).bind(capability).fetch_one(&mut *connection).await?;
    let known: Option<(String, i64)> =
        sqlx::query_as(CAPABILITY).bind(workspace).bind(creator).bind(capability).fetch_optional(connection).await?;
    Ok(ListQuality {
        outcome: step.as_ref().map_or(Ok(ListOutcome::Never), Step::outcome)?,
        day: step.as_ref().map(|step| codes::day(step.period)),
        read_at: step.as_ref().and_then(|step| step.fetched_at).map(Timestamp),
        listed: step.as_ref().map_or(0, |step| step.rows),
        total: step.as_ref().and_then(|step| step.expected),
        pages: step.as_ref().map_or(0, |step| step.pages),
        since: known.map(|(_, since)| Timestamp(since)),
        last_complete: last_complete.map(codes::day),
        last_read: last_read.map(codes::day),
    })
}

/// How many lists of the period were read, and how many of them were complete.
pub(super) async fn lists(connection: &mut SqliteConnection, list: &List, period: Period) -> Result<(i64, i64), StoreError> {
    Ok(sqlx::query_as(LISTS)
        .bind(list.of.workspace)
        .bind(list.of.creator)
        .bind(codes::capability_of(list.kind).as_str())
        .bind(period.from().number())
        .bind(period.to().number())
        .fetch_one(connection)
        .await?)
}
