//! The way through a list that is shown page by page.

use leptos::prelude::*;

use crate::context::use_language;
use crate::filter::Address;
use crate::i18n::{self, CommonWords};
use crate::model::page::Window;

/// Which rows these are, and links to those before and after; nothing when there is one page.
#[component]
pub(crate) fn Pager(
    /// The page's address; links keep its words.
    address: Address,
    /// What is shown.
    window: Window,
) -> impl IntoView {
    let language = use_language();
    let words = CommonWords::of(language);
    let link = |there: bool, page: usize, name: &'static str, rel: &'static str| {
        let number = if page <= 1 { String::new() } else { page.to_string() };
        there.then(|| {
            view! {
                <a class="button" href=address.with(&[("page", &number)]).href() rel=rel>
                    {name}
                </a>
            }
        })
    };
    (window.pages > 1).then(|| {
        view! {
            <nav class="pager" aria-label=words.pages_of_list>
                <span class="pager-rows">{i18n::rows_of(window, language)}</span>
                {link(window.page > 1, window.page.saturating_sub(1), words.previous_page, "prev")}
                {link(window.page < window.pages, window.page + 1, words.next_page, "next")}
            </nav>
        }
        .into_any()
    })
}
