//! The portrait and the flow contributions of the day.

use app::model::{BucketValue, Capability, Dimension, FlowContribution, Portrait, Timestamp};
use sqlx::SqliteConnection;

use super::run::Run;
use super::staged;
use super::staged::rows_of;
use crate::storage::StoreError;
use crate::storage::bands::{self, Before, Known, Seen};
use crate::storage::sqlite::codes;

const DAY: &str = "
    INSERT INTO portrait_day (workspace, creator, day, total_fans, fetched_at)
    VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (workspace, creator, day) DO UPDATE SET total_fans = excluded.total_fans, fetched_at = excluded.fetched_at";

const FLOW: &str = "
    INSERT INTO flow (workspace, creator, day, metric, all_sum, fans_sum)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (workspace, creator, day, metric) DO UPDATE SET all_sum = excluded.all_sum, fans_sum = excluded.fans_sum";

const KNOWN: &str = "SELECT b.label, b.scheme, b.position FROM bucket b WHERE b.dimension = ?";

/// The creator's portrait before a day.
pub(in crate::storage::sqlite) const BEFORE: &str = "
    SELECT b.label, b.scheme, p.value
    FROM portrait p
    JOIN bucket b ON b.number = p.bucket
    WHERE p.workspace = ?1 AND p.creator = ?2 AND p.dimension = ?3
      AND p.day = (
        SELECT n.day FROM portrait n
        WHERE n.workspace = ?1 AND n.creator = ?2 AND n.dimension = ?3 AND n.day < ?4
        ORDER BY n.day DESC
        LIMIT 1)";

/// What the portrait of a day has so far.
pub(in crate::storage::sqlite) const CURRENT: &str = "
    SELECT b.label, b.scheme, p.value
    FROM portrait p
    JOIN bucket b ON b.number = p.bucket
    WHERE p.workspace = ?1 AND p.creator = ?2 AND p.dimension = ?3 AND p.day = ?4";

const BUCKETS: &str = "
    INSERT INTO bucket (dimension, label, scheme, position)
    SELECT ?1, b.value ->> 0, ?2, b.value ->> 1
    FROM json_each(?3) b
    WHERE true
    ON CONFLICT (dimension, label, scheme) DO UPDATE SET position = excluded.position
    WHERE excluded.position <> bucket.position";

const CLEAR: &str = "DELETE FROM portrait WHERE workspace = ? AND creator = ? AND dimension = ? AND day = ?";

const CLEAR_DAY: &str = "DELETE FROM portrait_day WHERE workspace = ? AND creator = ? AND day = ?";

const CLEAR_FLOW: &str = "DELETE FROM flow WHERE workspace = ? AND creator = ? AND day = ?";

pub(in crate::storage::sqlite) const VALUES: &str = "
    INSERT INTO portrait (workspace, creator, dimension, day, bucket, value)
    SELECT ?1, ?2, ?3, ?4, b.number, v.value ->> 2
    FROM json_each(?6) v
    CROSS JOIN bucket b ON b.dimension = ?3 AND b.label = v.value ->> 0 AND b.scheme = ?5";

/// A portrait carries no date: one that was read on another platform day than the run's is left out.
pub(super) async fn commit(connection: &mut SqliteConnection, run: &Run) -> Result<(), StoreError> {
    for (fetched_at, portrait) in staged::records::<Portrait>(connection, run.number, Capability::Portrait).await? {
        if is_of_its_day(run, fetched_at) {
            record(connection, run, &portrait, fetched_at).await?;
        }
    }
    Ok(())
}

fn is_of_its_day(run: &Run, fetched_at: Timestamp) -> bool {
    let same = fetched_at.day() == run.period;
    if !same {
        tracing::warn!(run.period = %run.period, fetched_at = fetched_at.to_rfc3339(), "a portrait of another day was left out");
    }
    same
}

async fn record(connection: &mut SqliteConnection, run: &Run, portrait: &Portrait, fetched_at: Timestamp) -> Result<(), StoreError> {
    // Below the threshold, and before it is ready, a portrait is a bare number that the platform does not vouch for.
    if portrait.distributions.is_empty() {
        return Ok(());
    }
    record_day(connection, run, portrait, fetched_at).await?;
    for (dimension, buckets) in &portrait.distributions {
        record_distribution(connection, run, *dimension, buckets).await?;
    }
    for contribution in &portrait.flow {
        record_flow(connection, run, contribution).await?;
    }
    Ok(())
}

