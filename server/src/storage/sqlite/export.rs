//! Reads for exports, in chunks of some thousand rows. A chunk holds rows of one creator; the cursor says where it ended.

mod flow;
mod growth;
mod people;
mod portrait;
mod roster;
mod runs;

use app::model::{Dataset, ListKind};
use async_trait::async_trait;
use sqlx::SqliteConnection;

#[cfg(test)]
pub(super) use {flow::DAYS as FLOW_DAYS, flow::ROWS as FLOW_ROWS, growth::BOUNDS as GROWTH_BOUNDS};
#[cfg(test)]
pub(super) use {
    people::OTHERS as PEOPLE_OTHERS, people::PLACES as PEOPLE_PLACES, people::SPANS as PEOPLE_SPANS, people::STEPS as PEOPLE_STEPS,
    portrait::DAYS as PORTRAIT_DAYS, portrait::ROWS as PORTRAIT_ROWS, runs::ROWS as RUN_ROWS,
};

use super::SqliteStore;
use super::error::corrupt;
use super::keys::{self, CreatorNumber};
use crate::storage::export::{ExportChunk, ExportCursor, ExportQuery, Field};
use crate::storage::{CreatorKey, ExportStore, StoreError};

/// Rows of one creator, and the last key among them while there may be more.
type Part = (Vec<Vec<Field>>, Option<String>);

/// What a dataset reads of one creator.
struct Subject<'a> {
    query: &'a ExportQuery,
    key: &'a CreatorKey,
    number: CreatorNumber,
    /// The last key written; nothing at the beginning.
    after: Option<&'a str>,
}

impl Subject<'_> {
    /// First day asked for, as a number.
    fn from(&self) -> i64 {
        self.query.from.map_or(i64::from(i32::MIN), app::model::PlatformDay::number)
    }

    /// Last day asked for, as a number.
    fn to(&self) -> i64 {
        self.query.to.map_or(i64::from(i32::MAX), app::model::PlatformDay::number)
    }

    /// The creator column.
    fn creator(&self) -> Field {
        Field::Text(self.key.creator.0.clone())
    }

    /// The next days that have rows, at most `chunk`, by a statement that gives first, last and count.
    async fn days(&self, connection: &mut SqliteConnection, sql: &'static str, chunk: i64) -> Result<Option<Days>, StoreError> {
        let from = self.after_day()?.map_or_else(|| self.from(), |after| after + 1);
        let days: (Option<i64>, Option<i64>, i64) = sqlx::query_as(sql)
            .bind(self.number.workspace)
            .bind(self.number.creator)
            .bind(from)
            .bind(self.to())
            .bind(chunk)
            .fetch_one(connection)
            .await?;
        let (first, last, count) = days;
        Ok(first.zip(last).map(|(first, last)| Days { first, last, full: count == chunk }))
    }

    /// The last day written, for datasets that go on by day.
    fn after_day(&self) -> Result<Option<i64>, StoreError> {
        self.after.map(|key| key.parse().map_err(|_| corrupt("export cursor"))).transpose()
    }
}

/// A chunk of days.
struct Days {
    first: i64,
    last: i64,
    /// There may be more after it.
    full: bool,
}

impl Days {
    /// The key to go on from, if there may be more.
    fn more(&self) -> Option<String> {
        self.full.then(|| self.last.to_string())
    }
}

#[async_trait]
impl ExportStore for SqliteStore {
    async fn export_chunk(&self, query: &ExportQuery, after: Option<ExportCursor>) -> Result<ExportChunk, StoreError> {
        // The semaphore is never closed.
        let _turn = self.export_turns.acquire().await.ok();
        let mut connection = self.readers().acquire().await?;
        if query.dataset == Dataset::Roster {
            return Ok(ExportChunk { rows: roster::rows(&mut connection, query).await?, next: None });
        }
        let mut cursor = after.unwrap_or(ExportCursor { creator: 0, after: String::new() });
        while let Some(key) = query.creators.get(cursor.creator) {
            let (rows, last) = part(&mut connection, query, key, &cursor.after).await?;
            let next = match last {
                Some(last) => ExportCursor { creator: cursor.creator, after: last },
                None => ExportCursor { creator: cursor.creator + 1, after: String::new() },
            };
            if !rows.is_empty() {
                let more = next.creator < query.creators.len();
                return Ok(ExportChunk { rows, next: more.then_some(next) });
            }
            cursor = next;
        }
        Ok(ExportChunk::default())
    }
}

/// The next rows of one creator; none for a creator that is not there any more.
async fn part(connection: &mut SqliteConnection, query: &ExportQuery, key: &CreatorKey, after: &str) -> Result<Part, StoreError> {
    let Some(number) = keys::find(&mut *connection, key).await? else { return Ok((Vec::new(), None)) };
    let subject = Subject { query, key, number, after: (!after.is_empty()).then_some(after) };
    match query.dataset {
        Dataset::Growth => growth::part(connection, &subject).await,
        Dataset::Portrait => portrait::part(connection, &subject).await,
        Dataset::Flow => flow::part(connection, &subject).await,
        Dataset::Fans => people::part(connection, &subject, ListKind::Fans).await,
        Dataset::Following => people::part(connection, &subject, ListKind::Following).await,
        Dataset::Runs => runs::part(connection, &subject).await,
        Dataset::Roster => Ok((Vec::new(), None)),
    }
}

fn integer(value: Option<i64>) -> Field {
    value.map_or(Field::Empty, Field::Integer)
}

/// Numbers for `json_each`.
fn integer_list(numbers: &[i64]) -> Result<String, StoreError> {
    serde_json::to_string(numbers).map_err(|error| StoreError::Database(Box::new(error)))
}
