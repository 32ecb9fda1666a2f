//! Sign-in with the platform (RFC 9700): one-time state bound to the browser, exact redirect address, new session id.

use app::model::Role;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use secrecy::SecretString;
use serde::Deserialize;
use tower_sessions::Session;
use url::Url;

use super::router::{HttpParts, HttpState};
use super::viewer::{CurrentViewer, cookie};
use super::{problem, session};
use crate::collector::Collector;
use crate::grants::GrantError;
use crate::storage::CreatorKey;
use crate::storage::accounts::Admitted;

/// How long a consent may take, in seconds; the platform's code lives as long.
const STATE_SECONDS: i64 = 600;
/// Open sign-ins per browser (tabs).
const STATES_PER_BROWSER: u32 = 8;

/// Sends the browser to the platform's consent page.
pub(super) async fn start(State(state): State<HttpState>, headers: HeaderMap) -> Response {
    let parts = &state.parts;
    let Some((grants, _)) = &parts.platform else { return Redirect::to("/").into_response() };
    if parts.ports.landing.installation().history.is_some() {
        return Redirect::to("/").into_response();
    }
    let known =
        cookie(&headers, browser_cookie(parts)).filter(|value| value.len() == 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let browser = known.map_or_else(|| parts.entropy.hex(16), ToOwned::to_owned);
    let token = parts.entropy.hex(32);
    let until = session::wall_now().plus_seconds(STATE_SECONDS);
    let opened = parts.sessions.open_sign_in(&session::hash(&token), &session::hash(&browser), until, STATES_PER_BROWSER).await;
    if let Err(error) = opened {
        return problem::store_failed(&error, "a sign-in could not be opened");
    }
    let target = grants.authorize_url(&token, &redirect_uri(parts));
    let secure = if parts.secure() { "; Secure" } else { "" };
    let line = format!("{}={browser}; Path=/; Max-Age={STATE_SECONDS}; HttpOnly; SameSite=Lax{secure}", browser_cookie(parts));
    let cookies: Vec<_> = HeaderValue::from_str(&line).ok().map(|value| (header::SET_COOKIE, value)).into_iter().collect();
    (AppendHeaders(cookies), Redirect::to(target.as_str())).into_response()
}

fn browser_cookie(parts: &HttpParts) -> &'static str {
    if parts.secure() { "__Host-fanscope-start" } else { "fanscope-start" }
}

fn redirect_uri(parts: &HttpParts) -> Url {
    let mut url = parts.public_url.clone();
    url.set_path("/auth/douyin/callback");
    url
}

/// What the platform sends back.
#[derive(Deserialize)]
pub(super) struct Callback {
    code: Option<String>,
    state: Option<String>,
}

/// Takes the consent back. Whatever goes wrong leads to a page that says so; nothing is half-created.
pub(super) async fn callback(
    State(state): State<HttpState>,
    Query(query): Query<Callback>,
    Extension(CurrentViewer(viewer)): Extension<CurrentViewer>,
    headers: HeaderMap,
    session: Session,
) -> Response {
    let parts = &state.parts;
    let Some((grants, collector)) = &parts.platform else { return Redirect::to("/").into_response() };
    let (Some(token), Some(browser)) = (query.state, cookie(&headers, browser_cookie(parts))) else { return sorry("foreign-state") };
    match parts.sessions.take_sign_in(&session::hash(&token), &session::hash(browser), session::wall_now()).await {
        Ok(true) => {}
        Ok(false) => return sorry("foreign-state"),
        Err(error) => return problem::store_failed(&error, "a sign-in could not be looked up"),
    }
    let Some(code) = query.code.filter(|code| !code.is_empty()).map(SecretString::from) else { return sorry("refused") };
    let acting_owner = viewer.filter(|viewer| viewer.role == Role::Owner).map(|viewer| viewer.member);
    let added = acting_owner.is_some();
    match grants.admit(&code, acting_owner, parts.sign_up).await {
        Ok(Admitted::Welcome { member, creator, .. }) => {
            if !added && let Err(error) = session::sign_in(&session, &member.id).await {
                tracing::error!(error = %error, "a session could not be written");
                return sorry("platform");
            }
            parts.signed_in.notify_waiters();
            welcome(collector, &creator).await
        }
        Ok(Admitted::Refused { .. }) => sorry("unknown-account"),
        Ok(Admitted::Elsewhere) => sorry("elsewhere"),
        Err(error) => failed(&error),
    }
}

/// Starts the creator's run of today and leads to where it can be watched; to the overview when it is already recorded.
async fn welcome(collector: &Collector, creator: &CreatorKey) -> Response {
    tracing::info!(creator.id = %creator.creator, "a creator authorised");
    let settled = matches!(collector.is_done_today(creator).await, Ok(true));
    let page = if settled { "" } else { "/collection" };
    if !settled {
        collector.spawn_collect(creator.clone());
    }
    Redirect::to(&format!("/creators/{}{page}", creator.creator)).into_response()
}

fn failed(error: &GrantError) -> Response {
    tracing::warn!(error = error as &dyn std::error::Error, "a sign-in failed");
    sorry(if error.is_expired_code() { "expired" } else { "platform" })
}

fn sorry(problem: &str) -> Response {
    Redirect::to(&format!("/sign-in/{problem}")).into_response()
}

/// Ends the session.
pub(super) async fn sign_out(session: Session) -> Response {
    match session.flush().await {
        Ok(()) => Redirect::to("/").into_response(),
        Err(error) => {
            tracing::error!(error = %error, "a session could not be removed");
            problem::text_answer(axum::http::StatusCode::SERVICE_UNAVAILABLE, "You are still signed in; try again in a moment.".to_owned())
        }
    }
}
