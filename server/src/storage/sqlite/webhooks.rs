//! What the platform told unasked.

use app::model::{CreatorId, OpenId, Timestamp, WorkspaceId};
use async_trait::async_trait;

use super::SqliteStore;
use super::error::corrupt;
use crate::storage::webhooks::WebhookEvent;
use crate::storage::{CreatorKey, StoreError, WebhookStore};

const TAKE: &str = "
    INSERT INTO webhook_event (message, body_hash, platform, event, open_id, scopes, received_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING";

pub(super) const UNHANDLED: &str = "
    SELECT number, message, body_hash, platform, event, open_id, scopes, received_at
    FROM webhook_event INDEXED BY webhook_unhandled
    WHERE handled_at IS NULL
    ORDER BY number";

pub(super) const CREATORS: &str = "
    SELECT w.id, c.id
    FROM platform p
    JOIN creator c ON c.platform = p.number
    JOIN workspace w ON w.number = c.workspace
    WHERE p.name = ? AND c.client_key = ? AND c.open_id = ?";

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    message: Option<String>,
    body_hash: Vec<u8>,
    platform: String,
    event: String,
    open_id: String,
    scopes: String,
    received_at: i64,
}

impl Row {
    fn into_event(self) -> Result<(i64, WebhookEvent), StoreError> {
        let body_hash = self.body_hash.try_into().map_err(|_| corrupt("webhook_event.body_hash"))?;
        let event = WebhookEvent {
            message: self.message,
            body_hash,
            platform: self.platform,
            event: self.event,
            open_id: OpenId(self.open_id),
            scopes: self.scopes,
            received_at: Timestamp(self.received_at),
        };
        Ok((self.number, event))
    }
}

#[async_trait]
impl WebhookStore for SqliteStore {
    async fn take_webhook(&self, event: &WebhookEvent) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let taken = sqlx::query(TAKE)
            .bind(&event.message)
            .bind(event.body_hash.as_slice())
            .bind(&event.platform)
            .bind(&event.event)
            .bind(event.open_id.as_str())
            .bind(&event.scopes)
            .bind(event.received_at.0)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(taken.rows_affected() > 0)
    }

    async fn unhandled_webhooks(&self) -> Result<Vec<(i64, WebhookEvent)>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(UNHANDLED).fetch_all(self.readers()).await?;
        rows.into_iter().map(Row::into_event).collect()
    }

    async fn webhook_handled(&self, number: i64, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        sqlx::query("UPDATE webhook_event SET handled_at = ? WHERE number = ?").bind(now.0).bind(number).execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    async fn creators_of_account(&self, platform: &str, client_key: &str, open_id: &OpenId) -> Result<Vec<CreatorKey>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as(CREATORS).bind(platform).bind(client_key).bind(open_id.as_str()).fetch_all(self.readers()).await?;
        let key = |(workspace, creator)| CreatorKey { workspace: WorkspaceId(workspace), creator: CreatorId(creator) };
        Ok(rows.into_iter().map(key).collect())
    }
}
