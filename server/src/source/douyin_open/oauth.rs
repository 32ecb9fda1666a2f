//! Consent, exchange, refresh, renewal (platform notes, section 1). Forms, because the platform says "not json" in bold; only
//! the app's own token is asked for in JSON.

use app::model::OpenId;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use super::client::Client;
use super::{DouyinSettings, envelope, numbers, text};
use crate::source::{Renewed, SourceError, Tokens};

const CONSENT: &str = "/platform/oauth/connect/";
pub(super) const EXCHANGE: &str = "/oauth/access_token/";
pub(super) const REFRESH: &str = "/oauth/refresh_token/";
pub(super) const RENEW: &str = "/oauth/renew_refresh_token/";
pub(super) const CLIENT_TOKEN: &str = "/oauth/client_token/";

/// A refresh token lives 30 days; used only when an answer leaves its lifetime out.
const REFRESH_SECONDS: i64 = 30 * 86_400;

#[derive(Clone, Deserialize)]
#[serde(from = "String")]
struct Secret(SecretString);

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

#[derive(Deserialize)]
struct TokenData {
    open_id: OpenId,
    access_token: Secret,
    #[serde(deserialize_with = "numbers::whole")]
    expires_in: i64,
    refresh_token: Option<Secret>,
    #[serde(default, deserialize_with = "numbers::optional")]
    refresh_expires_in: Option<i64>,
    #[serde(default, deserialize_with = "text::lenient")]
    scope: String,
}

/// `expires_in` is here the life of the refresh token; third parties saw two other names for it (section 1.2).
#[derive(Deserialize)]
struct RenewData {
    refresh_token: Secret,
    #[serde(default, deserialize_with = "numbers::optional")]
    expires_in: Option<i64>,
    #[serde(default, deserialize_with = "numbers::optional")]
    expires_in_refresh_token: Option<i64>,
    #[serde(default, deserialize_with = "numbers::optional")]
    refresh_expires_in: Option<i64>,
}

pub(super) fn authorize_url(client: &Client, settings: &DouyinSettings, state: &str, redirect_uri: &Url) -> Url {
    let mut url = client.url(CONSENT);
    url.query_pairs_mut()
        .append_pair("client_key", &settings.client_key)
        .append_pair("response_type", "code")
        .append_pair("scope", &settings.scopes)
        .append_pair("redirect_uri", redirect_uri.as_str())
        .append_pair("state", state);
    url
}

pub(super) async fn exchange(client: &Client, settings: &DouyinSettings, code: &SecretString) -> Result<Tokens, SourceError> {
    let fields = [("client_key", settings.client_key.as_str()), ("grant_type", "authorization_code")];
    let body = client.post_form(EXCHANGE, &fields, &[("client_secret", &settings.client_secret), ("code", code)]).await?;
    let data: TokenData = envelope::open(EXCHANGE, &body)?;
    let Some(Secret(refresh)) = data.refresh_token.clone() else {
        let detail = "refresh_token is missing".to_owned();
        return Err(SourceError::Decode { endpoint: EXCHANGE, detail, log_id: String::new() });
    };
    Ok(tokens(data, refresh))
}

pub(super) async fn refresh(client: &Client, settings: &DouyinSettings, refresh: &SecretString) -> Result<Tokens, SourceError> {
    let fields = [("client_key", settings.client_key.as_str()), ("grant_type", "refresh_token")];
    let body = client.post_form(REFRESH, &fields, &[("refresh_token", refresh)]).await?;
    let data: TokenData = envelope::open(REFRESH, &body)?;
    let kept = data.refresh_token.clone().map_or_else(|| refresh.clone(), |secret| secret.0);
    Ok(tokens(data, kept))
}

pub(super) async fn renew(client: &Client, settings: &DouyinSettings, refresh: &SecretString) -> Result<Renewed, SourceError> {
    let fields = [("client_key", settings.client_key.as_str())];
    let body = client.post_form(RENEW, &fields, &[("refresh_token", refresh)]).await?;
    let data: RenewData = envelope::open(RENEW, &body)?;
    let seconds = data.expires_in.or(data.expires_in_refresh_token).or(data.refresh_expires_in);
    Ok(Renewed { refresh: data.refresh_token.0, refresh_seconds: seconds.unwrap_or(REFRESH_SECONDS) })
}

/// The token itself is not used: nothing that we read takes one.
pub(super) async fn client_token(client: &Client, settings: &DouyinSettings) -> Result<(), SourceError> {
    let fields = [("client_key", settings.client_key.as_str()), ("grant_type", "client_credential")];
    let body = client.post_json(CLIENT_TOKEN, &fields, &[("client_secret", &settings.client_secret)]).await?;
    envelope::check(CLIENT_TOKEN, &body)?;
    Ok(())
}

fn tokens(data: TokenData, refresh: SecretString) -> Tokens {
    Tokens {
        open_id: data.open_id,
        access: data.access_token.0,
        access_seconds: data.expires_in,
        refresh,
        refresh_seconds: data.refresh_expires_in.unwrap_or(REFRESH_SECONDS),
        scopes: data.scope,
    }
}
