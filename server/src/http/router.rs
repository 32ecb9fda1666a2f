//! All routes in one place.

use std::sync::{Arc, LazyLock};

use app::ports::Ports;
use axum::Router;
use axum::extract::FromRef;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use leptos::config::LeptosOptions;
use leptos_axum::{AxumRouteListing, LeptosRoutes as _, generate_route_list};
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use url::Url;

use super::assets::Assets;
use super::kept_pages::{self, KeptPages};
use super::{chart, context, csrf, events, export, headers, health, host, links, preferences, session, settings, sign_in, viewer, webhook};
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::service::{Exports, Metrics, SignIn, Webhooks};
use crate::storage::{AccountStore, SessionStorage, SettingStore};

/// The pages' routes, made once in a process: while Leptos makes them, no resource anywhere in the process loads, and one that
/// asked meanwhile waits for ever (leptos-rs/leptos#4773).
static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(app::App));

/// What the HTTP layer is made of.
#[derive(Clone)]
pub struct HttpParts {
    /// The pages' ports.
    pub ports: Ports,
    /// CSV exports.
    pub exports: Exports,
    /// Members, for the viewer of a session.
    pub accounts: Arc<dyn AccountStore>,
    /// Browser sessions and open sign-ins.
    pub sessions: Arc<dyn SessionStorage>,
    /// Answers `/readyz`.
    pub settings: Arc<dyn SettingStore>,
    /// Lets people in; nothing without a client key.
    pub sign_in: Option<SignIn>,
    /// What `/metrics` shows.
    pub metrics: Metrics,
    /// Takes what the platform tells unasked; nothing without a client key.
    pub webhooks: Option<Webhooks>,
    /// Time of runs and grants.
    pub clock: Arc<dyn Clock>,
    /// Nonces, states.
    pub entropy: Arc<dyn Entropy>,
    /// The address browsers use.
    pub public_url: Url,
    /// Ends event streams.
    pub shutdown: CancellationToken,
    /// Somebody signed in; the demo waits for it.
    pub signed_in: Arc<tokio::sync::Notify>,
}

impl HttpParts {
    /// Whether cookies are Secure and carry the `__Host-` prefix: decided by the public address, never by the request.
    pub(super) fn secure(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

/// The state of every handler.
#[derive(Clone)]
pub(super) struct HttpState {
    pub(super) parts: Arc<HttpParts>,
    pub(super) leptos: LeptosOptions,
    pub(super) pages: KeptPages,
}

impl FromRef<HttpState> for LeptosOptions {
    fn from_ref(state: &HttpState) -> Self {
        state.leptos.clone()
    }
}

impl std::fmt::Debug for HttpParts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpParts").field("public_url", &self.public_url.as_str()).finish_non_exhaustive()
    }
}

/// The whole application.
pub fn router(parts: HttpParts) -> Router {
    let assets = Arc::new(Assets::load());
    let leptos = LeptosOptions::builder().output_name("fanscope").site_pkg_dir(assets.pkg_dir().to_owned()).site_root(".").build();
    let state = HttpState { parts: Arc::new(parts), leptos: leptos.clone(), pages: KeptPages::default() };
    let pages = {
        let shell = move || app::shell::shell(leptos.clone());
        Router::new()
            .leptos_routes_with_context(&state, PAGES.clone(), context::provide(&state), shell)
            .route_layer(from_fn_with_state(state.clone(), kept_pages::keep))
            .fallback(context::not_found)
    };
    let signed = Router::new()
        .route("/auth/douyin/start", get(sign_in::start))
        .route("/auth/douyin/callback", get(sign_in::callback))
        .route("/auth/sign-out", post(sign_in::sign_out))
        .route("/auth/sign-out-everywhere", post(settings::sign_out_everywhere))
        .route("/settings/names", post(settings::save_names))
        .route(links::PATH, post(links::make))
        .route("/settings/links/withdraw", post(links::withdraw))
        .route("/preferences", post(preferences::save))
        .route("/creators/{creator}/chart/{name}", get(chart::show))
        .route("/creators/{creator}/collection/events", get(events::stream))
        .route("/export/{file}", get(export::download))
        .merge(pages)
        .layer(from_fn_with_state(state.clone(), viewer::identify))
        .layer(session::layer(&state.parts))
        .layer(from_fn_with_state(state.clone(), host::redirect));
    Router::new()
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/webhooks/douyin", post(webhook::douyin))
        .merge(signed)
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
        .merge(assets.router())
        .layer(from_fn_with_state(state.clone(), csrf::guard))
        .layer(from_fn_with_state(state.clone(), headers::protect))
        .layer(from_fn(headers::count))
        .layer(CatchPanicLayer::new())
        .with_state(state)
}
