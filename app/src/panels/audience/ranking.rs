//! The newest composition as bars, and every bucket ranked.

use leptos::prelude::*;

use super::over_time::Splices;
use crate::components::{Meter, MeterTone, Panel};
use crate::format;
use crate::i18n::{self, AudienceWords};
use crate::model::page::audience::{AudienceView, DRAWN, Ranked, is_rest, share};
use crate::model::{Dataset, Dimension, Language, Period};
use crate::panels::parts::{DataTable, tone_of};
use crate::panels::{Scope, palette};

/// The item that changed most, in words.
fn sentence(view: &AudienceView, language: Language) -> String {
    let question = i18n::dimension_question(view.over_time.dimension, language).to_owned();
    let most = view.ranked.iter().filter_map(|item| Some((item, item.change()?))).max_by_key(|(_, change)| change.abs());
    match (most, view.first) {
        (Some((item, change)), Some(first)) if change != 0 => {
            i18n::fastest(&i18n::bucket_in_sentence(view.over_time.dimension, &item.label, language), change, first, language)
        }
        _ => question,
    }
}

/// Where the numbers come from.
fn footnote(view: &AudienceView, language: Language) -> String {
    let day = view.last.map(|day| format::day_long(day, language)).unwrap_or_default();
    let note = if view.over_time.dimension == Dimension::Interest { AudienceWords::of(language).interest_note } else { "" };
    [format!("{} · {day}", i18n::portrait_source(language)), note.to_owned()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The newest composition.
#[component]
pub(super) fn Latest(scope: Scope, view: AudienceView) -> impl IntoView {
    let language = scope.language;
    let export = view.last.map(|day| scope.export_of(Dataset::Portrait, Period::ending(day, 1)));
    let words = AudienceWords::of(language);
    let dimension = view.over_time.dimension;
    let (sentence, footnote) = (sentence(&view, language), footnote(&view, language));
    let largest = view.ranked.iter().map(|item| item.value).max().unwrap_or(0);
    let count = view.ranked.len();
    let shown = if dimension.is_ordered() { count } else { DRAWN };
    // Each keeps the colour it has over time; the order is that of the day.
    let mut ranked: Vec<(usize, Ranked)> = view.ranked.into_iter().enumerate().collect();
    if !dimension.is_ordered() {
        ranked.sort_by_key(|(_, item)| (is_rest(&item.label), std::cmp::Reverse(item.value)));
    }
    let rows = ranked.into_iter().take(shown).map(move |(index, item)| {
        let colour = palette::colour(dimension, &item.label, index, count);
        let change = item.share_change();
        view! {
            <tr>
                <th scope="row"><bdi>{i18n::bucket(dimension, &item.label, language)}</bdi></th>
                <td class="bar-cell"><Meter share=share(item.value, largest) tone=MeterTone::Chart(colour) /></td>
                <td class="number strong">{format::percent(item.share())}</td>
                <td class="number">{format::count(item.value)}</td>
                <td class="number small">
                    {change.map(|change| view! { <span class="muted">{format::points(change, language)}</span> })}
                </td>
            </tr>
        }
    });
    view! {
        <Panel title=words.latest sentence footnote export>
            <table class="bars latest">
                <caption class="hidden">{i18n::dimension_question(dimension, language)}</caption>
                <thead class="hidden">
                    <tr>
                        <th scope="col">{words.bucket}</th>
                        <td></td>
                        <th scope="col">{words.share}</th>
                        <th scope="col">{words.people}</th>
                        <th scope="col">{words.share_change}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </Panel>
    }
    .into_any()
}

/// Every bucket with its count, share and changes, largest first.
#[component]
pub(super) fn Ranking(scope: Scope, view: AudienceView) -> impl IntoView {
    let language = scope.language;
    let words = AudienceWords::of(language);
    let dimension = view.over_time.dimension;
    let export = scope.export(Dataset::Portrait);
    let footnote = footnote(&view, language);
    let leaders = {
        let mut values: Vec<i64> = view.ranked.iter().map(|item| item.value).collect();
        values.sort_unstable_by_key(|value| std::cmp::Reverse(*value));
        share(values.iter().take(3).sum(), view.ranked.first().map_or(0, |item| item.of))
    };
    let sentence = i18n::ranking_sentence(view.ranked.len(), leaders, view.first, language);
    let splices = view.over_time.splices();
    let mut ranked = view.ranked;
    ranked.sort_by_key(|item| (!dimension.is_ordered() && is_rest(&item.label), std::cmp::Reverse(item.value)));
    let rows = ranked.into_iter().enumerate().map(|(index, item)| row(index + 1, item, dimension, language)).collect_view();
    let headings = view! {
        <th scope="col">{words.bucket}</th>
        <th scope="col">{words.rank}</th>
        <th scope="col">{words.people}</th>
        <th scope="col">{words.share}</th>
        <th scope="col">{words.change}</th>
        <th scope="col">{words.share_change}</th>
    }
    .into_any();
    view! {
        <Panel title=words.ranked sentence footnote export=Some(export)>
            <Splices dimension splices />
            <DataTable title=words.ranked class="data ranking" scroll="table-scroll whole" headings>
                {rows}
            </DataTable>
        </Panel>
    }
    .into_any()
}

fn row(rank: usize, item: Ranked, dimension: Dimension, language: Language) -> impl IntoView {
    let change = item.change();
    let points = item.share_change();
    view! {
        <tr>
            <th scope="row"><bdi>{i18n::bucket(dimension, &item.label, language)}</bdi></th>
            <td>{rank}</td>
            <td>{format::count(item.value)}</td>
            <td>{format::percent(item.share())}</td>
            <td>
                {change.map_or_else(|| "—".into_any(), |change| view! { <span class=tone_of(change).class()>{format::signed(change)}</span> }.into_any())}
            </td>
            <td>{points.map_or_else(|| "—".to_owned(), |points| format::points(points, language))}</td>
        </tr>
    }
}
