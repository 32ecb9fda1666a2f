//! Addresses outside the application: exports and charts carry the query of their page.

use crate::filter::Filter;
use crate::model::{CreatorId, Dataset, Period};

/// The CSV of a dataset, exactly the days shown.
pub(crate) fn export(dataset: Dataset, creator: &CreatorId, period: Period) -> String {
    let creator = serde_urlencoded::to_string([("creator", creator.as_str())]).unwrap_or_default();
    format!("/export/{}.csv?{creator}&from={}&to={}", dataset.as_str(), period.from(), period.to())
}

/// The option of a chart.
pub(crate) fn chart(creator: &CreatorId, name: &str, filter: &Filter) -> String {
    let query = filter.to_query();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/creators/{creator}/chart/{name}.json{mark}{query}")
}
