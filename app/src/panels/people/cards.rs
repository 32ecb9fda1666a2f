//! The period in numbers, and how often we were wrong.

use leptos::prelude::*;

use crate::context::use_language;
use crate::format;
use crate::i18n::{self, PeopleWords};
use crate::model::ListKind;
use crate::model::page::people::{PeopleSummary, Tally};
use crate::panels::parts::{NumberCard, Tone};

/// A number that may be a lower bound.
fn shown(tally: Option<Tally>) -> Option<String> {
    tally.map(|tally| format!("{}{}", format::count(tally.count), if tally.more { "+" } else { "" }))
}

/// The row of cards.
#[component]
pub(super) fn Cards(summary: PeopleSummary, list: ListKind) -> impl IntoView {
    let language = use_language();
    let words = PeopleWords::of(language);
    let (came, left) = super::moves_of(list, words);
    let new_note = if summary.complete > 0 { words.new_note } else { words.new_note_capped };
    let no_list = if summary.read > 0 { words.one_list } else { words.no_list };
    let no_complete = if summary.complete > 0 { words.few_complete } else { words.no_complete };
    let cards = [
        (came, summary.new, new_note, no_list, Tone::Gain),
        (left, summary.lost, words.lost_note, no_complete, Tone::Loss),
        (words.not_seen, summary.not_seen, words.not_seen_note, no_complete, Tone::Neutral),
        (words.returned, summary.returned, words.returned_note, no_complete, Tone::Neutral),
        (words.mutual, summary.mutual, words.mutual_note, words.no_both, Tone::Neutral),
    ];
    let basis = if list == ListKind::Fans { words.basis } else { "" };
    let sentence = [i18n::lists_read(&summary, language), i18n::false_losses(&summary, language), basis.to_owned()];
    let sentence = i18n::sentences(&sentence, language);
    view! {
        <dl class="cards" aria-label=words.summary>
            {cards
                .into_iter()
                .map(|(label, tally, note, unknown, tone)| {
                    let note = if tally.is_some() { note } else { unknown }.to_owned();
                    let tone = if tally.is_some_and(|tally| tally.count > 0) { tone } else { Tone::Neutral };
                    view! { <NumberCard label value=shown(tally) tone delta=None note /> }
                })
                .collect_view()}
        </dl>
        <p class="muted small-print">
            {format!("{} · {sentence}", super::endpoint_of(list))}
        </p>
    }
    .into_any()
}
