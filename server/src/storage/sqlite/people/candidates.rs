//! People and their stays.

use std::collections::HashMap;

use app::model::PlatformDay;
use app::model::people::{Presence, Stay};
use sqlx::SqliteConnection;

use super::List;
use crate::storage::StoreError;
use crate::storage::sqlite::codes;

/// How many people are gathered at most, to be filtered and ordered in memory.
pub(super) const BOUND: usize = 10_000;

/// Whether the list has more spans than are gathered.
pub(in crate::storage::sqlite) const MANY: &str = "
    SELECT 1
    FROM span
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3
    LIMIT 1 OFFSET ?4";

/// People who are there, among the first spans of the list, up to one more than are counted.
pub(in crate::storage::sqlite) const PRESENT: &str = "
    SELECT count(*)
    FROM (
      SELECT 1
      FROM (
        SELECT first_day, left_day
        FROM span
        WHERE workspace = ?1 AND creator = ?2 AND list = ?3
        LIMIT ?5) s
      WHERE s.left_day IS NULL AND s.first_day <= ?4
      LIMIT ?6)";

pub(in crate::storage::sqlite) const WHOLE: &str = "
    SELECT fan, first_day, left_day, left_confidence
    FROM span
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3";

pub(in crate::storage::sqlite) const SPANS: &str = "
    SELECT s.fan, s.first_day, s.left_day, s.left_confidence
    FROM json_each(?4) p
    CROSS JOIN span s ON s.workspace = ?1 AND s.creator = ?2 AND s.list = ?3 AND s.fan = p.value";

/// A person who may be shown.
#[derive(Clone, Debug)]
pub(in crate::storage::sqlite) struct Candidate {
    /// The person's number.
    pub(in crate::storage::sqlite) fan: i64,
    /// Their stays in the list.
    pub(in crate::storage::sqlite) presence: Presence,
}

impl Candidate {
    /// The day of the first list that had them.
    pub(in crate::storage::sqlite) fn first_seen(&self) -> PlatformDay {
        self.presence.first_seen()
    }
}

/// Person, first day, left day, confidence.
type Span = (i64, i64, Option<i64>, Option<i64>);

/// Everybody who was ever in the list; nothing when they are more than can be gathered.
pub(super) async fn everybody(connection: &mut SqliteConnection, list: &List) -> Result<Option<Vec<Candidate>>, StoreError> {
    let more: Option<i64> = sqlx::query_scalar(MANY)
        .bind(list.of.workspace)
        .bind(list.of.creator)
        .bind(list.number())
        .bind(i64::try_from(BOUND).unwrap_or(i64::MAX))
        .fetch_optional(&mut *connection)
        .await?;
    if more.is_some() {
        return Ok(None);
    }
    let spans: Vec<Span> =
        sqlx::query_as(WHOLE).bind(list.of.workspace).bind(list.of.creator).bind(list.number()).fetch_all(connection).await?;
    Ok(Some(grouped(spans)))
}

/// Whether more people are there, since this day or longer, than are counted; a list of which most have left may not say so.
pub(super) async fn many_present(connection: &mut SqliteConnection, list: &List, until: PlatformDay) -> Result<bool, StoreError> {
    let bound = i64::try_from(BOUND).unwrap_or(i64::MAX);
    let present: i64 = sqlx::query_scalar(PRESENT)
        .bind(list.of.workspace)
        .bind(list.of.creator)
        .bind(list.number())
        .bind(until.number())
        .bind(bound.saturating_mul(4))
        .bind(bound.saturating_add(1))
        .fetch_one(connection)
        .await?;
    Ok(present > bound)
}

/// These people, as far as they were in the list, in the order given.
pub(super) async fn of(connection: &mut SqliteConnection, list: &List, fans: &[i64]) -> Result<Vec<Candidate>, StoreError> {
    if fans.is_empty() {
        return Ok(Vec::new());
    }
    let spans: Vec<Span> = sqlx::query_as(SPANS)
        .bind(list.of.workspace)
        .bind(list.of.creator)
        .bind(list.number())
        .bind(numbers(fans)?)
        .fetch_all(connection)
        .await?;
    let mut found: HashMap<i64, Candidate> = grouped(spans).into_iter().map(|candidate| (candidate.fan, candidate)).collect();
    Ok(fans.iter().filter_map(|fan| found.remove(fan)).collect())
}

/// Numbers for `json_each`.
pub(super) fn numbers(numbers: &[i64]) -> Result<String, StoreError> {
    serde_json::to_string(numbers).map_err(|error| StoreError::Database(Box::new(error)))
}

/// One candidate per person; the spans of one may stand anywhere.
fn grouped(spans: Vec<Span>) -> Vec<Candidate> {
    let mut stays: HashMap<i64, Vec<Stay>> = HashMap::new();
    for (fan, first, left, confidence) in spans {
        let left = left.map(|day| (codes::day(day), codes::confidence_of(confidence.unwrap_or_default())));
        stays.entry(fan).or_default().push(Stay::new(codes::day(first), left));
    }
    let candidate = |(fan, stays)| Presence::of(stays).map(|presence| Candidate { fan, presence });
    stays.into_iter().filter_map(candidate).collect()
}
