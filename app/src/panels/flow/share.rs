//! The fans' share of each metric over time.

use leptos::prelude::*;

use super::{colour, footnote, percent};
use crate::components::Panel;
use crate::i18n::{self, ChartWords, CommonWords, FlowWords};
use crate::model::page::flow::{FlowDay, FlowHistory, FlowSums};
use crate::model::{Dataset, FlowMetric, Language};
use crate::panels::Scope;
use crate::panels::parts::{ChartBox, DataTable, Legend, LegendEntry, TABLE_ROWS};

/// Four lines, with their table.
#[component]
pub(super) fn FanShare(scope: Scope, history: FlowHistory) -> impl IntoView {
    let language = scope.language;
    let words = FlowWords::of(language);
    let sentence = sentence(&history, language);
    let export = scope.export(Dataset::Flow);
    let entries = legend(&history, &FlowMetric::KNOWN, language);
    view! {
        <Panel title=words.share sentence=sentence.clone() footnote=footnote(&history, language) export=Some(export)>
            <Legend entries />
            <ChartBox url=scope.chart("fan-share") description=sentence rows=history.days.len()>
                <ShareTable days=history.days language />
            </ChartBox>
        </Panel>
    }
    .into_any()
}

/// The period's share of views, and the lowest and highest of a day.
pub(crate) fn sentence(history: &FlowHistory, language: Language) -> String {
    let known = || history.days.iter().filter_map(|day| Some((day.day, day.share(&FlowMetric::Views)?)));
    let low = known().min_by(|one, other| one.1.total_cmp(&other.1));
    let high = known().max_by(|one, other| one.1.total_cmp(&other.1));
    let share = FlowSums::of(&history.days, &FlowMetric::Views).share();
    i18n::share_sentence(share, low, high, language)
}

/// One entry per metric, and one for missing days.
pub(super) fn legend(history: &FlowHistory, metrics: &[FlowMetric], language: Language) -> Vec<LegendEntry> {
    let entry = |metric: &FlowMetric| LegendEntry { label: i18n::metric(metric, language), swatch: colour(metric).to_owned() };
    let gap = || LegendEntry { label: ChartWords::of(language).gap.to_owned(), swatch: "gap".to_owned() };
    metrics.iter().map(entry).chain(super::is_interrupted(history, &FlowMetric::Views).then(gap)).collect()
}

#[component]
fn ShareTable(days: Vec<FlowDay>, language: Language) -> impl IntoView {
    let words = FlowWords::of(language);
    let row = |day: FlowDay| {
        view! {
            <tr>
                <th scope="row">{day.day.to_string()}</th>
                {FlowMetric::KNOWN.map(|metric| view! { <td>{percent(day.share(&metric))}</td> }).collect_view()}
            </tr>
        }
    };
    let headings = view! {
        <th scope="col">{CommonWords::of(language).day}</th>
        {FlowMetric::KNOWN.map(|metric| view! { <th scope="col">{i18n::metric(&metric, language)}</th> }).collect_view()}
    }
    .into_any();
    view! {
        <DataTable title=words.share headings>
            {days.into_iter().rev().take(TABLE_ROWS).map(row).collect_view()}
        </DataTable>
    }
    .into_any()
}
