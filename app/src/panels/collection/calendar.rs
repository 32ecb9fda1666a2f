//! The calendar of runs.

use leptos::prelude::*;

use crate::components::Panel;
use crate::context::use_language;
use crate::i18n::{self, CollectionWords};
use crate::model::RunState;
use crate::model::page::overview::DayHealth;
use crate::panels::parts::RunCalendar;

/// The days of the period, each with its run or gap.
#[component]
pub(super) fn CalendarPanel(days: Vec<DayHealth>) -> impl IntoView {
    let language = use_language();
    let words = CollectionWords::of(language);
    let known = |state: RunState| days.iter().filter(|day| day.state == Some(state)).count();
    let counts = i18n::health_sentence(known(RunState::Committed), known(RunState::Partial), known(RunState::Gap), language);
    view! {
        <Panel title=words.calendar sentence=counts footnote=words.calendar_text>
            <RunCalendar days />
        </Panel>
    }
    .into_any()
}
