//! One address: a GET that reached us under another host is sent to the public one.

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use url::Url;

use super::router::HttpState;

/// Sends a GET with a foreign Host to the public address.
pub(super) async fn redirect(State(state): State<HttpState>, request: Request, next: Next) -> Response {
    let public = &state.parts.public_url;
    let host = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    if *request.method() != Method::GET || host.is_none_or(|host| is_public(host, public)) {
        return next.run(request).await;
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    Redirect::temporary(&format!("{}{path}", public.origin().ascii_serialization())).into_response()
}

fn is_public(host: &str, public: &Url) -> bool {
    let bare = public.host_str().unwrap_or_default();
    let with_port = public.port_or_known_default().map(|port| format!("{bare}:{port}"));
    host.eq_ignore_ascii_case(bare) && public.port().is_none() || with_port.is_some_and(|name| host.eq_ignore_ascii_case(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_host_is_recognised_with_and_without_its_default_port() {
        let plain = Url::parse("https://fans.example").expect("a url");
        assert!(is_public("fans.example", &plain) && is_public("FANS.example:443", &plain));
        assert!(!is_public("fans.example:8443", &plain) && !is_public("evil.example", &plain));
        let local = Url::parse("http://127.0.0.1:3000").expect("a url");
        assert!(is_public("127.0.0.1:3000", &local));
        assert!(!is_public("localhost:3000", &local) && !is_public("127.0.0.1", &local));
    }
}
