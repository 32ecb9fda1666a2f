//! The roll-up, day by day.

use std::collections::HashMap;

use app::model::page::overview::{FALL, RosterDay};
use app::model::{DailyPoint, Period, PlatformDay, WorkspaceId};
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::rollup::Known;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::keys::CreatorNumber;

pub(in crate::storage::sqlite) const OF_PERIOD: &str = "
    SELECT creator, day, series_total, portrait_total, listed, complete, new_fans, lost_fans, net_fans
    FROM daily
    WHERE workspace = ? AND creator = ? AND day BETWEEN ? AND ?
    ORDER BY day";

/// How many creators of a workspace are known on some days, and how many fell by so many fans and such a part of their total
/// (`app::model::page::overview::fell`). CROSS keeps the order: each creator's day is one look-up.
pub(in crate::storage::sqlite) const OF_ROSTER: &str = "
    SELECT p.value, count(d.net_fans),
      sum(d.net_fans <= -?3 AND -d.net_fans * ?4 >= coalesce(d.series_total, d.portrait_total, d.listed))
    FROM json_each(?2) p
    CROSS JOIN workspace w ON w.id = ?1
    CROSS JOIN creator c ON c.workspace = w.number
    CROSS JOIN daily d ON d.workspace = c.workspace AND d.creator = c.number AND d.day = p.value
    WHERE d.net_fans IS NOT NULL
    GROUP BY p.value
    ORDER BY p.value";

#[derive(sqlx::FromRow)]
pub(super) struct DailyRow {
    pub(super) creator: i64,
    pub(super) day: i64,
    series_total: Option<i64>,
    portrait_total: Option<i64>,
    listed: Option<i64>,
    complete: Option<bool>,
    new_fans: Option<i64>,
    lost_fans: Option<i64>,
    net_fans: Option<i64>,
}

impl DailyRow {
    /// The totals of the day, by source.
    pub(super) fn known(&self) -> Known {
        Known {
            series_total: self.series_total,
            portrait_total: self.portrait_total,
            listed: self.listed,
            complete: self.complete,
            ..Known::default()
        }
    }

    fn point(&self) -> DailyPoint {
        let (total, source) = self.known().total().unzip();
        DailyPoint { day: codes::day(self.day), total, source, new: self.new_fans, lost: self.lost_fans, net: self.net_fans }
    }
}

/// A day of which nothing is known.
pub(in crate::storage::sqlite) fn unknown(day: PlatformDay) -> DailyPoint {
    DailyPoint { day, total: None, source: None, new: None, lost: None, net: None }
}

/// How the roster did on these days.
pub(in crate::storage::sqlite) async fn of_roster(
    connection: &mut SqliteConnection,
    workspace: &WorkspaceId,
    days: &[PlatformDay],
) -> Result<Vec<RosterDay>, StoreError> {
    let (fans, part) = FALL;
    let numbers = serde_json::to_string(&days.iter().map(|day| day.number()).collect::<Vec<_>>()).unwrap_or_default();
    let rows: Vec<(i64, i64, i64)> =
        sqlx::query_as(OF_ROSTER).bind(workspace.as_str()).bind(numbers).bind(fans).bind(part).fetch_all(connection).await?;
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(rows.into_iter().map(|(day, known, fell)| RosterDay { day: codes::day(day), known: count(known), fell: count(fell) }).collect())
}

/// One entry per day of the period, oldest first.
pub(in crate::storage::sqlite) async fn of_period(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    period: Period,
) -> Result<Vec<DailyPoint>, StoreError> {
    let rows: Vec<DailyRow> = sqlx::query_as(OF_PERIOD)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(period.from().number())
        .bind(period.to().number())
        .fetch_all(connection)
        .await?;
    let points: HashMap<PlatformDay, DailyPoint> = rows.iter().map(DailyRow::point).map(|point| (point.day, point)).collect();
    Ok(period.days().map(|day| points.get(&day).copied().unwrap_or_else(|| unknown(day))).collect())
}
