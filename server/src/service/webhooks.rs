//! What the platform tells unasked: taken once, answered at once, handled after.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::clock::Clock;
use crate::grants::{GrantError, Grants, Message, NoticeError};
use crate::storage::webhooks::WebhookEvent;
use crate::storage::{StoreError, WebhookStore};

/// The scope every consent has; whoever takes it back takes everything back.
const BASE_SCOPE: &str = "user_info";

/// What became of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Received {
    /// The platform gets its own value back.
    Challenge(serde_json::Value),
    /// It is kept and to be handled now.
    Taken,
    /// It was here before; nothing happens.
    Known,
}

/// Why a message was not taken.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// It is not to be believed, or is for another app; the text says what helps.
    #[error("{0}")]
    Forbidden(NoticeError),
    /// The bytes are no message.
    #[error("{0}")]
    Malformed(NoticeError),
    /// The store failed; the platform sends it again.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NoticeError> for WebhookError {
    fn from(error: NoticeError) -> Self {
        match error {
            NoticeError::Signature | NoticeError::OtherApp => Self::Forbidden(error),
            NoticeError::Shape(_) => Self::Malformed(error),
        }
    }
}

/// Takes messages of the platform.
#[derive(Clone)]
pub struct Webhooks {
    grants: Grants,
    store: Arc<dyn WebhookStore>,
    clock: Arc<dyn Clock>,
    /// Messages come in pairs; whoever finds another at work waits, or both would handle the same ones.
    settling: Arc<tokio::sync::Mutex<()>>,
}

impl std::fmt::Debug for Webhooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Webhooks").finish_non_exhaustive()
    }
}

impl Webhooks {
    /// Puts the parts together.
    pub fn new(grants: Grants, store: Arc<dyn WebhookStore>, clock: Arc<dyn Clock>) -> Self {
        Self { grants, store, clock, settling: Arc::default() }
    }

    /// Checks a message and keeps it: the bytes as they came, their signature, the platform's id of the message.
    ///
    /// # Errors
    /// A forged or malformed message; a store that fails.
    pub async fn receive(&self, signature: Option<&str>, message: Option<&str>, body: &[u8]) -> Result<Received, WebhookError> {
        let notice = match self.grants.read_notice(signature, body)? {
            Message::Challenge(value) => return Ok(Received::Challenge(value)),
            Message::Notice(notice) => notice,
        };
        let event = WebhookEvent {
            message: message.map(ToOwned::to_owned),
            body_hash: Sha256::digest(body).into(),
            platform: self.grants.app().0.to_owned(),
            event: notice.event,
            open_id: notice.open_id,
            scopes: notice.scopes.join(","),
            received_at: self.clock.now(),
        };
        Ok(if self.store.take_webhook(&event).await? { Received::Taken } else { Received::Known })
    }

    /// Handles what was taken. What fails stays for the next time.
    pub async fn settle(&self) {
        let _alone = self.settling.lock().await;
        let open = match self.store.unhandled_webhooks().await {
            Ok(open) => open,
            Err(error) => return tracing::error!(error = &error as &dyn std::error::Error, "webhooks could not be read"),
        };
        for (number, event) in open {
            if let Err(error) = self.handle(number, &event).await {
                tracing::error!(event = event.event, error = &error as &dyn std::error::Error, "a webhook could not be handled");
            }
        }
    }

    async fn handle(&self, number: i64, event: &WebhookEvent) -> Result<(), GrantError> {
        let (platform, client_key) = self.grants.app();
        let whole = event.scopes.is_empty() || event.scopes.split(',').any(|scope| scope == BASE_SCOPE);
        tracing::info!(event = event.event, scopes = event.scopes, "the platform told something");
        // A part of the scopes, or a contract, is found out by the next run: each capability is tried every day.
        if event.event == "unauthorize" && whole {
            for key in self.store.creators_of_account(platform, client_key, &event.open_id).await? {
                self.grants.withdrawn(&key, event.received_at).await?;
            }
        }
        Ok(self.store.webhook_handled(number, self.clock.now()).await?)
    }
}
