//! How the newest list came out.

use app::model::page::people::{ListOutcome, ListQuality, ListSize};
use app::model::{CapabilityStatus, GapReason, Period, PlatformDay, StepState, Timestamp};
use sqlx::SqliteConnection;

use super::List;
use crate::storage::StoreError;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::error::corrupt;

/// Of a run's list step `s`: the list was read to its end and is all there is.
macro_rules! complete {
    () => {
        "s.recorded AND s.state = 'done' AND s.paging_ended AND NOT s.moved
        AND s.rows < coalesce(s.list_cap, s.rows + 1) AND s.rows = coalesce(s.expected, s.rows)"
    };
}

/// The size of the first or the last complete list of some days.
macro_rules! size_of_complete {
    ($order:literal) => {
        concat!(
            "
    SELECT r.period, s.rows
    FROM run r
    JOIN run_step s ON s.run = r.number AND s.capability = ?3
    WHERE r.workspace = ?1 AND r.creator = ?2 AND r.period BETWEEN ?4 AND ?5 AND ",
            complete!(),
            "
    ORDER BY r.period ",
            $order,
            "
    LIMIT 1"
        )
    };
}

/// The newest run whose list step came to an end of some kind.
pub(in crate::storage::sqlite) const NEWEST: &str = "
    SELECT r.period, s.state, s.status, s.pages, s.rows, s.expected, s.moved, s.paging_ended, s.list_cap, s.fetched_at, s.message
    FROM run r
    JOIN run_step s ON s.run = r.number AND s.capability = ?3
    WHERE r.workspace = ?1 AND r.creator = ?2 AND s.state IN ('done', 'skipped', 'failed')
    ORDER BY r.period DESC
    LIMIT 1";

/// The newest list that was all there is, and the newest of which anything was read.
pub(in crate::storage::sqlite) const LAST_COMPLETE: &str = concat!(
    "
    SELECT (
      SELECT r.period
      FROM run r
      JOIN run_step s ON s.run = r.number AND s.capability = ?3
      WHERE r.workspace = ?1 AND r.creator = ?2 AND ",
    complete!(),
    "
      ORDER BY r.period DESC
      LIMIT 1),
    (
      SELECT r.period
      FROM run r
      JOIN run_step s ON s.run = r.number AND s.capability = ?3
      WHERE r.workspace = ?1 AND r.creator = ?2 AND r.recorded_at IS NOT NULL AND s.pages > 0
      ORDER BY r.period DESC
      LIMIT 1)"
);

/// Lists of a period, the complete ones among them, and the newest day.
pub(in crate::storage::sqlite) const LISTS: &str = concat!(
    "
    SELECT count(*), count(*) FILTER (WHERE ",
    complete!(),
    "), max(r.period)
    FROM run r
    JOIN run_step s ON s.run = r.number AND s.capability = ?3
    WHERE r.workspace = ?1 AND r.creator = ?2 AND r.period BETWEEN ?4 AND ?5 AND r.recorded_at IS NOT NULL AND s.pages > 0"
);

/// The first complete list of some days.
pub(in crate::storage::sqlite) const FIRST_SIZE: &str = size_of_complete!("ASC");

/// The last complete list of some days.
pub(in crate::storage::sqlite) const LAST_SIZE: &str = size_of_complete!("DESC");

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

/// The newest try of a list.
async fn newest(connection: &mut SqliteConnection, list: &List) -> Result<Option<Step>, StoreError> {
    Ok(sqlx::query_as(NEWEST)
        .bind(list.of.workspace)
        .bind(list.of.creator)
        .bind(codes::capability_of(list.kind).as_str())
        .fetch_optional(connection)
        .await?)
}

/// The newest day with a complete list, and the newest on which anything was read.
async fn last(connection: &mut SqliteConnection, list: &List) -> Result<(Option<PlatformDay>, Option<PlatformDay>), StoreError> {
    let (complete, read): (Option<i64>, Option<i64>) = sqlx::query_as(LAST_COMPLETE)
        .bind(list.of.workspace)
        .bind(list.of.creator)
        .bind(codes::capability_of(list.kind).as_str())
        .fetch_one(connection)
        .await?;
    Ok((complete.map(codes::day), read.map(codes::day)))
}

/// The newest day on which anything of the list was read.
pub(super) async fn read_on(connection: &mut SqliteConnection, list: &List) -> Result<Option<PlatformDay>, StoreError> {
    Ok(last(connection, list).await?.1)
}

/// Whether somebody who is not in the list is known not to be: it was complete, and did not grow beyond the cap since.
pub(super) async fn tells_absence(connection: &mut SqliteConnection, list: &List) -> Result<bool, StoreError> {
    if last(connection, list).await?.0.is_none() {
        return Ok(false);
    }
    let newest = newest(connection, list).await?;
    Ok(newest.as_ref().map(Step::outcome).transpose()? != Some(ListOutcome::Capped))
}

pub(super) async fn of(connection: &mut SqliteConnection, list: &List) -> Result<ListQuality, StoreError> {
    let step = newest(connection, list).await?;
    let (last_complete, last_read) = last(connection, list).await?;
    let (workspace, creator) = (list.of.workspace, list.of.creator);
    let capability = codes::capability_of(list.kind).as_str();
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
        last_complete,
        last_read,
    })
}

/// The lists of a period.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lists {
    /// How many were read.
    pub(super) read: i64,
    /// How many of them were complete.
    pub(super) complete: i64,
    /// The newest day on which one was read.
    pub(super) read_on: Option<PlatformDay>,
}

impl Lists {
    pub(super) async fn of(connection: &mut SqliteConnection, list: &List, period: Period) -> Result<Self, StoreError> {
        let (read, complete, newest): (i64, i64, Option<i64>) = sqlx::query_as(LISTS)
            .bind(list.of.workspace)
            .bind(list.of.creator)
            .bind(codes::capability_of(list.kind).as_str())
            .bind(period.from().number())
            .bind(period.to().number())
            .fetch_one(connection)
            .await?;
        Ok(Self { read, complete, read_on: newest.map(codes::day) })
    }

    /// Whether a number is known that takes so many lists from the first on: an earlier first list is one of them.
    pub(super) fn suffice(count: i64, nth: i64, list: &List, period: Period) -> bool {
        let began_before = list.since.is_some_and(|since| since < period.from());
        if began_before { count > 0 } else { count >= nth }
    }

    /// Who is new is known from the second list on.
    pub(super) fn tell_new(&self, list: &List, period: Period) -> bool {
        list.since.is_some() && Self::suffice(self.read, 2, list, period)
    }
}

/// How long the list of the eve was, or else the first complete one of the period, and the last of the period.
pub(super) async fn sizes(
    connection: &mut SqliteConnection,
    list: &List,
    period: Period,
) -> Result<Option<(ListSize, ListSize)>, StoreError> {
    let mut found = [None; 2];
    for (found, (sql, from)) in found.iter_mut().zip([(FIRST_SIZE, period.from().previous()), (LAST_SIZE, period.from())]) {
        let size: Option<(i64, i64)> = sqlx::query_as(sql)
            .bind(list.of.workspace)
            .bind(list.of.creator)
            .bind(codes::capability_of(list.kind).as_str())
            .bind(from.number())
            .bind(period.to().number())
            .fetch_optional(&mut *connection)
            .await?;
        *found = size.map(|(day, people)| ListSize { day: codes::day(day), people });
    }
    let [begin, end] = found;
    Ok(begin.zip(end).filter(|(begin, end)| begin.day < end.day))
}
