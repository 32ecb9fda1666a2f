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
    // Parts of the width: the whole way to the end is in sight on any screen, and words and marks keep their size.
    let at = move |day: PlatformDay| percent(day.days_since(period.from()), period.len());
    let months = firsts_of_months(period).into_iter().map(|first| {
        let x = at(first);
        view! {
            <line class="plan-month" x1=x.clone() x2=x.clone() y1=ABOVE.to_string() y2=HEIGHT.to_string() />
            <text class="calendar-label" x=x y="12">
                {format::month(first, language)}
            </text>
        }
    });
    let marks = planned.iter().filter(|planned| period.contains(planned.at.day())).map(|planned| mark(*planned, at, language));
    let ending = period.contains(end.day()).then(|| {
        let x = at(end.day());
        let rest = percent(period.to().days_since(end.day()) + 1, period.len());
        let height = (HEIGHT - ABOVE).to_string();
        view! {
            <g>
                <title>{step_sentence(end, words.step_end, language)}</title>
                <rect class="plan-after" x=x.clone() y=ABOVE.to_string() width=rest height=height.clone() />
                <rect class="plan-end" x=x y=ABOVE.to_string() width="3" height=height />
            </g>
        }
    });
    let label = i18n::plan_sentence(&planned, end, language);
    let line = |y: i64| {
        view! { <line class="plan-line" x1="0" x2="100%" y1=y.to_string() y2=y.to_string() /> }
    };
    view! {
        <svg class="calendar plan" role="img" aria-label=label width="100%" height=HEIGHT.to_string()>
            {months.collect_view()}
            {ending}
            {[UPPER, LOWER].map(line).collect_view()}
            {marks.collect_view()}
        </svg>
        <Legend entries=legend(words) />
    }
    .into_any()
}

/// A number of days as a part of all of them.
#[expect(clippy::cast_precision_loss, reason = "days of half a year")]
fn percent(days: i64, of: u64) -> String {
    format!("{:.2}%", days as f64 * 100.0 / of.max(1) as f64)
}

/// A circle for a refresh, a diamond for a renewal.
fn mark(planned: Planned, at: impl Fn(PlatformDay) -> String, language: Language) -> AnyView {
    let words = ForecastWords::of(language);
    let x = at(planned.at.day());
    match planned.step {
        PlannedStep::Refresh => view! {
            <circle class="plan-refresh" cx=x cy=UPPER.to_string() r="5">
                <title>{step_sentence(planned.at, words.step_refresh, language)}</title>
            </circle>
        }
        .into_any(),
        PlannedStep::Renewal => view! {
            // A path knows no parts of the width: its own drawing stands there.
            <svg x=x y=LOWER.to_string() overflow="visible">
                <path class="plan-renewal" d="M0-7l7 7l-7 7l-7-7z">
                    <title>{step_sentence(planned.at, words.step_renewal, language)}</title>
                </path>
            </svg>
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
