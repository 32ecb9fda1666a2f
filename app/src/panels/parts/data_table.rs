//! A table of numbers in a box that scrolls by itself.

use leptos::prelude::*;

/// A table; its name is its caption and the name of its box.
#[component]
pub(crate) fn DataTable(
    /// What it shows.
    #[prop(into)]
    title: String,
    /// The class of the table.
    #[prop(default = "data")]
    class: &'static str,
    /// The class of its box.
    #[prop(default = "table-scroll")]
    scroll: &'static str,
    /// The cells of the first row.
    headings: AnyView,
    /// The row of sums.
    #[prop(optional_no_strip)]
    foot: Option<AnyView>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let caption = title.clone();
    view! {
        <div class=scroll tabindex="0" role="region" aria-label=title>
            <table class=class>
                <caption class="hidden">{caption}</caption>
                <thead>
                    <tr>{headings}</tr>
                </thead>
                <tbody>{children()}</tbody>
                {foot}
            </table>
        </div>
    }
    .into_any()
}
