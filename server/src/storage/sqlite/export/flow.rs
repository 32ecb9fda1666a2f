//! `flow`: one row per day and metric.

use app::model::{FlowContribution, FlowMetric};
use sqlx::SqliteConnection;

use super::{Part, Subject, integer};
use crate::storage::StoreError;
use crate::storage::export::Field;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::history::flow;

/// Days per chunk.
const CHUNK: i64 = 500;

pub(in crate::storage::sqlite) const DAYS: &str = "
    SELECT min(d.day), max(d.day), count(*)
    FROM (
      SELECT DISTINCT f.day
      FROM flow f
      WHERE f.workspace = ? AND f.creator = ? AND f.day BETWEEN ? AND ?
      ORDER BY f.day
      LIMIT ?) d";

pub(in crate::storage::sqlite) const ROWS: &str = "
    SELECT f.day, f.metric, f.all_sum, f.fans_sum
    FROM flow f
    WHERE f.workspace = ? AND f.creator = ? AND f.day BETWEEN ? AND ?";

pub(super) async fn part(connection: &mut SqliteConnection, subject: &Subject<'_>) -> Result<Part, StoreError> {
    let Some(days) = subject.days(&mut *connection, DAYS, CHUNK).await? else { return Ok((Vec::new(), None)) };
    let rows: Vec<(i64, String, Option<i64>, Option<i64>)> = sqlx::query_as(ROWS)
        .bind(subject.number.workspace)
        .bind(subject.number.creator)
        .bind(days.first)
        .bind(days.last)
        .fetch_all(connection)
        .await?;
    let mut rows: Vec<(i64, FlowContribution)> = rows
        .into_iter()
        .map(|(day, metric, all_sum, fans_sum)| (day, FlowContribution { metric: FlowMetric::from(metric), all_sum, fans_sum }))
        .collect();
    rows.sort_by_cached_key(|(day, contribution)| (*day, flow::order(&contribution.metric)));
    let rows = rows.into_iter().map(|(day, contribution)| row(subject, day, &contribution)).collect();
    Ok((rows, days.more()))
}

fn row(subject: &Subject<'_>, day: i64, contribution: &FlowContribution) -> Vec<Field> {
    vec![
        subject.creator(),
        Field::Day(codes::day(day)),
        Field::Text(contribution.metric.as_str().to_owned()),
        integer(contribution.all_sum),
        integer(contribution.fans_sum),
        contribution.fan_share().map_or(Field::Empty, Field::Ratio),
    ]
}
