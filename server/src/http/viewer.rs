//! Who is looking: from the session's member to the viewer every port takes first.

use app::model::Language;
use app::ports::Viewer;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_sessions::Session;

use super::router::{HttpParts, HttpState};
use super::{problem, session};
use crate::storage::StoreError;
use crate::storage::accounts::MemberRecord;

/// The viewer of a request; nothing when nobody is signed in.
#[derive(Clone, Debug)]
pub(crate) struct CurrentViewer(pub(crate) Option<Viewer>);

/// Puts `CurrentViewer` into the request's extensions.
pub(super) async fn identify(State(state): State<HttpState>, session: Session, mut request: Request, next: Next) -> Response {
    let language = language(request.headers());
    match viewer(&state.parts, &session, language).await {
        Ok(viewer) => {
            request.extensions_mut().insert(CurrentViewer(viewer));
            next.run(request).await
        }
        Err(answer) => *answer,
    }
}

/// # Errors
/// The answer to give when the store does not say who it is.
async fn viewer(parts: &HttpParts, session: &Session, language: Language) -> Result<Option<Viewer>, Box<Response>> {
    let Some(member) = member(parts, session).await? else { return Ok(None) };
    let now = parts.clock.now();
    Ok(Some(Viewer {
        member: member.id,
        role: member.role,
        workspace: member.workspace,
        creator: member.creator,
        language,
        today: now.day(),
        now,
    }))
}

/// The session's member: read with the session, from the database, for every request.
async fn member(parts: &HttpParts, session: &Session) -> Result<Option<MemberRecord>, Box<Response>> {
    let failed = |error: StoreError| Box::new(problem::store_failed(&error, "the viewer could not be looked up"));
    let Some(id) = session.id() else { return Ok(None) };
    let found = parts.accounts.member_of_session(&session::hash(&id.to_string()), session::wall_now()).await.map_err(failed)?;
    if found.is_some() {
        return Ok(found);
    }
    // There is no such session; its own layer finds that out by itself, and takes the cookie away.
    match session::member(session).await.map_err(|error| Box::new(problem::session_failed(&error)))? {
        Some(member) => parts.accounts.member(&member).await.map_err(failed),
        None => Ok(None),
    }
}

/// The value of a cookie.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The language of a request: the cookie, else the browser's wish.
pub(super) fn language(headers: &HeaderMap) -> Language {
    cookie(headers, super::preferences::LANGUAGE_COOKIE).and_then(Language::parse).unwrap_or_else(|| {
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map_or_else(Language::default, Language::negotiate)
    })
}
