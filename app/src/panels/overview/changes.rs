//! The largest changes of the audience, in words.

use leptos::prelude::*;

use crate::components::Panel;
use crate::format;
use crate::i18n::{self, OverviewWords};
use crate::model::page::changes::{Changes, ShareChange};
use crate::model::page::overview::LatestPortrait;
use crate::model::{Dataset, Language, PlatformDay};
use crate::panels::Scope;
use crate::panels::parts::{Absence, Absent, EmptyState};

/// One sentence per change, or why there is none.
#[component]
pub(super) fn ChangesPanel(scope: Scope, portrait: LatestPortrait, absence: Option<Absence>) -> impl IntoView {
    let language = scope.language;
    let words = OverviewWords::of(language);
    let newest = portrait.distributions.iter().map(|distribution| distribution.day).max();
    let footnote =
        newest.map(|day| format!("{} · {}", i18n::portrait_source(language), format::day_long(day, language))).unwrap_or_default();
    let export = newest.map(|_| scope.export(Dataset::Portrait));
    let (sentence, body) = match Changes::of(&portrait) {
        Changes::Named(named) => {
            let since = named.iter().map(|change| change.since).min();
            let sentence = since.map(|since| i18n::changes_sentence(named.len(), since, language)).unwrap_or_default();
            let items = named.into_iter().map(|change| item(change, since, &scope, language)).collect_view();
            (sentence, view! { <ul class="changes">{items}</ul> }.into_any())
        }
        Changes::Steady(since) => (i18n::steady(since, language), ().into_any()),
        Changes::OneDay => {
            let action = Some((words.wider, scope.whole_history()));
            (String::new(), view! { <EmptyState title=words.one_day cause=words.one_day_text.to_owned() action /> }.into_any())
        }
        Changes::NoPortrait => {
            let scope = scope.clone();
            (String::new(), absence.map(|absence| view! { <Absent scope absence brief=true /> }).into_any())
        }
    };
    view! {
        <Panel title=words.changes sentence footnote export width="half">
            {body}
        </Panel>
    }
    .into_any()
}

fn item(change: ShareChange, told: Option<PlatformDay>, scope: &Scope, language: Language) -> impl IntoView + use<> {
    let href = scope.page(&format!("/audience/{}", change.dimension.as_str()));
    let arrow = if change.points() > 0.0 { "↑" } else { "↓" };
    let label = i18n::bucket(change.dimension, &change.label, language);
    view! {
        <li>
            <span class="change-arrow" aria-hidden="true">
                {arrow}
            </span>
            <p>
                <a href=href>{i18n::dimension(change.dimension, language)} " · " <bdi>{label}</bdi></a>
                " "
                {i18n::share_change(&change, told, language)}
            </p>
        </li>
    }
}