/// Replaces what the day has by a portrait that was read again. Dimensions it has not are cleared last: the scheme the day has decides first.
pub(super) async fn replace(
    connection: &mut SqliteConnection,
    run: &Run,
    portrait: &Portrait,
    fetched_at: Timestamp,
) -> Result<(), StoreError> {
    if !is_of_its_day(run, fetched_at) {
        return Ok(());
    }
    let (workspace, creator, day) = (run.creator.workspace, run.creator.creator, run.period.number());
    for sql in [CLEAR_DAY, CLEAR_FLOW] {
        sqlx::query(sql).bind(workspace).bind(creator).bind(day).execute(&mut *connection).await?;
    }
    record(connection, run, portrait, fetched_at).await?;
    for dimension in Dimension::ALL.into_iter().filter(|dimension| portrait.buckets(*dimension).is_empty()) {
        sqlx::query(CLEAR).bind(workspace).bind(creator).bind(codes::dimension(dimension)).bind(day).execute(&mut *connection).await?;
    }
    Ok(())
}

async fn record_day(connection: &mut SqliteConnection, run: &Run, portrait: &Portrait, fetched_at: Timestamp) -> Result<(), StoreError> {
    sqlx::query(DAY)
        .bind(run.creator.workspace)
        .bind(run.creator.creator)
        .bind(run.period.number())
        .bind(portrait.total_fans)
        .bind(fetched_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

async fn record_flow(connection: &mut SqliteConnection, run: &Run, flow: &FlowContribution) -> Result<(), StoreError> {
    sqlx::query(FLOW)
        .bind(run.creator.workspace)
        .bind(run.creator.creator)
        .bind(run.period.number())
        .bind(flow.metric.as_str())
        .bind(flow.all_sum)
        .bind(flow.fans_sum)
        .execute(connection)
        .await?;
    Ok(())
}

async fn record_distribution(
    connection: &mut SqliteConnection,
    run: &Run,
    dimension: Dimension,
    buckets: &[BucketValue],
) -> Result<(), StoreError> {
    // Two raw labels may have become one word (genders nobody documented are all "unknown"). The order is the platform's.
    let mut values: Vec<(&str, i64)> = Vec::with_capacity(buckets.len());
    for bucket in buckets {
        match values.iter_mut().find(|(label, _)| *label == bucket.label) {
            Some((_, value)) => *value += bucket.value,
            None => values.push((&bucket.label, bucket.value)),
        }
    }
    let (workspace, creator, code, day) = (run.creator.workspace, run.creator.creator, codes::dimension(dimension), run.period.number());
    let known: Vec<Known> = sqlx::query_as(KNOWN).bind(code).fetch_all(&mut *connection).await?;
    let before = stored(connection, run, dimension, BEFORE).await?;
    let current = stored(connection, run, dimension, CURRENT).await?;
    let scheme = bands::scheme(dimension, &values, &Seen { known: &known, before: before.as_ref(), current: current.as_ref() });
    sqlx::query(CLEAR).bind(workspace).bind(creator).bind(code).bind(day).execute(&mut *connection).await?;
    let mut next = bands::next_place(known.iter().map(|known| known.position));
    let rows: Vec<_> = values
        .iter()
        .map(|(label, value)| {
            let stands = |known: &&Known| known.scheme == scheme && known.label == *label;
            let place = bands::position(dimension, label).or_else(|| known.iter().find(stands).map(|known| known.position));
            let place = place.unwrap_or_else(|| {
                next += 1;
                next - 1
            });
            (label, place, value)
        })
        .collect();
    let rows = rows_of(&rows)?;
    sqlx::query(BUCKETS).bind(code).bind(scheme).bind(&rows).execute(&mut *connection).await?;
    sqlx::query(VALUES).bind(workspace).bind(creator).bind(code).bind(day).bind(scheme).bind(rows).execute(connection).await?;
    Ok(())
}

async fn stored(
    connection: &mut SqliteConnection,
    run: &Run,
    dimension: Dimension,
    sql: &'static str,
) -> Result<Option<Before>, StoreError> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(sql)
        .bind(run.creator.workspace)
        .bind(run.creator.creator)
        .bind(codes::dimension(dimension))
        .bind(run.period.number())
        .fetch_all(connection)
        .await?;
    // They are all of one scheme, unless somebody changed them by hand: then most decide.
    let count = |scheme: i64| rows.iter().filter(|(_, of, _)| *of == scheme).count();
    let scheme = rows.iter().map(|(_, scheme, _)| *scheme).max_by_key(|scheme| (count(*scheme), *scheme));
    Ok(scheme.map(|scheme| Before { scheme, values: rows.into_iter().map(|(label, _, heads)| (label, heads)).collect() }))
}
