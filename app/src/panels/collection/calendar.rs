//! The last twelve months: every run and gap, and the gaps by reason.

use leptos::prelude::*;

use super::year::Year;
use crate::components::Panel;
use crate::i18n::{self, CollectionWords, OverviewWords};
use crate::model::page::collection::{GapGroup, gaps_by_reason};
use crate::model::page::overview::DayHealth;
use crate::model::{Language, Period, PlatformDay, RunState};
use crate::panels::Scope;
use crate::panels::parts::EmptyState;

/// Spells a reason lists before the rest is only counted.
const SPELLS: usize = 12;

/// The calendar and what it says in words.
#[component]
pub(super) fn CalendarPanel(scope: Scope, year: Period, days: Vec<DayHealth>) -> impl IntoView {
    let language = scope.language;
    let words = CollectionWords::of(language);
    let known = |state: RunState| days.iter().filter(|day| day.state == Some(state)).count();
    let counts = i18n::health_sentence(known(RunState::Committed), known(RunState::Partial), known(RunState::Gap), language);
    let counts = format!("{}{counts}", words.last_year);
    let body = if days.iter().all(|day| day.state.is_none()) {
        view! { <EmptyState title=words.empty_year cause=words.empty_text.to_owned() action=None /> }.into_any()
    } else {
        let groups = gaps_by_reason(&days);
        let healed = days.iter().filter(|day| day.healed).count();
        let healed = (healed > 0).then(|| view! { <p class="healed-note">{i18n::healed_sentence(healed, language)}</p> });
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
        return view! { <p class="gaps">{words.no_gaps}</p> }.into_any();
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
