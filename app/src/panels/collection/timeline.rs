//! The drawing of the coming six months: refreshes above, renewals below, and where recording ends.

use leptos::prelude::*;

use crate::context::use_language;
use crate::format;
use crate::i18n::{self, ForecastWords};
use crate::model::calendar::{firsts_of_months, months_from};
use crate::model::grant::{Planned, PlannedStep};
use crate::model::{Language, PlatformDay, Timestamp};
use crate::panels::parts::{Legend, LegendEntry};

/// Months the drawing shows.
const MONTHS: u32 = 6;
/// Width of a day.
const STEP: i64 = 4;
const HEIGHT: i64 = 74;
const ABOVE: i64 = 20;
/// Where refreshes and renewals stand.
const UPPER: i64 = 36;
const LOWER: i64 = 58;

/// One line of time, from today on.
#[component]
pub(super) fn Timeline(planned: Vec<Planned>, end: Timestamp, now: Timestamp) -> impl IntoView {
    let language = use_language();
    let words = ForecastWords::of(language);
    let period = months_from(now.day(), MONTHS);
    let width = i64::try_from(period.len()).unwrap_or(0) * STEP;
    let at = move |day: PlatformDay| day.days_since(period.from()) * STEP;
    let months = firsts_of_months(period).into_iter().map(|first| {
        let x = at(first).to_string();
        view! {
            <line class="plan-month" x1=x.clone() x2=x.clone() y1=ABOVE.to_string() y2=HEIGHT.to_string() />
            <text class="calendar-label" x=x y="12">
                {format::month(first, language)}
            </text>
        }
    });
    let marks = planned.iter().filter(|planned| period.contains(planned.at.day())).map(|planned| mark(*planned, at, language));
    let ending = period.contains(end.day()).then(|| {
        let (x, rest) = (at(end.day()), width - at(end.day()));
        let height = (HEIGHT - ABOVE).to_string();
        view! {
            <g>
                <title>{step_sentence(end, words.step_end, language)}</title>
                <rect class="plan-after" x=x.to_string() y=ABOVE.to_string() width=rest.max(STEP).to_string() height=height.clone() />
                <rect class="plan-end" x=x.to_string() y=ABOVE.to_string() width="3" height=height />
            </g>
        }
    });
    let label = i18n::plan_sentence(&planned, end, language);
    let line = |y: i64| {
        view! { <line class="plan-line" x1="0" x2=width.to_string() y1=y.to_string() y2=y.to_string() /> }
    };
    view! {
        <div class="calendar-scroll" tabindex="0" role="region" aria-label=words.title>
            <svg class="calendar plan" role="img" aria-label=label viewBox=format!("0 0 {width} {HEIGHT}") width=width.to_string() height=HEIGHT.to_string()>
                {months.collect_view()}
                {ending}
                {[UPPER, LOWER].map(line).collect_view()}
                {marks.collect_view()}
            </svg>
        </div>
        <Legend entries=legend(words) />
    }
    .into_any()
}

/// A circle for a refresh, a diamond for a renewal.
fn mark(planned: Planned, at: impl Fn(PlatformDay) -> i64, language: Language) -> AnyView {
    let words = ForecastWords::of(language);
    let x = at(planned.at.day()) + STEP / 2;
    match planned.step {
        PlannedStep::Refresh => view! {
            <circle class="plan-refresh" cx=x.to_string() cy=UPPER.to_string() r="5">
                <title>{step_sentence(planned.at, words.step_refresh, language)}</title>
            </circle>
        }
        .into_any(),
        PlannedStep::Renewal => view! {
            <path class="plan-renewal" d=format!("M{x} {}l7 7l-7 7l-7-7z", LOWER - 7)>
                <title>{step_sentence(planned.at, words.step_renewal, language)}</title>
            </path>
        }
        .into_any(),
    }
}

/// A day of the plan in words.
fn step_sentence(at: Timestamp, what: &str, language: Language) -> String {
    format!("{}: {what}", format::day_long(at.day(), language))
}

fn legend(words: &ForecastWords) -> Vec<LegendEntry> {
    [("plan-refresh", words.step_refresh), ("plan-renewal", words.step_renewal), ("plan-end", words.step_end)]
        .map(|(swatch, label)| LegendEntry { label: label.to_owned(), swatch: swatch.to_owned() })
        .to_vec()
}
