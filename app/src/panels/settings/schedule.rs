//! When creators are collected.

use leptos::prelude::*;

use crate::components::Panel;
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, SettingsWords};
use crate::model::Timestamp;
use crate::model::page::settings::ScheduleView;
use crate::panels::parts::Facts;

/// The time of day, the next run, what is due.
#[component]
pub(super) fn SchedulePanel(schedule: ScheduleView, now: Timestamp) -> impl IntoView {
    let language = use_language();
    let words = SettingsWords::of(language);
    let sentence = i18n::schedule_sentence(&schedule, language);
    let facts = vec![
        (words.collect_at, i18n::time_of_day(schedule.collect_at, language)),
        (words.jitter, i18n::minutes(schedule.jitter, language)),
        (words.next_run, i18n::next_run(schedule.next, now, language)),
        (words.due_now, format::count(i64::try_from(schedule.due).unwrap_or(i64::MAX))),
    ];
    view! {
        <Panel title=words.schedule sentence footnote=words.schedule_foot>
            <Facts facts />
        </Panel>
    }
    .into_any()
}
