//! The roster. Every creator's keys in one statement of bounded look-ups, however long the history is; the curves only for the page.

use std::collections::HashMap;

use app::filter::RosterQuery;
use app::model::grant::{self, GrantTerms};
use app::model::page::Window;
use app::model::page::roster::{RosterPage, RosterRow, RosterTotals};
use app::model::{CreatorId, FlowContribution, FlowMetric, OpenId, PlatformDay, Timestamp, WorkspaceId};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _, SqliteConnection};

use super::daily::DailyRow;
use crate::storage::StoreError;
use crate::storage::rollup::Known;
use crate::storage::sqlite::codes;

/// Days of the sparkline and of the fans' share of the views, today included; gaps are counted among those of them that are over.
const SPARKLINE: u64 = 30;

/// Per creator: the grant, the views of 30 days, the newest recorded run, the gaps of 30 days, the newest day with a total, and the days that
/// nets compare it with. The columns are read by their place.
pub(in crate::storage::sqlite) const KEYS: &str = "
    SELECT c.workspace, c.number, c.id, c.nickname, c.open_id,
      g.granted_at, g.access_expires_at, g.refresh_expires_at, g.renewals_used, g.ended_at,
      (SELECT sum(f.all_sum) FROM flow f
        WHERE f.workspace = c.workspace AND f.creator = c.number AND f.metric = 'views' AND f.day BETWEEN ?4 AND ?3
          AND f.all_sum IS NOT NULL AND f.fans_sum IS NOT NULL),
      (SELECT sum(f.fans_sum) FROM flow f
        WHERE f.workspace = c.workspace AND f.creator = c.number AND f.metric = 'views' AND f.day BETWEEN ?4 AND ?3
          AND f.all_sum IS NOT NULL AND f.fans_sum IS NOT NULL),
      (SELECT r.period FROM run r INDEXED BY run_recorded
        WHERE r.workspace = c.workspace AND r.creator = c.number AND r.period <= ?3 AND r.recorded_at IS NOT NULL
        ORDER BY r.period DESC LIMIT 1),
      (SELECT count(*) FROM run r INDEXED BY run_gap
        WHERE r.workspace = c.workspace AND r.creator = c.number AND r.period BETWEEN ?4 AND ?3 - 1 AND r.state = 'gap'),
      d.series_total, d.portrait_total, d.listed, d.complete,
      d1.series_total, d1.portrait_total, d1.listed, d1.complete,
      d7.series_total, d7.portrait_total, d7.listed, d7.complete,
      d30.series_total, d30.portrait_total, d30.listed, d30.complete
    FROM workspace w
    JOIN creator c ON c.workspace = w.number
    LEFT JOIN grant g ON g.workspace = c.workspace AND g.creator = c.number
    LEFT JOIN daily d ON d.workspace = c.workspace AND d.creator = c.number AND d.day = (
      SELECT n.day FROM daily n
      WHERE n.workspace = c.workspace AND n.creator = c.number AND n.day <= ?3
        AND (n.series_total IS NOT NULL OR n.portrait_total IS NOT NULL OR (n.complete = 1 AND n.listed IS NOT NULL))
      ORDER BY n.day DESC LIMIT 1)
    LEFT JOIN daily d1 ON d1.workspace = d.workspace AND d1.creator = d.creator AND d1.day = d.day - 1
    LEFT JOIN daily d7 ON d7.workspace = d.workspace AND d7.creator = d.creator AND d7.day = d.day - 7
    LEFT JOIN daily d30 ON d30.workspace = d.workspace AND d30.creator = d.creator AND d30.day = d.day - 30
    WHERE w.id = ?1 AND (?2 IS NULL OR c.id = ?2)
      AND (?5 = '' OR instr(lower(c.nickname), ?5) > 0 OR instr(lower(c.open_id), ?5) > 0)";

/// The days of some creators of one workspace. CROSS keeps the order: creators first, else all days of the workspace are read.
pub(in crate::storage::sqlite) const CURVES: &str = "
    SELECT d.creator, d.day, d.series_total, d.portrait_total, d.listed, d.complete, d.new_fans, d.lost_fans, d.net_fans
    FROM json_each(?2) p
    CROSS JOIN daily d ON d.workspace = ?1 AND d.creator = p.value AND d.day BETWEEN ?3 AND ?4";

/// What a creator is compared and ordered by.
struct Keys {
    workspace: i64,
    number: i64,
    row: RosterRow,
}

/// A row of [`KEYS`]: what the store has of a creator, before the arithmetic.
struct Found {
    workspace: i64,
    number: i64,
    id: String,
    nickname: String,
    open_id: String,
    terms: Option<GrantTerms>,
    views: FlowContribution,
    snapshot_day: Option<i64>,
    gaps: i64,
    /// The newest day with a total, and 1, 7, 30 days before it.
    days: [Known; 4],
}

impl FromRow<'_, SqliteRow> for Found {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            workspace: row.try_get(0)?,
            number: row.try_get(1)?,
            id: row.try_get(2)?,
            nickname: row.try_get(3)?,
            open_id: row.try_get(4)?,
            terms: terms(row)?,
            views: FlowContribution { metric: FlowMetric::Views, all_sum: row.try_get(10)?, fans_sum: row.try_get(11)? },
            snapshot_day: row.try_get(12)?,
            gaps: row.try_get(13)?,
            days: [known(row, 14)?, known(row, 18)?, known(row, 22)?, known(row, 26)?],
        })
    }
}

