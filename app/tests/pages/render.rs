//! One request through the handler the server uses.

use std::sync::Once;

use app::context::{FreshLink, PageFaults, RequestContext, Theme, ViewerContext};
use app::model::page::frame::CreatorName;
use app::model::{Language, Role};
use app::ports::Viewer;
use app::shell::shell;
use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt as _;
use leptos::config::LeptosOptions;
use leptos::nonce::Nonce;
use leptos::prelude::provide_context;

use crate::fixture::{self, State};

/// Listing the routes, as the server does at start-up, also starts the executor. Once and before any page: while routes are listed,
/// resources are held back in the whole process.
static START: Once = Once::new();

/// Who asks, and what the ports answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor {
    state: State,
    signed_in: bool,
    role: Role,
    fresh_link: bool,
    request: RequestContext,
}

impl Visitor {
    /// An owner who reads Chinese.
    pub(crate) fn new(state: State) -> Self {
        Self { state, signed_in: true, role: Role::Owner, fresh_link: false, request: RequestContext::default() }
    }

    pub(crate) fn signed_out(self) -> Self {
        Self { signed_in: false, ..self }
    }

    /// A creator, who sees only themselves.
    pub(crate) fn creator(self) -> Self {
        Self { role: Role::Creator, ..self }
    }

    /// The answer to the form that makes a link.
    pub(crate) fn with_fresh_link(self) -> Self {
        Self { fresh_link: true, ..self }
    }

    pub(crate) fn english(self) -> Self {
        Self { request: RequestContext { language: Language::English, ..self.request }, ..self }
    }

    pub(crate) fn dark(self) -> Self {
        Self { request: RequestContext { theme: Theme::Dark, ..self.request }, ..self }
    }
}

/// A link that was just made.
fn fresh_link() -> FreshLink {
    let creator = CreatorName { id: fixture::CREATOR.into(), nickname: "<b>小雨</b>".into() };
    FreshLink { address: "https://fans.example/authorise/0123abcd".into(), creator, expires_at: fixture::NOW.plus_seconds(7 * 86_400) }
}

/// A response, whole.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) html: String,
    /// Something that it waited for failed.
    pub(crate) faulty: bool,
}

/// Renders `path`.
pub(crate) async fn get(path: &str, visitor: Visitor) -> Page {
    START.call_once(|| drop(leptos_axum::generate_route_list(app::App)));
    let options = LeptosOptions::builder().output_name("fanscope").site_pkg_dir("pkg/hash").build();
    let faults = PageFaults::default();
    let noted = faults.clone();
    let context = move || {
        provide_context(noted.clone());
        provide_context(fixture::ports(visitor.state));
        let viewer = Viewer { role: visitor.role, ..fixture::viewer(visitor.request.language) };
        provide_context(ViewerContext(visitor.signed_in.then_some(viewer)));
        provide_context(visitor.request);
        if visitor.fresh_link {
            provide_context(fresh_link());
        }
        provide_context(Nonce::from_value("test-nonce"));
    };
    let handler = leptos_axum::render_app_async_with_context(context, move || shell(options.clone()));
    let request = Request::get(path).header(header::ACCEPT, "text/html").body(Body::empty()).expect("a request");
    let response = handler(request).await;
    let status = response.status().as_u16();
    let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let bytes = response.into_body().collect().await.expect("a whole body").to_bytes();
    Page { status, location, html: String::from_utf8(bytes.to_vec()).expect("UTF-8"), faulty: faults.any() }
}
