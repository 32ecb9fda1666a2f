//! The platform's daily series.

use app::model::{Capability, PlatformDay, SeriesPoint, Timestamp};
use sqlx::SqliteConnection;

use super::run::Run;
use super::staged;
use super::staged::rows_of;
use crate::storage::StoreError;
use crate::storage::sqlite::codes;

/// Never overwritten by an older fetch. All rows of a fetch in one statement: each one costs a way to SQLite's thread and back.
const UPSERT: &str = "
    INSERT INTO series (workspace, creator, metric, day, value, fetched_at)
    SELECT ?1, ?2, p.value ->> 0, p.value ->> 1, p.value ->> 2, ?3
    FROM json_each(?4) p
    WHERE true
    ON CONFLICT (workspace, creator, metric, day) DO UPDATE SET value = excluded.value, fetched_at = excluded.fetched_at
    WHERE excluded.fetched_at >= series.fetched_at";

/// Returns the oldest day that was written. Days that are not over on the day of the run are kept out.
pub(super) async fn commit(connection: &mut SqliteConnection, run: &Run) -> Result<Option<PlatformDay>, StoreError> {
    let mut oldest: Option<PlatformDay> = None;
    let mut early = 0;
    for (fetched_at, points) in staged::records::<Vec<SeriesPoint>>(connection, run.number, Capability::Series).await? {
        let (over, not_over): (Vec<SeriesPoint>, Vec<SeriesPoint>) = points.into_iter().partition(|point| point.day < run.period);
        early += not_over.len();
        oldest = oldest.into_iter().chain(over.iter().map(|point| point.day)).min();
        record(connection, run, &over, fetched_at).await?;
    }
    if early > 0 {
        tracing::warn!(run.period = %run.period, rows = early, "series rows dated on the day of the run or later were kept out");
    }
    Ok(oldest)
}

async fn record(connection: &mut SqliteConnection, run: &Run, points: &[SeriesPoint], fetched_at: Timestamp) -> Result<(), StoreError> {
    let rows: Vec<_> = points.iter().map(|point| (codes::metric(point.metric), point.day.number(), point.value)).collect();
    sqlx::query(UPSERT)
        .bind(run.creator.workspace)
        .bind(run.creator.creator)
        .bind(fetched_at.0)
        .bind(rows_of(&rows)?)
        .execute(connection)
        .await?;
    Ok(())
}
