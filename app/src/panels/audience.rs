//! Panels of the audience page: one dimension now, on the map, over time, between two days, ranked.

mod difference;
mod map;
mod over_time;
mod ranking;

use leptos::prelude::*;

use super::parts::{Absence, Absent};
use super::{Scope, once};
use crate::components::{Notices, Panel};
use crate::error::AppError;
use crate::filter::{AudienceQuery, Notice};
use crate::html::Html;
use crate::i18n;
use crate::model::page::audience::{AudienceView, Composition};
use crate::model::page::difference::Leaders;
use crate::model::page::region::RegionMap;
use crate::model::{CreatorId, Dimension, Language, Period, PlatformDay, TotalSource};
use crate::ports::{Ports, Viewer};
use difference::DifferencePanel;
use map::MapPanel;
use over_time::{Kind, OverTime};
use ranking::{Latest, Ranking};

/// Renders the panels of one dimension; they come from one question.
///
/// # Errors
/// A creator the viewer may not see, a store that fails.
pub(crate) async fn render(
    ports: &Ports,
    viewer: &Viewer,
    creator: CreatorId,
    dimension: Dimension,
    query: &str,
) -> Result<Html, AppError> {
    let what = format!("audience {}", dimension.as_str());
    once(ports, viewer, &creator, (what, query), fresh(ports, viewer, creator.clone(), dimension, query)).await
}

async fn fresh(ports: &Ports, viewer: &Viewer, creator: CreatorId, dimension: Dimension, query: &str) -> Result<Html, AppError> {
    let scope = Scope::of(ports, viewer, creator, &format!("/audience/{}", dimension.as_str()), query).await?;
    let (asked, notices) = AudienceQuery::parse(query, viewer.today);
    // The two days may lie outside the period; everything else shows the period alone.
    let reach = ports.audience.composition(viewer, &scope.creator, dimension, asked.reach(scope.period)).await?;
    let newest = reach.cut(scope.period).ends().1.map(|day| day.day);
    let fans = match newest {
        Some(day) => fans_of(ports, viewer, &scope.creator, day).await?,
        None => None,
    };
    let first_day = ports.overview.header(viewer, &scope.creator).await?.first_day;
    let absence = Absence::when(newest.is_none(), ports, viewer, &scope).await?;
    Ok(scope.html(|| view! { <Panels scope=scope.clone() reach fans first_day asked notices absence /> }.into_any()))
}

/// How many fans the portrait of a day says there are; nothing when the day's total is of another source, and so of another moment.
async fn fans_of(ports: &Ports, viewer: &Viewer, creator: &CreatorId, day: PlatformDay) -> Result<Option<i64>, AppError> {
    let growth = ports.overview.growth(viewer, creator, Period::ending(day, 1), None).await?;
    Ok(growth.points.first().filter(|point| point.source == Some(TotalSource::Portrait)).and_then(|point| point.total))
}

#[component]
fn Panels(
    scope: Scope,
    reach: Composition,
    fans: Option<i64>,
    first_day: Option<PlatformDay>,
    asked: AudienceQuery,
    notices: Vec<Notice>,
    absence: Option<Absence>,
) -> impl IntoView {
    let composition = if reach.period == scope.period { reach.clone() } else { reach.cut(scope.period) };
    let composition = composition.up_to_known(scope.today);
    let of_days = composition.recordable(first_day);
    let view = AudienceView::of(&composition);
    if let Some(absence) = absence {
        return view! {
            <Notices notices />
            <Panel title=i18n::dimension(view.over_time.dimension, scope.language)>
                <Absent scope absence />
            </Panel>
        }
        .into_any();
    }
    let map = (composition.dimension == Dimension::Region).then(|| RegionMap::of(&composition)).flatten();
    let map = map.map(|map| view! { <MapPanel scope=scope.clone() map composition=composition.clone() asked /> });
    view! {
        <Notices notices />
        {map}
        <Latest scope=scope.clone() view=view.clone() />
        <OverTime scope=scope.clone() view=view.clone() kind=Kind::Shares fans=None of_days />
        <OverTime scope=scope.clone() view=view.clone() kind=Kind::Counts fans of_days />
        <DifferencePanel scope=scope.clone() composition=reach asked />
        <Ranking scope view />
    }
    .into_any()
}

/// Those that changed most, by name and in words.
fn named<T>(most: &Leaders<T>, label: impl Fn(&T) -> &String, dimension: Dimension, language: Language) -> i18n::Named {
    let names = most.named.iter().map(|item| i18n::bucket_in_sentence(dimension, label(item), language)).collect();
    i18n::Named { names, more: most.more, change: most.change }
}
