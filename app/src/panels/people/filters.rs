//! What narrows the ledger: states as links, the rest as a form, and everything in force as chips that can be taken off.

use leptos::prelude::*;

use super::moves_of;
use crate::filter::{PeopleQuery, PeopleSort, PeopleState, UNKNOWN_PROVINCE};
use crate::i18n::{self, PeopleWords};
use crate::model::{Dimension, Gender, Language, ListKind};
use crate::panels::Scope;

/// The words the form sets itself.
const OWN: [&str; 5] = ["q", "province", "gender", "mutual", "sort"];

const fn state_name(state: PeopleState, list: ListKind, words: &PeopleWords) -> &'static str {
    match state {
        PeopleState::Present => words.present,
        PeopleState::New => moves_of(list, words).0,
        PeopleState::Lost => moves_of(list, words).1,
        PeopleState::NotSeen => words.not_seen,
        PeopleState::Returned => words.returned,
    }
}

const fn mutual_name(mutual: bool, list: ListKind, words: &PeopleWords) -> &'static str {
    match (mutual, list) {
        (true, _) => words.mutual_yes,
        (false, ListKind::Fans) => words.not_followed,
        (false, ListKind::Following) => words.not_back,
    }
}

const fn order_name(sort: PeopleSort, words: &PeopleWords) -> &'static str {
    match sort {
        PeopleSort::Newest => words.newest,
        PeopleSort::Oldest => words.oldest,
        PeopleSort::LatestLeft => words.latest_left,
        PeopleSort::EarliestLeft => words.earliest_left,
        PeopleSort::Nickname => words.nickname,
    }
}

fn province_name(province: &str, language: Language) -> String {
    if province == UNKNOWN_PROVINCE {
        PeopleWords::of(language).no_province.to_owned()
    } else {
        i18n::bucket(Dimension::Region, province, language)
    }
}

/// States as links.
#[component]
pub(super) fn States(scope: Scope, list: ListKind, query: PeopleQuery) -> impl IntoView {
    let words = PeopleWords::of(scope.language);
    let state = query.filter.state;
    let link = |to: Option<PeopleState>| {
        let href = scope.address.with(&[("state", to.map_or("", PeopleState::as_str))]).href();
        let name = to.map_or(words.all, |to| state_name(to, list, words));
        view! {
            <li>
                <a href=href aria-current=(to == state).then_some("true")>
                    {name}
                </a>
            </li>
        }
    };
    let all = [None].into_iter().chain(PeopleState::ALL.map(Some));
    view! {
        <nav class="people-states" aria-label=words.state>
            <ul class="segments">{all.map(link).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// The value, the name, and whether it is chosen.
type Choice = (String, String, bool);

fn select(name: &'static str, label: &'static str, choices: Vec<Choice>) -> impl IntoView {
    view! {
        <label>
            <span>{label}</span>
            <select name=name>
                {choices
                    .into_iter()
                    .map(|(value, text, chosen)| {
                        view! {
                            <option value=value selected=chosen>
                                {text}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </label>
    }
}

/// Search, province, gender, mutual and order.
#[component]
pub(super) fn FilterForm(
    scope: Scope,
    list: ListKind,
    query: PeopleQuery,
    /// Names are on.
    names: bool,
    /// Who is not mutual is known.
    tells_not_mutual: bool,
) -> impl IntoView {
    let language = scope.language;
    let words = PeopleWords::of(language);
    let filter = query.filter;
    let any = || (String::new(), words.any.to_owned(), false);
    let genders = [Gender::Female, Gender::Male, Gender::Unknown]
        .map(|gender| (gender.as_str().to_owned(), i18n::person_gender(gender, language).to_owned(), filter.gender == Some(gender)));
    let mutuals = [true, false].into_iter().filter(|yes| *yes || tells_not_mutual).map(|yes| {
        let word = if yes { "yes" } else { "no" };
        (word.to_owned(), mutual_name(yes, list, words).to_owned(), filter.mutual == Some(yes))
    });
    let orders = PeopleSort::ALL.into_iter().filter(|sort| names || *sort != PeopleSort::Nickname).map(|sort| {
        let word = if sort == PeopleSort::default() { "" } else { sort.as_str() };
        (word.to_owned(), order_name(sort, words).to_owned(), sort == query.sort)
    });
    let search = if names { words.search_name } else { words.search_id };
    view! {
        <form class="toolbar people-filter" method="get" action=scope.address.path().to_owned() role="search">
            <label>
                <span>{words.search}</span>
                <input type="search" name="q" value=filter.search.clone() placeholder=search maxlength="200" />
            </label>
            {select("province", words.province, [any()].into_iter().chain(provinces(filter.province.as_deref(), language)).collect())}
            {select("gender", words.gender, [any()].into_iter().chain(genders).collect())}
            {select("mutual", words.mutual, [any()].into_iter().chain(mutuals).collect())}
            {select("sort", words.order, orders.collect())}
            {scope.address.others(&OWN).into_iter().map(|(word, value)| view! { <input type="hidden" name=word value=value /> }).collect_view()}
            <button>{words.apply}</button>
        </form>
    }
    .into_any()
}

/// The known provinces, "not said", and the one in force when it is none of them.
fn provinces(chosen: Option<&str>, language: Language) -> Vec<Choice> {
    let known: Vec<&str> = i18n::provinces().chain([UNKNOWN_PROVINCE]).collect();
    let other = chosen.filter(|chosen| !known.contains(chosen));
    let all = known.iter().copied().chain(other);
    all.map(|province| (province.to_owned(), province_name(province, language), chosen == Some(province))).collect()
}

/// Every filter in force, each as a link that takes it off.
#[component]
pub(super) fn Chips(scope: Scope, list: ListKind, query: PeopleQuery) -> impl IntoView {
    let language = scope.language;
    let words = PeopleWords::of(language);
    let filter = query.filter;
    let all = [
        ("state", filter.state.map(|state| state_name(state, list, words).to_owned())),
        ("mutual", filter.mutual.map(|yes| mutual_name(yes, list, words).to_owned())),
        ("province", filter.province.map(|province| province_name(&province, language))),
        ("gender", filter.gender.map(|gender| i18n::person_gender(gender, language).to_owned())),
        ("q", Some(filter.search).filter(|search| !search.is_empty())),
    ];
    let chips: Vec<(&str, String)> = all.into_iter().filter_map(|(word, text)| Some((word, text?))).collect();
    let clear = (chips.len() > 1).then(|| {
        view! {
            <li>
                <a class="quiet" href=cleared(&scope)>
                    {words.clear}
                </a>
            </li>
        }
    });
    (!chips.is_empty()).then(|| {
        view! {
            <ul class="chips" aria-label=words.active>
                {chips
                    .into_iter()
                    .map(|(word, text)| {
                        let href = scope.address.with(&[(word, "")]).href();
                        view! {
                            <li>
                                <a class="chip" href=href aria-label=i18n::told(words.remove, &text, scope.language)>
                                    <bdi class="ellipsis">{text.clone()}</bdi>
                                    <span aria-hidden="true">"×"</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
                {clear}
            </ul>
        }
        .into_any()
    })
}

/// The page without any filter of people.
pub(super) fn cleared(scope: &Scope) -> String {
    scope.address.with(&[("state", ""), ("mutual", ""), ("province", ""), ("gender", ""), ("q", "")]).href()
}
