//! The place a chart is drawn in, with its numbers in a table behind it. The chart is an enhancement: it comes after hydration.

use leptos::html::Div;
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
    let language = use_language();
    let words = CommonWords::of(language);
    let place = NodeRef::<Div>::new();
    let failed = RwSignal::new(false);
    draw(place, url.clone(), failed);
    view! {
        <div class=format!("chart {height}") node_ref=place role="img" aria-label=description data-chart=url></div>
        <p class="chart-failed" role="status" hidden=move || !failed.get()>
            {words.chart_failed}
        </p>
        <details class="behind">
            <summary>{words.table}</summary>
            {children()}
        </details>
    }
    .into_any()
}

/// Draws it once it is in the document, and takes it down with the component.
fn draw(place: NodeRef<Div>, url: String, failed: RwSignal<bool>) {
    #[cfg(feature = "hydrate")]
    {
        let language = use_language();
        Effect::new(move || {
            if let Some(element) = place.get() {
                crate::echarts::mount(&element, url.clone(), language, failed);
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (place, url, failed);
}
