//! The drawing of a year: one column per week, Monday first, the newest at the end where it is read first.

use leptos::prelude::*;

use crate::format;
use crate::i18n::CollectionWords;
use crate::model::calendar::Weeks;
use crate::model::page::overview::DayHealth;
use crate::model::{Period, PlatformDay};
use crate::panels::Scope;
use crate::panels::parts::{Legend, run_class, run_legend, run_sentence};

const CELL: i64 = 16;
const STEP: i64 = 20;
/// Room above for the months, and behind for the weekdays: the end of the year is what a phone shows first.
const ABOVE: i64 = 22;
const BEHIND: i64 = 34;

/// The cells; each day with a run leads to it.
#[component]
pub(super) fn Year(scope: Scope, year: Period, days: Vec<DayHealth>) -> impl IntoView {
    let language = scope.language;
    let words = CollectionWords::of(language);
    let weeks = Weeks::of(year);
    let (width, height) = (weeks.columns() * STEP + BEHIND, 7 * STEP + ABOVE);
    let chosen = scope.address.word("run").parse::<PlatformDay>().ok();
    let months = weeks.months().into_iter().map(|(column, first)| {
        view! {
            <text class="calendar-label" x=(column * STEP).to_string() y="12">
                {format::month(first, language)}
            </text>
        }
    });
    let weekdays = [0_i64, 2, 4, 6].map(|row| {
        view! {
            <text class="calendar-label" x=(weeks.columns() * STEP + 4).to_string() y=(ABOVE + row * STEP + 12).to_string()>
                {format::weekday(row, language)}
            </text>
        }
    });
    let entries = run_legend(&days, scope.language);
    let cells = days.into_iter().map(|day| cell(&scope, weeks, &day, chosen == Some(day.day))).collect_view();
    view! {
        <div class="calendar-scroll newest-first" tabindex="0" role="region" aria-label=words.calendar>
            <svg class="calendar" role="group" aria-label=words.calendar viewBox=format!("0 0 {width} {height}") width=width.to_string() height=height.to_string()>
                <g aria-hidden="true">{months.collect_view()} {weekdays.collect_view()}</g>
                {cells}
            </svg>
        </div>
        <Legend entries />
    }
    .into_any()
}

/// A day: a link when there is something to see. The links are left out of the tab order: the list below leads to the same.
fn cell(scope: &Scope, weeks: Weeks, day: &DayHealth, chosen: bool) -> AnyView {
    let (column, row) = weeks.place(day.day);
    let class = format!("cell {}{}", run_class(day), if chosen { " chosen" } else { "" });
    let (x, y, size) = ((column * STEP).to_string(), (ABOVE + row * STEP).to_string(), CELL.to_string());
    let rect = view! { <rect class=class x=x y=y width=size.clone() height=size rx="3" /> };
    let title = run_sentence(day, scope.language);
    if day.state.is_none() {
        return view! {
            <g>
                <title>{title}</title>
                {rect}
            </g>
        }
        .into_any();
    }
    let query = scope.address.with(&[("run", &day.day.to_string())]).query();
    view! {
        <a href=format!("?{query}#run") tabindex="-1">
            <title>{title}</title>
            {rect}
        </a>
    }
    .into_any()
}
