//! What helps when an authorisation ends: the consent itself, or a link for the creator.

use leptos::prelude::*;

use super::LinkForm;
use crate::context::use_language;
use crate::i18n::CommonWords;
use crate::model::CreatorId;

/// The buttons; the link is the owner's to make.
#[component]
pub(crate) fn Reauthorise(
    /// Whose authorisation.
    creator: CreatorId,
    /// How the link's button calls them.
    name: String,
    /// The viewer is an owner.
    owner: bool,
) -> impl IntoView {
    let words = CommonWords::of(use_language());
    let link = owner.then(|| view! { <LinkForm creator name /> });
    view! {
        <div class="actions">
            <a class="button" href="/auth/douyin/start" rel="external">
                {words.reauthorise}
            </a>
            {link}
        </div>
    }
}
