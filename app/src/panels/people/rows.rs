//! The people of a page, one row each.

use leptos::prelude::*;

use crate::components::Avatar;
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, PeopleWords};
use crate::model::page::people::PersonRow;
use crate::model::people::PersonState;
use crate::model::{Dimension, Language, PlatformDay, Province};

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
pub(super) fn People(rows: Vec<PersonRow>, since: Option<PlatformDay>, today: PlatformDay, caption: &'static str) -> impl IntoView {
    let language = use_language();
    let words = PeopleWords::of(language);
    view! {
        <div class="table-scroll people-scroll" tabindex="0" role="region" aria-label=caption>
            <table class="data people stacked">
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
                <tbody>{rows.into_iter().map(|row| person(row, since, today, language)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Province and city, once when they are the same. English has no names of cities: theirs is beside it.
pub(super) fn place(province: &str, city: &str, language: Language) -> (String, Option<String>) {
    let same = city == province || Province::of_label(city).is_some_and(|of| Province::of_label(province) == Some(of));
    let city = Some(city.to_owned()).filter(|city| !city.is_empty() && !same);
    let province = (!province.is_empty()).then(|| i18n::bucket(Dimension::Region, province, language));
    match (province, city, language) {
        (Some(province), city, Language::English) => (province, city),
        (Some(province), Some(city), Language::Chinese) => (format!("{province} · {city}"), None),
        (Some(place), None, Language::Chinese) | (None, Some(place), _) => (place, None),
        (None, None, _) => ("—".to_owned(), None),
    }
}

/// A day, and with its year what a pointer sees where it is left out.
fn dated(day: PlatformDay, today: PlatformDay, language: Language) -> (String, Option<String>) {
    let (near, long) = (i18n::near_day(day, today, language), format::day_long(day, language));
    let title = (near != long).then_some(long);
    (near, title)
}

fn person(row: PersonRow, since: Option<PlatformDay>, today: PlatformDay, language: Language) -> impl IntoView {
    let words = PeopleWords::of(language);
    let spells = i18n::spells(row.spells, language).map(|text| view! { <span class="muted small">{format!(" · {text}")}</span> });
    let named = row.nickname.filter(|name| !name.trim().is_empty());
    let shown = named.clone().unwrap_or_else(|| short(row.open_id.as_str()));
    let (place, city) = place(&row.province, &row.city, language);
    let (first, first_title) = match i18n::before_recording(row.first_seen, since, language) {
        Some(text) => (text.to_owned(), None),
        None => dated(row.first_seen, today, language),
    };
    let (change, change_title) =
        if row.last_change == row.first_seen { ("—".to_owned(), None) } else { dated(row.last_change, today, language) };
    let mutual = match row.mutual {
        Some(true) => Some(words.mutual_yes),
        Some(false) => None,
        None => Some(words.unknown),
    };
    view! {
        <tr>
            <th scope="row">
                <span class="who" title=row.open_id.0.clone()>
                    <Avatar name=named.unwrap_or_default() id=row.open_id.0.clone() />
                    <bdi class="ellipsis">{shown}</bdi>
                </span>
            </th>
            <td class="text stacked-state">
                <span class=tone(row.state)>{i18n::person_state(row.state, today, language)}</span>
                {spells}
            </td>
            <td class="text" data-label=words.gender>{i18n::person_gender(row.gender, language)}</td>
            <td class="text" data-label=words.place title=city><bdi>{place}</bdi></td>
            <td data-label=words.first_seen title=first_title>{first}</td>
            <td class="minor" title=change_title>{change}</td>
            <td class="text" data-label=words.mutual>{mutual}</td>
        </tr>
    }
}
