//! Flow contributions, day by day.

use app::model::page::flow::FlowDay;
use app::model::{FlowContribution, FlowMetric, Period, Timestamp};
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::sqlite::keys::CreatorNumber;

pub(in crate::storage::sqlite) const OF_PERIOD: &str = "
    SELECT f.day, f.metric, f.all_sum, f.fans_sum, d.fetched_at
    FROM flow f
    LEFT JOIN portrait_day d ON d.workspace = f.workspace AND d.creator = f.creator AND d.day = f.day
    WHERE f.workspace = ? AND f.creator = ? AND f.day BETWEEN ? AND ?";

#[derive(sqlx::FromRow)]
struct Row {
    day: i64,
    metric: String,
    all_sum: Option<i64>,
    fans_sum: Option<i64>,
    fetched_at: Option<i64>,
}

impl Row {
    fn into_contribution(self) -> FlowContribution {
        FlowContribution { metric: FlowMetric::from(self.metric), all_sum: self.all_sum, fans_sum: self.fans_sum }
    }
}

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
    let rows: Vec<Row> = sqlx::query_as(OF_PERIOD)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(period.from().number())
        .bind(period.to().number())
        .fetch_all(connection)
        .await?;
    let mut days: Vec<FlowDay> = period.days().map(FlowDay::unknown).collect();
    for row in rows {
        let at = usize::try_from(row.day - period.from().number()).ok();
        let Some(day) = at.and_then(|at| days.get_mut(at)) else { continue };
        day.fetched_at = row.fetched_at.map(Timestamp);
        day.contributions.push(row.into_contribution());
    }
    for day in &mut days {
        day.contributions.sort_by_cached_key(|contribution| order(&contribution.metric));
    }
    Ok(days)
}
