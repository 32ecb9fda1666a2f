//! The button that makes a re-authorisation link: a plain form.

use leptos::prelude::*;

use crate::context::use_language;
use crate::i18n::CommonWords;
use crate::model::CreatorId;

/// Makes a link for a creator; only owners have it.
#[component]
pub(crate) fn LinkForm(
    /// Who is to authorise again.
    creator: CreatorId,
    /// Their display name.
    name: String,
) -> impl IntoView {
    let words = CommonWords::of(use_language());
    view! {
        <form method="post" action="/settings/links">
            <input type="hidden" name="creator" value=creator.0 />
            <button aria-label=format!("{}: {name}", words.make_link)>{words.make_link}</button>
        </form>
    }
    .into_any()
}
