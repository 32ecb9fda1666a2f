//! The last twelve months: every run and gap, and the gaps by reason.

use leptos::prelude::*;

use super::year::Year;
use crate::components::Panel;
use crate::i18n::{self, CollectionWords, OverviewWords};
use crate::model::page::collection::{GapGroup, gaps_by_reason};
use crate::model::page::overview::{DayHealth, HealthCounts};
use crate::model::period::spells;
use crate::model::{Language, Period, PlatformDay};
use crate::panels::Scope;
use crate::panels::parts::EmptyState;

/// Spells a reason lists before the rest is only counted.
const SPELLS: usize = 12;

/// The calendar and what it says in words.
#[component]
pub(super) fn CalendarPanel(scope: Scope, year: Period, days: Vec<DayHealth>) -> impl IntoView {
    let language = scope.language;
    let words = CollectionWords::of(language);
    let counts = i18n::health_sentence(HealthCounts::of(&days), language);
    let counts = format!("{}{counts}", words.last_year);
    let body = if days.iter().all(|day| day.state.is_none()) {
        view! { <EmptyState title=words.empty_year cause=words.empty_text.to_owned() action=None /> }.into_any()
    } else {
        let groups = gaps_by_reason(&days);
        let healed = spells(days.iter().filter(|day| day.healed).map(|day| day.day));
        let healed = (!healed.is_empty()).then(|| {
            let count = healed.iter().map(|spell| spell.len()).sum();
            let told: Vec<String> = healed.iter().rev().take(SPELLS).map(|spell| i18n::spell(*spell, scope.today, language)).collect();
            let more = healed.len().saturating_sub(SPELLS);
            view! { <p class="healed-note">{i18n::healed_days_sentence(count, &told, more, language)}</p> }
        });
        view! {
            <Year scope=scope.clone() year days />
            <Gaps groups today=scope.today language />
            {healed}
        }
        .into_any()
    };
    let export = scope.export_of(crate::model::Dataset::Runs, year);
    view! {
        <Panel title=words.calendar sentence=counts footnote=words.calendar_text export=Some(export)>
            {body}
        </Panel>
    }
    .into_any()
}

/// The gaps of the year, by reason.
#[component]
fn Gaps(groups: Vec<GapGroup>, today: PlatformDay, language: Language) -> impl IntoView {
    let words = CollectionWords::of(language);
    if groups.is_empty() {
        return ().into_any();
    }
    let item = move |group: GapGroup| {
        let reason =
            if group.reason.is_empty() { OverviewWords::of(language).gap.to_owned() } else { i18n::reason(&group.reason, language) };
        let more = group.spells.len().saturating_sub(SPELLS);
        let spells = group.spells.iter().take(SPELLS).map(|spell| i18n::spell(*spell, today, language)).collect::<Vec<_>>();
        view! {
            <li>
                <strong><bdi>{reason}</bdi></strong>
                <span class="muted">{i18n::gap_days(group.days, &spells, more, language)}</span>
            </li>
        }
    };
    view! {
        <h3 class="gaps-title">{words.gaps}</h3>
        <ul class="gaps">{groups.into_iter().map(item).collect_view()}</ul>
    }
    .into_any()
}
