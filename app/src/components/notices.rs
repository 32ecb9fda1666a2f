//! Sentences about what was corrected in the address.

use leptos::prelude::*;

use crate::context::use_language;
use crate::filter::Notice;
use crate::i18n;

/// One sentence per correction; nothing when there were none.
#[component]
pub(crate) fn Notices(
    /// The corrections.
    notices: Vec<Notice>,
) -> impl IntoView {
    let language = use_language();
    (!notices.is_empty()).then(|| {
        view! {
            <ul class="notices" role="status">
                {notices.into_iter().map(|notice| view! { <li>{i18n::notice(notice, language)}</li> }).collect_view()}
            </ul>
        }
    })
}
