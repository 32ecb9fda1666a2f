//! Cross-site request forgery: whatever may change state must come from our own pages.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use url::Url;

use super::problem;
use super::router::HttpState;

/// Refuses non-GET requests that do not come from our own pages. `/webhooks/*` proves itself by its signature instead.
pub(super) async fn guard(State(state): State<HttpState>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let exempt = request.uri().path().starts_with("/webhooks/");
    if safe || exempt || same_origin(request.headers(), &state.parts.public_url) {
        next.run(request).await
    } else {
        problem::text_answer(
            StatusCode::FORBIDDEN,
            "This request did not come from Fanscope's own pages; reload the page and try again.".to_owned(),
        )
    }
}

fn same_origin(headers: &HeaderMap, public_url: &Url) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some("same-origin") => true,
        Some(_) => false,
        None => text(header::ORIGIN.as_str()).is_some_and(|origin| origin == public_url.origin().ascii_serialization()),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn with(name: &'static str, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().expect("a header name"), HeaderValue::from_static(value))])
    }

    #[test]
    fn only_our_own_pages_may_change_state() {
        let ours = Url::parse("https://fans.example").expect("a url");
        assert!(same_origin(&with("sec-fetch-site", "same-origin"), &ours));
        assert!(same_origin(&with("origin", "https://fans.example"), &ours));
        assert!(!same_origin(&with("sec-fetch-site", "same-site"), &ours));
        assert!(!same_origin(&with("sec-fetch-site", "none"), &ours));
        assert!(!same_origin(&with("origin", "null"), &ours));
        assert!(!same_origin(&with("origin", "http://fans.example"), &ours));
        assert!(!same_origin(&HeaderMap::new(), &ours));
    }
}
