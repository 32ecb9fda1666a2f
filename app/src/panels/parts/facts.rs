//! Facts in a row: a small name above each value.

use leptos::prelude::*;

/// The facts, in their order.
#[component]
pub(crate) fn Facts(
    /// Name and value.
    facts: Vec<(&'static str, String)>,
) -> impl IntoView {
    view! {
        <dl class="facts">
            {facts
                .into_iter()
                .map(|(name, value)| {
                    view! {
                        <div>
                            <dt>{name}</dt>
                            <dd>{value}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
    .into_any()
}
