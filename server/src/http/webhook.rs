//! `POST /webhooks/douyin`: what the platform tells unasked. Proven by its signature, answered at once, handled after.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::problem;
use super::router::HttpState;
use crate::service::{Received, WebhookError};

/// The longest message that is read, in bytes; a real one has some hundred.
pub(super) const LONGEST: usize = 64 << 10;

/// Takes a message.
pub(super) async fn douyin(State(state): State<HttpState>, headers: HeaderMap, body: Result<Bytes, BytesRejection>) -> Response {
    let Some(webhooks) = state.parts.webhooks.clone() else {
        return problem::text_answer(StatusCode::NOT_FOUND, "No platform is set up here; set the client key and its secret.".to_owned());
    };
    let body = match body {
        Ok(body) => body,
        Err(rejection) => {
            let text = match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => format!("A message of the platform has at most {LONGEST} bytes; nothing was read."),
                _ => "The message broke off; send it again.".to_owned(),
            };
            return problem::text_answer(rejection.status(), text);
        }
    };
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match webhooks.receive(header("x-douyin-signature"), header("msg-id"), &body).await {
        Ok(Received::Challenge(value)) => Json(json!({ "challenge": value })).into_response(),
        Ok(Received::Taken) => {
            tokio::spawn(async move { webhooks.settle().await });
            Json(json!({})).into_response()
        }
        Ok(Received::Known) => Json(json!({})).into_response(),
        Err(WebhookError::Store(error)) => problem::store_failed(&error, "a webhook could not be kept"),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "a webhook was refused");
            let status = if matches!(error, WebhookError::Forbidden(_)) { StatusCode::FORBIDDEN } else { StatusCode::BAD_REQUEST };
            problem::text_answer(status, sentence(&error.to_string()))
        }
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
