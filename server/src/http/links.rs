//! The forms that make and withdraw re-authorisation links.

use app::context::FreshLink;
use app::error::AppError;
use app::model::CreatorId;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, Uri, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Extension, Form};
use serde::Deserialize;

use super::router::HttpState;
use super::viewer::CurrentViewer;
use super::{context, problem};

/// Where links are made, and the page that shows a new one.
pub(super) const PATH: &str = "/settings/links";

/// The form of both buttons.
#[derive(Debug, Deserialize)]
pub(super) struct Whose {
    creator: Option<String>,
}

impl Whose {
    fn creator(self) -> Result<CreatorId, AppError> {
        self.creator.filter(|id| !id.is_empty()).map(CreatorId).ok_or_else(|| AppError::Invalid { field: "creator".to_owned() })
    }
}

/// Makes a link. The answer itself is the page that shows it: nothing but its hash is kept that a second request could show.
pub(super) async fn make(
    State(state): State<HttpState>,
    Extension(CurrentViewer(viewer)): Extension<CurrentViewer>,
    mut parts: Parts,
    Form(form): Form<Whose>,
) -> Response {
    let Some(viewer) = viewer else { return Redirect::to("/?signed-out").into_response() };
    let made = match form.creator() {
        Ok(creator) => state.parts.ports.links.make(&viewer, &creator).await,
        Err(error) => Err(error),
    };
    let link = match made {
        Ok(link) => link,
        Err(error) => return problem::answer(&error),
    };
    let mut address = state.parts.public_url.clone();
    address.set_path(&format!("/authorise/{}", link.token));
    parts.extensions.insert(FreshLink { address: address.into(), creator: link.creator, expires_at: link.expires_at });
    parts.method = Method::GET;
    parts.uri = Uri::from_static(PATH);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    context::page(&state, Request::from_parts(parts, Body::empty())).await
}

/// Withdraws a creator's open link.
pub(super) async fn withdraw(
    State(state): State<HttpState>,
    Extension(CurrentViewer(viewer)): Extension<CurrentViewer>,
    Form(form): Form<Whose>,
) -> Response {
    let Some(viewer) = viewer else { return Redirect::to("/?signed-out").into_response() };
    let withdrawn = match form.creator() {
        Ok(creator) => state.parts.ports.links.withdraw(&viewer, &creator).await,
        Err(error) => Err(error),
    };
    match withdrawn {
        Ok(()) => Redirect::to("/settings").into_response(),
        Err(error) => problem::answer(&error),
    }
}
