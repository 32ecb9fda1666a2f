//! One request, one body: time limits, a size limit, HTTP statuses. Knows nothing of what is in a body.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::{RequestBuilder, Response, StatusCode, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use url::{Host, Url};

use super::envelope;
use crate::source::SourceError;

/// A body beyond this is not an answer of this platform: the longest real one is some tens of kilobytes.
const LARGEST_BODY: usize = 4 << 20;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TOTAL_TIMEOUT: Duration = Duration::from_secs(30);

/// The platform's address and the connections to it.
#[derive(Clone, Debug)]
pub(super) struct Client {
    base: Url,
    http: reqwest::Client,
}

/// Where the access token travels: always in the header, on old paths in the query too (platform notes, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenIn {
    Header,
    HeaderAndQuery,
}

impl Client {
    pub(super) fn new(base: Url) -> Result<Self, SourceError> {
        install_tls();
        let mut builder = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TOTAL_TIMEOUT)
            .redirect(redirect::Policy::none())
            .tcp_nodelay(true)
            .user_agent(concat!("fanscope/", env!("CARGO_PKG_VERSION")));
        if base.scheme() == "http" {
            // Plain http needs no root certificates: a machine without any can still run the demo.
            builder = builder.tls_certs_only([]);
        }
        if is_loopback(&base) {
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(|error| transport("/", error))?;
        Ok(Self { base, http })
    }

    /// The address of a path on the platform.
    pub(super) fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        url
    }

    /// A GET for one account with its token.
    pub(super) async fn get(
        &self,
        path: &'static str,
        access: &crate::source::Access,
        token_in: TokenIn,
        query: &[(&str, &str)],
    ) -> Result<Bytes, SourceError> {
        let token = access.token.expose_secret();
        let mut request = self.http.get(self.url(path)).query(&[("open_id", access.open_id.as_str())]).query(query);
        if token_in == TokenIn::HeaderAndQuery {
            request = request.query(&[("access_token", token)]);
        }
        send(path, request.header("access-token", token)).await
    }

    /// A GET of a path with nothing: whatever answers, its status, its `Date` and its body.
    pub(super) async fn probe(&self, path: &'static str) -> Result<(u16, Option<String>, Bytes), SourceError> {
        let response = self.http.get(self.url(path)).send().await.map_err(|error| transport(path, error))?;
        let date = response.headers().get(reqwest::header::DATE).and_then(|date| date.to_str().ok()).map(str::to_owned);
        Ok((response.status().as_u16(), date, read_body(path, response).await?))
    }

    /// A POST of a form whose last field is a secret.
    pub(super) async fn post_form(
        &self,
        path: &'static str,
        fields: &[(&str, &str)],
        secrets: &[(&str, &SecretString)],
    ) -> Result<Bytes, SourceError> {
        let mut form: Vec<(&str, &str)> = fields.to_vec();
        form.extend(secrets.iter().map(|(name, value)| (*name, value.expose_secret())));
        send(path, self.http.post(self.url(path)).form(&form)).await
    }

    /// A POST of JSON with secrets in it.
    pub(super) async fn post_json(
        &self,
        path: &'static str,
        fields: &[(&str, &str)],
        secrets: &[(&str, &SecretString)],
    ) -> Result<Bytes, SourceError> {
        let mut body: BTreeMap<&str, &str> = fields.iter().copied().collect();
        body.extend(secrets.iter().map(|(name, value)| (*name, value.expose_secret())));
        send(path, self.http.post(self.url(path)).json(&body)).await
    }
}

/// rustls takes its cryptography from the process; ring is ours. Whoever installed one before us wins.
fn install_tls() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        let _another_thread_was_first: Result<(), Arc<_>> = rustls::crypto::ring::default_provider().install_default();
    }
}

fn is_loopback(base: &Url) -> bool {
    match base.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

async fn send(path: &'static str, request: RequestBuilder) -> Result<Bytes, SourceError> {
    let response = request.send().await.map_err(|error| transport(path, error))?;
    match response.status() {
        StatusCode::OK => read_body(path, response).await,
        StatusCode::TOO_MANY_REQUESTS => Err(SourceError::RateLimited { endpoint: path, retry_after: retry_after(&response) }),
        status => Err(refusal(path, status, response).await),
    }
}

/// A gateway may answer 4xx with a code in the body, which says more than the status.
async fn refusal(path: &'static str, status: StatusCode, response: Response) -> SourceError {
    if status.is_client_error()
        && let Ok(body) = read_body(path, response).await
        && let Err(error @ SourceError::Api { .. }) = envelope::check(path, &body)
    {
        return error;
    }
    SourceError::Status { endpoint: path, status: status.as_u16() }
}

async fn read_body(path: &'static str, mut response: Response) -> Result<Bytes, SourceError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| transport(path, error))? {
        if body.len() + chunk.len() > LARGEST_BODY {
            let detail = format!("the body is longer than {LARGEST_BODY} bytes");
            return Err(SourceError::Decode { endpoint: path, detail, log_id: String::new() });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.into())
}

fn retry_after(response: &Response) -> Option<u64> {
    response.headers().get(reqwest::header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()
}

/// The address is taken off: on old paths it carries the token.
fn transport(path: &'static str, error: reqwest::Error) -> SourceError {
    SourceError::Transport { endpoint: path, source: Box::new(error.without_url()) }
}
