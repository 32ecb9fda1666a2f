//! Panels of the flow page: cards, fan share, volumes, loyalty gap, break-out quadrant. They come from one question.

mod breakout;
mod cards;
mod loyalty;
mod share;
mod volumes;

use leptos::prelude::*;

use super::Scope;
use crate::components::Panel;
use crate::error::AppError;
use crate::format;
use crate::html::Html;
use crate::i18n::{CommonWords, FlowWords, OverviewWords};
use crate::model::page::flow::FlowHistory;
use crate::model::{CapabilityStatus, CreatorId, FlowMetric, Language};
use crate::ports::{Ports, Viewer};
use breakout::Breakout;
use cards::Cards;
use loyalty::Loyalty;
use share::FanShare;
use volumes::Volumes;

pub(crate) use breakout::{colour as corner_colour, sentence as breakout_sentence};
pub(crate) use loyalty::{DEEP, sentence as loyalty_sentence};
pub(crate) use share::sentence as share_sentence;
pub(crate) use volumes::sentence as volume_sentence;

/// Renders the panels.
///
/// # Errors
/// A creator the viewer may not see, a store that fails.
pub(crate) async fn render(ports: &Ports, viewer: &Viewer, creator: CreatorId, query: &str) -> Result<Html, AppError> {
    let scope = Scope::of(ports, viewer, creator, "/flow", query).await?;
    let history = ports.flow.history(viewer, &scope.creator, scope.period, scope.compare).await?;
    Ok(scope.html(|| view! { <Panels scope=scope.clone() history /> }.into_any()))
}

#[component]
fn Panels(scope: Scope, history: FlowHistory) -> impl IntoView {
    if history.is_empty() {
        return view! { <Nothing scope status=history.portrait /> }.into_any();
    }
    view! {
        <Cards history=history.clone() language=scope.language />
        <FanShare scope=scope.clone() history=history.clone() />
        <Volumes scope=scope.clone() history=history.clone() />
        <Loyalty scope=scope.clone() history=history.clone() />
        <Breakout scope history />
    }
    .into_any()
}

/// Nothing in the period: why, and what helps.
#[component]
fn Nothing(scope: Scope, status: Option<CapabilityStatus>) -> impl IntoView {
    let words = FlowWords::of(scope.language);
    let collection = || (OverviewWords::of(scope.language).see_collection, scope.page("/collection"));
    let whole = || (OverviewWords::of(scope.language).wider, scope.whole_history());
    let (title, cause, action, outside) = match status {
        Some(CapabilityStatus::NotReady) | None => (words.empty_not_ready, words.empty_not_ready_text, collection(), false),
        Some(CapabilityStatus::NotGranted) => {
            let again = (CommonWords::of(scope.language).reauthorise, "/auth/douyin/start".to_owned());
            (words.empty_refused, words.empty_refused_text, again, true)
        }
        Some(CapabilityStatus::AppLacks) => (words.empty_app, words.empty_app_text, collection(), false),
        Some(CapabilityStatus::BelowThreshold) => (words.empty_few, words.empty_few_text, collection(), false),
        Some(CapabilityStatus::Untried | CapabilityStatus::Working | CapabilityStatus::Offline | CapabilityStatus::Failing) => {
            (words.empty_period, words.empty_period_text, whole(), false)
        }
    };
    let (label, href) = action;
    view! {
        <Panel title=OverviewWords::of(scope.language).flow>
            <div class="state">
                <p class="state-title">{title}</p>
                <p class="state-cause">{cause}</p>
                <a class="button" href=href rel=outside.then_some("external")>
                    {label}
                </a>
            </div>
        </Panel>
    }
    .into_any()
}

/// Source, newest day and instant of the numbers.
fn footnote(history: &FlowHistory, language: Language) -> String {
    let newest = history.newest();
    let day = newest.map_or_else(String::new, |day| format!(" · {}", format::day_long(day.day, language)));
    let read = newest.and_then(|day| day.fetched_at).map_or_else(String::new, |at| format!(" {}", format::clock(at)));
    format!("/fans/data/{day}{read} ({})", FlowWords::of(language).day_before)
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
