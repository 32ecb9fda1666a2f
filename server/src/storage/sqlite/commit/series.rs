//! The platform's daily series.

use app::model::{Capability, PlatformDay, SeriesPoint, Timestamp};
use sqlx::SqliteConnection;

use super::run::Run;
use super::staged;
use crate::storage::StoreError;
use crate::storage::sqlite::codes;

/// Never overwritten by an older fetch.
const UPSERT: &str = "
    INSERT INTO series (workspace, creator, metric, day, value, fetched_at)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (workspace, creator, metric, day) DO UPDATE SET value = excluded.value, fetched_at = excluded.fetched_at
    WHERE excluded.fetched_at >= series.fetched_at";

/// Returns the oldest day that was written. Days that are not over on the day of the run are kept out.
pub(super) async fn commit(connection: &mut SqliteConnection, run: &Run) -> Result<Option<PlatformDay>, StoreError> {
    let mut oldest: Option<PlatformDay> = None;
    let mut early = 0;
    for (fetched_at, points) in staged::records::<Vec<SeriesPoint>>(connection, run.number, Capability::Series).await? {
        for point in points {
            if point.day >= run.period {
                early += 1;
                continue;
            }
            record(connection, run, &point, fetched_at).await?;
            oldest = Some(oldest.map_or(point.day, |oldest| oldest.min(point.day)));
        }
    }
    if early > 0 {
        tracing::warn!(run.period = %run.period, rows = early, "series rows dated on the day of the run or later were kept out");
    }
    Ok(oldest)
}

async fn record(connection: &mut SqliteConnection, run: &Run, point: &SeriesPoint, fetched_at: Timestamp) -> Result<(), StoreError> {
    sqlx::query(UPSERT)
        .bind(run.creator.workspace)
        .bind(run.creator.creator)
        .bind(codes::metric(point.metric))
        .bind(point.day.number())
        .bind(point.value)
        .bind(fetched_at.0)
        .execute(connection)
        .await?;
    Ok(())
}
