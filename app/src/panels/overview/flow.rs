//! Flow contributions: fans against everybody.

use leptos::prelude::*;

use crate::components::{Meter, Panel};
use crate::format;
use crate::i18n::{self, OverviewWords};
use crate::model::page::flow::{FlowHistory, FlowSums};
use crate::model::{Dataset, FlowMetric, Language};
use crate::panels::Scope;
use crate::panels::flow::footnote;
use crate::panels::parts::{Absence, Absent, DataTable};

/// One bar per metric over the period: the whole is everybody, the filled part the fans.
#[component]
pub(super) fn FlowPanel(scope: Scope, flow: FlowHistory, absence: Option<Absence>) -> impl IntoView {
    let language = scope.language;
    let words = OverviewWords::of(language);
    let export = absence.is_none().then(|| scope.export(Dataset::Flow));
    let footnote = if absence.is_some() { String::new() } else { footnote(&flow, language) };
    let views = FlowSums::of(&flow.days, &FlowMetric::Views);
    let change = views.share_change_since(&FlowSums::of(&flow.compared, &FlowMetric::Views));
    let sentence = views.share().map_or_else(|| words.flow_text.to_owned(), |share| i18n::flow_sentence(share, change, language));
    let body = if let Some(absence) = absence {
        view! { <Absent scope absence flow=true brief=true /> }.into_any()
    } else {
        view! { <FlowTable flow language /> }.into_any()
    };
    view! {
        <Panel title=words.flow sentence footnote export width="half">
            {body}
        </Panel>
    }
    .into_any()
}

#[component]
fn FlowTable(flow: FlowHistory, language: Language) -> impl IntoView {
    let words = OverviewWords::of(language);
    let count = |value: Option<i64>| value.map_or_else(|| "—".to_owned(), format::count);
    let rows = flow.metrics().into_iter().map(|metric| {
        let sums = FlowSums::of(&flow.days, &metric);
        let share = sums.share();
        let change = sums.share_change_since(&FlowSums::of(&flow.compared, &metric)).map(|change| format::points(change, language));
        view! {
            <tr>
                <th scope="row"><bdi>{i18n::metric(&metric, language)}</bdi></th>
                <td class="bar-cell"><Meter share=share.unwrap_or(0.0) /></td>
                <td class="number strong">{share.map_or_else(|| "—".to_owned(), format::percent)}</td>
                <td class="number">{change.unwrap_or_else(|| "—".to_owned())}</td>
                <td class="number">{count(sums.fans.sum)}</td>
                <td class="number">{count(sums.all.sum.or_else(|| flow.everybody(&metric)))}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let headings = view! {
        <th scope="col">{words.metric}</th>
        <td></td>
        <th scope="col" class="number">{words.share}</th>
        <th scope="col" class="number">{words.share_change}</th>
        <th scope="col" class="number">{words.fans}</th>
        <th scope="col" class="number">{words.everybody}</th>
    }
    .into_any();
    view! {
        <DataTable title=words.flow class="bars flow" headings>
            {rows}
        </DataTable>
    }
    .into_any()
}
