//! Sign-in with the platform (RFC 9700): one-time state bound to the browser, exact redirect address, new session id.

use app::error::AppError;
use app::model::page::link::Invitation;
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
use crate::service::{Relinked, SignIn, SignedIn, link_hash};

/// How long a consent may take, in seconds; the platform's code lives as long.
const STATE_SECONDS: i64 = 600;
/// Open sign-ins per browser (tabs).
const STATES_PER_BROWSER: u32 = 8;

/// How a sign-in begins.
#[derive(Deserialize)]
pub(super) struct Start {
    /// What stands in a re-authorisation link.
    link: Option<String>,
}

/// Sends the browser to the platform's consent page.
pub(super) async fn start(State(state): State<HttpState>, Query(query): Query<Start>, headers: HeaderMap) -> Response {
    let parts = &state.parts;
    let Some(sign_in) = &parts.sign_in else { return Redirect::to("/").into_response() };
    if parts.ports.landing.installation().history.is_some() {
        return Redirect::to("/").into_response();
    }
    let link_hash = match &query.link {
        Some(token) => match open_link(parts, token).await {
            Ok(hash) => Some(hash),
            Err(answer) => return answer,
        },
        None => None,
    };
    let known =
        cookie(&headers, browser_cookie(parts)).filter(|value| value.len() == 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let browser = known.map_or_else(|| parts.entropy.hex(16), ToOwned::to_owned);
    let token = parts.entropy.hex(32);
    let until = session::wall_now().plus_seconds(STATE_SECONDS);
    let (state_hash, browser_hash) = (session::hash(&token), session::hash(&browser));
    let opened = parts.sessions.open_sign_in(&state_hash, &browser_hash, link_hash.as_deref(), until, STATES_PER_BROWSER).await;
    if let Err(error) = opened {
        return problem::store_failed(&error, "a sign-in could not be opened");
    }
    let target = sign_in.consent_page(&token, &redirect_uri(&parts.public_url));
    let secure = if parts.secure() { "; Secure" } else { "" };
    let line = format!("{}={browser}; Path=/; Max-Age={STATE_SECONDS}; HttpOnly; SameSite=Lax{secure}", browser_cookie(parts));
    let cookies: Vec<_> = HeaderValue::from_str(&line).ok().map(|value| (header::SET_COOKIE, value)).into_iter().collect();
    (AppendHeaders(cookies), Redirect::to(target.as_str())).into_response()
}

/// The hash of a link that may be used; of any other, the page that says what became of it.
async fn open_link(parts: &HttpParts, token: &str) -> Result<String, Response> {
    match parts.ports.links.invitation(token).await {
        Ok(Invitation::Open { .. }) => Ok(link_hash(token)),
        // What names no link is not repeated.
        Err(AppError::NotFound) => Err(Redirect::to("/authorise/unknown").into_response()),
        Ok(Invitation::Used | Invitation::Withdrawn | Invitation::Expired | Invitation::OtherApp) => {
            Err(Redirect::to(&format!("/authorise/{token}")).into_response())
        }
        Err(error) => Err(problem::answer(&error)),
    }
}

fn browser_cookie(parts: &HttpParts) -> &'static str {
    if parts.secure() { "__Host-fanscope-start" } else { "fanscope-start" }
}

/// The address the platform sends a browser back to; its console must have it letter by letter.
pub fn redirect_uri(public_url: &Url) -> Url {
    let mut url = public_url.clone();
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
    let begun = match parts.sessions.take_sign_in(&session::hash(&token), &session::hash(browser), session::wall_now()).await {
        Ok(Some(begun)) => begun,
        Ok(None) => return sorry("foreign-state"),
        Err(error) => return problem::store_failed(&error, "a sign-in could not be looked up"),
    };
    let code = query.code.filter(|code| !code.is_empty()).map(SecretString::from);
    if let Some(link_hash) = begun.link_hash {
        return by_link(sign_in, code, link_hash).await;
    }
    let Some(code) = code else { return sorry("refused") };
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

/// Takes back a consent that a link asked for. Whoever gave it, the browser's session stays as it is.
async fn by_link(sign_in: &SignIn, code: Option<SecretString>, link_hash: String) -> Response {
    let Some(code) = code else { return sorry("refused?link") };
    match sign_in.renew_by_link(&code, link_hash).await {
        Relinked::Renewed => Redirect::to("/authorised").into_response(),
        Relinked::OtherAccount => sorry("other-account"),
        Relinked::Ended => sorry("link-ended"),
        Relinked::Expired => sorry("expired?link"),
        Relinked::Failed => sorry("platform?link"),
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
