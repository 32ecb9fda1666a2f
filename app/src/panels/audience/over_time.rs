//! A composition over time: shares that sum to 100 %, or head counts.

use leptos::prelude::*;

use crate::components::Panel;
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, AudienceWords, ChartWords, CommonWords};
use crate::model::page::audience::{AudienceView, Composition, CompositionDay, OTHERS, share};
use crate::model::period::missing;
use crate::model::{Dataset, Dimension, Language, PlatformDay};
use crate::panels::parts::{ChartBox, DataTable, Legend, LegendEntry, TABLE_ROWS};
use crate::panels::{Scope, palette};

/// Which of the two charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Shares of the day's sum.
    Shares,
    /// Head counts.
    Counts,
}

/// One chart with its legend and table.
#[component]
pub(super) fn OverTime(scope: Scope, view: AudienceView, kind: Kind, fans: Option<i64>, of_days: u64) -> impl IntoView {
    let language = scope.language;
    let words = AudienceWords::of(language);
    let sentence = sentence(&view, kind, fans, of_days, language);
    let composition = view.over_time;
    let (title, chart) = match kind {
        Kind::Shares => (words.composition, "composition"),
        Kind::Counts => (words.absolute, "absolute"),
    };
    let dimension = composition.dimension;
    let url = scope.chart(&format!("{chart}-{}", dimension.as_str()));
    let export = scope.export(Dataset::Portrait);
    let known = composition.days.iter().filter(|day| day.sum().is_some()).count();
    let description = i18n::composition_description(i18n::dimension(dimension, language), known, language);
    let entries = legend(&composition, kind, language);
    let splices = composition.splices();
    let day = view.last.map(|day| format!(" · {}", format::day_long(day, language))).unwrap_or_default();
    let rest = composition.rest().filter(|_| kind == Kind::Counts).map(|rest| format!(" · {}", i18n::rest_left_out(rest, language)));
    let footnote = format!("{}{day}{}", i18n::portrait_source(language), rest.unwrap_or_default());
    view! {
        <Panel title sentence footnote export=Some(export)>
            <Splices dimension splices />
            {(!entries.is_empty()).then(|| view! { <Legend entries /> })}
            <ChartBox url description rows=composition.days.len()>
                <DayTable composition kind title />
            </ChartBox>
        </Panel>
    }
    .into_any()
}

/// The largest item of the newest day, its change, and what it is a part of.
fn sentence(view: &AudienceView, kind: Kind, fans: Option<i64>, of_days: u64, language: Language) -> String {
    let Some(largest) = view.ranked.iter().max_by_key(|item| item.value) else { return String::new() };
    let label = i18n::bucket_in_sentence(view.over_time.dimension, &largest.label, language);
    match kind {
        Kind::Shares => {
            let days = &view.over_time.days;
            let known = days.iter().filter(|day| day.sum().is_some()).count() as u64;
            let change = largest.share_change().zip(view.first);
            i18n::composition_sentence(&label, largest.share(), change, (known, of_days), language)
        }
        Kind::Counts => {
            let rest = fans.map(|fans| fans - largest.of).filter(|rest| *rest > 0);
            let change = largest.change().zip(view.first);
            i18n::counts_sentence(view.over_time.dimension, (&label, largest.value), change, (largest.of, rest), language)
        }
    }
}

/// A sentence for each day the platform changed its labels.
#[component]
pub(super) fn Splices(dimension: Dimension, splices: Vec<PlatformDay>) -> impl IntoView {
    let language = use_language();
    splices.into_iter().map(|day| view! { <p class="splice-note">{i18n::splice(dimension, day, language)}</p> }).collect_view()
}

/// A bucket's name, the rest of the buckets included.
fn name(composition: &Composition, label: &str, language: Language) -> String {
    if label == OTHERS { AudienceWords::of(language).other.to_owned() } else { i18n::bucket(composition.dimension, label, language) }
}

/// The buckets that are drawn and bear no name in the drawing, and what else is seen there.
fn legend(composition: &Composition, kind: Kind, language: Language) -> Vec<LegendEntry> {
    let drawn = match kind {
        Kind::Shares => composition.populated(),
        Kind::Counts => Some(composition.counted()).filter(|counted| !composition.has_room_at_ends(counted)).unwrap_or_default(),
    };
    let count = composition.labels.len();
    let entry = |(index, label): (usize, &String)| LegendEntry {
        label: name(composition, label, language),
        swatch: palette::colour(composition.dimension, label, index, count),
    };
    let entries = composition.labels.iter().enumerate().filter(|(index, _)| drawn.contains(index)).map(entry);
    let splice = (!composition.splices().is_empty())
        .then(|| LegendEntry { label: ChartWords::of(language).splice.to_owned(), swatch: "splice".to_owned() });
    let missing = missing(composition.days.iter().map(|day| (day.day, day.sum().is_some())));
    let gap = (!missing.is_empty()).then(|| LegendEntry { label: ChartWords::of(language).gap.to_owned(), swatch: "gap".to_owned() });
    entries.chain(splice).chain(gap).collect()
}

#[component]
fn DayTable(composition: Composition, kind: Kind, title: &'static str) -> impl IntoView {
    let language = use_language();
    let headings = composition
        .labels
        .iter()
        .map(|label| view! { <th scope="col"><bdi>{name(&composition, label, language)}</bdi></th> })
        .collect_view();
    let columns = composition.labels.len();
    let splices = composition.splices();
    // Newest first: below the first day of new labels stands why the days under it are others.
    let rows = composition.days.iter().rev().take(TABLE_ROWS).map(|day| {
        let splice = splices.contains(&day.day).then(|| {
            let text = i18n::splice(composition.dimension, day.day, language);
            view! {
                <tr class="splice">
                    <td colspan=(columns + 1).to_string()>{text}</td>
                </tr>
            }
        });
        view! {
            {row(day, columns, kind)}
            {splice}
        }
    });
    let rows = rows.collect_view();
    let headings = view! {
        <th scope="col">{CommonWords::of(language).day}</th>
        {headings}
    }
    .into_any();
    view! {
        <DataTable title=title headings>
            {rows}
        </DataTable>
    }
    .into_any()
}

fn row(day: &CompositionDay, columns: usize, kind: Kind) -> impl IntoView + use<> {
    let sum = day.sum().unwrap_or(0);
    let text = |value: Option<i64>| match (value, kind) {
        (None, _) => "—".to_owned(),
        (Some(value), Kind::Shares) => format::percent(share(value, sum)),
        (Some(value), Kind::Counts) => format::count(value),
    };
    let cells =
        (0..columns).map(|index| text(day.values.get(index).copied().flatten())).map(|text| view! { <td>{text}</td> }).collect_view();
    view! {
        <tr>
            <th scope="row">{day.day.to_string()}</th>
            {cells}
        </tr>
    }
}
