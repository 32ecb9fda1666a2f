//! One dimension over a period.

use std::collections::{BTreeMap, HashMap};

use app::model::page::audience::{Composition, CompositionDay};
use app::model::{Dimension, Period};
use sqlx::SqliteConnection;

use super::portrait::order;
use crate::storage::StoreError;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::keys::CreatorNumber;

pub(in crate::storage::sqlite) const OF_PERIOD: &str = "
    SELECT p.day, p.value, b.label, b.scheme, b.position
    FROM portrait p
    JOIN bucket b ON b.number = p.bucket
    WHERE p.workspace = ? AND p.creator = ? AND p.dimension = ? AND p.day BETWEEN ? AND ?";

#[derive(sqlx::FromRow)]
struct Row {
    day: i64,
    value: i64,
    label: String,
    scheme: i64,
    position: i64,
}

pub(super) async fn of_period(
    connection: &mut SqliteConnection,
    creator: Option<CreatorNumber>,
    dimension: Dimension,
    period: Period,
) -> Result<Composition, StoreError> {
    let rows: Vec<Row> = match creator {
        None => Vec::new(),
        Some(creator) => {
            sqlx::query_as(OF_PERIOD)
                .bind(creator.workspace)
                .bind(creator.creator)
                .bind(codes::dimension(dimension))
                .bind(period.from().number())
                .bind(period.to().number())
                .fetch_all(connection)
                .await?
        }
    };
    let labels = labels(dimension, &rows);
    let place: HashMap<&str, usize> = labels.iter().enumerate().map(|(at, label)| (label.as_str(), at)).collect();
    let mut days: Vec<CompositionDay> = period.days().map(|day| CompositionDay { day, values: Vec::new(), scheme: None }).collect();
    for row in &rows {
        let at = usize::try_from(row.day - period.from().number()).ok();
        let (Some(day), Some(place)) = (at.and_then(|at| days.get_mut(at)), place.get(row.label.as_str())) else { continue };
        day.values.resize(labels.len(), None);
        day.values[*place] = Some(row.value);
        day.scheme = Some(row.scheme);
    }
    Ok(Composition { dimension, period, labels, days })
}

/// Every label of the period once. A label that two schemes share means the same in both.
fn labels(dimension: Dimension, rows: &[Row]) -> Vec<String> {
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for row in rows {
        let (position, sum) = sums.entry(&row.label).or_insert((row.position, 0));
        *position = row.position;
        *sum += row.value;
    }
    let mut labels: Vec<(&str, (i64, i64))> = sums.into_iter().collect();
    labels.sort_by_cached_key(|(label, (position, sum))| order(dimension, *position, *sum, label));
    labels.into_iter().map(|(label, _)| label.to_owned()).collect()
}
