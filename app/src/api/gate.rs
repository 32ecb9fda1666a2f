//! What every server function does first: who asks, and whom to ask.

use leptos::prelude::*;

use crate::context::ViewerContext;
use crate::error::AppError;
use crate::filter::{Filter, Preset, Range, Resolved};
use crate::model::CreatorId;
use crate::ports::{Ports, Viewer};

/// The ports and the viewer of this request; signed out, the browser is sent to the landing page.
pub(crate) fn enter() -> Result<(Ports, Viewer), AppError> {
    let ports = ports()?;
    let Some(ViewerContext(Some(viewer))) = use_context::<ViewerContext>() else {
        leptos_axum::redirect(crate::routes::SIGNED_OUT);
        return Err(AppError::SignedOut);
    };
    Ok((ports, viewer))
}

/// The ports.
pub(crate) fn ports() -> Result<Ports, AppError> {
    use_context::<Ports>().ok_or_else(|| AppError::Internal { id: "no-ports".into() })
}

/// Passes a result on, and gives a failed response its status.
///
/// A plain form post is left alone: its answer is a redirect back to the page.
pub(crate) fn answer<T>(result: Result<T, AppError>) -> Result<T, AppError> {
    let accepts_html = use_context::<http::request::Parts>()
        .and_then(|parts| {
            parts.headers.get(http::header::ACCEPT).and_then(|accept| accept.to_str().ok().map(|accept| accept.contains("text/html")))
        })
        .unwrap_or(false);
    if let Err(error) = &result
        && !accepts_html
    {
        set_status(error.status());
    }
    result
}

/// Seconds after which it is worth asking again; as `http::problem` says it for everything that is no page.
const RETRY_AFTER: &str = "10";

/// Sets the status of the response under way, if there is one.
pub(crate) fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(status)) {
        response.set_status(status);
        if status == http::StatusCode::SERVICE_UNAVAILABLE {
            response.insert_header(http::header::RETRY_AFTER, http::HeaderValue::from_static(RETRY_AFTER));
        }
    }
}

/// Lays a filter on the calendar of the viewer and, for the whole history, of the creator.
pub(crate) async fn resolve(ports: &Ports, viewer: &Viewer, creator: &CreatorId, filter: &Filter) -> Result<Resolved, AppError> {
    let first_day = if filter.range == Range::Preset(Preset::All) { ports.overview.header(viewer, creator).await?.first_day } else { None };
    Ok(filter.resolve(viewer.today, first_day))
}
