//! The roster: two queries, however many creators.

use std::collections::HashMap;

use app::model::grant::{self, GrantTerms};
use app::model::page::GrantHealth;
use app::model::page::roster::RosterRow;
use app::model::{CreatorId, FlowContribution, FlowMetric, OpenId, PlatformDay, Timestamp, WorkspaceId};
use sqlx::SqliteConnection;

use super::daily::DailyRow;
use crate::storage::StoreError;
use crate::storage::rollup::Known;
use crate::storage::sqlite::codes;

/// Days of the sparkline and of the count of gaps, today included.
const SPARKLINE: u64 = 30;

pub(in crate::storage::sqlite) const CREATORS: &str = "
    SELECT c.number, c.id, c.nickname, c.open_id,
      g.granted_at, g.access_expires_at, g.refresh_expires_at, g.renewals_used, g.ended_at,
      f.all_sum, f.fans_sum,
      (SELECT r.period FROM run r
        WHERE r.workspace = c.workspace AND r.creator = c.number AND r.period <= ?3 AND r.recorded_at IS NOT NULL
        ORDER BY r.period DESC LIMIT 1) AS snapshot_day,
      (SELECT count(*) FROM run r
        WHERE r.workspace = c.workspace AND r.creator = c.number AND r.period BETWEEN ?4 AND ?3 AND r.state = 'gap') AS gaps
    FROM workspace w
    JOIN creator c ON c.workspace = w.number
    LEFT JOIN grant g ON g.workspace = c.workspace AND g.creator = c.number
    LEFT JOIN flow f ON f.workspace = c.workspace AND f.creator = c.number AND f.metric = 'views' AND f.day = (
      SELECT n.day FROM flow n
      WHERE n.workspace = c.workspace AND n.creator = c.number AND n.metric = 'views' AND n.day <= ?3
      ORDER BY n.day DESC LIMIT 1)
    WHERE w.id = ?1 AND (?2 IS NULL OR c.id = ?2)
    ORDER BY c.nickname, c.id";

/// From 30 days before the newest known total to today.
pub(in crate::storage::sqlite) const DAYS: &str = "
    SELECT d.creator, d.day, d.series_total, d.portrait_total, d.listed, d.complete, d.new_fans, d.lost_fans, d.net_fans
    FROM workspace w
    JOIN creator c ON c.workspace = w.number
    JOIN daily d ON d.workspace = c.workspace AND d.creator = c.number AND d.day <= ?3 AND d.day >= coalesce((
      SELECT n.day FROM daily n
      WHERE n.workspace = c.workspace AND n.creator = c.number AND n.day <= ?3
        AND (n.series_total IS NOT NULL OR n.portrait_total IS NOT NULL OR n.complete = 1)
      ORDER BY n.day DESC LIMIT 1), ?3) - 30
    WHERE w.id = ?1 AND (?2 IS NULL OR c.id = ?2)";

#[derive(sqlx::FromRow)]
struct CreatorRow {
    number: i64,
    id: String,
    nickname: String,
    open_id: String,
    granted_at: Option<i64>,
    access_expires_at: Option<i64>,
    refresh_expires_at: Option<i64>,
    renewals_used: Option<i64>,
    ended_at: Option<i64>,
    all_sum: Option<i64>,
    fans_sum: Option<i64>,
    snapshot_day: Option<i64>,
    gaps: i64,
}

impl CreatorRow {
    fn grant(&self, now: Timestamp) -> GrantHealth {
        let (Some(granted_at), Some(access), Some(refresh)) = (self.granted_at, self.access_expires_at, self.refresh_expires_at) else {
            return GrantHealth::default();
        };
        let terms = GrantTerms {
            granted_at: Timestamp(granted_at),
            access_expires_at: Timestamp(access),
            refresh_expires_at: Timestamp(refresh),
            renewals_used: self.renewals_used.unwrap_or_default(),
            ended_at: self.ended_at.map(Timestamp),
        };
        grant::health(&terms, now)
    }

    fn into_row(self, days: &HashMap<i64, Known>, today: PlatformDay, now: Timestamp) -> RosterRow {
        let newest = days.iter().filter_map(|(day, known)| known.total().map(|total| (*day, total))).max_by_key(|(day, _)| *day);
        let net = |back: i64| {
            let (day, (total, source)) = newest?;
            Some(total - days.get(&(day - back))?.total_of(source)?)
        };
        let grant = self.grant(now);
        let views = FlowContribution { metric: FlowMetric::Views, all_sum: self.all_sum, fans_sum: self.fans_sum };
        let total_on = |day: PlatformDay| days.get(&day.number()).and_then(Known::total).map(|(total, _)| total);
        RosterRow {
            id: CreatorId(self.id),
            nickname: self.nickname,
            open_id: OpenId(self.open_id),
            total_fans: newest.map(|(_, (total, _))| total),
            net_1d: net(1),
            net_7d: net(7),
            net_30d: net(30),
            fan_share_views: views.fan_share(),
            snapshot_day: self.snapshot_day.map(codes::day),
            grant,
            gaps_30d: self.gaps,
            sparkline: today.minus(SPARKLINE - 1).through(today).map(total_on).collect(),
        }
    }
}

pub(in crate::storage::sqlite) async fn rows(
    connection: &mut SqliteConnection,
    workspace: &WorkspaceId,
    only: Option<&str>,
    today: PlatformDay,
    now: Timestamp,
) -> Result<Vec<RosterRow>, StoreError> {
    let creators: Vec<CreatorRow> = sqlx::query_as(CREATORS)
        .bind(workspace.as_str())
        .bind(only)
        .bind(today.number())
        .bind(today.minus(SPARKLINE - 1).number())
        .fetch_all(&mut *connection)
        .await?;
    let rows: Vec<DailyRow> = sqlx::query_as(DAYS).bind(workspace.as_str()).bind(only).bind(today.number()).fetch_all(connection).await?;
    let mut days: HashMap<i64, HashMap<i64, Known>> = HashMap::new();
    for row in rows {
        days.entry(row.creator).or_default().insert(row.day, row.known());
    }
    let none = HashMap::new();
    Ok(creators
        .into_iter()
        .map(|row| (row.number, row))
        .map(|(at, row)| row.into_row(days.get(&at).unwrap_or(&none), today, now))
        .collect())
}
