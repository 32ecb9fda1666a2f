//! The option of a chart, fetched by the browser when the chart comes into view.

use app::error::AppError;
use app::model::CreatorId;
use app::rendered::Question;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};

use super::problem;
use super::router::HttpState;
use super::viewer::CurrentViewer;

const JSON: [(HeaderName, HeaderValue); 1] = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];

/// `GET /creators/{creator}/chart/{name}.json` with the query of the page; the ETag is the creator's data version.
pub(super) async fn show(
    State(state): State<HttpState>,
    Path((creator, file)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    Extension(CurrentViewer(viewer)): Extension<CurrentViewer>,
    headers: HeaderMap,
) -> Response {
    let Some(viewer) = viewer else { return problem::answer(&AppError::SignedOut) };
    let Some(name) = file.strip_suffix(".json") else { return problem::answer(&AppError::NotFound) };
    let (ports, creator) = (&state.parts.ports, CreatorId(creator));
    let version = match ports.overview.data_version(&viewer, &creator).await {
        Ok(version) => version,
        Err(error) => return problem::answer(&error),
    };
    let etag = format!("\"{version}-{}-{}-{}\"", viewer.today, viewer.language.tag(), env!("CARGO_PKG_VERSION"));
    let validators = [(header::ETAG, HeaderValue::from_str(&etag)), (header::CACHE_CONTROL, HeaderValue::from_str("private, no-cache"))];
    let validators: HeaderMap = validators.into_iter().filter_map(|(name, value)| Some((name, value.ok()?))).collect();
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, validators).into_response();
    }
    let query = query.as_deref().unwrap_or_default();
    let question = Question::of(&viewer, &creator, version, format!("chart {name}"), query);
    if let Some(option) = ports.rendered.get(&question) {
        return (validators, JSON, option.to_string()).into_response();
    }
    match app::chart::option(ports, &viewer, &creator, name, query).await {
        Ok(Some(option)) => {
            let Ok(text) = serde_json::to_string(&option) else { return (validators, Json(option)).into_response() };
            ports.rendered.keep(question, text.as_str().into());
            (validators, JSON, text).into_response()
        }
        Ok(None) => problem::answer(&AppError::NotFound),
        Err(error) => problem::answer(&error),
    }
}
