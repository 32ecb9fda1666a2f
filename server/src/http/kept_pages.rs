//! Whole pages, kept while nothing they tell has changed.
//!
//! A page of the data is a function of the database, of who looks, of the address, of two cookies and of the minute. It is kept with the
//! version of the database that was read before it was made, and given to nobody who reads another one: a commit of this process or of
//! another ends all of them at once. Who looks has been found out by then, from the database, for every request anew. The nonce stands in
//! no kept page: each answer is put together with its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::context::{PageFaults, Theme};
use app::model::{CreatorId, Language, Role, WorkspaceId};
use app::ports::Viewer;
use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::headers::RequestNonce;
use super::preferences::theme;
use super::problem;
use super::router::HttpState;
use super::viewer::CurrentViewer;
use crate::storage::settings::StoreVersion;

/// The pages that tell what the database holds and nothing else. The collection page also tells what only this process knows (when the
/// platform is asked again), settings are opened too seldom.
const KEPT: [&str; 6] = [
    "/creators",
    "/creators/{id}",
    "/creators/{id}/audience/{dimension}",
    "/creators/{id}/fans",
    "/creators/{id}/following",
    "/creators/{id}/flow",
];

/// Bytes of all kept pages.
const ALL: usize = 4 << 20;

/// Bytes of one page; a larger one is not kept.
const ONE: usize = ALL / 8;

/// Ages are told in minutes, and nothing finer is told of the instant.
const MINUTE: i64 = 60;

/// What all kept pages have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment {
    version: StoreVersion,
    minute: i64,
}

/// What one of them was made for. Members of one role see the same; no kept page tells who of them looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Question {
    workspace: WorkspaceId,
    role: Role,
    creator: Option<CreatorId>,
    language: Language,
    theme: Theme,
    address: String,
}

impl Question {
    fn of(request: &Request, viewer: &Viewer) -> Option<Self> {
        let matched = request.extensions().get::<MatchedPath>()?;
        if *request.method() != Method::GET || !KEPT.contains(&matched.as_str()) {
            return None;
        }
        Some(Self {
            workspace: viewer.workspace.clone(),
            role: viewer.role,
            creator: viewer.creator.clone(),
            language: viewer.language,
            theme: theme(request.headers()),
            address: request.uri().path_and_query()?.as_str().to_owned(),
        })
    }
}

/// A page without its nonce.
#[derive(Debug)]
struct Page {
    content_type: HeaderValue,
    /// What stands between the places of the nonce.
    pieces: Vec<Box<str>>,
}

impl Page {
    /// Takes a page apart. Nobody can have put its nonce into the data: it was random, and is told to nobody before the page is whole.
    fn of(text: &str, nonce: &str, content_type: HeaderValue) -> Self {
        Self { content_type, pieces: text.split(nonce).map(Box::from).collect() }
    }

    fn size(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }

    fn answer(&self, nonce: &str) -> Response {
        let mut text = String::with_capacity(self.size() + self.pieces.len() * nonce.len());
        for (number, piece) in self.pieces.iter().enumerate() {
            text.push_str(if number == 0 { "" } else { nonce });
            text.push_str(piece);
        }
        ([(header::CONTENT_TYPE, self.content_type.clone())], text).into_response()
    }
}

/// The pages of one moment; clones share them.
#[derive(Clone, Debug, Default)]
pub(super) struct KeptPages(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    moment: Option<Moment>,
    pages: HashMap<Question, Arc<Page>>,
    bytes: usize,
}

impl KeptPages {
    fn get(&self, moment: Moment, question: &Question) -> Option<Arc<Page>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.pages.get(question).filter(|_| kept.moment == Some(moment)).cloned()
    }

    fn keep(&self, moment: Moment, question: Question, page: Page) {
        let size = page.size() + question.address.len() + 512;
        if size > ONE {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.moment != Some(moment) || kept.bytes + size > ALL {
            *kept = Kept { moment: Some(moment), ..Kept::default() };
        }
        kept.bytes += size;
        kept.pages.insert(question, Arc::new(page));
    }
}

