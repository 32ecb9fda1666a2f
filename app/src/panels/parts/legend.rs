//! Legends are HTML: readable without a canvas, and by everybody.

use leptos::prelude::*;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LegendEntry {
    /// What it stands for.
    pub(crate) label: String,
    /// The named colour, such as `cat-1`, or a class of its own such as `gap`.
    pub(crate) swatch: String,
}

/// The entries in a row.
#[component]
pub(crate) fn Legend(
    /// In the order they are drawn.
    entries: Vec<LegendEntry>,
) -> impl IntoView {
    view! {
        <ul class="legend">
            {entries
                .into_iter()
                .map(|entry| {
                    view! {
                        <li>
                            <span class=format!("swatch swatch-{}", entry.swatch) aria-hidden="true"></span>
                            {entry.label}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
