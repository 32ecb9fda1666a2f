//! Failed and not found: what happened, in plain words.

use leptos::prelude::*;

use crate::context::use_language;
use crate::error::AppError;
use crate::i18n::{self, CommonWords};

/// Something failed; the rest of the page still stands.
#[component]
pub(crate) fn ErrorState(
    /// What went wrong.
    error: AppError,
) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="state state-error" role="alert">
            <p class="state-title">{CommonWords::of(language).something_failed}</p>
            <p class="state-cause">{i18n::error(&error, language)}</p>
        </div>
    }
}

/// The page for an address without a creator or page; the response carries 404.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::api::gate::set_status(404);
    let words = CommonWords::of(use_language());
    view! {
        <main class="lone" id="main">
            <h1>{words.not_found}</h1>
            <p>{words.not_found_text}</p>
            <p>
                <a class="button" href="/">
                    {words.to_start}
                </a>
            </p>
        </main>
    }
}
