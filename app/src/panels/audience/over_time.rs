//! A composition over time: shares that sum to 100 %, or head counts.

use leptos::prelude::*;

use crate::components::Panel;
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, AudienceWords, CommonWords};
use crate::model::page::audience::{Composition, CompositionDay, OTHERS, share};
use crate::model::{Dataset, Language};
use crate::panels::parts::{ChartBox, Legend, LegendEntry};
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
pub(super) fn OverTime(scope: Scope, composition: Composition, kind: Kind) -> impl IntoView {
    let language = scope.language;
    let words = AudienceWords::of(language);
    let (title, sentence, chart) = match kind {
        Kind::Shares => (words.composition, words.composition_text, "composition"),
        Kind::Counts => (words.absolute, words.absolute_text, "absolute"),
    };
    let dimension = composition.dimension;
    let url = scope.chart(&format!("{chart}-{}", dimension.as_str()));
    let export = scope.export(Dataset::Portrait);
    let known = composition.days.iter().filter(|day| day.sum().is_some()).count();
    let description = i18n::composition_description(i18n::dimension(dimension, language), known, language);
    let entries = legend(&composition, language);
    view! {
        <Panel title sentence footnote="/fans/data/" export=Some(export)>
            <Legend entries />
            <ChartBox url description>
                <DayTable composition kind title />
            </ChartBox>
        </Panel>
    }
    .into_any()
}

/// A bucket's name, the rest of the buckets included.
fn name(composition: &Composition, label: &str, language: Language) -> String {
    if label == OTHERS { AudienceWords::of(language).other.to_owned() } else { i18n::bucket(composition.dimension, label, language) }
}

fn legend(composition: &Composition, language: Language) -> Vec<LegendEntry> {
    let count = composition.labels.len();
    let entry = |(index, label): (usize, &String)| LegendEntry {
        label: name(composition, label, language),
        swatch: palette::colour(composition.dimension, label, index, count),
    };
    composition.labels.iter().enumerate().map(entry).collect()
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
    let rows = composition.days.iter().rev().map(|day| row(day, columns, kind)).collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=title>
            <table class="data">
                <caption class="hidden">{title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{CommonWords::of(language).day}</th>
                        {headings}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
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
