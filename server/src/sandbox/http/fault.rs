//! Applies the fault rules to a call.

use std::time::Duration;

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use futures::{StreamExt as _, stream};
use serde_json::Value;

use super::envelope;
use crate::sandbox::Sandbox;
use crate::sandbox::platform::faults::{Call as Matter, Effect, Family};

/// Time for the first part of a broken answer to leave before the connection ends.
const SENDING: Duration = Duration::from_millis(50);

/// Looks for a rule, waits as long as it says, and lets the user withdraw the consent if it says so.
pub(crate) async fn strike(sandbox: &Sandbox, path: &str, family: Family, open_id: Option<&str>) -> Effect {
    sandbox.wait_if_held(path).await;
    let matter = Matter { path, family, open_id, day: sandbox.inner.clock.today() };
    let effect = sandbox.inner.platform.faults.effect(matter).unwrap_or_default();
    if effect.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(effect.delay_ms)).await;
    }
    if let Some(open_id) = open_id.filter(|_| effect.revoke) {
        sandbox.revoke(open_id);
    }
    effect
}

/// The answer that replaces the real one altogether, if the rule wants that.
pub(crate) fn replaced(effect: Effect) -> Option<Response> {
    if let Some(status) = effect.status {
        let mut page = envelope::gateway_page(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
        page.headers_mut().extend(effect.retry_after.map(|seconds| (header::RETRY_AFTER, seconds.into())));
        return Some(page);
    }
    effect.html.then(|| Html("<!doctype html><html><body><p>网络繁忙，请稍后再试</p></body></html>").into_response())
}

/// The real answer, broken off where the rule says: its length is announced, then the connection ends.
pub(crate) fn deliver(effect: Effect, body: Value) -> Response {
    let Some(bytes) = effect.truncate else { return envelope::ok(body) };
    let text = body.to_string();
    let part = text.as_bytes()[..bytes.min(text.len())].to_vec();
    if part.len() == text.len() {
        return envelope::ok(body);
    }
    let broken = stream::once(async { Ok(part) }).chain(stream::once(async {
        tokio::time::sleep(SENDING).await;
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
    }));
    let headers = [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_LENGTH, text.len().to_string())];
    (headers, Body::from_stream(broken)).into_response()
}
