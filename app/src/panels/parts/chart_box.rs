//! The place a chart is drawn in, with its numbers in a table behind it. The chart is an enhancement: the browser half draws it.

use leptos::prelude::*;

use crate::context::use_language;
use crate::i18n::CommonWords;

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
    /// The table with the same numbers.
    children: Children,
) -> impl IntoView {
    let words = CommonWords::of(use_language());
    view! {
        <div class=format!("chart {height}") role="img" aria-label=description data-chart=url></div>
        <p class="chart-failed" role="status" hidden>
            {words.chart_failed}
        </p>
        <details class="behind">
            <summary>{words.table}</summary>
            {children()}
        </details>
    }
    .into_any()
}