fn terms(row: &SqliteRow) -> sqlx::Result<Option<GrantTerms>> {
    let granted_at: Option<i64> = row.try_get(5)?;
    let Some(granted_at) = granted_at else { return Ok(None) };
    let ended_at: Option<i64> = row.try_get(9)?;
    Ok(Some(GrantTerms {
        granted_at: Timestamp(granted_at),
        access_expires_at: Timestamp(row.try_get(6)?),
        refresh_expires_at: Timestamp(row.try_get(7)?),
        renewals_used: row.try_get(8)?,
        ended_at: ended_at.map(Timestamp),
    }))
}

/// The totals of a day by source, from four columns.
fn known(row: &SqliteRow, at: usize) -> sqlx::Result<Known> {
    Ok(Known {
        series_total: row.try_get(at)?,
        portrait_total: row.try_get(at + 1)?,
        listed: row.try_get(at + 2)?,
        complete: row.try_get(at + 3)?,
        ..Known::default()
    })
}

impl Found {
    fn into_keys(self, now: Timestamp) -> Keys {
        let [newest, one, seven, thirty] = self.days;
        let newest = newest.total();
        let net = |before: Known| newest.and_then(|(total, source)| Some(total - before.total_of(source)?));
        let row = RosterRow {
            total_fans: newest.map(|(total, _)| total),
            net_1d: net(one),
            net_7d: net(seven),
            net_30d: net(thirty),
            id: CreatorId(self.id),
            nickname: self.nickname,
            open_id: OpenId(self.open_id),
            fan_share_views: self.views.fan_share(),
            snapshot_day: self.snapshot_day.map(codes::day),
            grant: self.terms.map(|terms| grant::health(&terms, now)).unwrap_or_default(),
            gaps_30d: self.gaps,
            sparkline: Vec::new(),
        };
        Keys { workspace: self.workspace, number: self.number, row }
    }
}

/// Whose roster, and as of when.
#[derive(Clone, Copy)]
pub(in crate::storage::sqlite) struct Scope<'a> {
    pub(in crate::storage::sqlite) workspace: &'a WorkspaceId,
    /// This creator alone.
    pub(in crate::storage::sqlite) only: Option<&'a str>,
    pub(in crate::storage::sqlite) today: PlatformDay,
    pub(in crate::storage::sqlite) now: Timestamp,
}

/// Every creator that matches, in no order and without curves.
async fn found(connection: &mut SqliteConnection, scope: Scope<'_>, search: &str) -> Result<Vec<Keys>, StoreError> {
    let found: Vec<Found> = sqlx::query_as(KEYS)
        .bind(scope.workspace.as_str())
        .bind(scope.only)
        .bind(scope.today.number())
        .bind(scope.today.minus(SPARKLINE - 1).number())
        .bind(search.to_ascii_lowercase())
        .fetch_all(connection)
        .await?;
    Ok(found.into_iter().map(|found| found.into_keys(scope.now)).collect())
}

/// Every creator that matches, in order, without curves.
pub(in crate::storage::sqlite) async fn all(
    connection: &mut SqliteConnection,
    scope: Scope<'_>,
    query: &RosterQuery,
) -> Result<Vec<RosterRow>, StoreError> {
    let mut rows: Vec<RosterRow> = found(connection, scope, &query.search).await?.into_iter().map(|keys| keys.row).collect();
    query.order(&mut rows);
    Ok(rows)
}

/// One page, with curves, and the sums over all that match.
pub(in crate::storage::sqlite) async fn page(
    connection: &mut SqliteConnection,
    scope: Scope<'_>,
    query: &RosterQuery,
) -> Result<RosterPage, StoreError> {
    let found = found(connection, scope, &query.search).await?;
    let workspace = found.first().map(|keys| keys.workspace);
    let numbers: HashMap<CreatorId, i64> = found.iter().map(|keys| (keys.row.id.clone(), keys.number)).collect();
    let mut rows: Vec<RosterRow> = found.into_iter().map(|keys| keys.row).collect();
    query.order(&mut rows);
    let totals = RosterTotals::of(&rows);
    let window = Window::of(query.page, query.size, rows.len());
    rows.truncate(window.end);
    let mut rows = rows.split_off(window.start);
    if let Some(workspace) = workspace {
        let page: Vec<i64> = rows.iter().filter_map(|row| numbers.get(&row.id).copied()).collect();
        let curves = curves(connection, workspace, &page, scope.today).await?;
        for row in &mut rows {
            let known = numbers.get(&row.id).and_then(|number| curves.get(number));
            row.sparkline = (scope.today.minus(SPARKLINE - 1).through(scope.today))
                .map(|day| known.and_then(|days| days.get(&day.number())).copied())
                .collect();
        }
    }
    Ok(RosterPage { rows, window, totals })
}

/// The known totals of some creators, by creator and day.
async fn curves(
    connection: &mut SqliteConnection,
    workspace: i64,
    creators: &[i64],
    today: PlatformDay,
) -> Result<HashMap<i64, HashMap<i64, i64>>, StoreError> {
    let creators = serde_json::to_string(creators).map_err(|error| StoreError::Database(Box::new(error)))?;
    let days: Vec<DailyRow> = sqlx::query_as(CURVES)
        .bind(workspace)
        .bind(creators)
        .bind(today.minus(SPARKLINE - 1).number())
        .bind(today.number())
        .fetch_all(connection)
        .await?;
    let mut curves: HashMap<i64, HashMap<i64, i64>> = HashMap::new();
    for day in days {
        if let Some((total, _)) = day.known().total() {
            curves.entry(day.creator).or_default().insert(day.day, total);
        }
    }
    Ok(curves)
}
