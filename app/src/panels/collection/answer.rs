//! What the platform answered, in one cell.

use leptos::prelude::*;

use crate::i18n::{self, CollectionWords};
use crate::model::Language;

/// Code, message and log id of an answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) code: Option<i64>,
    pub(super) message: String,
    pub(super) log_id: String,
}

impl Answer {
    /// Whether the platform said anything.
    pub(super) fn is_empty(&self) -> bool {
        self.code.is_none() && self.message.is_empty() && self.log_id.is_empty()
    }
}

/// The cell; empty when the platform said nothing.
pub(super) fn cell(answer: Answer, language: Language) -> impl IntoView {
    let words = CollectionWords::of(language);
    let code = answer.code.map(|code| view! { <span class="strong">{format!("{} {code}", words.code)}</span> });
    let message = (!answer.message.is_empty()).then(|| view! { <bdi>{i18n::reason(&answer.message, language)}</bdi> });
    let log = (!answer.log_id.is_empty()).then(|| {
        view! {
            <span class="muted">
                {words.log_id} " " <bdi>{answer.log_id}</bdi>
            </span>
        }
    });
    view! {
        <td class="answer">
            {code} {message} {log}
        </td>
    }
}
