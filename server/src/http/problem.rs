//! Errors of the non-page routes: a status and one plain sentence.

use app::error::AppError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::storage::StoreError;

const NO_ANSWER: &str = "The database does not answer just now; try again in a moment.";
const UNWRITABLE: &str = "Nothing can be saved just now: the disk is full or the database read-only. What is recorded can still be read; free some space and try again.";

/// The answer for an error of a port.
pub(super) fn answer(error: &AppError) -> Response {
    let (status, text) = match error {
        AppError::NotFound => (StatusCode::NOT_FOUND, "There is nothing here, or nothing that you may see.".to_owned()),
        AppError::SignedOut => (StatusCode::UNAUTHORIZED, "Sign in first.".to_owned()),
        AppError::Forbidden => (StatusCode::FORBIDDEN, "Your role does not allow this.".to_owned()),
        AppError::Invalid { field } => (StatusCode::BAD_REQUEST, format!("`{field}` makes no sense here; correct it and try again.")),
        AppError::RateLimited => (StatusCode::TOO_MANY_REQUESTS, "Too many requests; wait a moment.".to_owned()),
        AppError::Upstream => (StatusCode::BAD_GATEWAY, "The platform does not answer; try again later.".to_owned()),
        AppError::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, NO_ANSWER.to_owned()),
        AppError::Unwritable => (StatusCode::SERVICE_UNAVAILABLE, UNWRITABLE.to_owned()),
        AppError::Internal { id } => {
            (StatusCode::SERVICE_UNAVAILABLE, format!("Something failed here; it is in the log under {id}. Try again in a moment."))
        }
        AppError::Connection(_) => (StatusCode::BAD_REQUEST, "The request could not be read; reload the page.".to_owned()),
    };
    text_answer(status, text)
}

/// The answer when the database failed before a port was reached.
pub(super) fn store_failed(error: &StoreError, what: &'static str) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "{what}");
    let text = if error.is_unwritable() { UNWRITABLE } else { NO_ANSWER };
    text_answer(StatusCode::SERVICE_UNAVAILABLE, text.to_owned())
}

/// The answer when a session could not be read or written.
pub(super) fn session_failed(error: &tower_sessions::session::Error) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "a session could not be read or written");
    text_answer(StatusCode::SERVICE_UNAVAILABLE, NO_ANSWER.to_owned())
}

/// A plain sentence with a status.
pub(super) fn text_answer(status: StatusCode, text: String) -> Response {
    let mut response = (status, text).into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    }
    response
}
