//! The roster's table.

use leptos::prelude::*;

use crate::components::Avatar;
use crate::context::use_language;
use crate::filter::{RosterQuery, SortColumn};
use crate::format;
use crate::i18n::{self, CommonWords, RosterWords};
use crate::model::page::GrantHealth;
use crate::model::page::roster::RosterRow;
use crate::model::{Language, PlatformDay};
use crate::panels::parts::{Sparkline, tone_of};

/// Days of a grant below which it is marked.
const SOON: i64 = 14;

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
pub(super) fn RosterTable(rows: Vec<RosterRow>, query: RosterQuery, today: PlatformDay) -> impl IntoView {
    let language = use_language();
    let words = RosterWords::of(language);
    let heading = |column: SortColumn| heading(column, &query, words);
    let [name, rest @ ..] = SortColumn::ALL;
    let totals = totals(&rows, words);
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.title>
            <table class="data roster">
                <caption class="hidden">{words.title}</caption>
                <thead>
                    <tr>
                        {heading(name)}
                        <th scope="col">{words.trend}</th>
                        {rest.into_iter().map(heading).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row today language /> }).collect_view()}</tbody>
                {totals}
            </table>
        </div>
    }
    .into_any()
}

fn heading(column: SortColumn, query: &RosterQuery, words: &'static RosterWords) -> impl IntoView + use<> {
    let current = query.sort == column;
    let order = current.then_some(if query.descending { "descending" } else { "ascending" });
    let arrow = match (current, query.descending) {
        (true, true) => " ↓",
        (true, false) => " ↑",
        (false, _) => "",
    };
    let href = format!("/creators?{}", query.toward(column));
    view! {
        <th scope="col" aria-sort=order>
            <a href=href>
                {column_name(column, words)} <span aria-hidden="true">{arrow}</span>
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
    let (text, worry) = match (grant.revoked, grant.days_left) {
        (true, _) => (words.revoked.to_owned(), true),
        (false, None) => (words.expired.to_owned(), true),
        (false, Some(days)) => (i18n::days_left(days, language), days <= SOON),
    };
    view! { <span class=if worry { "warning" } else { "" }>{text}</span> }
}

#[component]
fn Row(row: RosterRow, today: PlatformDay, language: Language) -> impl IntoView {
    let words = RosterWords::of(language);
    let name = if row.nickname.trim().is_empty() { CommonWords::of(language).unnamed.to_owned() } else { row.nickname };
    let age = row.snapshot_day.map_or_else(|| words.never.to_owned(), |day| i18n::snapshot_age(today.days_since(day), language));
    let stale = row.snapshot_day.is_none_or(|day| today.days_since(day) > 1);
    let href = format!("/creators/{}", row.id);
    let gaps_tone = if row.gaps_30d == 0 { "muted" } else { "warning" };
    let share = row.fan_share_views.map_or_else(|| "—".to_owned(), format::percent);
    view! {
        <tr>
            <th scope="row">
                <a class="who" href=href>
                    <Avatar name=name.clone() id=row.id.0.clone() />
                    <bdi class="ellipsis">{name}</bdi>
                </a>
            </th>
            <td class="spark-cell"><Sparkline values=row.sparkline /></td>
            <td>{row.total_fans.map_or_else(|| "—".to_owned(), format::count)}</td>
            <td>{change(row.net_1d)}</td>
            <td>{change(row.net_7d)}</td>
            <td>{change(row.net_30d)}</td>
            <td>{share}</td>
            <td><span class=if stale { "warning" } else { "" }>{age}</span></td>
            <td>{grant(row.grant, language)}</td>
            <td><span class=gaps_tone>{row.gaps_30d}</span></td>
        </tr>
    }
    .into_any()
}

/// Sums of the columns that can be summed.
fn totals(rows: &[RosterRow], words: &'static RosterWords) -> impl IntoView + use<> {
    let sum = |value: fn(&RosterRow) -> Option<i64>| rows.iter().filter_map(value).reduce(|all, one| all + one);
    let total = sum(|row| row.total_fans);
    let nets = [sum(|row| row.net_1d), sum(|row| row.net_7d), sum(|row| row.net_30d)];
    let gaps = sum(|row| Some(row.gaps_30d)).unwrap_or(0);
    view! {
        <tfoot>
            <tr>
                <th scope="row">{words.totals}</th>
                <td></td>
                <td>{total.map_or_else(|| "—".to_owned(), format::count)}</td>
                {nets.into_iter().map(|net| view! { <td>{change(net)}</td> }).collect_view()}
                <td></td>
                <td></td>
                <td></td>
                <td>{gaps}</td>
            </tr>
        </tfoot>
    }
}
