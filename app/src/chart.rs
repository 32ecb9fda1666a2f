//! Charts: model → charming → option of `ECharts`. Pure but for [`option()`], which asks the ports.
//!
//! Colours and formatters are names (`@accent`, `@count`): the server knows neither the theme nor the browser's fonts.

mod composition;
mod flow;
mod growth;
mod missing;
mod option;
mod province;

pub use option::ChartOption;

use crate::api::gate::resolve;
use crate::error::AppError;
use crate::filter::{AudienceQuery, Filter, GrowthQuery};
use crate::model::{CreatorId, Dimension};
use crate::ports::{Ports, Viewer};

/// The option of a chart of a creator's page, for the page's query; nothing when there is no such chart.
///
/// Names: `growth` (query words `metric` and `granularity`), `province` (query word `province`), for each dimension
/// `composition-{dimension}` and `absolute-{dimension}`, `fan-share`, `loyalty`, `breakout`, and for each flow metric `flow-{metric}`;
/// `flow-other` is the one the query's `metric` names.
pub async fn option(ports: &Ports, viewer: &Viewer, creator: &CreatorId, name: &str, query: &str) -> Result<Option<ChartOption>, AppError> {
    let Some(chart) = Name::parse(name) else {
        return Ok(None);
    };
    let (filter, _) = Filter::parse(query);
    let days = resolve(ports, viewer, creator, &filter).await?;
    let option = match chart {
        Name::Growth => {
            let growth = ports.overview.growth(viewer, creator, days.period, days.compare).await?;
            growth::chart(&growth, GrowthQuery::parse(query).0, viewer.language)
        }
        Name::Province => {
            let composition = ports.audience.composition(viewer, creator, Dimension::Region, days.period).await?.up_to_known(viewer.today);
            let (asked, _) = AudienceQuery::parse(query, viewer.today);
            province::chart(&composition, asked.province, viewer.language)
        }
        Name::Composition(dimension) => {
            let composition = ports.audience.composition(viewer, creator, dimension, days.period).await?.up_to_known(viewer.today);
            composition::shares(&composition.folded(), viewer.language)
        }
        Name::Absolute(dimension) => {
            let composition = ports.audience.composition(viewer, creator, dimension, days.period).await?.up_to_known(viewer.today);
            composition::counts(&composition.folded(), viewer.language)
        }
        Name::Flow(chart) => {
            let history = ports.flow.history(viewer, creator, days.period, None).await?.up_to_known(viewer.today);
            let first_day = ports.overview.header(viewer, creator).await?.first_day;
            return Ok(flow::chart(&history, first_day, &chart, query, viewer.language));
        }
    };
    Ok(Some(option))
}

/// Which chart.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Name {
    Growth,
    Province,
    Composition(Dimension),
    Absolute(Dimension),
    Flow(flow::Which),
}

impl Name {
    fn parse(name: &str) -> Option<Self> {
        if let Some(chart) = flow::Which::parse(name) {
            return Some(Self::Flow(chart));
        }
        match name.split_once('-') {
            None => [("growth", Self::Growth), ("province", Self::Province)]
                .into_iter()
                .find(|(known, _)| *known == name)
                .map(|(_, chart)| chart),
            Some(("composition", dimension)) => Dimension::parse(dimension).map(Self::Composition),
            Some(("absolute", dimension)) => Dimension::parse(dimension).map(Self::Absolute),
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
