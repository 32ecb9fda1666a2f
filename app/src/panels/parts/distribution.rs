//! One dimension of the newest portrait as bars.

use leptos::prelude::*;

use crate::components::{Meter, MeterTone};
use crate::format;
use crate::i18n::{self, CommonWords, OverviewWords};
use crate::model::page::audience::{share, share_change};
use crate::model::page::overview::Distribution;
use crate::model::{Dimension, Language};
use crate::panels::palette;

/// How many bars an unordered dimension shows before the rest is left to its own page.
const BARS: usize = 6;

/// The bars of a dimension, each with its share and its change.
#[component]
pub(crate) fn DistributionBars(
    /// The dimension's buckets.
    distribution: Distribution,
    /// The page's language.
    language: Language,
    /// The dimension's page.
    href: String,
) -> impl IntoView {
    let dimension = distribution.dimension;
    let sum: i64 = distribution.buckets.iter().map(|bucket| bucket.value).sum();
    let before_sum = distribution.before_of;
    let largest = distribution.buckets.iter().map(|bucket| bucket.value).max().unwrap_or(0);
    let shown = if dimension.is_ordered() { distribution.buckets.len() } else { BARS };
    let count = distribution.buckets.len();
    let rows = distribution
        .buckets
        .into_iter()
        .take(shown)
        .enumerate()
        .map(|(index, bucket)| {
            let part = share(bucket.value, sum);
            let change = bucket.before.map(|before| share_change(share(before, before_sum), part));
            let tone = tone(dimension, &bucket.label, index, count);
            view! {
                <tr>
                    <th scope="row"><bdi>{i18n::bucket(dimension, &bucket.label, language)}</bdi></th>
                    <td class="bar-cell"><Meter share=share(bucket.value, largest) tone /></td>
                    <td class="number" title=format::count(bucket.value)>{format::percent(part)}</td>
                    <td class="number small">
                        {change.map(|change| view! { <span class="muted">{format::points(change, language)}</span> })}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <article class="small-multiple">
            <h3>
                <a href=href>{i18n::dimension(dimension, language)}</a>
            </h3>
            <table class="bars">
                <caption class="hidden">{caption(dimension, language)}</caption>
                <thead class="hidden">
                    <tr>
                        <th scope="col">{i18n::dimension(dimension, language)}</th>
                        <td></td>
                        <th scope="col">{OverviewWords::of(language).share}</th>
                        <th scope="col">{i18n::AudienceWords::of(language).share_change}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="panel-foot">{format!("{} {}", CommonWords::of(language).day, format::day(distribution.day, language))}</p>
        </article>
    }
    .into_any()
}

/// Colours where they mean something: order and gender. Names of places and things speak for themselves.
fn tone(dimension: Dimension, label: &str, index: usize, count: usize) -> MeterTone {
    match dimension {
        Dimension::Gender | Dimension::Age | Dimension::ActiveDays => MeterTone::Chart(palette::colour(dimension, label, index, count)),
        Dimension::Region | Dimension::Device | Dimension::Interest => MeterTone::Accent,
    }
}

fn caption(dimension: Dimension, language: Language) -> &'static str {
    i18n::dimension_question(dimension, language)
}
