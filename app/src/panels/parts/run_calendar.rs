//! The calendar of runs: one cell per platform day, one column per week, drawn by the server.

use leptos::prelude::*;

use super::{Legend, LegendEntry};
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, OverviewWords};
use crate::model::page::overview::{DayHealth, HealthCounts};
use crate::model::run::is_expected;
use crate::model::{Language, RunState};

const CELL: i64 = 12;
const STEP: i64 = 15;

/// The class of a day's cell.
const fn class(state: Option<RunState>) -> &'static str {
    match state {
        Some(RunState::Committed) => "committed",
        Some(RunState::Partial) => "partial",
        Some(RunState::Gap) => "gap",
        Some(RunState::Running) => "running",
        None => "none",
    }
}

/// The class of a day; one that lacks only what cannot be had yet does not look like trouble.
pub(crate) fn class_of(day: &DayHealth) -> &'static str {
    match day.state {
        Some(RunState::Partial) if is_expected(&day.reason) => "expected",
        state => class(state),
    }
}

/// A day in words: `21 Nov 2026: Gap – Fanscope was not running when it was due`; and whether its counts were read later.
pub(crate) fn sentence(day: &DayHealth, language: Language) -> String {
    let state = day.state.map_or(OverviewWords::of(language).none, |state| i18n::run_outcome(state, &day.reason, false, language));
    let text = i18n::told(&format::day_long(day.day, language), state, language);
    let text = if day.reason.is_empty() { text } else { format!("{text} – {}", i18n::reason(&day.reason, language)) };
    if day.healed { i18n::counts_read_later(&text, language) } else { text }
}

/// More days than this do not fit into one row of a phone.
const STRIP: usize = 31;

/// The cells, weeks from Monday to Sunday; one row of days when `strip` is set and they fit.
#[component]
pub(crate) fn RunCalendar(
    /// Oldest first.
    days: Vec<DayHealth>,
    /// One row instead of weeks.
    #[prop(default = false)]
    strip: bool,
) -> impl IntoView {
    let language = use_language();
    let strip = strip && days.len() <= STRIP;
    let count = i64::try_from(days.len()).unwrap_or(0);
    // 1970-01-01 was a Thursday: day number + 3 is a Monday-based weekday.
    let offset = days.first().map_or(0, |day| (day.day.number() + 3).rem_euclid(7));
    let (columns, rows) = if strip { (count, 1) } else { ((count + offset + 6) / 7, 7) };
    let label = i18n::health_sentence(HealthCounts::of(&days), language);
    let entries = legend(&days, language);
    let (width, height) = (columns * STEP - STEP + CELL, rows * STEP - STEP + CELL);
    let shape = if strip { "calendar strip" } else { "calendar" };
    let cells = days
        .iter()
        .zip(0_i64..)
        .map(|(day, index)| {
            let place = if strip { index } else { index + offset };
            let (x, y) = if strip { (place * STEP, 0) } else { (place / 7 * STEP, place % 7 * STEP) };
            view! {
                <rect class=format!("cell {}", class_of(day)) x=x.to_string() y=y.to_string() width=CELL.to_string() height=CELL.to_string() rx="2">
                    <title>{sentence(day, language)}</title>
                </rect>
            }
        })
        .collect_view();
    view! {
        <div class="calendar-scroll">
            <svg class=shape role="img" aria-label=label viewBox=format!("0 0 {width} {height}") width=width.to_string() height=height.to_string()>
                {cells}
            </svg>
        </div>
        <Legend entries />
    }
    .into_any()
}

/// What the cells of these days mean.
pub(crate) fn legend(days: &[DayHealth], language: Language) -> Vec<LegendEntry> {
    let words = OverviewWords::of(language);
    let entry = |label: &str, class: &str| LegendEntry { label: label.to_owned(), swatch: format!("run-{class}") };
    let of = |state: RunState| entry(i18n::run_state(state, language), class(Some(state)));
    let all = [
        ("committed", of(RunState::Committed)),
        ("expected", entry(words.expected, "expected")),
        ("partial", of(RunState::Partial)),
        ("gap", of(RunState::Gap)),
        ("running", of(RunState::Running)),
        ("none", entry(words.none, class(None))),
    ];
    all.into_iter().filter(|(class, _)| days.iter().any(|day| class_of(day) == *class)).map(|(_, entry)| entry).collect()
}
