//! `GET /export/{dataset}.csv`: streamed; the query is that of the page the data stands on, plus `creator`.

use app::error::AppError;
use app::filter::{Address, Notice, PeopleFilter, RosterQuery};
use app::model::{CreatorId, Dataset, Dimension, PlatformDay};
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

use super::problem;
use super::router::HttpState;
use super::viewer::CurrentViewer;
use crate::service::ExportRequest;

/// Streams a dataset.
pub(super) async fn download(
    State(state): State<HttpState>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    Extension(CurrentViewer(viewer)): Extension<CurrentViewer>,
) -> Response {
    let Some(viewer) = viewer else { return problem::answer(&AppError::SignedOut) };
    let dataset = file.strip_suffix(".csv").and_then(Dataset::parse);
    let Some(dataset) = dataset else { return problem::answer(&AppError::NotFound) };
    let request = match request(dataset, query.as_deref().unwrap_or_default()) {
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

fn request(dataset: Dataset, query: &str) -> Result<ExportRequest, AppError> {
    let words = Address::new("", query);
    let invalid = |field: &str| AppError::Invalid { field: field.to_owned() };
    let word = |name: &str| Some(words.word(name)).filter(|word| !word.is_empty()).map(ToOwned::to_owned);
    let day = |field: &str| word(field).map(|text| text.parse::<PlatformDay>().map_err(|_| invalid(field))).transpose();
    let (from, to) = (day("from")?, day("to")?);
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(invalid("to"));
    }
    let dimension = word("dimension").map(|word| Dimension::parse(&word).ok_or_else(|| invalid("dimension"))).transpose()?;
    let (people, malformed) = if is_list(dataset) { PeopleFilter::read(|name| words.word(name).to_owned()) } else { Default::default() };
    if let Some(field) = malformed.first() {
        return Err(invalid(field));
    }
    let roster = if dataset == Dataset::Roster { roster(query)? } else { RosterQuery::default() };
    Ok(ExportRequest { dataset, creator: word("creator").map(CreatorId), from, to, period: word("period"), dimension, people, roster })
}

/// Whether a dataset holds people of a list.
const fn is_list(dataset: Dataset) -> bool {
    matches!(dataset, Dataset::Fans | Dataset::Following)
}

/// The roster's own words; an unknown column is an error here, not a notice.
fn roster(query: &str) -> Result<RosterQuery, AppError> {
    let (query, notices) = RosterQuery::parse(query);
    if notices.contains(&Notice::UnknownSort) { Err(AppError::Invalid { field: "sort".to_owned() }) } else { Ok(query) }
}
