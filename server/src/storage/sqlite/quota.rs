//! How many calls an app has made.

use app::model::{Capability, CreatorId, PlatformDay, Timestamp, WorkspaceId};
use async_trait::async_trait;

use super::SqliteStore;
use crate::storage::quota::{ScopeUse, StepCost};
use crate::storage::{CreatorKey, QuotaStore, StoreError};

const SPEND: &str = "
    INSERT INTO quota_use (client_key, scope, window, used) VALUES (?, ?, ?, ?)
    ON CONFLICT (client_key, window, scope) DO UPDATE SET used = quota_use.used + excluded.used";

const EXHAUST: &str = "
    INSERT INTO quota_use (client_key, scope, window, used, exhausted_at) VALUES (?, ?, ?, 0, ?)
    ON CONFLICT (client_key, window, scope) DO UPDATE SET exhausted_at = coalesce(quota_use.exhausted_at, excluded.exhausted_at)";

pub(super) const USED: &str = "
    SELECT scope, used, exhausted_at FROM quota_use WHERE client_key = ? AND window = ? ORDER BY scope";

pub(super) const LEARNED: &str = "
    SELECT used FROM quota_use
    WHERE client_key = ? AND scope = ? AND window < ? AND exhausted_at IS NOT NULL AND used > 0
    ORDER BY window DESC
    LIMIT 1";

/// SQLite's `max()` takes the other columns from the row that holds the maximum.
pub(super) const COSTS: &str = "
    SELECT w.id, c.id, max(r.period), s.requests, s.state = 'done'
    FROM creator c
    JOIN workspace w ON w.number = c.workspace
    JOIN grant g ON g.workspace = c.workspace AND g.creator = c.number AND g.ended_at IS NULL
    LEFT JOIN run r ON r.workspace = c.workspace AND r.creator = c.number AND r.recorded_at IS NOT NULL AND r.period >= ?4
      AND r.source = ?2 AND EXISTS (SELECT 1 FROM run_step d WHERE d.run = r.number AND d.capability = ?3 AND d.requests > 0)
    LEFT JOIN run_step s ON s.run = r.number AND s.capability = ?3
    WHERE c.client_key = ?1
      AND NOT EXISTS (
        SELECT 1 FROM capability k
        WHERE k.workspace = c.workspace AND k.creator = c.number AND k.capability = ?3
          AND k.status IN ('not_granted', 'app_lacks', 'offline', 'below_threshold'))
    GROUP BY c.number";

/// Workspace, creator, period, requests, whether they were all.
type Row = (String, String, Option<i64>, Option<i64>, Option<bool>);

#[async_trait]
impl QuotaStore for SqliteStore {
    async fn spend(&self, client_key: &str, scope: &str, window: PlatformDay, calls: i64) -> Result<(), StoreError> {
        let mut write = self.write_in_passing().await?;
        sqlx::query(SPEND).bind(client_key).bind(scope).bind(window.number()).bind(calls).execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    async fn exhaust(&self, client_key: &str, scope: &str, window: PlatformDay, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        sqlx::query(EXHAUST).bind(client_key).bind(scope).bind(window.number()).bind(now.0).execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    async fn used(&self, client_key: &str, window: PlatformDay) -> Result<Vec<ScopeUse>, StoreError> {
        let rows: Vec<(String, i64, Option<i64>)> =
            sqlx::query_as(USED).bind(client_key).bind(window.number()).fetch_all(self.readers()).await?;
        let scope = |(scope, used, at): (String, i64, Option<i64>)| ScopeUse { scope, used, exhausted_at: at.map(Timestamp) };
        Ok(rows.into_iter().map(scope).collect())
    }

    async fn learned(&self, client_key: &str, scope: &str, window: PlatformDay) -> Result<Option<i64>, StoreError> {
        Ok(sqlx::query_scalar(LEARNED).bind(client_key).bind(scope).bind(window.number()).fetch_optional(self.readers()).await?)
    }

    async fn costs(&self, client_key: &str, source: &str, capability: Capability, since: PlatformDay) -> Result<Vec<StepCost>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(COSTS)
            .bind(client_key)
            .bind(source)
            .bind(capability.as_str())
            .bind(since.number())
            .fetch_all(self.readers())
            .await?;
        let cost = |(workspace, creator, period, requests, whole): Row| {
            let creator = CreatorKey { workspace: WorkspaceId(workspace), creator: CreatorId(creator) };
            StepCost { creator, last_turn: period.map(PlatformDay::from_number), requests, whole: whole.unwrap_or_default() }
        };
        Ok(rows.into_iter().map(cost).collect())
    }
}
