//! What each creator's grant still gives.

use leptos::prelude::*;

use crate::components::{Avatar, Notices, Panel};
use crate::context::use_language;
use crate::filter::{Address, Notice};
use crate::format;
use crate::i18n::{self, CommonWords, SettingsWords};
use crate::model::Language;
use crate::model::page::GrantHealth;
use crate::model::page::settings::{Authorisation, Authorisations};
use crate::panels::parts::{DataTable, EmptyState, Pager};

/// Where a consent is given.
const START: &str = "/auth/douyin/start";

/// One row per grant, those that end soonest first.
#[component]
pub(super) fn AuthorisationsPanel(address: Address, grants: Authorisations, notices: Vec<Notice>) -> impl IntoView {
    let language = use_language();
    let words = SettingsWords::of(language);
    if grants.rows.is_empty() {
        return view! {
            <Panel title=words.authorisations>
                <EmptyState title=words.no_authorisations cause=words.no_authorisations_text.to_owned() action=None />
            </Panel>
        }
        .into_any();
    }
    let window = grants.window;
    let sentence = i18n::authorisations_sentence(window.all, grants.ending, language);
    let headings = view! {
        <th scope="col">{words.creator}</th>
        <th scope="col" class="text">
            {words.state}
        </th>
        <th scope="col">{words.days_left}</th>
        <th scope="col">{words.ends_on}</th>
        <th scope="col">{words.granted_on}</th>
        <th scope="col">{words.renewals_left}</th>
        <th scope="col">{words.action}</th>
    }
    .into_any();
    view! {
        <Notices notices />
        <Panel title=words.authorisations sentence footnote=words.authorisations_foot>
            <DataTable title=words.authorisations headings>
                {grants.rows.into_iter().map(|row| grant_row(row, language)).collect_view()}
            </DataTable>
            <Pager address window />
        </Panel>
    }
    .into_any()
}

/// Where a grant stands; its colour and its word.
fn state(grant: GrantHealth, words: &SettingsWords) -> (&'static str, &'static str) {
    match (grant.revoked, grant.days_left) {
        (true, _) => ("loss", words.withdrawn),
        (false, None) => ("loss", words.ended),
        (false, Some(_)) if grant.is_ending() => (grant.urgency().class(), words.ending),
        (false, Some(_)) => ("gain", words.working),
    }
}

fn grant_row(row: Authorisation, language: Language) -> impl IntoView {
    let words = SettingsWords::of(language);
    let name = super::shown_name(row.creator.nickname, language);
    let (tone, state) = state(row.grant, words);
    let day = |at: Option<crate::model::Timestamp>| at.map_or_else(|| "—".to_owned(), |at| format::day_long(at.day(), language));
    let again = CommonWords::of(language).reauthorise;
    let label = format!("{again}: {name}");
    view! {
        <tr>
            <th scope="row">
                <a class="who" href=format!("/creators/{}", row.creator.id)>
                    <Avatar name=name.clone() id=row.creator.id.0.clone() />
                    <bdi class="ellipsis">{name}</bdi>
                </a>
            </th>
            <td class="text">
                <span class=tone>{state}</span>
            </td>
            <td>{row.grant.days_left.map_or_else(|| "—".to_owned(), |left| i18n::days_left(left, language))}</td>
            <td>{day(row.grant.ends_at)}</td>
            <td>{day(row.grant.granted_at)}</td>
            <td>{row.grant.renewals_left}</td>
            <td>
                <a href=START rel="external" aria-label=label>
                    {again}
                </a>
            </td>
        </tr>
    }
}
