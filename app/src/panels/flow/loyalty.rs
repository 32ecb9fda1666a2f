//! The loyalty gap: the fans' share of likes, comments and shares minus their share of views.

use leptos::prelude::*;

use super::footnote;
use super::share::legend;
use crate::components::Panel;
use crate::format;
use crate::i18n::{self, CommonWords, FlowWords};
use crate::model::page::flow::{self as model, FlowDay, FlowHistory};
use crate::model::{Dataset, FlowMetric, Language};
use crate::panels::Scope;
use crate::panels::parts::{ChartBox, DataTable, Legend, TABLE_ROWS};

/// What asks more of somebody than watching.
pub(crate) const DEEP: [FlowMetric; 3] = [FlowMetric::Likes, FlowMetric::Comments, FlowMetric::Shares];

/// Three lines around zero, with their table.
#[component]
pub(super) fn Loyalty(scope: Scope, history: FlowHistory) -> impl IntoView {
    let language = scope.language;
    let words = FlowWords::of(language);
    let sentence = sentence(&history, language);
    let export = scope.export(Dataset::Flow);
    let foot = format!("{} · {}", words.loyalty_foot, footnote(&history, language));
    let known = history.days.iter().any(|day| DEEP.iter().any(|metric| day.loyalty(metric).is_some()));
    let chart = known.then(|| {
        view! {
            <Legend entries=legend(&history, &DEEP, language) />
            <ChartBox url=scope.chart("loyalty") description=sentence.clone() rows=history.days.len()>
                <GapTable days=history.days language />
            </ChartBox>
        }
    });
    view! {
        <Panel title=words.loyalty sentence footnote=foot export=Some(export)>
            {chart}
        </Panel>
    }
    .into_any()
}

/// The action that sets the fans apart most.
pub(crate) fn sentence(history: &FlowHistory, language: Language) -> String {
    let words = FlowWords::of(language);
    let all: Vec<(FlowMetric, model::Loyalty)> =
        DEEP.into_iter().map(|metric| (metric.clone(), model::Loyalty::of(&history.days, &metric))).collect();
    let known = all.iter().filter_map(|(metric, loyalty)| match loyalty {
        model::Loyalty::Known { gap, times } => Some((metric, *gap, *times)),
        model::Loyalty::Unknown | model::Loyalty::TooFew => None,
    });
    let strongest = known.max_by(|one, other| one.1.total_cmp(&other.1).then(one.2.total_cmp(&other.2)));
    match strongest {
        Some((metric, gap, times)) => i18n::loyalty_sentence(metric, gap, times, language),
        None if all.iter().any(|(_, loyalty)| *loyalty == model::Loyalty::TooFew) => words.loyalty_few.to_owned(),
        None => words.loyalty_unknown.to_owned(),
    }
}

#[component]
fn GapTable(days: Vec<FlowDay>, language: Language) -> impl IntoView {
    let words = FlowWords::of(language);
    let points = move |gap: Option<f64>| gap.map_or_else(|| "—".to_owned(), |gap| format::points(gap, language));
    let row = move |day: FlowDay| {
        view! {
            <tr>
                <th scope="row">{day.day.to_string()}</th>
                {DEEP.map(|metric| view! { <td>{points(day.loyalty(&metric))}</td> }).collect_view()}
            </tr>
        }
    };
    let headings = view! {
        <th scope="col">{CommonWords::of(language).day}</th>
        {DEEP.map(|metric| view! { <th scope="col">{i18n::metric(&metric, language)}" *"</th> }).collect_view()}
    }
    .into_any();
    view! {
        <DataTable title=words.loyalty headings>
            {days.into_iter().rev().take(TABLE_ROWS).map(row).collect_view()}
        </DataTable>
    }
    .into_any()
}
