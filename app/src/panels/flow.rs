//! Panels of the flow page: cards, fan share, volumes, loyalty gap, break-out quadrant. They come from one question.

mod breakout;
mod cards;
mod loyalty;
mod share;
mod volumes;

use leptos::prelude::*;

use super::{Scope, once};
use crate::components::Panel;
use crate::error::AppError;
use crate::format;
use crate::html::Html;
use crate::i18n::{self, CommonWords, FlowWords, OverviewWords};
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
    once(ports, viewer, &creator, ("flow".to_owned(), query), fresh(ports, viewer, creator.clone(), query)).await
}

async fn fresh(ports: &Ports, viewer: &Viewer, creator: CreatorId, query: &str) -> Result<Html, AppError> {
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

/// What helps when there is nothing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Helps {
    /// Seeing what the platform answered.
    Collection,
    /// Looking at other days.
    WholeHistory,
    /// A new consent.
    Authorise,
}

/// Why there is nothing: title, cause, what helps.
const fn cause(status: Option<CapabilityStatus>, words: &FlowWords) -> (&'static str, &'static str, Helps) {
    match status {
        Some(CapabilityStatus::NotReady | CapabilityStatus::Untried) | None => {
            (words.empty_not_ready, words.empty_not_ready_text, Helps::Collection)
        }
        Some(CapabilityStatus::NotGranted) => (words.empty_refused, words.empty_refused_text, Helps::Authorise),
        Some(CapabilityStatus::AppLacks) => (words.empty_app, words.empty_app_text, Helps::Collection),
        Some(CapabilityStatus::BelowThreshold) => (words.empty_few, words.empty_few_text, Helps::Collection),
        Some(CapabilityStatus::Offline) => (words.empty_offline, words.empty_offline_text, Helps::WholeHistory),
        Some(CapabilityStatus::Failing) => (words.empty_failing, words.empty_failing_text, Helps::Collection),
        Some(CapabilityStatus::Working) => (words.empty_period, words.empty_period_text, Helps::WholeHistory),
    }
}

/// Nothing in the period: why, and what helps.
#[component]
fn Nothing(scope: Scope, status: Option<CapabilityStatus>) -> impl IntoView {
    let (title, cause, helps) = cause(status, FlowWords::of(scope.language));
    let (label, href) = match helps {
        Helps::Collection => (OverviewWords::of(scope.language).see_collection, scope.page("/collection")),
        Helps::WholeHistory => (OverviewWords::of(scope.language).wider, scope.whole_history()),
        Helps::Authorise => (CommonWords::of(scope.language).reauthorise, "/auth/douyin/start".to_owned()),
    };
    view! {
        <Panel title=OverviewWords::of(scope.language).flow>
            <div class="state">
                <p class="state-title">{title}</p>
                <p class="state-cause">{cause}</p>
                <a class="button" href=href rel=(helps == Helps::Authorise).then_some("external")>
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
    i18n::bracketed(&format!("/fans/data/{day}{read}"), FlowWords::of(language).day_before, language)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_its_own_words_and_the_action_that_helps() {
        for language in [Language::Chinese, Language::English] {
            let words = FlowWords::of(language);
            let helps = |status| cause(Some(status), words).2;
            assert_eq!(helps(CapabilityStatus::NotGranted), Helps::Authorise);
            assert_eq!(helps(CapabilityStatus::Working), Helps::WholeHistory);
            assert_eq!(helps(CapabilityStatus::NotReady), Helps::Collection);
            let titles: std::collections::BTreeSet<_> = CapabilityStatus::ALL.map(|status| cause(Some(status), words).0).into();
            assert_eq!(titles.len(), CapabilityStatus::ALL.len() - 1, "only what was never tried looks like not ready");
        }
    }
}
