//! What each creator's grant still gives.

use leptos::prelude::*;

use crate::components::{Avatar, LinkForm, Meter, Notices, Panel};
use crate::context::use_language;
use crate::filter::{Address, Notice};
use crate::format;
use crate::i18n::{self, CommonWords, SettingsWords};
use crate::model::page::audience::share;
use crate::model::page::link::OpenLinks;
use crate::model::page::settings::{Authorisation, Authorisations, ComingMonth};
use crate::model::page::{GrantHealth, Urgency};
use crate::model::{Language, Timestamp};
use crate::panels;
use crate::panels::parts::{DataTable, EmptyState, Pager};

/// Where an authorisation is given.
const START: &str = "/auth/douyin/start";

/// One row per grant, those that end soonest first; for an owner, who has the links, those that are open below.
#[component]
pub(super) fn AuthorisationsPanel(
    address: Address,
    grants: Authorisations,
    links: Option<OpenLinks>,
    now: Timestamp,
    notices: Vec<Notice>,
) -> impl IntoView {
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
        <th scope="col">{words.tokens_left}</th>
        <th scope="col">{words.renewals_left}</th>
        <th scope="col">{words.granted_on}</th>
        <th scope="col">{words.action}</th>
    }
    .into_any();
    let owner = links.is_some();
    let open = links.and_then(|links| panels::links::open(links, language));
    view! {
        <Notices notices />
        <Panel title=words.authorisations sentence footnote=words.authorisations_foot>
            <DataTable title=words.authorisations class="data stacked grants" headings>
                {grants.rows.into_iter().map(|row| grant_row(row, owner, now, language)).collect_view()}
            </DataTable>
            <Pager address window />
            {(window.all > 1).then(|| view! { <Coming ended=grants.ended months=grants.coming /> })}
            {open}
        </Panel>
    }
    .into_any()
}

/// How many creators have to authorise again in each of the coming months.
#[component]
fn Coming(ended: usize, months: Vec<ComingMonth>) -> impl IntoView {
    let language = use_language();
    let words = SettingsWords::of(language);
    let count = |creators: usize| i64::try_from(creators).unwrap_or(i64::MAX);
    let most = months.iter().map(|month| count(month.creators)).max().unwrap_or(0).max(count(ended));
    let row = |name: String, creators: usize| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="bar-cell">
                    <Meter share=share(count(creators), most) />
                </td>
                <td class="number">{format::count(count(creators))}</td>
            </tr>
        }
    };
    let now = (ended > 0).then(|| row(words.now.to_owned(), ended));
    let rows = months.into_iter().map(|month| row(format::month(month.first, language), month.creators)).collect_view();
    view! {
        <h3 class="open-links">{words.coming}</h3>
        <table class="bars coming">
            <caption class="hidden">{words.coming}</caption>
            <thead class="hidden">
                <tr>
                    <th scope="col">{words.month_name}</th>
                    <td></td>
                    <th scope="col">{words.creators}</th>
                </tr>
            </thead>
            <tbody>{now} {rows}</tbody>
        </table>
    }
    .into_any()
}

/// Where a grant stands; its colour and its word.
fn state(grant: GrantHealth, language: Language) -> (&'static str, &'static str) {
    let words = SettingsWords::of(language);
    match grant.urgency() {
        Urgency::Ended if grant.revoked => ("loss", words.withdrawn),
        Urgency::None => ("gain", words.working),
        urgency => (urgency.class(), i18n::urgency(urgency, language)),
    }
}

fn grant_row(row: Authorisation, owner: bool, now: Timestamp, language: Language) -> impl IntoView {
    let name = super::shown_name(row.creator.nickname, language);
    let grant = row.grant;
    let (tone, state) = state(grant, language);
    let day = |at: Option<Timestamp>| at.map_or_else(|| "—".to_owned(), |at| format::day_long(at.day(), language));
    let left = |at: Option<Timestamp>| at.map_or_else(|| "—".to_owned(), |at| i18n::days_left(at.days_after(now), language));
    let (words, again) = (SettingsWords::of(language), CommonWords::of(language).reauthorise);
    let label = format!("{again}: {name}");
    let ends = if grant.revoked { None } else { grant.ends_at };
    let state = match grant.ends_at.filter(|_| grant.revoked) {
        Some(at) => i18n::bracketed(state, &format::day(at.day(), language), language),
        None => state.to_owned(),
    };
    let link = (owner && grant.urgency() > Urgency::None).then(|| view! { <LinkForm creator=row.creator.id.clone() name=name.clone() /> });
    view! {
        <tr>
            <th scope="row">
                <a class="who" href=format!("/creators/{}", row.creator.id)>
                    <Avatar name=name.clone() id=row.creator.id.0.clone() />
                    <bdi class="ellipsis">{name}</bdi>
                </a>
            </th>
            <td class="text stacked-state">
                <span class=tone>{state}</span>
            </td>
            <td data-label=words.days_left>{grant.days_left.map_or_else(|| "—".to_owned(), |left| i18n::days_left(left, language))}</td>
            <td data-label=words.ends_on>{day(ends)}</td>
            <td data-label=words.tokens_left>{format!("{}\u{a0}/\u{a0}{}", left(grant.access_ends_at), left(grant.refresh_ends_at)).replace(' ', "\u{a0}")}</td>
            <td data-label=words.renewals_left>{grant.renewals_left}</td>
            <td data-label=words.granted_on>{day(grant.granted_at)}</td>
            <td class="stacked-action">
                <div class="row-actions">
                    {link} <a href=START rel="external" aria-label=label>
                        {again}
                    </a>
                </div>
            </td>
        </tr>
    }
}
