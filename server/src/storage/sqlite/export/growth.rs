//! `growth`: every day from the first of which anything is known – a number, a run or a gap – to the last.

use app::model::{Period, TotalSource};
use sqlx::SqliteConnection;

use super::{Part, Subject, integer};
use crate::storage::StoreError;
use crate::storage::export::Field;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::history::daily;

/// Days per chunk.
const CHUNK: u64 = 2000;

pub(in crate::storage::sqlite) const BOUNDS: &str = "
    SELECT
      (SELECT min(d.day) FROM daily d WHERE d.workspace = ?1 AND d.creator = ?2),
      (SELECT max(d.day) FROM daily d WHERE d.workspace = ?1 AND d.creator = ?2),
      (SELECT min(r.period) FROM run r WHERE r.workspace = ?1 AND r.creator = ?2),
      (SELECT max(r.period) FROM run r WHERE r.workspace = ?1 AND r.creator = ?2)";

type Bounds = (Option<i64>, Option<i64>, Option<i64>, Option<i64>);

pub(super) async fn part(connection: &mut SqliteConnection, subject: &Subject<'_>) -> Result<Part, StoreError> {
    let (first_daily, last_daily, first_run, last_run): Bounds =
        sqlx::query_as(BOUNDS).bind(subject.number.workspace).bind(subject.number.creator).fetch_one(&mut *connection).await?;
    let first = [first_daily, first_run].into_iter().flatten().min();
    let last = [last_daily, last_run].into_iter().flatten().max();
    let (Some(first), Some(last)) = (first, last) else { return Ok((Vec::new(), None)) };
    let first = subject.after_day()?.map_or_else(|| first.max(subject.from()), |after| after + 1);
    let last = last.min(subject.to());
    let Some(all) = Period::new(codes::day(first), codes::day(last)) else { return Ok((Vec::new(), None)) };
    let end = all.to().min(all.from().plus(CHUNK - 1));
    let Some(chunk) = Period::new(all.from(), end) else { return Ok((Vec::new(), None)) };
    let points = daily::of_period(connection, subject.number, chunk).await?;
    let rows = points
        .into_iter()
        .map(|point| {
            let source = point.source.map_or(Field::Empty, |source: TotalSource| Field::Word(source.as_str()));
            let counts = [point.total, point.new, point.lost, point.net].map(integer);
            [subject.creator(), Field::Day(point.day)].into_iter().chain(counts).chain([source]).collect()
        })
        .collect();
    Ok((rows, (end < all.to()).then(|| end.number().to_string())))
}
