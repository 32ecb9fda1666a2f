//! The people of a page, one row each.

use leptos::prelude::*;

use crate::components::Avatar;
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, PeopleWords};
use crate::model::page::people::PersonRow;
use crate::model::people::PersonState;
use crate::model::{Dimension, Language, PlatformDay};

/// Characters of an account that are shown.
const SHORT: usize = 8;

/// The colour of a state; its words stand beside it.
const fn tone(state: PersonState) -> &'static str {
    match state {
        PersonState::Present => "neutral",
        PersonState::NotSeen { .. } => "warning",
        PersonState::Left { .. } => "loss",
        PersonState::Returned { .. } => "gain",
    }
}

/// The end of an account: accounts of one app begin alike.
fn short(open_id: &str) -> String {
    let count = open_id.chars().count();
    let end: String = open_id.chars().skip(count.saturating_sub(SHORT)).collect();
    if count > SHORT { format!("…{end}") } else { end }
}

/// The table.
#[component]
pub(super) fn People(rows: Vec<PersonRow>, since: Option<PlatformDay>, caption: &'static str) -> impl IntoView {
    let language = use_language();
    let words = PeopleWords::of(language);
    view! {
        <div class="table-scroll people-scroll" tabindex="0" role="region" aria-label=caption>
            <table class="data people">
                <caption class="hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.person}</th>
                        <th scope="col" class="text">{words.state}</th>
                        <th scope="col" class="text">{words.gender}</th>
                        <th scope="col" class="text">{words.place}</th>
                        <th scope="col">{words.first_seen}</th>
                        <th scope="col">{words.last_change}</th>
                        <th scope="col" class="text">{words.mutual}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| person(row, since, language)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn person(row: PersonRow, since: Option<PlatformDay>, language: Language) -> impl IntoView {
    let words = PeopleWords::of(language);
    let spells = i18n::spells(row.spells, language).map(|text| view! { <span class="muted small">{format!(" · {text}")}</span> });
    let named = row.nickname.filter(|name| !name.trim().is_empty());
    let shown = named.clone().unwrap_or_else(|| short(row.open_id.as_str()));
    let province = (!row.province.is_empty()).then(|| i18n::bucket(Dimension::Region, &row.province, language));
    let place: Vec<String> = province.into_iter().chain(Some(row.city).filter(|city| !city.is_empty())).collect();
    let place = if place.is_empty() { "—".to_owned() } else { place.join(" · ") };
    view! {
        <tr>
            <th scope="row">
                <span class="who" title=row.open_id.0.clone()>
                    <Avatar name=named.unwrap_or_default() id=row.open_id.0.clone() />
                    <bdi class="ellipsis">{shown}</bdi>
                </span>
            </th>
            <td class="text">
                <span class=tone(row.state)>{i18n::person_state(row.state, language)}</span>
                {spells}
            </td>
            <td class="text">{i18n::person_gender(row.gender, language)}</td>
            <td class="text"><bdi>{place}</bdi></td>
            <td>{i18n::first_seen(row.first_seen, since, language)}</td>
            <td>{if row.last_change == row.first_seen { "—".to_owned() } else { format::day_long(row.last_change, language) }}</td>
            <td class="text">{if row.mutual { words.mutual_yes } else { "" }}</td>
        </tr>
    }
}
