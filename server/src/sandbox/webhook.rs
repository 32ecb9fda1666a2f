//! What the platform tells unasked (platform notes, section 4): a message for each consent and withdrawal, posted to the app's one address.

mod delivery;

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc;
use url::{Host, Url};

use super::Sandbox;
use super::platform::refusal::Refusal;
use super::platform::scope;
use crate::entropy::Entropy;
use delivery::Delivery;

/// The scopes of "business relations" have events of their own (platform notes, section 1.3).
const CONTRACT: &str = ".bind";

/// Events that this platform can send.
pub(crate) const EVENTS: [&str; 6] =
    ["authorize", "unauthorize", "contract_authorize", "contract_unauthorize", "create_video", "new_follow_action"];

/// How `content` is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WebhookContent {
    /// As an object: the older events.
    #[default]
    Object,
    /// As the text of one: the newer events.
    Text,
}

/// Where messages go, and how.
#[derive(Clone, Debug)]
pub struct WebhookSettings {
    /// The app's address; on this machine.
    pub callback: Url,
    /// How `content` is written.
    pub content: WebhookContent,
    /// The wait before a message that was not answered is sent again.
    pub retry_after: Duration,
    /// Makes the ids of the messages.
    pub entropy: Arc<dyn Entropy>,
}

impl WebhookSettings {
    /// The wait of the real platform.
    pub const RETRY_AFTER: Duration = Duration::from_secs(5);

    /// The usual way to an address; nothing for one that is not on this machine, since no request of a sandbox leaves it.
    pub fn to(callback: Url, entropy: Arc<dyn Entropy>) -> Option<Self> {
        let here = match callback.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        };
        let usual = Self { callback, content: WebhookContent::default(), retry_after: Self::RETRY_AFTER, entropy };
        (here && usual.callback.scheme() == "http").then_some(usual)
    }
}

/// What is told.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// The same however often it is sent.
    id: String,
    event: String,
    open_id: String,
    content: Value,
    log_id: String,
}

/// The way out of the sandbox; the task at its other end ends with the sandbox.
#[derive(Debug)]
pub(crate) struct Outbox {
    queue: mpsc::UnboundedSender<Message>,
    entropy: Arc<dyn Entropy>,
}

impl Sandbox {
    /// From now on consents and withdrawals are told to this address, once it has answered the platform's challenge. Only the first call
    /// counts: an app has one address.
    pub fn send_webhooks(&self, settings: WebhookSettings) {
        let (queue, messages) = mpsc::unbounded_channel();
        let entropy = Arc::clone(&settings.entropy);
        if self.inner.outbox.set(Outbox { queue, entropy }).is_ok() {
            let delivery = Delivery::new(settings, self.inner.client_key.clone(), self.inner.client_secret.clone());
            tokio::spawn(delivery.run(messages));
        }
    }

    /// The user of this `open_id` allows these scopes; the code for the app. Nothing for a stranger.
    pub(crate) fn consent(&self, open_id: &str, scopes: Vec<String>) -> Option<String> {
        self.inner.world.find(open_id)?;
        let code = self.inner.platform.agree(open_id, scopes.clone(), self.inner.clock.now());
        self.tell_scopes("authorize", open_id, scopes);
        Some(code)
    }

    /// The user of this `open_id` withdraws the consent in the app: every token dies at once. False when no consent stood.
    pub fn revoke(&self, open_id: &str) -> bool {
        let Some(scopes) = self.inner.platform.revoke(open_id, self.inner.clock.now()) else { return false };
        self.tell_scopes("unauthorize", open_id, scopes);
        true
    }

    fn tell_scopes(&self, event: &str, open_id: &str, scopes: Vec<String>) {
        let (contract, plain): (Vec<_>, Vec<_>) = scopes.into_iter().partition(|scope| scope.ends_with(CONTRACT));
        if !plain.is_empty() {
            self.tell(event, open_id, json!({ "scopes": plain }));
        }
        if !contract.is_empty() {
            self.tell(&format!("contract_{event}"), open_id, json!({ "scopes": contract }));
        }
    }

    /// Sends a made-up message of this event.
    pub(crate) fn tell_sample(&self, event: &str, open_id: &str) -> Result<(), Refusal> {
        let content = match event {
            "authorize" | "unauthorize" => json!({ "scopes": [scope::USER_INFO] }),
            "contract_authorize" | "contract_unauthorize" => json!({ "scopes": [scope::UNLISTED] }),
            "create_video" => json!({ "item_id": "@9VxS1uqdSsk=", "share_id": "1743312643" }),
            "new_follow_action" => json!({ "action_type": 1, "action_time": self.inner.clock.now() }),
            _ => return Err(Refusal::Parameter),
        };
        if self.tell(event, open_id, content) { Ok(()) } else { Err(Refusal::Parameter) }
    }

    /// False when there is no address, or the event is switched off.
    fn tell(&self, event: &str, open_id: &str, content: Value) -> bool {
        let Some(outbox) = self.inner.outbox.get().filter(|_| self.inner.platform.is_subscribed(event)) else { return false };
        let message = Message {
            id: outbox.entropy.hex(16),
            event: event.to_owned(),
            open_id: open_id.to_owned(),
            content,
            log_id: format!("{}{}", self.stamp(), outbox.entropy.hex(10).to_uppercase()),
        };
        outbox.queue.send(message).is_ok()
    }

    /// Beijing time to the second, as log ids begin.
    pub(crate) fn stamp(&self) -> String {
        let now = self.inner.clock.now();
        let second = now.seconds_since(now.day().start());
        format!("{}{:02}{:02}{:02}", now.day().date().format("%Y%m%d"), second / 3600, second / 60 % 60, second % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::OsEntropy;

    #[test]
    fn messages_stay_on_this_machine() {
        let to = |address: &str| WebhookSettings::to(address.parse().expect("an address"), Arc::new(OsEntropy));
        for good in ["http://127.0.0.1:3000/webhooks/douyin", "http://localhost:1/x", "http://[::1]:1/"] {
            assert!(to(good).is_some(), "{good}");
        }
        for bad in ["http://example.com/", "https://127.0.0.1/", "http://127.0.0.1.example.com/", "file:///x"] {
            assert!(to(bad).is_none(), "{bad}");
        }
    }
}
