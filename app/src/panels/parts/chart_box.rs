//! The place a chart is drawn in, with its numbers in a table behind it. The chart is an enhancement: the browser half draws it.

use leptos::prelude::*;

use crate::context::use_language;
use crate::i18n::{self, CommonWords};

/// Rows of the table behind a chart: a year of days. The chart has every day, and so has the CSV.
pub(crate) const TABLE_ROWS: usize = 366;

/// A chart and its table.
#[component]
pub(crate) fn ChartBox(
    /// Address of the option.
    url: String,
    /// What the chart shows, for those who cannot see it.
    description: String,
    /// Height class.
    #[prop(default = "tall")]
    height: &'static str,
    /// How many rows there are; the table has the newest [`TABLE_ROWS`] of them.
    rows: usize,
    /// The table with the same numbers.
    children: Children,
) -> impl IntoView {
    let language = use_language();
    let words = CommonWords::of(language);
    view! {
        <div class=format!("chart {height}") role="img" aria-label=description data-chart=url></div>
        <p class="chart-failed" role="status" hidden>
            {words.chart_failed}
        </p>
        <details class="behind">
            <summary>{words.table}</summary>
            {(rows > TABLE_ROWS).then(|| view! { <p class="panel-foot">{i18n::newest_rows(TABLE_ROWS, rows, language)}</p> })}
            {children()}
        </details>
    }
    .into_any()
}
