//! Head counts of one metric over time: fans and others stacked, all as their sum.

use leptos::prelude::*;

use super::{count, footnote, percent};
use crate::components::{Notices, Panel};
use crate::filter::{Address, Notice};
use crate::i18n::{self, ChartWords, CommonWords, FlowWords};
use crate::model::page::flow::{FlowDay, FlowHistory, FlowSums};
use crate::model::{Dataset, FlowMetric, Language};
use crate::panels::Scope;
use crate::panels::parts::{ChartBox, Legend, LegendEntry, TABLE_ROWS};

/// The metric an address asks for, among those that were read; views when it asks for none or for one that is not there.
pub(crate) fn chosen(address: &Address, history: &FlowHistory) -> (FlowMetric, Vec<Notice>) {
    let word = address.word("metric");
    let known = history.metrics().into_iter().find(|metric| metric.as_str() == word);
    let notices = if known.is_none() && !word.is_empty() { vec![Notice::UnknownFlowMetric] } else { vec![] };
    (known.unwrap_or(FlowMetric::Views), notices)
}

/// The chosen metric's bars, with their table.
#[component]
pub(super) fn Volumes(scope: Scope, history: FlowHistory, of_days: u64) -> impl IntoView {
    let language = scope.language;
    let words = FlowWords::of(language);
    let (metric, notices) = chosen(&scope.address, &history);
    let sentence = sentence(&history, &metric, of_days, language);
    let export = scope.export(Dataset::Flow);
    let missing = super::is_interrupted(&history, &metric);
    view! {
        <Panel title=words.volumes sentence=sentence.clone() footnote=footnote(&history, language) export=Some(export)>
            <Notices notices />
            <Choice scope=scope.clone() history=history.clone() current=metric.clone() />
            <Legend entries=legend(missing, language) />
            <ChartBox url=scope.chart(&chart(&metric)) description=sentence rows=history.days.len()>
                <VolumeTable days=history.days metric language />
            </ChartBox>
        </Panel>
    }
    .into_any()
}

/// The chart's name; a metric the product does not know is read from the address, since its name may be anything.
fn chart(metric: &FlowMetric) -> String {
    match metric {
        FlowMetric::Other(_) => "flow-other".to_owned(),
        known => format!("flow-{known}"),
    }
}

/// The sum of a metric and the fans' part of it; `of_days` could be known.
pub(crate) fn sentence(history: &FlowHistory, metric: &FlowMetric, of_days: u64, language: Language) -> String {
    let sums = FlowSums::of(&history.days, metric);
    let days = (sums.all.days, of_days);
    i18n::volume_sentence(&i18n::metric(metric, language), sums.all.sum, sums.share(), days, language)
}

fn legend(missing: bool, language: Language) -> Vec<LegendEntry> {
    let words = FlowWords::of(language);
    let entry = |label: &str, swatch: &str| LegendEntry { label: label.to_owned(), swatch: swatch.to_owned() };
    let gap = missing.then(|| entry(ChartWords::of(language).gap, "gap"));
    [entry(words.fans, "cat-1"), entry(words.others, "other")].into_iter().chain(gap).collect()
}

/// One link per metric.
#[component]
fn Choice(scope: Scope, history: FlowHistory, current: FlowMetric) -> impl IntoView {
    let words = FlowWords::of(scope.language);
    let link = |metric: FlowMetric| {
        let word = if metric == FlowMetric::Views { "" } else { metric.as_str() };
        let href = scope.address.with(&[("metric", word)]).href();
        view! {
            <li>
                <a href=href aria-current=(metric == current).then_some("true")>
                    <bdi>{i18n::metric(&metric, scope.language)}</bdi>
                </a>
            </li>
        }
    };
    view! {
        <nav class="choice" aria-label=words.metric>
            <ul class="segments">{history.metrics().into_iter().map(link).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

#[component]
fn VolumeTable(days: Vec<FlowDay>, metric: FlowMetric, language: Language) -> impl IntoView {
    let words = FlowWords::of(language);
    let caption = i18n::told(words.volumes, &i18n::metric(&metric, language), language);
    let label = caption.clone();
    let row = |day: FlowDay| {
        let read = day.of(&metric);
        view! {
            <tr>
                <th scope="row">{day.day.to_string()}</th>
                <td>{count(read.and_then(|read| read.all_sum))}</td>
                <td>{count(read.and_then(|read| read.fans_sum))}</td>
                <td>{count(read.and_then(crate::model::FlowContribution::others_sum))}</td>
                <td>{percent(day.share(&metric))}</td>
            </tr>
        }
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=label>
            <table class="data">
                <caption class="hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{CommonWords::of(language).day}</th>
                        <th scope="col">{words.all}</th>
                        <th scope="col">{words.fans}</th>
                        <th scope="col">{words.others}</th>
                        <th scope="col">{words.fan_share}</th>
                    </tr>
                </thead>
                <tbody>{days.into_iter().rev().take(TABLE_ROWS).map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
