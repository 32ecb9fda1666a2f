//! The daily roll-up, recomputed for the days a commit touched.

use std::collections::BTreeMap;

use app::model::{PlatformDay, SeriesMetric, TotalSource};
use sqlx::SqliteConnection;

use super::staged::rows_of;
use crate::storage::StoreError;
use crate::storage::rollup::{self, Known};
use crate::storage::sqlite::codes;
use crate::storage::sqlite::keys::CreatorNumber;

pub(in crate::storage::sqlite) const SERIES: &str = "
    SELECT day, value
    FROM series
    WHERE workspace = ? AND creator = ? AND day BETWEEN ? AND ? AND metric = ?";

pub(in crate::storage::sqlite) const PORTRAITS: &str = "
    SELECT day, total_fans
    FROM portrait_day
    WHERE workspace = ? AND creator = ? AND day BETWEEN ? AND ? AND total_fans IS NOT NULL";

pub(in crate::storage::sqlite) const LISTED: &str = "
    SELECT period, max(listed), max(complete)
    FROM run
    WHERE workspace = ? AND creator = ? AND period BETWEEN ? AND ? AND recorded_at IS NOT NULL AND listed IS NOT NULL
    GROUP BY period";

pub(in crate::storage::sqlite) const JOINED: &str = "
    SELECT first_day, count(*)
    FROM span
    WHERE workspace = ? AND creator = ? AND first_day BETWEEN ? AND ? AND list = 0
    GROUP BY first_day";

const UPSERT: &str = "
    INSERT INTO daily (workspace, creator, day, series_total, portrait_total, listed, complete, new_fans, lost_fans, net_fans)
    SELECT ?1, ?2, d.value ->> 0, d.value ->> 1, d.value ->> 2, d.value ->> 3, d.value ->> 4, d.value ->> 5, d.value ->> 6, d.value ->> 7
    FROM json_each(?3) d
    WHERE true
    ON CONFLICT (workspace, creator, day) DO UPDATE SET
      series_total = excluded.series_total,
      portrait_total = excluded.portrait_total,
      listed = excluded.listed,
      complete = excluded.complete,
      new_fans = excluded.new_fans,
      lost_fans = excluded.lost_fans,
      net_fans = excluded.net_fans";

type Days = BTreeMap<i64, Known>;

/// Recomputes the days `from ..= to` out of the base tables.
pub(super) async fn roll_up(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    from: PlatformDay,
    to: PlatformDay,
) -> Result<(), StoreError> {
    let known = known(connection, creator, from.previous(), to).await?;
    let of = |day: PlatformDay| known.get(&day.number()).copied().unwrap_or_default();
    let rows: Vec<_> = from.through(to).filter_map(|day| row(day, &of(day), &of(day.previous()))).collect();
    sqlx::query(UPSERT).bind(creator.workspace).bind(creator.creator).bind(rows_of(&rows)?).execute(connection).await?;
    Ok(())
}

const CLEAR: &str = "DELETE FROM daily WHERE workspace = ? AND creator = ? AND day BETWEEN ? AND ?";

/// The same for days of which less may be known than before: one of which nothing is known any more has no row.
pub(super) async fn roll_up_anew(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    from: PlatformDay,
    to: PlatformDay,
) -> Result<(), StoreError> {
    sqlx::query(CLEAR)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(from.number())
        .bind(to.number())
        .execute(&mut *connection)
        .await?;
    roll_up(connection, creator, from, to).await
}

/// Day, the totals of the three sources, complete, new, lost, net.
type Row = (i64, Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<i64>);

/// A day on which nothing is known has no row.
fn row(day: PlatformDay, known: &Known, before: &Known) -> Option<Row> {
    let point = rollup::roll(day, known, before);
    let complete = known.complete.map(i64::from);
    let row = (day.number(), known.series_total, known.portrait_total, known.listed, complete, point.new, point.lost, point.net);
    (!known.is_empty()).then_some(row)
}

async fn known(connection: &mut SqliteConnection, creator: CreatorNumber, from: PlatformDay, to: PlatformDay) -> Result<Days, StoreError> {
    let mut days = Days::new();
    let (workspace, creator, from, to) = (creator.workspace, creator.creator, from.number(), to.number());
    for metric in [SeriesMetric::TotalFans, SeriesMetric::NewFans] {
        let rows: Vec<(i64, i64)> = sqlx::query_as(SERIES)
            .bind(workspace)
            .bind(creator)
            .bind(from)
            .bind(to)
            .bind(codes::metric(metric))
            .fetch_all(&mut *connection)
            .await?;
        for (day, value) in rows {
            let known = days.entry(day).or_default();
            if metric == SeriesMetric::TotalFans { known.series_total = Some(value) } else { known.series_new = Some(value) }
        }
    }
    let rows: Vec<(i64, i64)> =
        sqlx::query_as(PORTRAITS).bind(workspace).bind(creator).bind(from).bind(to).fetch_all(&mut *connection).await?;
    for (day, total) in rows {
        days.entry(day).or_default().portrait_total = Some(total);
    }
    let rows: Vec<(i64, i64, bool)> =
        sqlx::query_as(LISTED).bind(workspace).bind(creator).bind(from).bind(to).fetch_all(&mut *connection).await?;
    for (day, listed, complete) in rows {
        let known = days.entry(day).or_default();
        (known.listed, known.complete) = (Some(listed), Some(complete));
    }
    // Counting spans reads all of a creator's; only days whose total is a list's need it.
    if days.values().any(|known| matches!(known.total(), Some((_, TotalSource::List)))) {
        let rows: Vec<(i64, i64)> = sqlx::query_as(JOINED).bind(workspace).bind(creator).bind(from).bind(to).fetch_all(connection).await?;
        for (day, joined) in rows {
            days.entry(day).or_default().joined = joined;
        }
    }
    Ok(days)
}
