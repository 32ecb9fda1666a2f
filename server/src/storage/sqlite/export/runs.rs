//! `runs`: one row per source and platform day, gaps included.

use app::model::{RunState, Timestamp};
use sqlx::SqliteConnection;

use super::{Part, Subject, integer};
use crate::storage::StoreError;
use crate::storage::export::Field;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::error::corrupt;

/// Rows per chunk.
const CHUNK: usize = 2000;

pub(in crate::storage::sqlite) const ROWS: &str = "
    SELECT r.period, r.source, r.state, r.complete, r.listed, r.reported_total, r.pages, r.requests, r.started_at, r.finished_at,
      r.error_code, r.reason
    FROM run r
    WHERE r.workspace = ?1 AND r.creator = ?2 AND (r.period, r.source) > (?3, ?4) AND r.period <= ?5
    ORDER BY r.period, r.source
    LIMIT ?6";

#[derive(sqlx::FromRow)]
struct Row {
    period: i64,
    source: String,
    state: String,
    complete: Option<bool>,
    listed: Option<i64>,
    reported_total: Option<i64>,
    pages: i64,
    requests: i64,
    started_at: Option<i64>,
    finished_at: Option<i64>,
    error_code: Option<i64>,
    reason: String,
}

impl Row {
    fn fields(self, creator: Field) -> Result<Vec<Field>, StoreError> {
        let state = RunState::parse(&self.state).ok_or_else(|| corrupt("run.state"))?;
        let instant = |at: Option<i64>| at.map_or(Field::Empty, |at| Field::Instant(Timestamp(at)));
        Ok(vec![
            creator,
            Field::Text(self.source),
            Field::Day(codes::day(self.period)),
            Field::Word(state.as_str()),
            self.complete.map_or(Field::Empty, Field::Flag),
            integer(self.listed),
            integer(self.reported_total),
            Field::Integer(self.pages),
            Field::Integer(self.requests),
            instant(self.started_at),
            instant(self.finished_at),
            integer(self.error_code),
            Field::Text(self.reason),
        ])
    }
}

pub(super) async fn part(connection: &mut SqliteConnection, subject: &Subject<'_>) -> Result<Part, StoreError> {
    let (period, source) = match subject.after {
        None => (subject.from(), ""),
        Some(key) => {
            let (period, source) = key.split_once(' ').ok_or_else(|| corrupt("export cursor"))?;
            (period.parse().map_err(|_| corrupt("export cursor"))?, source)
        }
    };
    let rows: Vec<Row> = sqlx::query_as(ROWS)
        .bind(subject.number.workspace)
        .bind(subject.number.creator)
        .bind(period)
        .bind(source)
        .bind(subject.to())
        .bind(i64::try_from(CHUNK).unwrap_or(i64::MAX))
        .fetch_all(connection)
        .await?;
    let last = rows.last().filter(|_| rows.len() == CHUNK).map(|row| format!("{} {}", row.period, row.source));
    let rows = rows.into_iter().map(|row| row.fields(subject.creator())).collect::<Result<_, _>>()?;
    Ok((rows, last))
}
