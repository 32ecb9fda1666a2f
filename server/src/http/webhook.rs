//! `POST /webhooks/douyin`: what the platform tells unasked. Proven by its signature, answered at once, handled after.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use futures::StreamExt as _;
use serde_json::json;

use super::problem;
use super::router::HttpState;
use crate::service::{Received, WebhookError};

/// The longest message that is taken, in bytes; a real one has some hundred.
const LONGEST: usize = 64 << 10;

/// So much of a longer one is read and thrown away, so that its sender, who first writes and then reads, hears why it is refused.
const MOST_DISCARDED: usize = 16 << 20;

/// Takes a message.
pub(super) async fn douyin(State(state): State<HttpState>, headers: HeaderMap, body: Body) -> Response {
    let Some(webhooks) = state.parts.webhooks.clone() else {
        return problem::text_answer(StatusCode::NOT_FOUND, "No platform is set up here; set the client key and its secret.".to_owned());
    };
    let body = match read(body).await {
        Ok(body) => body,
        Err(StatusCode::PAYLOAD_TOO_LARGE) => {
            let text = format!("A message of the platform has at most {LONGEST} bytes; nothing of this one was kept.");
            return problem::text_answer(StatusCode::PAYLOAD_TOO_LARGE, text);
        }
        Err(status) => return problem::text_answer(status, "The message broke off; send it again.".to_owned()),
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

/// The bytes as they came; never more than the longest message in memory.
async fn read(body: Body) -> Result<Vec<u8>, StatusCode> {
    let (mut bytes, mut length) = (Vec::new(), 0_usize);
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| StatusCode::BAD_REQUEST)?;
        length = length.saturating_add(chunk.len());
        if length > MOST_DISCARDED {
            break;
        }
        if length <= LONGEST {
            bytes.extend_from_slice(&chunk);
        }
    }
    if length <= LONGEST { Ok(bytes) } else { Err(StatusCode::PAYLOAD_TOO_LARGE) }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
