//! Panels of the flow page: cards, fan share, volumes, loyalty gap, break-out quadrant. They come from one question.

mod breakout;
mod cards;
mod loyalty;
mod share;
mod volumes;

use leptos::prelude::*;

use super::parts::{Absence, Absent};
use super::{Scope, once};
use crate::components::Panel;
use crate::error::AppError;
use crate::format;
use crate::html::Html;
use crate::i18n::{self, FlowWords, OverviewWords};
use crate::model::page::flow::FlowHistory;
use crate::model::{CreatorId, FlowMetric, Language};
use crate::ports::{Ports, Viewer};
use breakout::Breakout;
use cards::Cards;
use loyalty::Loyalty;
use share::FanShare;
use volumes::Volumes;

pub(crate) use breakout::{colour as corner_colour, sentence as breakout_sentence};
pub(in crate::panels) use cards::share_card;
pub(crate) use loyalty::{DEEP, sentence as loyalty_sentence};
pub(crate) use share::sentence as share_sentence;
pub(crate) use volumes::sentence as volume_sentence;

/// Renders the panels.
///
/// # Errors
/// A creator the viewer may not see, a store that fails.
pub(crate) async fn render(ports: &Ports, viewer: &Viewer, creator: CreatorId, query: &str) -> Result<Html, AppError> {
    once(ports, viewer, &creator, ("flow".to_owned(), query), fresh(ports, viewer, creator.clone(), query)).await
}

async fn fresh(ports: &Ports, viewer: &Viewer, creator: CreatorId, query: &str) -> Result<Html, AppError> {
    let scope = Scope::of(ports, viewer, creator, "/flow", query).await?;
    let history = ports.flow.history(viewer, &scope.creator, scope.period, scope.compare).await?.up_to_known(scope.today);
    let of_days = history.recordable(ports.overview.header(viewer, &scope.creator).await?.first_day);
    let absence = Absence::when(history.is_empty(), ports, viewer, &scope).await?;
    Ok(scope.html(|| view! { <Panels scope=scope.clone() history of_days absence /> }.into_any()))
}

#[component]
fn Panels(scope: Scope, history: FlowHistory, of_days: u64, absence: Option<Absence>) -> impl IntoView {
    if let Some(absence) = absence {
        return view! {
            <Panel title=OverviewWords::of(scope.language).flow>
                <Absent scope absence flow=true />
            </Panel>
        }
        .into_any();
    }
    view! {
        <Cards history=history.clone() of_days language=scope.language />
        <FanShare scope=scope.clone() history=history.clone() />
        <Volumes scope=scope.clone() history=history.clone() of_days />
        <Loyalty scope=scope.clone() history=history.clone() />
        <Breakout scope history />
    }
    .into_any()
}

/// Source, newest day and instant of the numbers.
pub(in crate::panels) fn footnote(history: &FlowHistory, language: Language) -> String {
    let newest = history.newest();
    let day = newest.map_or_else(String::new, |day| format!(" · {}", format::day_long(day.day, language)));
    let read = newest.and_then(|day| day.fetched_at).map_or_else(String::new, |at| format!(" {}", format::clock(at)));
    i18n::bracketed(&format!("{}{day}{read}", i18n::portrait_source(language)), FlowWords::of(language).day_before, language)
}

/// Whether days are missing after the first that was read: they are shaded.
fn is_interrupted(history: &FlowHistory, metric: &FlowMetric) -> bool {
    !crate::model::period::missing(history.days.iter().map(|day| (day.day, day.of(metric).is_some()))).is_empty()
}

/// The colour of a metric, the same in every chart of the page.
pub(crate) fn colour(metric: &FlowMetric) -> &'static str {
    match metric {
        FlowMetric::Views => "cat-1",
        FlowMetric::Likes => "cat-2",
        FlowMetric::Comments => "cat-3",
        FlowMetric::Shares => "cat-4",
        FlowMetric::Other(_) => "cat-7",
    }
}

/// A share, or a dash.
fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "—".to_owned(), format::percent)
}

/// A count, or a dash.
fn count(value: Option<i64>) -> String {
    value.map_or_else(|| "—".to_owned(), format::count)
}
