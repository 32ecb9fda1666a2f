//! Sign-in with the platform (RFC 9700): one-time state bound to the browser, exact redirect address, new session id.

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
use crate::service::SignedIn;

/// How long a consent may take, in seconds; the platform's code lives as long.
const STATE_SECONDS: i64 = 600;
/// Open sign-ins per browser (tabs).
const STATES_PER_BROWSER: u32 = 8;

/// Sends the browser to the platform's consent page.
pub(super) async fn start(State(state): State<HttpState>, headers: HeaderMap) -> Response {
    let parts = &state.parts;
    let Some(sign_in) = &parts.sign_in else { return Redirect::to("/").into_response() };
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
    let target = sign_in.consent_page(&token, &redirect_uri(parts));
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
    let Some(sign_in) = &parts.sign_in else { return Redirect::to("/").into_response() };
    let (Some(token), Some(browser)) = (query.state, cookie(&headers, browser_cookie(parts))) else { return sorry("foreign-state") };
    match parts.sessions.take_sign_in(&session::hash(&token), &session::hash(browser), session::wall_now()).await {
        Ok(true) => {}
        Ok(false) => return sorry("foreign-state"),
        Err(error) => return problem::store_failed(&error, "a sign-in could not be looked up"),
    }
    let Some(code) = query.code.filter(|code| !code.is_empty()).map(SecretString::from) else { return sorry("refused") };
    match sign_in.admit(&code, viewer.as_ref()).await {
        SignedIn::Welcome { member, creator, recorded } => {
            if let Some(member) = member
                && let Err(error) = session::sign_in(&session, &member).await
            {
                return problem::session_failed(&error);
            }
            parts.signed_in.notify_waiters();
            // Where today's run can be watched, or to the overview when it is already recorded.
            let page = if recorded { "" } else { "/collection" };
            Redirect::to(&format!("/creators/{creator}{page}")).into_response()
        }
        SignedIn::Unknown => sorry("unknown-account"),
        SignedIn::Elsewhere => sorry("elsewhere"),
        SignedIn::Expired => sorry("expired"),
        SignedIn::Failed => sorry("platform"),
    }
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
