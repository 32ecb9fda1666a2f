//! An address without a page.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::NotFound;
use crate::context::use_language;
use crate::i18n::CommonWords;

/// The 404 page.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    let words = CommonWords::of(use_language());
    view! {
        <Title text=format!("{} · Fanscope", words.not_found) />
        <NotFound />
    }
}
