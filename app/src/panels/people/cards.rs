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
    let mutual_note = match summary.mutual {
        Some(Tally { more: true, .. }) if summary.capped => words.mutual_capped,
        Some(Tally { more: true, .. }) => words.mutual_bounded,
        _ => words.mutual_note,
    };
    let (lost_note, returned_note) = (i18n::lost_note(&summary, language), i18n::returned_note(&summary, language));
    let cards = [
        (came, summary.new, new_note.to_owned(), no_list, Tone::Gain),
        (left, summary.lost, lost_note, no_complete, Tone::Loss),
        (words.not_seen, summary.not_seen, words.not_seen_note.to_owned(), no_complete, Tone::Neutral),
        (words.returned, summary.returned, returned_note, no_complete, Tone::Neutral),
        (words.mutual, summary.mutual, mutual_note.to_owned(), words.no_both, Tone::Neutral),
    ];
    let basis = if list == ListKind::Fans { words.basis } else { "" };
    let series = if summary.series { words.basis_series } else { "" };
    let sentence = [i18n::lists_read(&summary, language), i18n::false_losses(&summary, language), basis.to_owned(), series.to_owned()];
    let sentence = i18n::sentences(&sentence, language);
    let size = i18n::size_line(&summary, list, language).map(|line| view! { <p class="list-size">{line}</p> });
    view! {
        <dl class="cards plain" aria-label=words.summary>
            {cards
                .into_iter()
                .map(|(label, tally, note, unknown, tone)| {
                    let note = if tally.is_some() { note } else { unknown.to_owned() };
                    let tone = if tally.is_some_and(|tally| tally.count > 0) { tone } else { Tone::Neutral };
                    view! { <NumberCard label value=shown(tally) tone delta=None note /> }
                })
                .collect_view()}
        </dl>
        {size}
        <p class="muted small-print">
            {format!("{} · {sentence}", i18n::list_source(list, summary.read_on, language))}
        </p>
    }
    .into_any()
}