/// Answers with the page that is kept; else keeps the one that is made, if it is whole.
pub(super) async fn keep(State(state): State<HttpState>, mut request: Request, next: Next) -> Response {
    let viewer = request.extensions().get::<CurrentViewer>().and_then(|current| current.0.clone());
    let nonce = request.extensions().get::<RequestNonce>().map(|nonce| nonce.0.clone());
    let (Some(viewer), Some(nonce)) = (viewer, nonce) else { return next.run(request).await };
    let Some(question) = Question::of(&request, &viewer) else { return next.run(request).await };
    // Read before the page is made: what is committed meanwhile belongs to another version. A store that fails is the page's to tell.
    let Ok(version) = state.parts.settings.version().await else { return next.run(request).await };
    let moment = Moment { version, minute: viewer.now.0.div_euclid(MINUTE) };
    if let Some(page) = state.pages.get(moment, &question) {
        return page.answer(&nonce);
    }
    let faults = PageFaults::default();
    request.extensions_mut().insert(faults.clone());
    let response = next.run(request).await;
    let Some(content_type) = plain(&response) else { return response };
    let (head, body) = response.into_parts();
    // Pages are made whole before they are sent, so nothing waits for this.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return problem::text_answer(StatusCode::INTERNAL_SERVER_ERROR, "The page could not be made; try again in a moment.".to_owned());
    };
    if !faults.any()
        && let Ok(text) = std::str::from_utf8(&bytes)
    {
        state.pages.keep(moment, question, Page::of(text, &nonce, content_type));
    }
    Response::from_parts(head, Body::from(bytes))
}

/// The type of a page that says nothing in its head but that: no cookie, no redirect, no error.
fn plain(response: &Response) -> Option<HeaderValue> {
    let only = response.headers().get(header::CONTENT_TYPE).filter(|_| response.headers().len() == 1);
    only.filter(|_| response.status() == StatusCode::OK).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

    fn moment(commits: i64, minute: i64) -> Moment {
        Moment { version: StoreVersion { opened: 1, commits }, minute }
    }

    fn question(role: Role, address: &str) -> Question {
        let (workspace, address) = ("w".into(), address.to_owned());
        Question { workspace, role, creator: None, language: Language::default(), theme: Theme::default(), address }
    }

    fn page(bytes: usize) -> Page {
        Page::of(&"x".repeat(bytes), "nonce", HTML)
    }

    #[tokio::test]
    async fn a_page_is_put_together_with_the_nonce_of_its_answer() {
        let page = Page::of("n1<script nonce=\"n1\"></script>n1", "n1", HTML);
        let answer = page.answer("n2");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], HTML);
        assert_eq!(to_bytes(answer.into_body(), usize::MAX).await.expect("a body"), "n2<script nonce=\"n2\"></script>n2");
    }

    #[test]
    fn a_page_is_for_its_moment_and_its_question_only() {
        let pages = KeptPages::default();
        pages.keep(moment(1, 1), question(Role::Owner, "/creators"), page(1));
        assert!(pages.get(moment(1, 1), &question(Role::Owner, "/creators")).is_some());
        assert!(pages.get(moment(2, 1), &question(Role::Owner, "/creators")).is_none());
        assert!(pages.get(moment(1, 2), &question(Role::Owner, "/creators")).is_none());
        assert!(pages.get(moment(1, 1), &question(Role::Creator, "/creators")).is_none());
        assert!(pages.get(moment(1, 1), &question(Role::Owner, "/creators?q=")).is_none());
    }

    #[test]
    fn however_many_pages_are_asked_for_they_take_no_more_than_is_given() {
        let pages = KeptPages::default();
        for number in 0..1000 {
            pages.keep(moment(1, 1), question(Role::Owner, &format!("/creators?q={number}")), page(50_000));
            assert!(pages.0.lock().expect("not poisoned").bytes <= ALL);
        }
        pages.keep(moment(1, 1), question(Role::Owner, "/large"), page(ONE));
        assert!(pages.get(moment(1, 1), &question(Role::Owner, "/large")).is_none());
        pages.keep(moment(2, 1), question(Role::Owner, "/creators"), page(1));
        assert_eq!(pages.0.lock().expect("not poisoned").pages.len(), 1, "those of an earlier version are let go");
    }

    #[test]
    fn only_a_plain_whole_answer_is_kept() {
        let html = || ([(header::CONTENT_TYPE, HTML)], "page").into_response();
        assert_eq!(plain(&html()), Some(HTML));
        let mut refused = html();
        *refused.status_mut() = StatusCode::NOT_FOUND;
        assert_eq!(plain(&refused), None);
        let mut personal = html();
        personal.headers_mut().insert(header::SET_COOKIE, HeaderValue::from_static("a=b"));
        assert_eq!(plain(&personal), None);
    }
}
