//! Flow contributions, day by day.

use app::model::page::flow::FlowDay;
use app::model::{FlowContribution, FlowMetric, Period, Timestamp};
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::keys::CreatorNumber;

/// One row of two long values: rows are what a read costs, and three years have thousands of them.
pub(in crate::storage::sqlite) const OF_PERIOD: &str = "
    SELECT
      (SELECT json_group_array(json_array(f.day, f.metric, f.all_sum, f.fans_sum))
        FROM flow f WHERE f.workspace = ?1 AND f.creator = ?2 AND f.day BETWEEN ?3 AND ?4),
      (SELECT json_group_array(json_array(d.day, d.fetched_at))
        FROM portrait_day d WHERE d.workspace = ?1 AND d.creator = ?2 AND d.day BETWEEN ?3 AND ?4)";

/// Of one metric on one day: the day, the metric, everybody's sum, the fans'.
type Read = (i64, String, Option<i64>, Option<i64>);

/// The order of pages and exports: the known metrics, then others by name.
pub(in crate::storage::sqlite) fn order(metric: &FlowMetric) -> (usize, String) {
    let at = FlowMetric::KNOWN.iter().position(|known| known == metric).unwrap_or(FlowMetric::KNOWN.len());
    (at, metric.as_str().to_owned())
}

/// One entry per day of the period, oldest first.
pub(super) async fn of_period(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    period: Period,
) -> Result<Vec<FlowDay>, StoreError> {
    let (read, fetched): (String, String) = sqlx::query_as(OF_PERIOD)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(period.from().number())
        .bind(period.to().number())
        .fetch_one(connection)
        .await?;
    let read: Vec<Read> = serde_json::from_str(&read).map_err(|_| corrupt("flow"))?;
    let fetched: Vec<(i64, i64)> = serde_json::from_str(&fetched).map_err(|_| corrupt("portrait_day"))?;
    let mut days: Vec<FlowDay> = period.days().map(FlowDay::unknown).collect();
    let at = |day: i64| usize::try_from(day - period.from().number()).unwrap_or(usize::MAX);
    for (day, metric, all_sum, fans_sum) in read {
        let Some(day) = days.get_mut(at(day)) else { continue };
        day.contributions.push(FlowContribution { metric: FlowMetric::from(metric), all_sum, fans_sum });
    }
    for (day, fetched_at) in fetched {
        let Some(day) = days.get_mut(at(day)).filter(|day| !day.contributions.is_empty()) else { continue };
        day.fetched_at = Some(Timestamp(fetched_at));
    }
    for day in &mut days {
        day.contributions.sort_by_cached_key(|contribution| order(&contribution.metric));
    }
    Ok(days)
}
