//! One request through the handler the server uses.

use std::sync::Once;

use app::context::{RequestContext, Theme, ViewerContext};
use app::model::Language;
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
    request: RequestContext,
}

impl Visitor {
    /// An owner who reads Chinese.
    pub(crate) fn new(state: State) -> Self {
        Self { state, signed_in: true, request: RequestContext::default() }
    }

    pub(crate) fn signed_out(self) -> Self {
        Self { signed_in: false, ..self }
    }

    pub(crate) fn english(self) -> Self {
        Self { request: RequestContext { language: Language::English, ..self.request }, ..self }
    }

    pub(crate) fn dark(self) -> Self {
        Self { request: RequestContext { theme: Theme::Dark, ..self.request }, ..self }
    }
}

/// A response, whole.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) html: String,
}

/// Renders `path`.
pub(crate) async fn get(path: &str, visitor: Visitor) -> Page {
    START.call_once(|| drop(leptos_axum::generate_route_list(app::App)));
    let options = LeptosOptions::builder().output_name("fanscope").site_pkg_dir("pkg/hash").build();
    let context = move || {
        provide_context(fixture::ports(visitor.state));
        provide_context(ViewerContext(visitor.signed_in.then(|| fixture::viewer(visitor.request.language))));
        provide_context(visitor.request);
        provide_context(Nonce::from_value("test-nonce"));
    };
    let handler = leptos_axum::render_app_async_with_context(context, move || shell(options.clone()));
    let request = Request::get(path).header(header::ACCEPT, "text/html").body(Body::empty()).expect("a request");
    let response = handler(request).await;
    let status = response.status().as_u16();
    let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let bytes = response.into_body().collect().await.expect("a whole body").to_bytes();
    Page { status, location, html: String::from_utf8(bytes.to_vec()).expect("UTF-8") }
}
