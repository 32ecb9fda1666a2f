//! Posting messages: signed over the bytes as they are sent, dropped after five seconds, sent again three times.

use std::sync::Arc;
use std::time::Duration;

use hex::encode;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;

use super::{Message, WebhookContent, WebhookSettings};

/// An answer that takes longer is not waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often a message is sent after the first time.
const RETRIES: u32 = 3;

/// The longest wait between two challenges to an address that does not answer.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// What the address has to send back.
const CHALLENGE: u32 = 12_345;

/// The way to one address.
#[derive(Debug)]
pub(super) struct Delivery {
    settings: WebhookSettings,
    client_key: String,
    client_secret: SecretString,
    http: Option<reqwest::Client>,
}

impl Delivery {
    pub(super) fn new(settings: WebhookSettings, client_key: String, client_secret: SecretString) -> Self {
        // rustls takes its cryptography from the process even for plain http; whoever installed one before us wins.
        let _another_was_first = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).no_proxy();
        let http = builder.tls_certs_only([]).build().inspect_err(|error| {
            tracing::error!(error = error as &dyn std::error::Error, "the sandbox cannot send webhooks");
        });
        Self { settings, client_key, client_secret, http: http.ok() }
    }

    /// Challenges the address, then delivers what comes until the sandbox is gone. Messages wait for the address to prove itself, but
    /// not for one another.
    pub(super) async fn run(self, mut messages: UnboundedReceiver<Message>) {
        let delivery = Arc::new(self);
        let mut under_way = JoinSet::new();
        tokio::select! {
            () = delivery.verify() => {}
            // The sandbox is gone before anybody answered.
            () = closed(&messages) => return,
        }
        while let Some(message) = messages.recv().await {
            let delivery = Arc::clone(&delivery);
            under_way.spawn(async move { delivery.deliver(&message).await });
            while under_way.try_join_next().is_some() {}
        }
    }

    async fn verify(&self) {
        let challenge = json!({ "event": "verify_webhook", "client_key": "", "content": { "challenge": CHALLENGE } });
        let mut wait = self.settings.retry_after;
        loop {
            match self.post(&challenge, &self.settings.entropy.hex(16)).await {
                Ok(answer) if answer["challenge"] == challenge["content"]["challenge"] => {
                    return tracing::info!(address = %self.settings.callback, "the app answered the platform's challenge");
                }
                Ok(_) => tracing::warn!(address = %self.settings.callback, "the app did not send the platform's challenge back"),
                Err(reason) => tracing::warn!(address = %self.settings.callback, reason, "the app does not answer the challenge"),
            }
            tokio::time::sleep(wait).await;
            wait = wait.saturating_mul(2).min(LONGEST_WAIT.max(self.settings.retry_after));
        }
    }

    async fn deliver(&self, message: &Message) {
        let content = match self.settings.content {
            WebhookContent::Object => message.content.clone(),
            WebhookContent::Text => json!(message.content.to_string()),
        };
        let body = json!({
            "event": message.event,
            "from_user_id": message.open_id,
            "to_user_id": "",
            "client_key": self.client_key,
            "content": content,
            "log_id": message.log_id,
        });
        for nth in 0..=RETRIES {
            if nth > 0 {
                tokio::time::sleep(self.settings.retry_after).await;
            }
            match self.post(&body, &message.id).await {
                Ok(_) => return tracing::info!(event = message.event, tries = nth + 1, "a webhook was delivered"),
                Err(reason) => tracing::warn!(event = message.event, tries = nth + 1, reason, "a webhook was not taken"),
            }
        }
    }

    /// One try. Anything but a 2xx in time is a failure, in words.
    async fn post(&self, body: &Value, id: &str) -> Result<Value, String> {
        let http = self.http.as_ref().ok_or("there is no client")?;
        // The platform's encoder leaves a line end behind the object, and signs it.
        let bytes = format!("{body}\n");
        let request = http
            .post(self.settings.callback.clone())
            .header("content-type", "application/json")
            .header("x-douyin-signature", self.signature(bytes.as_bytes()))
            .header("msg-id", id)
            .body(bytes);
        let answer = request.send().await.map_err(|error| error.without_url().to_string())?;
        if !answer.status().is_success() {
            return Err(format!("HTTP {}", answer.status().as_u16()));
        }
        Ok(answer.json().await.unwrap_or(Value::Null))
    }

    fn signature(&self, bytes: &[u8]) -> String {
        let digest = Sha1::new().chain_update(self.client_secret.expose_secret().as_bytes()).chain_update(bytes);
        encode(digest.finalize())
    }
}

/// Returns when nobody can send any more.
async fn closed(messages: &UnboundedReceiver<Message>) {
    while !messages.is_closed() {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
