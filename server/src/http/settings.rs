//! The forms of the settings page.

use app::error::AppError;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Extension, Form};
use serde::Deserialize;
use tower_sessions::Session;

use super::router::HttpState;
use super::viewer::CurrentViewer;
use super::{problem, sign_in};

/// The form of the switch.
#[derive(Debug, Deserialize)]
pub(super) struct Names {
    names: Option<String>,
}

/// Turns fans' names on or off.
pub(super) async fn save_names(
    State(state): State<HttpState>,
    Extension(CurrentViewer(viewer)): Extension<CurrentViewer>,
    Form(form): Form<Names>,
) -> Response {
    let Some(viewer) = viewer else { return Redirect::to("/?signed-out").into_response() };
    let on = match form.names.as_deref() {
        Some("on") => true,
        Some("off") => false,
        _ => return problem::answer(&AppError::Invalid { field: "names".to_owned() }),
    };
    match state.parts.ports.settings.set_names(&viewer, on).await {
        Ok(()) => Redirect::to("/settings").into_response(),
        Err(error) => problem::answer(&error),
    }
}

/// Ends every session of the member, this one included.
pub(super) async fn sign_out_everywhere(
    State(state): State<HttpState>,
    Extension(CurrentViewer(viewer)): Extension<CurrentViewer>,
    session: Session,
) -> Response {
    if let Some(viewer) = viewer
        && let Err(error) = state.parts.ports.settings.end_sessions(&viewer).await
    {
        return problem::answer(&error);
    }
    sign_in::sign_out(session).await
}
