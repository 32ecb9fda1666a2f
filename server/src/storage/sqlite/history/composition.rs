//! One dimension over a period.

use std::collections::{BTreeMap, HashMap};

use app::model::page::audience::{Composition, CompositionDay};
use app::model::{Dimension, Period};
use sqlx::SqliteConnection;

use super::portrait::order;
use crate::storage::StoreError;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::keys::CreatorNumber;

/// One row per day, its buckets joined as `number:value` by commas: rows are what a read costs, and a long history of provinces
/// has a hundred times as many buckets as days.
pub(in crate::storage::sqlite) const OF_PERIOD: &str = "
    SELECT p.day, group_concat(p.bucket || ':' || p.value) AS counts
    FROM portrait p
    WHERE p.workspace = ? AND p.creator = ? AND p.dimension = ? AND p.day BETWEEN ? AND ?
    GROUP BY p.day";

pub(in crate::storage::sqlite) const BUCKETS: &str = "
    SELECT b.number, b.label, b.scheme, b.position
    FROM bucket b
    WHERE b.dimension = ?";

#[derive(sqlx::FromRow)]
struct Row {
    day: i64,
    counts: String,
}

#[derive(sqlx::FromRow)]
struct Bucket {
    number: i64,
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
    let mut days: Vec<CompositionDay> = period.days().map(|day| CompositionDay { day, values: Vec::new(), scheme: None }).collect();
    let Some(creator) = creator else { return Ok(Composition { dimension, period, labels: Vec::new(), days }) };
    let rows: Vec<Row> = sqlx::query_as(OF_PERIOD)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(codes::dimension(dimension))
        .bind(period.from().number())
        .bind(period.to().number())
        .fetch_all(&mut *connection)
        .await?;
    let buckets: Vec<Bucket> = sqlx::query_as(BUCKETS).bind(codes::dimension(dimension)).fetch_all(connection).await?;
    let buckets: HashMap<i64, Bucket> = buckets.into_iter().map(|bucket| (bucket.number, bucket)).collect();
    let portraits = rows.iter().map(|row| Ok((row.day, counts(&row.counts, &buckets)?))).collect::<Result<Vec<_>, StoreError>>()?;
    let labels = labels(dimension, &portraits);
    let place: HashMap<&str, usize> = labels.iter().enumerate().map(|(at, label)| (label.as_str(), at)).collect();
    for (number, counts) in &portraits {
        let at = usize::try_from(number - period.from().number()).ok();
        let Some(day) = at.and_then(|at| days.get_mut(at)) else { continue };
        day.values.resize(labels.len(), None);
        for (bucket, value) in counts {
            day.values[place[bucket.label.as_str()]] = Some(*value);
            day.scheme = Some(bucket.scheme);
        }
    }
    Ok(Composition { dimension, period, labels, days })
}

/// The buckets of one day.
fn counts<'a>(text: &str, buckets: &'a HashMap<i64, Bucket>) -> Result<Vec<(&'a Bucket, i64)>, StoreError> {
    let one = |pair: &str| {
        let (bucket, value) = pair.split_once(':')?;
        Some((buckets.get(&bucket.parse().ok()?)?, value.parse().ok()?))
    };
    let malformed = || StoreError::Corrupt { what: "portrait.bucket" };
    text.split(',').map(|pair| one(pair).ok_or_else(malformed)).collect()
}

/// Every label of the period once. A label that two schemes share means the same in both.
fn labels(dimension: Dimension, portraits: &[(i64, Vec<(&Bucket, i64)>)]) -> Vec<String> {
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for (bucket, value) in portraits.iter().flat_map(|(_, counts)| counts) {
        let (position, sum) = sums.entry(&bucket.label).or_insert((bucket.position, 0));
        *position = bucket.position;
        *sum += value;
    }
    let mut labels: Vec<(&str, (i64, i64))> = sums.into_iter().collect();
    labels.sort_by_cached_key(|(label, (position, sum))| order(dimension, *position, *sum, label));
    labels.into_iter().map(|(label, _)| label.to_owned()).collect()
}
