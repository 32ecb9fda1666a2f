//! Empty: the cause, when it ends, and the one action that helps.

use leptos::prelude::*;

/// Nothing to show, and why.
#[component]
pub(crate) fn EmptyState(
    /// What is missing.
    title: &'static str,
    /// Why, and until when.
    cause: String,
    /// The action's words and address.
    #[prop(optional_no_strip)]
    action: Option<(&'static str, String)>,
) -> impl IntoView {
    view! {
        <div class="state">
            <p class="state-title">{title}</p>
            <p class="state-cause">{cause}</p>
            {action
                .map(|(words, href)| {
                    let leaves = href.starts_with("/auth/").then_some("external");
                    view! {
                        <a class="button" href=href rel=leaves>
                            {words}
                        </a>
                    }
                })}
        </div>
    }
}
