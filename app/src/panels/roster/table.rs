//! The roster's table.

use leptos::prelude::*;

use crate::components::Avatar;
use crate::filter::SortColumn;
use crate::format;
use crate::i18n::{self, CommonWords, RosterWords};
use crate::model::page::roster::{RosterPage, RosterRow, RosterTotals};
use crate::model::page::{GrantHealth, Urgency};
use crate::model::{Language, PlatformDay};
use crate::panels::parts::{DataTable, Sparkline, tone_of};

use super::Place;

const fn column_name(column: SortColumn, words: &RosterWords) -> &'static str {
    match column {
        SortColumn::Nickname => words.creator,
        SortColumn::Total => words.total,
        SortColumn::Net1 => words.net_1,
        SortColumn::Net7 => words.net_7,
        SortColumn::Net30 => words.net_30,
        SortColumn::FanShare => words.fan_share,
        SortColumn::Snapshot => words.snapshot,
        SortColumn::Grant => words.grant,
        SortColumn::Gaps => words.gaps,
    }
}

/// Rows in order, with a totals row; the headings order by their column.
#[component]
pub(super) fn RosterTable(place: Place, page: RosterPage) -> impl IntoView {
    let (today, language) = (place.today, place.language);
    let words = RosterWords::of(language);
    let heading = |column: SortColumn| heading(column, &place, words);
    let [name, rest @ ..] = SortColumn::ALL;
    let totals = totals(page.totals, words);
    let headings = view! {
        {heading(name)}
        <th scope="col">{words.trend}</th>
        {rest.into_iter().map(heading).collect_view()}
    }
    .into_any();
    view! {
        <DataTable title=words.title class="data roster" headings foot=Some(totals.into_any())>
            {page.rows.into_iter().map(|row| view! { <Row row today language /> }).collect_view()}
        </DataTable>
    }
    .into_any()
}

fn heading(column: SortColumn, place: &Place, words: &'static RosterWords) -> impl IntoView + use<> {
    let query = &place.query;
    let current = query.sort == column;
    let order = current.then_some(if query.descending { "descending" } else { "ascending" });
    let arrow = match (current, query.descending) {
        (true, true) => "↓",
        (true, false) => "↑",
        (false, _) => "",
    };
    let href = place.address.with(&[("sort", &query.toward(column))]).href();
    view! {
        <th scope="col" aria-sort=order>
            <a href=href>
                {column_name(column, words)} <span class="arrow" aria-hidden="true">{arrow}</span>
            </a>
        </th>
    }
}

fn change(value: Option<i64>) -> impl IntoView {
    match value {
        Some(value) => view! { <span class=tone_of(value).class()>{format::signed(value)}</span> }.into_any(),
        None => "—".into_any(),
    }
}

fn grant(grant: GrantHealth, language: Language) -> impl IntoView {
    let words = RosterWords::of(language);
    let text = match (grant.revoked, grant.days_left) {
        (true, _) => words.revoked.to_owned(),
        (false, None) => words.expired.to_owned(),
        (false, Some(days)) => i18n::days_left(days, language),
    };
    let urgency = grant.urgency();
    // The column is narrow: how near the end is stands in the colour, and in words for those who cannot see it.
    let near = (Urgency::Month..Urgency::Ended).contains(&urgency).then(|| i18n::urgency(urgency, language));
    view! {
        <span class=urgency.class() title=near>
            {text}
            {near.map(|near| view! { <span class="hidden">{near}</span> })}
        </span>
    }
}

#[component]
fn Row(row: RosterRow, today: PlatformDay, language: Language) -> impl IntoView {
    let words = RosterWords::of(language);
    let name = if row.nickname.trim().is_empty() { CommonWords::of(language).unnamed.to_owned() } else { row.nickname };
    let age = row.snapshot_day.map_or_else(|| words.never.to_owned(), |day| i18n::snapshot_age(today.days_since(day), language));
    let stale = row.snapshot_day.is_none_or(|day| today.days_since(day) > 1);
    let href = format!("/creators/{}", row.id);
    let gaps_tone = if row.gaps_30d == 0 { "muted" } else { "warning" };
    // What needs somebody leads to where it can be done.
    let grant_cell = if row.grant.has_ended() {
        view! { <a href=format!("{href}/collection")>{grant(row.grant, language)}</a> }.into_any()
    } else {
        grant(row.grant, language).into_any()
    };
    let share = row.fan_share_views.map_or_else(|| "—".to_owned(), format::percent);
    view! {
        <tr>
            <th scope="row">
                <a class="who" href=href>
                    <Avatar name=name.clone() id=row.id.0.clone() />
                    <span class="who-text">
                        <bdi class="ellipsis">{name}</bdi>
                        {row.grant.is_ending().then(|| view! { <span class="small on-phones">{grant(row.grant, language)}</span> })}
                    </span>
                </a>
            </th>
            <td class="spark-cell"><Sparkline values=row.sparkline /></td>
            <td>{row.total_fans.map_or_else(|| "—".to_owned(), format::count)}</td>
            <td>{change(row.net_1d)}</td>
            <td>{change(row.net_7d)}</td>
            <td>{change(row.net_30d)}</td>
            <td>{share}</td>
            <td><span class=if stale { "warning" } else { "" }>{age}</span></td>
            <td>{grant_cell}</td>
            <td><span class=gaps_tone>{row.gaps_30d}</span></td>
        </tr>
    }
    .into_any()
}

/// Sums over all creators that match, not only those of the page.
fn totals(totals: RosterTotals, words: &'static RosterWords) -> impl IntoView + use<> {
    let nets = [totals.net_1d, totals.net_7d, totals.net_30d];
    view! {
        <tfoot>
            <tr>
                <th scope="row">{words.totals}</th>
                <td></td>
                <td>{totals.total_fans.map_or_else(|| "—".to_owned(), format::count)}</td>
                {nets.into_iter().map(|net| view! { <td>{change(net)}</td> }).collect_view()}
                <td></td>
                <td></td>
                <td></td>
                <td>{format::count(totals.gaps_30d)}</td>
            </tr>
        </tfoot>
    }
}
