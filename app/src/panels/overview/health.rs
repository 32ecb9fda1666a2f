//! The health of the period's days.

use leptos::prelude::*;

use crate::components::Panel;
use crate::i18n::{self, OverviewWords};
use crate::model::page::overview::{DayHealth, HealthCounts};
use crate::model::{Dataset, RunState};
use crate::panels::Scope;
use crate::panels::parts::RunCalendar;

/// One cell per day, and what is missing in words.
#[component]
pub(super) fn HealthPanel(scope: Scope, days: Vec<DayHealth>) -> impl IntoView {
    let words = OverviewWords::of(scope.language);
    let sentence = i18n::health_sentence(HealthCounts::of(&days), scope.language);
    let newest = days.iter().rev().find(|day| day.state == Some(RunState::Gap));
    let gap = newest.map(|day| i18n::newest_gap(day.day, &i18n::reason(&day.reason, scope.language), scope.language)).unwrap_or_default();
    let sentence = i18n::health_of(scope.period, &sentence, &gap, scope.language);
    let export = Some(scope.export(Dataset::Runs));
    let href = scope.page("/collection");
    view! {
        <Panel title=words.health sentence export>
            <RunCalendar days strip=true />
            <p class="panel-foot">
                <a href=href>{words.see_collection}</a>
            </p>
        </Panel>
    }
    .into_any()
}
