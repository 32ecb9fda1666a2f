//! The newest composition as bars, and every bucket ranked.

use leptos::prelude::*;

use super::over_time::Splices;
use crate::components::{Meter, MeterTone, Panel};
use crate::format;
use crate::i18n::{self, AudienceWords};
use crate::model::page::audience::{AudienceView, DRAWN, OTHERS, Ranked, is_rest, share};
use crate::model::page::difference::Leaders;
use crate::model::{Dataset, Dimension, Language, Period};
use crate::panels::parts::{DataTable, tone_of};
use crate::panels::{Scope, palette};

/// The item that changed most, in words.
fn sentence(view: &AudienceView, language: Language) -> String {
    let dimension = view.over_time.dimension;
    let changes = view.ranked.iter().filter_map(|item| Some((item, item.change()?))).collect();
    match (Leaders::of(changes, i64::saturating_abs), view.first) {
        (Some(most), Some(first)) => i18n::fastest(&super::named(&most, |item| &item.label, dimension, language), first, language),
        _ => i18n::dimension_question(dimension, language).to_owned(),
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
    let drawn = view.over_time.labels;
    let colour = move |label: &str| {
        let at = drawn.iter().position(|other| other == label);
        at.map_or_else(|| "other".to_owned(), |at| palette::colour(dimension, label, at, drawn.len()))
    };
    let mut ranked = view.ranked;
    if !dimension.is_ordered() {
        ranked.sort_by_key(|item| (is_rest(&item.label), std::cmp::Reverse(item.value)));
    }
    let rest = ranked.split_off(shown.min(count));
    let rest = (!rest.is_empty()).then(|| {
        let (sum, name) = (rest_of(&rest), i18n::rest_of(rest.len(), dimension, language));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="bar-cell"></td>
                {cells(&sum, language)}
            </tr>
        }
    });
    let rows = ranked.into_iter().map(move |item| {
        view! {
            <tr>
                <th scope="row"><bdi>{i18n::bucket(dimension, &item.label, language)}</bdi></th>
                <td class="bar-cell"><Meter share=share(item.value, largest) tone=MeterTone::Chart(colour(&item.label)) /></td>
                {cells(&item, language)}
            </tr>
        }
    });
    view! {
        <Panel title=words.latest sentence footnote export>
            <table class="bars latest">
                <caption class="hidden">{i18n::dimension_question(dimension, language)}</caption>
                <thead>
                    <tr>
                        <th scope="col"><span class="hidden">{words.bucket}</span></th>
                        <td></td>
                        <th scope="col" class="number">{words.share}</th>
                        <th scope="col" class="number">{words.people}</th>
                        <th scope="col" class="number">{words.share_change}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.collect_view()}
                    {rest}
                </tbody>
            </table>
        </Panel>
    }
    .into_any()
}

/// Share, head count and change of the share.
fn cells(item: &Ranked, language: Language) -> impl IntoView + use<> {
    let change = item.share_change().map(|change| view! { <span class="muted">{format::points(change, language)}</span> });
    view! {
        <td class="number strong">{format::percent(item.share())}</td>
        <td class="number">{format::count(item.value)}</td>
        <td class="number small">{change}</td>
    }
}

/// All that are not shown as one; its change is known where that of each is.
fn rest_of(items: &[Ranked]) -> Ranked {
    let (of, before_of) = items.first().map_or((0, 0), |item| (item.of, item.before_of));
    let before = items.iter().try_fold(0, |sum, item| Some(sum + item.before?));
    Ranked { label: OTHERS.to_owned(), value: items.iter().map(|item| item.value).sum(), of, before, before_of }
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
        <th scope="col">{words.rank}</th>
        <th scope="col">{words.bucket}</th>
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
            <td>{rank}</td>
            <th scope="row"><bdi>{i18n::bucket(dimension, &item.label, language)}</bdi></th>
            <td>{format::count(item.value)}</td>
            <td>{format::percent(item.share())}</td>
            <td>
                {change.map_or_else(|| "—".into_any(), |change| view! { <span class=tone_of(change).class()>{format::signed(change)}</span> }.into_any())}
            </td>
            <td>{points.map_or_else(|| "—".to_owned(), |points| format::points(points, language))}</td>
        </tr>
    }
}
