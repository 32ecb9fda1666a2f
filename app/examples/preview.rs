//! Serves every page over invented data, for work on looks and hydration without a database or a platform:
//! `cargo run -p app --example preview --features ssr -- 127.0.0.1:4000 target/site/pkg`.
//! The second argument is the folder with the built `fanscope.*` and `echarts.js`. `?state=empty|failing|out`, `&language=en` and
//! `&theme=dark` choose what is shown.

#[path = "../tests/pages/fixture.rs"]
mod fixture;

use std::path::PathBuf;

use app::context::{RequestContext, Theme, ViewerContext};
use app::model::{CreatorId, Language};
use app::{App, chart, shell};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use fixture::CREATOR;
use leptos::config::LeptosOptions;
use leptos::nonce::Nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{LeptosRoutes as _, generate_route_list, handle_server_fns_with_context, render_app_async_with_context};

const NONCE: &str = "cHJldmlldw";
const POLICY: &str = "default-src 'self'; script-src 'self' 'nonce-cHJldmlldw' 'wasm-unsafe-eval'; style-src 'self' 'nonce-cHJldmlldw'; \
                      object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; img-src 'self' data:; connect-src 'self'";

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:4000".to_owned());
    let site = PathBuf::from(arguments.next().unwrap_or_else(|| "target/site/pkg".to_owned()));
    let options = LeptosOptions::builder().output_name("fanscope").site_pkg_dir("pkg/preview").build();
    let document = options.clone();
    let pages = generate_route_list(App);
    let fallback = render_app_async_with_context(context, {
        let options = options.clone();
        move || shell::shell(options.clone())
    });
    let app = Router::new()
        .route("/pkg/preview/{file}", get(move |Path(file): Path<String>| asset(site.clone(), file)))
        .route("/creators/{id}/chart/{name}", get(option))
        .route("/creators/{id}/collection/events", get(events))
        .route("/preferences", post(|| async { Redirect::to("/creators") }))
        .route("/api/{*function}", post(|call: Request| handle_server_fns_with_context(context, call)))
        .leptos_routes_with_context(&options, pages, context, move || shell::shell(document.clone()))
        .fallback(move |State(_): State<LeptosOptions>, request: Request| fallback(request))
        .layer(axum::middleware::from_fn(policy))
        .with_state(options);
    axum::serve(tokio::net::TcpListener::bind(address).await?, app).await
}

/// The value of a query word, in the page's address or, for a server function, in that of the page that calls it.
fn word(parts: &axum::http::request::Parts, name: &str) -> Option<String> {
    let referer = parts.headers.get(header::REFERER).and_then(|referer| referer.to_str().ok()).unwrap_or_default();
    let own = parts.uri.query().unwrap_or_default();
    let all = format!("{own}&{}", referer.split_once('?').map_or("", |(_, query)| query));
    all.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

fn context() {
    let Some(parts) = use_context::<axum::http::request::Parts>() else {
        return;
    };
    let language = word(&parts, "language").and_then(|tag| Language::parse(&tag)).unwrap_or_default();
    let theme = word(&parts, "theme").and_then(|word| Theme::parse(&word)).unwrap_or_default();
    let (state, signed_in) = match word(&parts, "state").as_deref() {
        Some("empty") => (fixture::State::Empty, true),
        Some("failing") => (fixture::State::Failing, true),
        Some("out") => (fixture::State::Full, false),
        _ => (fixture::State::Full, parts.uri.path() != "/"),
    };
    provide_context(fixture::ports(state));
    provide_context(ViewerContext(signed_in.then(|| fixture::viewer(language))));
    provide_context(RequestContext { language, theme });
    provide_context(Nonce::from_value(NONCE));
}

async fn policy(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(POLICY));
    response
}

async fn asset(site: PathBuf, file: String) -> Response {
    let kind = match file.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    match tokio::fs::read(site.join(file)).await {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn option(Path((id, name)): Path<(String, String)>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let language = word(&parts, "language").and_then(|tag| Language::parse(&tag)).unwrap_or_default();
    let fake = fixture::ports(fixture::State::Full);
    let words = parts.uri.query().unwrap_or_default();
    let name = name.trim_end_matches(".json");
    match chart::option(&fake, &fixture::viewer(language), &CreatorId(id), name, words).await {
        Ok(Some(option)) => axum::Json(option).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}

/// One event with the state as it is.
async fn events() -> Response {
    let ports = fixture::ports(fixture::State::Full);
    let status = ports.collection.status(&fixture::viewer(Language::default()), &CREATOR.into()).await;
    let data = status.map(|status| serde_json::to_string(&status).unwrap_or_default()).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from(format!("data: {data}\n\n"))).into_response()
}
