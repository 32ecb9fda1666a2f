//! The daily roll-up counted again from the base tables, by rules written down a second time: from product.md, not from the product's code.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::SqliteConnection;

type Key = (i64, i64);

/// Day, the three totals, complete, new, lost, net.
type Row = (i64, i64, Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<i64>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Series,
    Portrait,
    List,
}

async fn by_day(connection: &mut SqliteConnection, sql: &'static str) -> BTreeMap<Key, i64> {
    let rows: Vec<(i64, i64, i64)> = sqlx::query_as(sql).fetch_all(connection).await.expect("readable");
    rows.into_iter().map(|(creator, day, value)| ((creator, day), value)).collect()
}

/// Fails unless the roll-up is what the base tables say, no row more and none less.
pub(crate) async fn check(connection: &mut SqliteConnection) {
    let totals = by_day(connection, "SELECT creator, day, value FROM series WHERE metric = 0").await;
    let gains = by_day(connection, "SELECT creator, day, value FROM series WHERE metric = 1").await;
    let portraits = by_day(connection, "SELECT creator, day, total_fans FROM portrait_day WHERE total_fans IS NOT NULL").await;
    let recorded = "FROM run WHERE recorded_at IS NOT NULL AND listed IS NOT NULL GROUP BY creator, period";
    let listed: Vec<(i64, i64, i64, bool)> =
        sqlx::query_as(sqlx::AssertSqlSafe(format!("SELECT creator, period, max(listed), max(complete) {recorded}")))
            .fetch_all(&mut *connection)
            .await
            .expect("readable");
    let listed: BTreeMap<Key, (i64, bool)> = listed.into_iter().map(|(who, day, rows, whole)| ((who, day), (rows, whole))).collect();
    let joined = by_day(connection, "SELECT creator, first_day, count(*) FROM span WHERE list = 0 GROUP BY creator, first_day").await;
    let found: Vec<Row> = sqlx::query_as(
        "SELECT creator, day, series_total, portrait_total, listed, complete, new_fans, lost_fans, net_fans FROM daily ORDER BY creator, day",
    )
    .fetch_all(connection)
    .await
    .expect("readable");

    let whole = |key: &Key| listed.get(key).filter(|(_, complete)| *complete).map(|(rows, _)| *rows);
    let total = |key: &Key| {
        let series = totals.get(key).map(|total| (*total, From::Series));
        let portrait = portraits.get(key).map(|total| (*total, From::Portrait));
        series.or(portrait).or(whole(key).map(|total| (total, From::List)))
    };
    let days: BTreeSet<Key> = totals.keys().chain(gains.keys()).chain(portraits.keys()).chain(listed.keys()).copied().collect();
    let expected: Vec<Row> = days
        .into_iter()
        .map(|key| {
            let before = (key.0, key.1 - 1);
            let (today, yesterday) = (total(&key), total(&before));
            let net = match (today, yesterday) {
                (Some((today, one)), Some((yesterday, other))) if one == other => Some(today - yesterday),
                _ => None,
            };
            let new = match today {
                Some((_, From::Series)) => gains.get(&key).copied(),
                Some((_, From::List)) if whole(&before).is_some() => Some(joined.get(&key).copied().unwrap_or(0)),
                _ => None,
            };
            let lost = match (new, net) {
                (Some(new), Some(net)) if new >= net => Some(new - net),
                _ => None,
            };
            let (rows, complete) = listed.get(&key).map(|(rows, complete)| (*rows, i64::from(*complete))).unzip();
            (key.0, key.1, totals.get(&key).copied(), portraits.get(&key).copied(), rows, complete, new, lost, net)
        })
        .collect();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected, "the roll-up is not what a recount gives");
    }
    assert_eq!(found.len(), expected.len(), "the roll-up has other days than a recount");
}
