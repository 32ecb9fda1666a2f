//! `/healthz`, `/readyz`, `/metrics`.

use std::sync::atomic::Ordering;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::headers::ANSWERS;
use super::problem;
use super::router::HttpState;

/// The process answers.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// The database answers, and the demo's history is complete.
pub(super) async fn ready(State(state): State<HttpState>) -> Response {
    if let Err(error) = state.parts.settings.ping().await {
        return problem::store_failed(&error, "the database does not answer");
    }
    match state.parts.ports.landing.installation().history {
        Some((done, all)) => {
            problem::text_answer(StatusCode::SERVICE_UNAVAILABLE, format!("recording the demo's history: {done} of {all} days\n"))
        }
        None => problem::text_answer(StatusCode::OK, "ready\n".to_owned()),
    }
}

/// Counters in the Prometheus text format.
pub(super) async fn metrics(State(state): State<HttpState>) -> String {
    let mut text = String::from("# TYPE fanscope_build_info gauge\n");
    text.push_str(concat!("fanscope_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"} 1\n"));
    text.push_str("# TYPE fanscope_http_answers_total counter\n");
    for (class, count) in (1..).zip(&ANSWERS) {
        let line = format!("fanscope_http_answers_total{{class=\"{class}xx\"}} {}\n", count.load(Ordering::Relaxed));
        text.push_str(&line);
    }
    text.push_str(&state.parts.metrics.text().await);
    text
}
