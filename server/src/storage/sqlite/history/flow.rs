//! The newest flow contributions.

use app::model::page::overview::LatestFlow;
use app::model::{FlowContribution, FlowMetric, Period, Timestamp};
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::keys::CreatorNumber;

pub(in crate::storage::sqlite) const LATEST: &str = "
    SELECT f.day, f.metric, f.all_sum, f.fans_sum, d.fetched_at
    FROM flow f
    LEFT JOIN portrait_day d ON d.workspace = f.workspace AND d.creator = f.creator AND d.day = f.day
    WHERE f.workspace = ?1 AND f.creator = ?2
      AND f.day = (SELECT max(n.day) FROM flow n WHERE n.workspace = ?1 AND n.creator = ?2 AND n.day BETWEEN ?3 AND ?4)";

pub(in crate::storage::sqlite) const FIRST: &str = "
    SELECT f.day, f.metric, f.all_sum, f.fans_sum, d.fetched_at
    FROM flow f
    LEFT JOIN portrait_day d ON d.workspace = f.workspace AND d.creator = f.creator AND d.day = f.day
    WHERE f.workspace = ?1 AND f.creator = ?2
      AND f.day = (SELECT min(n.day) FROM flow n WHERE n.workspace = ?1 AND n.creator = ?2 AND n.day BETWEEN ?3 AND ?4)";

#[derive(sqlx::FromRow)]
struct Row {
    day: i64,
    metric: String,
    all_sum: Option<i64>,
    fans_sum: Option<i64>,
    fetched_at: Option<i64>,
}

/// The order of pages and exports: the known metrics, then others by name.
pub(in crate::storage::sqlite) fn order(metric: &FlowMetric) -> (usize, String) {
    let at = FlowMetric::KNOWN.iter().position(|known| known == metric).unwrap_or(FlowMetric::KNOWN.len());
    (at, metric.as_str().to_owned())
}

pub(super) async fn latest(connection: &mut SqliteConnection, creator: CreatorNumber, period: Period) -> Result<LatestFlow, StoreError> {
    let mut latest = read(connection, LATEST, creator, period).await?;
    let first = read(connection, FIRST, creator, period).await?;
    if first.day < latest.day {
        latest.before_day = first.day;
        latest.before = first.contributions;
    }
    Ok(latest)
}

async fn read(
    connection: &mut SqliteConnection,
    sql: &'static str,
    creator: CreatorNumber,
    period: Period,
) -> Result<LatestFlow, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(sql)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(period.from().number())
        .bind(period.to().number())
        .fetch_all(connection)
        .await?;
    let day = rows.first().map(|row| codes::day(row.day));
    let fetched_at = rows.first().and_then(|row| row.fetched_at).map(Timestamp);
    let mut contributions: Vec<FlowContribution> = rows
        .into_iter()
        .map(|row| FlowContribution { metric: FlowMetric::from(row.metric), all_sum: row.all_sum, fans_sum: row.fans_sum })
        .collect();
    contributions.sort_by_cached_key(|contribution| order(&contribution.metric));
    Ok(LatestFlow { day, fetched_at, contributions, ..LatestFlow::default() })
}
