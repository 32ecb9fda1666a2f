//! `GET /export/{dataset}.csv`: streamed; the query is that of the page the data stands on, plus `creator`.

use app::error::AppError;
use app::filter::{Notice, RosterQuery};
use app::model::{CreatorId, Dataset, Dimension, PlatformDay};
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::problem;
use super::router::HttpState;
use super::viewer::CurrentViewer;
use crate::service::ExportRequest;

/// The query words.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Words {
    creator: Option<String>,
    from: Option<String>,
    to: Option<String>,
    period: Option<String>,
    dimension: Option<String>,
    q: Option<String>,
    sort: Option<String>,
}

/// Streams a dataset.
pub(super) async fn download(
    State(state): State<HttpState>,
    Path(file): Path<String>,
    Query(words): Query<Words>,
    Extension(CurrentViewer(viewer)): Extension<CurrentViewer>,
) -> Response {
    let Some(viewer) = viewer else { return problem::answer(&AppError::SignedOut) };
    let dataset = file.strip_suffix(".csv").and_then(Dataset::parse);
    let Some(dataset) = dataset else { return problem::answer(&AppError::NotFound) };
    let request = match request(dataset, words) {
        Ok(request) => request,
        Err(error) => return problem::answer(&error),
    };
    match state.parts.exports.stream(&viewer, request).await {
        Ok((name, rows)) => {
            let mut response = Body::from_stream(rows).into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
            if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
                headers.insert(header::CONTENT_DISPOSITION, value);
            }
            response
        }
        Err(error) => problem::answer(&error),
    }
}

fn request(dataset: Dataset, words: Words) -> Result<ExportRequest, AppError> {
    let invalid = |field: &str| AppError::Invalid { field: field.to_owned() };
    let day = |field: &str, text: Option<String>| -> Result<Option<PlatformDay>, AppError> {
        text.filter(|text| !text.is_empty()).map(|text| text.parse().map_err(|_| invalid(field))).transpose()
    };
    let (from, to) = (day("from", words.from)?, day("to", words.to)?);
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(invalid("to"));
    }
    let dimension = words.dimension.map(|word| Dimension::parse(&word).ok_or_else(|| invalid("dimension"))).transpose()?;
    let roster = if dataset == Dataset::Roster { roster(words.q, words.sort)? } else { RosterQuery::default() };
    Ok(ExportRequest { dataset, creator: words.creator.map(CreatorId), from, to, period: words.period, dimension, roster })
}

/// The roster's own words; an unknown column is an error here, not a notice.
fn roster(search: Option<String>, sort: Option<String>) -> Result<RosterQuery, AppError> {
    let words = [("sort", sort.unwrap_or_default()), ("q", search.unwrap_or_default())];
    let (query, notices) = RosterQuery::parse(&serde_urlencoded::to_string(words).unwrap_or_default());
    if notices.contains(&Notice::UnknownSort) { Err(AppError::Invalid { field: "sort".to_owned() }) } else { Ok(query) }
}
