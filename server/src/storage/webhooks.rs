//! What the platform told unasked.

use app::model::{OpenId, Timestamp};
use async_trait::async_trait;

use super::{CreatorKey, StoreError};

/// A message of the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookEvent {
    /// The platform's id of the message, when it sent one.
    pub message: Option<String>,
    /// SHA-256 of the body.
    pub body_hash: [u8; 32],
    /// e.g. `douyin`.
    pub platform: String,
    /// e.g. `unauthorize`.
    pub event: String,
    /// The account it speaks of; empty when it names none.
    pub open_id: OpenId,
    /// Scopes, separated by commas.
    pub scopes: String,
    /// When it came.
    pub received_at: Timestamp,
}

/// Messages of the platform, each taken once.
#[async_trait]
pub trait WebhookStore: Send + Sync {
    /// Keeps a message; `false` when its id or its bytes were here before.
    async fn take_webhook(&self, event: &WebhookEvent) -> Result<bool, StoreError>;

    /// Messages that nobody has handled yet, with their numbers, oldest first.
    async fn unhandled_webhooks(&self) -> Result<Vec<(i64, WebhookEvent)>, StoreError>;

    /// A message is handled.
    async fn webhook_handled(&self, number: i64, now: Timestamp) -> Result<(), StoreError>;

    /// The creators an account is connected as with this app, one per workspace.
    async fn creators_of_account(&self, platform: &str, client_key: &str, open_id: &OpenId) -> Result<Vec<CreatorKey>, StoreError>;
}
