//! The newest portrait, against the beginning of the period.

use std::cmp::Reverse;
use std::collections::HashMap;

use app::model::page::audience::is_rest;
use app::model::page::overview::{Bucket, Distribution, LatestPortrait};
use app::model::{Dimension, Period, Timestamp};
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::keys::CreatorNumber;

pub(in crate::storage::sqlite) const NEWEST: &str = "
    SELECT p.day, p.bucket, p.value, b.label, b.scheme, b.position, d.fetched_at
    FROM portrait p
    JOIN bucket b ON b.number = p.bucket
    LEFT JOIN portrait_day d ON d.workspace = p.workspace AND d.creator = p.creator AND d.day = p.day
    WHERE p.workspace = ?1 AND p.creator = ?2 AND p.dimension = ?3
      AND p.day = (
        SELECT max(n.day) FROM portrait n
        WHERE n.workspace = ?1 AND n.creator = ?2 AND n.dimension = ?3 AND n.day BETWEEN ?4 AND ?5)";

/// The first day of the period with the same label set, before the newest one.
pub(in crate::storage::sqlite) const BEFORE: &str = "
    SELECT p.bucket, p.value, p.day
    FROM portrait p
    WHERE p.workspace = ?1 AND p.creator = ?2 AND p.dimension = ?3
      AND p.day = (
        SELECT f.day
        FROM portrait f
        JOIN bucket b ON b.number = f.bucket
        WHERE f.workspace = ?1 AND f.creator = ?2 AND f.dimension = ?3 AND f.day >= ?4 AND f.day < ?5 AND b.scheme = ?6
        ORDER BY f.day
        LIMIT 1)";

#[derive(sqlx::FromRow)]
struct Row {
    day: i64,
    bucket: i64,
    value: i64,
    label: String,
    scheme: i64,
    position: i64,
    fetched_at: Option<i64>,
}

/// Canonical order for ordered dimensions, largest first for the others; then by label.
pub(in crate::storage::sqlite) fn order(dimension: Dimension, position: i64, value: i64, label: &str) -> (i64, bool, Reverse<i64>, String) {
    let (position, rest, value) = if dimension.is_ordered() { (position, false, 0) } else { (0, is_rest(label), value) };
    (position, rest, Reverse(value), label.to_owned())
}

/// Two queries per dimension, however long the history.
pub(super) async fn latest(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    period: Period,
) -> Result<LatestPortrait, StoreError> {
    let mut distributions = Vec::new();
    for dimension in Dimension::ALL {
        distributions.extend(distribution(connection, creator, dimension, period).await?);
    }
    Ok(LatestPortrait { distributions })
}

async fn distribution(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    dimension: Dimension,
    period: Period,
) -> Result<Option<Distribution>, StoreError> {
    let mut rows: Vec<Row> = sqlx::query_as(NEWEST)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(codes::dimension(dimension))
        .bind(period.from().number())
        .bind(period.to().number())
        .fetch_all(&mut *connection)
        .await?;
    let Some(Row { day, scheme, fetched_at, .. }) = rows.first() else { return Ok(None) };
    let (day, fetched_at) = (*day, fetched_at.map(Timestamp));
    let before: Vec<(i64, i64, i64)> = sqlx::query_as(BEFORE)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(codes::dimension(dimension))
        .bind(period.from().number())
        .bind(day)
        .bind(scheme)
        .fetch_all(connection)
        .await?;
    let before_day = before.first().map(|(_, _, day)| codes::day(*day));
    let before_of = before.iter().map(|(_, value, _)| value).sum();
    let before: HashMap<i64, i64> = before.into_iter().map(|(bucket, value, _)| (bucket, value)).collect();
    rows.sort_by_cached_key(|row| order(dimension, row.position, row.value, &row.label));
    let bucket = |row: Row| Bucket { before: before.get(&row.bucket).copied(), label: row.label, value: row.value };
    let buckets = rows.into_iter().map(bucket).collect();
    Ok(Some(Distribution { dimension, day: codes::day(day), fetched_at, before_day, before_of, buckets }))
}
