//! How good the newest list is: the first thing to know before believing the ledger.

use leptos::prelude::*;

use crate::i18n::{self, CommonWords, OverviewWords, PeopleWords};
use crate::model::page::people::{ListOutcome, ListQuality};
use crate::model::{CapabilityStatus, GapReason, ListKind};
use crate::panels::Scope;

/// The colour of an outcome; its words stand beside it.
const fn tone(outcome: ListOutcome) -> &'static str {
    match outcome {
        ListOutcome::Complete => "gain",
        ListOutcome::Never | ListOutcome::Refused(CapabilityStatus::Offline) => "muted",
        ListOutcome::Capped | ListOutcome::Uneven | ListOutcome::Interrupted | ListOutcome::Refused(_) | ListOutcome::GivenUp(_) => {
            "warning"
        }
    }
}

/// What helps: its words, its address, and whether that is outside the pages.
pub(super) fn remedy(scope: &Scope, outcome: ListOutcome) -> Option<(&'static str, String, bool)> {
    let again = || (CommonWords::of(scope.language).reauthorise, "/auth/douyin/start".to_owned(), true);
    let collection = || (OverviewWords::of(scope.language).see_collection, scope.page("/collection"), false);
    match outcome {
        ListOutcome::Complete | ListOutcome::Capped => None,
        ListOutcome::Refused(CapabilityStatus::NotGranted) | ListOutcome::GivenUp(GapReason::GrantLost) => Some(again()),
        ListOutcome::Never | ListOutcome::Uneven | ListOutcome::Interrupted | ListOutcome::Refused(_) | ListOutcome::GivenUp(_) => {
            Some(collection())
        }
    }
}

/// One line about the list, with the action that helps.
#[component]
pub(super) fn Banner(scope: Scope, list: ListKind, quality: ListQuality) -> impl IntoView {
    let language = scope.language;
    let outcome = quality.outcome;
    let title = format!("{}{}", i18n::quality_title(&quality, list, language), i18n::quality_mark(outcome, language));
    // An authorisation that is over has its button in the heading.
    let action = remedy(&scope, outcome).filter(|_| outcome != ListOutcome::GivenUp(GapReason::GrantLost)).map(|(words, href, outside)| {
        view! {
            <a class="button" href=href rel=outside.then_some("external")>
                {words}
            </a>
        }
    });
    view! {
        <section class=format!("list-quality {}", tone(outcome)) aria-label=PeopleWords::of(language).quality>
            <p>
                <strong>{title}</strong>
                <span>{i18n::quality_sentence(&quality, list, language)}</span>
            </p>
            {action}
        </section>
    }
    .into_any()
}
