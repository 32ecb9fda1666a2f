//! `portrait`: one row per day, dimension and bucket.

use std::collections::HashMap;

use app::model::Dimension;
use sqlx::SqliteConnection;

use super::{Days, Part, Subject};
use crate::storage::StoreError;
use crate::storage::export::Field;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::history::portrait::order;

/// Days per chunk; a day has about eighty rows.
const CHUNK: i64 = 50;

pub(in crate::storage::sqlite) const DAYS: &str = "
    SELECT min(d.day), max(d.day), count(*)
    FROM (
      SELECT p.day
      FROM portrait_day p
      WHERE p.workspace = ? AND p.creator = ? AND p.day BETWEEN ? AND ?
      ORDER BY p.day
      LIMIT ?) d";

/// The dimension leads the day in the key: each of the wanted ones is a range of its own.
pub(in crate::storage::sqlite) const ROWS: &str = "
    SELECT p.dimension, p.day, p.value, b.label, b.scheme, b.position
    FROM json_each(?5) wanted
    CROSS JOIN portrait p ON p.workspace = ?1 AND p.creator = ?2 AND p.dimension = wanted.value AND p.day BETWEEN ?3 AND ?4
    JOIN bucket b ON b.number = p.bucket";

#[derive(sqlx::FromRow)]
struct Row {
    dimension: i64,
    day: i64,
    value: i64,
    label: String,
    scheme: i64,
    position: i64,
}

pub(super) async fn part(connection: &mut SqliteConnection, subject: &Subject<'_>) -> Result<Part, StoreError> {
    let Some(days) = subject.days(&mut *connection, DAYS, CHUNK).await? else { return Ok((Vec::new(), None)) };
    let rows = read(connection, subject, &days).await?;
    Ok((rows, days.more()))
}

async fn read(connection: &mut SqliteConnection, subject: &Subject<'_>, days: &Days) -> Result<Vec<Vec<Field>>, StoreError> {
    let wanted = subject.query.dimension.map_or_else(|| Dimension::ALL.to_vec(), |only| vec![only]);
    let codes: Vec<String> = wanted.into_iter().map(|dimension| codes::dimension(dimension).to_string()).collect();
    let rows: Vec<Row> = sqlx::query_as(ROWS)
        .bind(subject.number.workspace)
        .bind(subject.number.creator)
        .bind(days.first)
        .bind(days.last)
        .bind(format!("[{}]", codes.join(",")))
        .fetch_all(connection)
        .await?;
    let mut sums: HashMap<(i64, i64), i64> = HashMap::new();
    for row in &rows {
        *sums.entry((row.day, row.dimension)).or_default() += row.value;
    }
    let mut rows = rows.into_iter().map(|row| Ok((codes::dimension_of(row.dimension)?, row))).collect::<Result<Vec<_>, StoreError>>()?;
    rows.sort_by_cached_key(|(dimension, row)| (row.day, *dimension, order(*dimension, row.position, row.value, &row.label)));
    Ok(rows.into_iter().map(|(dimension, row)| fields(subject, dimension, sums[&(row.day, row.dimension)], row)).collect())
}

fn fields(subject: &Subject<'_>, dimension: Dimension, sum: i64, row: Row) -> Vec<Field> {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let share = (sum > 0).then(|| row.value as f64 / sum as f64);
    vec![
        subject.creator(),
        Field::Day(codes::day(row.day)),
        Field::Word(dimension.as_str()),
        Field::Text(row.label),
        Field::Integer(row.value),
        share.map_or(Field::Empty, Field::Ratio),
        Field::Integer(row.scheme),
    ]
}
