//! Douyin Open Platform: OAuth, the profile, the fan portrait, the two lists and the daily series.

mod client;
mod decoder;
mod envelope;
mod lists;
mod numbers;
mod oauth;
mod policy;
mod portrait;
mod probe;
mod profile;
mod series;
mod text;
mod webhook;

use std::sync::Arc;

use app::model::{Capability, ListKind, Timestamp};
use async_trait::async_trait;
use secrecy::SecretString;
use url::Url;

use super::{Access, Action, Connect, Message, NoticeError, Page, Policy, QuotaWindow, ReadError, Renewed, Source, SourceError, Tokens};
use crate::clock::Clock;
use client::Client;
pub use decoder::Decoder;
pub use probe::{Probe, probe};

/// The name in `run.source`.
pub const NAME: &str = "douyin_open";

/// `/fans/list/` shows at most the newest 5,000 fans (platform notes, section 2.2).
const LIST_CAP: i64 = 5000;

/// How to reach the platform, and as which app.
#[derive(Clone, Debug)]
pub struct DouyinSettings {
    /// `https://open.douyin.com`, or the sandbox's address.
    pub base_url: Url,
    /// The app's public key.
    pub client_key: String,
    /// The app's secret.
    pub client_secret: SecretString,
    /// Scopes to ask for, separated by commas.
    pub scopes: String,
}

/// Reads a page of a list out of the bytes of an answer; `cursor` is what was asked for.
///
/// # Errors
/// `Api`, `Truncated` and `Decode`, as when it is fetched.
pub fn decode_list(list: ListKind, cursor: Option<&str>, body: &[u8]) -> Result<Page, SourceError> {
    lists::decode(list, cursor, body)
}

/// The platform, seen by one app.
#[derive(Debug)]
pub struct DouyinOpen {
    client: Client,
    settings: DouyinSettings,
    clock: Arc<dyn Clock>,
}

impl DouyinOpen {
    /// Sets the HTTP client up.
    ///
    /// # Errors
    /// `Transport` when TLS cannot be set up (no root certificates on this machine).
    pub fn new(settings: DouyinSettings, clock: Arc<dyn Clock>) -> Result<Self, SourceError> {
        let client = Client::new(settings.base_url.clone())?;
        Ok(Self { client, settings, clock })
    }
}

impl Policy for DouyinOpen {
    fn action(&self, error: &SourceError) -> Action {
        policy::action(error)
    }

    fn scope(&self, capability: Capability) -> &'static str {
        policy::scope(capability)
    }

    fn quota_window(&self, now: Timestamp) -> QuotaWindow {
        policy::quota_window(now)
    }
}

#[async_trait]
impl Source for DouyinOpen {
    fn name(&self) -> &'static str {
        NAME
    }

    fn capabilities(&self) -> &'static [Capability] {
        &Capability::ALL
    }

    fn list_cap(&self) -> Option<i64> {
        Some(LIST_CAP)
    }

    async fn read(&self, access: &Access, capability: Capability, cursor: Option<&str>) -> Result<Page, ReadError> {
        let page = match capability {
            Capability::Profile => profile::read(&self.client, access).await,
            Capability::Portrait => return portrait::read(&self.client, access).await,
            Capability::Series => series::read(&self.client, access, cursor).await,
            Capability::FanList => lists::read(&self.client, access, ListKind::Fans, cursor, self.clock.today()).await,
            Capability::FollowingList => lists::read(&self.client, access, ListKind::Following, cursor, self.clock.today()).await,
        };
        Ok(page?)
    }
}

#[async_trait]
impl Connect for DouyinOpen {
    fn platform(&self) -> &'static str {
        "douyin"
    }

    fn client_key(&self) -> &str {
        &self.settings.client_key
    }

    fn authorize_url(&self, state: &str, redirect_uri: &Url) -> Url {
        oauth::authorize_url(&self.client, &self.settings, state, redirect_uri)
    }

    fn read_notice(&self, signature: Option<&str>, body: &[u8]) -> Result<Message, NoticeError> {
        webhook::read(&self.settings, signature, body)
    }

    async fn exchange(&self, code: &SecretString) -> Result<Tokens, SourceError> {
        oauth::exchange(&self.client, &self.settings, code).await
    }

    async fn refresh(&self, refresh: &SecretString) -> Result<Tokens, SourceError> {
        oauth::refresh(&self.client, &self.settings, refresh).await
    }

    async fn check_app(&self) -> Result<(), SourceError> {
        oauth::client_token(&self.client, &self.settings).await
    }

    async fn renew(&self, refresh: &SecretString) -> Result<Renewed, SourceError> {
        oauth::renew(&self.client, &self.settings, refresh).await
    }
}
