//! The growth chart with its table.

use leptos::prelude::*;

use crate::components::Panel;
use crate::format;
use crate::i18n::{self, CommonWords, OverviewWords};
use crate::model::page::overview::Growth;
use crate::model::{DailyPoint, Dataset, Language, Totals};
use crate::panels::Scope;
use crate::panels::parts::{ChartBox, EmptyState, Legend, LegendEntry};

/// Totals as a line that breaks at unknown days, nets as bars.
#[component]
pub(super) fn GrowthPanel(scope: Scope, growth: Growth) -> impl IntoView {
    let language = scope.language;
    let words = OverviewWords::of(language);
    let totals = Totals::of(&growth.points);
    let export = scope.export(Dataset::Growth);
    let footnote = format!("/data/external/user/fans/, /fans/data/ · * {}", words.lost_note);
    let sentence = i18n::growth_sentence(totals.net.sum, totals.best, language);
    let first = totals.first;
    let last = totals.last.map(|(day, total, _)| (day, total));
    let body = if last.is_none() {
        let whole = scope.whole_history();
        view! { <EmptyState title=words.empty_growth cause=words.empty_growth_text.to_owned() action=Some((words.wider, whole)) /> }
            .into_any()
    } else {
        let url = scope.chart("growth");
        let description = i18n::growth_description(first, last, language);
        let entries = legend(&growth, language);
        view! {
            <Legend entries />
            <ChartBox url description>
                <GrowthTable points=growth.points language />
            </ChartBox>
        }
        .into_any()
    };
    view! {
        <Panel title=words.growth sentence footnote export=Some(export)>
            {body}
        </Panel>
    }
    .into_any()
}

fn legend(growth: &Growth, language: Language) -> Vec<LegendEntry> {
    let words = OverviewWords::of(language);
    let entry = |label: &str, swatch: &str| LegendEntry { label: label.to_owned(), swatch: swatch.to_owned() };
    let mut entries = vec![entry(words.growth_series, "line"), entry(words.net, "net")];
    if crate::model::growth::provisional(&growth.points).iter().any(|day| *day) {
        entries.push(entry(words.provisional, "dotted"));
    }
    if growth.compared.iter().any(|point| point.total.is_some()) {
        entries.push(entry(words.compared, "dashed"));
    }
    if growth.health.iter().any(|day| day.state == Some(crate::model::RunState::Gap)) {
        entries.push(entry(words.gap, "gap"));
    }
    entries
}

#[component]
fn GrowthTable(points: Vec<DailyPoint>, language: Language) -> impl IntoView {
    let words = OverviewWords::of(language);
    let common = CommonWords::of(language);
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.growth>
            <table class="data">
                <caption class="hidden">{words.growth}</caption>
                <thead>
                    <tr>
                        <th scope="col">{common.day}</th>
                        <th scope="col">{words.total}</th>
                        <th scope="col">{words.new}</th>
                        <th scope="col">{words.lost}" *"</th>
                        <th scope="col">{words.net}</th>
                        <th scope="col">{words.source}</th>
                    </tr>
                </thead>
                <tbody>{points.into_iter().rev().map(|point| row(point, language)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(point: DailyPoint, language: Language) -> impl IntoView {
    let count = |value: Option<i64>| value.map_or_else(|| "—".to_owned(), format::count);
    let net = point.net.map_or_else(|| "—".to_owned(), format::signed);
    let source = point.source.map_or("—", |source| i18n::total_source(source, language));
    view! {
        <tr>
            <th scope="row">{point.day.to_string()}</th>
            <td>{count(point.total)}</td>
            <td>{count(point.new)}</td>
            <td>{count(point.lost)}</td>
            <td>{net}</td>
            <td>{source}</td>
        </tr>
    }
}
