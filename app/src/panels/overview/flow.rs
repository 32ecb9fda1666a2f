//! Flow contributions: fans against everybody.

use leptos::prelude::*;

use crate::components::{Meter, Panel};
use crate::format;
use crate::i18n::{self, OverviewWords};
use crate::model::page::overview::LatestFlow;
use crate::model::{Dataset, FlowContribution, FlowMetric, Language, Period};
use crate::panels::Scope;
use crate::panels::parts::{Absence, Absent, DataTable};

/// One bar per metric: the whole is everybody, the filled part the fans.
#[component]
pub(super) fn FlowPanel(scope: Scope, flow: LatestFlow, absence: Option<Absence>) -> impl IntoView {
    let language = scope.language;
    let words = OverviewWords::of(language);
    let day = flow.day.unwrap_or(scope.today);
    let export = absence.is_none().then(|| scope.export_of(Dataset::Flow, Period::ending(day, 1)));
    let read = flow.fetched_at.map(|at| format!(" · {}", format::moment(at, language))).unwrap_or_default();
    let footnote = format!("{} · {}{read}", i18n::portrait_source(language), format::day_long(day, language));
    let footnote = if absence.is_some() { String::new() } else { footnote };
    let views = |contributions: &[FlowContribution]| contributions.iter().find(|one| one.metric == FlowMetric::Views)?.fan_share();
    let now = views(&flow.contributions);
    let change = now.zip(views(&flow.before)).map(|(now, before)| now - before).zip(flow.before_day);
    let sentence = now.map_or_else(|| words.flow_text.to_owned(), |now| i18n::flow_sentence(now, change, language));
    let body = if let Some(absence) = absence {
        view! { <Absent scope absence flow=true /> }.into_any()
    } else {
        view! { <FlowTable contributions=flow.contributions before=flow.before language /> }.into_any()
    };
    view! {
        <Panel title=words.flow sentence footnote export width="half">
            {body}
        </Panel>
    }
    .into_any()
}

#[component]
fn FlowTable(contributions: Vec<FlowContribution>, before: Vec<FlowContribution>, language: Language) -> impl IntoView {
    let words = OverviewWords::of(language);
    let count = |value: Option<i64>| value.map_or_else(|| "—".to_owned(), format::count);
    let rows = contributions.into_iter().map(move |contribution| {
        let share = contribution.fan_share();
        let earlier = before.iter().find(|before| before.metric == contribution.metric).and_then(FlowContribution::fan_share);
        let change = share.zip(earlier).map(|(now, before)| format::points(now - before, language));
        view! {
            <tr>
                <th scope="row"><bdi>{i18n::metric(&contribution.metric, language)}</bdi></th>
                <td class="bar-cell"><Meter share=share.unwrap_or(0.0) /></td>
                <td class="number strong">{share.map_or_else(|| "—".to_owned(), format::percent)}</td>
                <td class="number">{change.unwrap_or_else(|| "—".to_owned())}</td>
                <td class="number">{count(contribution.fans_sum)}</td>
                <td class="number">{count(contribution.all_sum)}</td>
            </tr>
        }
    });
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
            {rows.collect_view()}
        </DataTable>
    }
    .into_any()
}
