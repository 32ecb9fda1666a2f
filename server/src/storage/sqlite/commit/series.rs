//! The platform's daily series.

use std::collections::BTreeSet;

use app::model::{Capability, PlatformDay, SeriesMetric, SeriesPoint, Timestamp};
use sqlx::SqliteConnection;

use super::run::Run;
use super::staged;
use super::staged::rows_of;
use crate::storage::StoreError;
use crate::storage::reparse::{AnswerRecords, Reread};
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

/// The values of a run's answer: the series it speaks for, at the instant it was read.
const OWN: &str = "
    SELECT s.metric, s.day
    FROM json_each(?3) m
    CROSS JOIN series s ON s.workspace = ?1 AND s.creator = ?2 AND s.metric = m.value
    WHERE s.fetched_at = ?4";

const CLEAR: &str = "
    DELETE FROM series
    WHERE workspace = ?1 AND creator = ?2 AND metric IN (SELECT m.value FROM json_each(?3) m) AND fetched_at = ?4";

const FILL: &str = "
    INSERT INTO series (workspace, creator, metric, day, value, fetched_at)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (workspace, creator, metric, day) DO NOTHING";

/// A metric by its code, and a day by its number.
type Place = (i64, i64);

fn place(point: &SeriesPoint) -> Place {
    (codes::metric(point.metric), point.day.number())
}

/// What the answers of a run gave: where its values stand now.
pub(super) async fn own(connection: &mut SqliteConnection, run: &Run, answers: &[Reread]) -> Result<BTreeSet<Place>, StoreError> {
    let mut places = BTreeSet::new();
    for (fetched_at, metrics, _) in series_of(answers) {
        let rows: Vec<Place> = sqlx::query_as(OWN)
            .bind(run.creator.workspace)
            .bind(run.creator.creator)
            .bind(codes_of(metrics)?)
            .bind(fetched_at.0)
            .fetch_all(&mut *connection)
            .await?;
        places.extend(rows);
    }
    Ok(places)
}

/// Replaces what the answers of a run gave. A value that none of them gives any more is the newest older answer's.
pub(super) async fn replace(
    connection: &mut SqliteConnection,
    run: &Run,
    answers: &[Reread],
    older: &[Reread],
    own: &BTreeSet<Place>,
) -> Result<(), StoreError> {
    let mut lost = own.clone();
    for (fetched_at, metrics, points) in series_of(answers) {
        sqlx::query(CLEAR)
            .bind(run.creator.workspace)
            .bind(run.creator.creator)
            .bind(codes_of(metrics)?)
            .bind(fetched_at.0)
            .execute(&mut *connection)
            .await?;
        let over: Vec<SeriesPoint> = points.iter().filter(|point| point.day < run.period).copied().collect();
        record(connection, run, &over, fetched_at).await?;
        for point in &over {
            lost.remove(&place(point));
        }
    }
    for (fetched_at, _, points) in series_of(older) {
        for point in points.iter().filter(|point| point.day < fetched_at.day()) {
            if lost.remove(&place(point)) {
                let (metric, day) = place(point);
                sqlx::query(FILL)
                    .bind(run.creator.workspace)
                    .bind(run.creator.creator)
                    .bind(metric)
                    .bind(day)
                    .bind(point.value)
                    .bind(fetched_at.0)
                    .execute(&mut *connection)
                    .await?;
            }
        }
    }
    Ok(())
}

fn codes_of(metrics: &[SeriesMetric]) -> Result<String, StoreError> {
    rows_of(&metrics.iter().map(|metric| codes::metric(*metric)).collect::<Vec<_>>())
}

fn series_of(answers: &[Reread]) -> impl Iterator<Item = (Timestamp, &'static [SeriesMetric], &[SeriesPoint])> {
    answers.iter().filter_map(|answer| match &answer.records {
        AnswerRecords::Series(metrics, points) => Some((answer.fetched_at, *metrics, points.as_slice())),
        AnswerRecords::Profile(_) | AnswerRecords::Portrait(_) => None,
    })
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
