//! The token endpoints (platform notes, sections 1.1 and 1.2).

use axum::response::Response;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::call::Call;
use super::envelope::{self, Envelope, Style};
use super::fault;
use crate::sandbox::Sandbox;
use crate::sandbox::platform::Tokens;
use crate::sandbox::platform::faults::Family;
use crate::sandbox::platform::refusal::{OauthRefusal, Refusal};
use crate::sandbox::platform::scope::UNLISTED;

/// One token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenPath {
    Access,
    Refresh,
    Renew,
    Client,
    StableClient,
}

impl TokenPath {
    pub(crate) const ALL: [Self; 5] = [Self::Access, Self::Refresh, Self::Renew, Self::Client, Self::StableClient];

    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Access => "/oauth/access_token/",
            Self::Refresh => "/oauth/refresh_token/",
            Self::Renew => "/oauth/renew_refresh_token/",
            Self::Client => "/oauth/client_token/",
            Self::StableClient => "/oauth/stable_client_token/",
        }
    }
}

/// Answers a call of a token endpoint.
pub(crate) async fn answer(sandbox: Sandbox, path: TokenPath, call: Call) -> Response {
    let effect = fault::strike(&sandbox, path.path(), Family::Oauth, call.parameter("open_id")).await;
    let count = |code| sandbox.inner.calls.count(sandbox.inner.clock.today(), path.path(), code);
    if let Some(page) = fault::replaced(effect) {
        count(i64::from(page.status().as_u16()));
        return page;
    }
    let found = match effect.refusal {
        Some(Refusal::Fault(code)) => Err(OauthRefusal::Fault(code)),
        _ => find(&sandbox, path, &call),
    };
    let body = match found {
        Ok(data) => {
            count(0);
            envelope::success(&sandbox, Envelope::A, Style::of(&sandbox, &effect), data)
        }
        Err(refusal) => {
            count(refusal.code());
            envelope::oauth_refused(refusal)
        }
    };
    fault::deliver(effect, body)
}

fn find(sandbox: &Sandbox, path: TokenPath, call: &Call) -> Result<Value, OauthRefusal> {
    let (platform, now) = (&sandbox.inner.platform, sandbox.inner.clock.now());
    check_key(sandbox, call)?;
    match path {
        TokenPath::Access => {
            check_secret(sandbox, call)?;
            check_grant_type(call, "authorization_code")?;
            platform.exchange(required(call, "code")?, now).map(|tokens| token_pair(sandbox, &tokens))
        }
        TokenPath::Refresh => {
            check_grant_type(call, "refresh_token")?;
            platform.refresh(required(call, "refresh_token")?, now).map(|tokens| token_pair(sandbox, &tokens))
        }
        TokenPath::Renew => {
            if platform.faults.platform.missing.iter().any(|scope| scope == "renew_refresh_token") {
                return Err(OauthRefusal::RenewNotGranted);
            }
            let tokens = platform.renew(required(call, "refresh_token")?, now)?;
            Ok(json!({ "refresh_token": tokens.refresh, "expires_in": tokens.refresh_seconds }))
        }
        TokenPath::Client | TokenPath::StableClient => {
            check_secret(sandbox, call)?;
            check_grant_type(call, "client_credential")?;
            let token = platform.client_token(path == TokenPath::StableClient, now);
            let (token, seconds) = token.ok_or(OauthRefusal::TooManyClientTokens)?;
            Ok(json!({ "access_token": token, "expires_in": seconds }))
        }
    }
}

fn required<'a>(call: &'a Call, name: &str) -> Result<&'a str, OauthRefusal> {
    call.parameter(name).ok_or(OauthRefusal::ParameterMissing)
}

fn check_key(sandbox: &Sandbox, call: &Call) -> Result<(), OauthRefusal> {
    if required(call, "client_key")? == sandbox.inner.client_key { Ok(()) } else { Err(OauthRefusal::ClientKey) }
}

fn check_secret(sandbox: &Sandbox, call: &Call) -> Result<(), OauthRefusal> {
    let secret = required(call, "client_secret")?;
    if secret == sandbox.inner.client_secret.expose_secret() { Ok(()) } else { Err(OauthRefusal::ClientSecret) }
}

fn check_grant_type(call: &Call, expected: &str) -> Result<(), OauthRefusal> {
    if required(call, "grant_type")? == expected { Ok(()) } else { Err(OauthRefusal::ParameterWrong) }
}

fn token_pair(sandbox: &Sandbox, tokens: &Tokens) -> Value {
    let listed: Vec<&str> = tokens.scopes.iter().map(String::as_str).filter(|scope| *scope != UNLISTED).collect();
    json!({
        "access_token": tokens.access,
        "captcha": "",
        "desc_url": "",
        "expires_in": tokens.access_seconds,
        "log_id": envelope::log_id(sandbox),
        "open_id": tokens.open_id,
        "refresh_expires_in": tokens.refresh_seconds,
        "refresh_token": tokens.refresh,
        "scope": listed.join(","),
    })
}
