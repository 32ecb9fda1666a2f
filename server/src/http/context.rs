//! What pages and server functions find in their context.

use app::context::{FreshLink, PageFaults, RequestContext, ViewerContext};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use leptos::context::{provide_context, use_context};
use leptos::nonce::Nonce;

use super::headers::RequestNonce;
use super::preferences::theme;
use super::router::HttpState;
use super::viewer::{CurrentViewer, language};
use crate::service::asked_once;

/// The closure that runs before every page and every server function; one for all of them.
pub(super) fn provide(state: &HttpState) -> impl Fn() + Clone + Send + Sync + 'static {
    let ports = state.parts.ports.clone();
    move || {
        provide_context(asked_once(&ports));
        let Some(request) = use_context::<Parts>() else { return };
        if let Some(RequestNonce(nonce)) = request.extensions.get::<RequestNonce>() {
            provide_context(Nonce::from_value(nonce.as_str()));
        }
        let viewer = request.extensions.get::<CurrentViewer>().and_then(|current| current.0.clone());
        provide_context(ViewerContext(viewer));
        if let Some(link) = request.extensions.get::<FreshLink>() {
            provide_context(link.clone());
        }
        if let Some(faults) = request.extensions.get::<PageFaults>() {
            provide_context(faults.clone());
        }
        provide_context(RequestContext { language: language(&request.headers), theme: theme(&request.headers) });
    }
}

/// The page of a request's path, for handlers that answer with one.
pub(super) async fn page(state: &HttpState, request: Request<Body>) -> Response {
    let options = state.leptos.clone();
    let render = leptos_axum::render_app_async_with_context(provide(state), move || app::shell::shell(options.clone()));
    render(request).await.into_response()
}

/// The page for a path that is none, with its status.
pub(super) async fn not_found(State(state): State<HttpState>, request: Request<Body>) -> Response {
    let mut response = page(&state, request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}
