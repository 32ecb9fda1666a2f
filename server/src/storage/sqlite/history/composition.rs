//! One dimension over a period.

use std::collections::HashMap;

use app::model::page::audience::{Composition, CompositionDay};
use app::model::{Dimension, Period};
use sqlx::SqliteConnection;

use super::portrait::order;
use crate::storage::StoreError;
use crate::storage::bands::{self, Bucket, Column};
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
    WHERE b.dimension = ?
    ORDER BY b.number";

#[derive(sqlx::FromRow)]
struct Row {
    day: i64,
    counts: String,
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
    let portraits = rows.iter().map(|row| Ok((row.day, counts(&row.counts, &buckets)?))).collect::<Result<Vec<_>, StoreError>>()?;
    let columns = columns(dimension, &buckets, &portraits);
    let place: HashMap<i64, usize> =
        columns.iter().enumerate().flat_map(|(at, column)| column.buckets.iter().map(move |bucket| (*bucket, at))).collect();
    let place: Vec<Option<usize>> = buckets.iter().map(|bucket| place.get(&bucket.number).copied()).collect();
    for (number, counts) in &portraits {
        let at = usize::try_from(number - period.from().number()).ok();
        let Some(day) = at.and_then(|at| days.get_mut(at)) else { continue };
        day.values.resize(columns.len(), None);
        for (bucket, value) in counts {
            if let Some(place) = place[*bucket] {
                day.values[place] = Some(*value);
            }
            day.scheme = Some(buckets[*bucket].scheme);
        }
    }
    Ok(Composition { dimension, period, labels: columns.into_iter().map(|column| column.label).collect(), days })
}

/// The buckets of one day, by their places in the dimension's, which are in the order of their numbers, as those of the day are: the
/// next one is nearly always the one that follows.
fn counts(text: &str, buckets: &[Bucket]) -> Result<Vec<(usize, i64)>, StoreError> {
    let mut next = 0;
    let mut one = |pair: &str| {
        let (number, value) = pair.split_once(':')?;
        let number = number.parse::<i64>().ok()?;
        let follows = buckets.get(next).is_some_and(|bucket| bucket.number == number);
        let at = if follows { next } else { buckets.binary_search_by_key(&number, |bucket| bucket.number).ok()? };
        next = at + 1;
        Some((at, value.parse().ok()?))
    };
    let malformed = || StoreError::Corrupt { what: "portrait.bucket" };
    text.split(',').map(|pair| one(pair).ok_or_else(malformed)).collect()
}

/// What the days are made of, each once. Buckets that mean the same in two schemes are one column, others never are.
fn columns(dimension: Dimension, buckets: &[Bucket], portraits: &[(i64, Vec<(usize, i64)>)]) -> Vec<Column> {
    let mut seen: Vec<Option<(i64, i64)>> = vec![None; buckets.len()];
    for (day, bucket, value) in portraits.iter().flat_map(|(day, counts)| counts.iter().map(move |(bucket, value)| (*day, *bucket, value)))
    {
        let (sum, last) = seen[bucket].unwrap_or((0, day));
        seen[bucket] = Some((sum + value, day.max(last)));
    }
    let seen = || buckets.iter().zip(&seen).filter_map(|(bucket, seen)| Some((bucket.number, (*seen)?)));
    let sums: HashMap<i64, i64> = seen().map(|(bucket, (sum, _))| (bucket, sum)).collect();
    let last_shown: HashMap<i64, i64> = seen().map(|(bucket, (_, last))| (bucket, last)).collect();
    let mut columns = bands::columns(dimension, buckets, &last_shown);
    let sum = |column: &Column| column.buckets.iter().filter_map(|bucket| sums.get(bucket)).sum();
    columns.sort_by_cached_key(|column| order(dimension, column.position, sum(column), &column.label));
    columns
}
