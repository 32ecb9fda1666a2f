//! The ledger: filters, how many match, one page of people, the way to the next.

use leptos::prelude::*;

use super::banner::remedy;
use super::dataset_of;
use super::filters::{Chips, FilterForm, States, cleared};
use super::rows::People;
use crate::components::{Notices, Panel};
use crate::filter::{Address, Notice, PeopleQuery, PeopleSort};
use crate::i18n::{self, OverviewWords, PeopleWords};
use crate::model::ListKind;
use crate::model::page::people::{Ledger, ListQuality};
use crate::panels::Scope;
use crate::panels::parts::EmptyState;

const fn title(list: ListKind, words: &PeopleWords) -> &'static str {
    match list {
        ListKind::Fans => words.fan_ledger,
        ListKind::Following => words.following_ledger,
    }
}

/// The CSV with exactly the people of this filter, on all pages.
fn export(scope: &Scope, list: ListKind, query: &PeopleQuery) -> String {
    let days = [("creator", scope.creator.0.clone()), ("from", scope.period.from().to_string()), ("to", scope.period.to().to_string())];
    let words: Vec<(&str, String)> = days.into_iter().chain(query.filter.words()).collect();
    let words: Vec<(&str, &str)> = words.iter().map(|(word, value)| (*word, value.as_str())).collect();
    Address::new(format!("/export/{}.csv", dataset_of(list).as_str()), "").with(&words).href()
}

/// What the store had to change adds to what the address had.
fn corrections(notices: Vec<Notice>, query: &PeopleQuery, ledger: &Ledger) -> Vec<Notice> {
    let reordered = (ledger.sort != query.sort).then_some(if ledger.names { Notice::TooManyToOrder } else { Notice::NamesOff });
    let restarted = ledger.restarted.then_some(Notice::UnknownPlace);
    let unanswered = asks_in_vain(query, ledger).then_some(Notice::MutualUnknown);
    notices.into_iter().chain(reordered).chain(restarted).chain(unanswered).collect()
}

/// The address asks who is not mutual, which is not known.
fn asks_in_vain(query: &PeopleQuery, ledger: &Ledger) -> bool {
    query.filter.mutual == Some(false) && !ledger.other.tells_not_mutual()
}

/// A list that never had anybody: the cause, not an empty table.
#[component]
pub(super) fn NoList(scope: Scope, list: ListKind, quality: ListQuality, notices: Vec<Notice>) -> impl IntoView {
    let words = PeopleWords::of(scope.language);
    let cause = i18n::quality_cause(&quality, list, scope.language);
    let action = remedy(&scope, quality.outcome).map(|(words, href, _)| (words, href));
    view! {
        <Notices notices />
        <Panel title=title(list, words)>
            <EmptyState title=words.never cause action />
        </Panel>
    }
    .into_any()
}

/// Filters, people, pages.
#[component]
pub(super) fn LedgerPanel(mut scope: Scope, list: ListKind, mut query: PeopleQuery, notices: Vec<Notice>, ledger: Ledger) -> impl IntoView {
    let words = PeopleWords::of(scope.language);
    let notices = corrections(notices, &query, &ledger);
    if asks_in_vain(&query, &ledger) {
        query.filter.mutual = None;
        scope.address = scope.address.with(&[("mutual", "")]);
    }
    let left_out = i18n::left_out(query.filter.state, scope.language);
    let sentence = format!("{}{left_out}", i18n::people_count(ledger.count, scope.language));
    let footnote = format!("{} · {}", i18n::list_source(list, ledger.read_on, scope.language), words.ledger_note);
    let href = export(&scope, list, &query);
    let searched = ledger.searched.map(|count| view! { <p class="muted">{i18n::searched(count, scope.language)}</p> });
    let pager = view! { <Pager scope=scope.clone() query=query.clone() ledger=ledger.clone() /> };
    let (names, tells_not_mutual, today) = (ledger.names, ledger.other.tells_not_mutual(), scope.today);
    let body = if ledger.rows.is_empty() && ledger.next.is_none() {
        nobody(&scope, &query, names).into_any()
    } else if ledger.rows.is_empty() {
        ().into_any()
    } else {
        view! { <People rows=ledger.rows since=ledger.since today caption=title(list, words) /> }.into_any()
    };
    view! {
        <Notices notices />
        <Panel title=title(list, words) sentence footnote export=Some(href)>
            <States scope=scope.clone() list query=query.clone() />
            <FilterForm scope=scope.clone() list query=query.clone() names tells_not_mutual />
            <Chips scope list query />
            {body}
            {searched}
            {pager}
        </Panel>
    }
    .into_any()
}

/// Why nobody is shown, and what helps.
fn nobody(scope: &Scope, query: &PeopleQuery, names: bool) -> impl IntoView {
    let words = PeopleWords::of(scope.language);
    let (title, cause, action) = if query.filter.is_empty() {
        let wider = (OverviewWords::of(scope.language).wider, scope.whole_history());
        (words.nobody_here, words.nobody_here_text, wider)
    } else {
        let cause = if names || query.filter.search.is_empty() { words.nobody_text } else { words.names_off };
        (words.nobody, cause, (words.clear, cleared(scope)))
    };
    view! { <EmptyState title cause=cause.to_owned() action=Some(action) /> }
}

/// On, and back to the start.
#[component]
fn Pager(scope: Scope, query: PeopleQuery, ledger: Ledger) -> impl IntoView {
    let words = PeopleWords::of(scope.language);
    // The place belongs to the order in force, which may be another than the address says.
    let sort = if ledger.sort == PeopleSort::default() { "" } else { ledger.sort.as_str() };
    let next = ledger.next.as_ref().map(|next| scope.address.with(&[("sort", sort), ("after", &next.as_word())]).href());
    let start = query.after.is_some().then(|| scope.address.with(&[]).href());
    let on = if ledger.searched.is_some() { words.search_on } else { words.next };
    (next.is_some() || start.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=words.pages>
                {start
                    .map(|href| {
                        view! {
                            <a class="button" href=href>
                                {words.from_start}
                            </a>
                        }
                    })}
                {next
                    .map(|href| {
                        view! {
                            <a class="button" rel="next" href=href>
                                {on}
                            </a>
                        }
                    })}
            </nav>
        }
        .into_any()
    })
}
