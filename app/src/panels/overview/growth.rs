//! The growth chart of one metric, in days, weeks or months, with its table.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::components::{Notices, Panel};
use crate::filter::GrowthQuery;
use crate::format;
use crate::i18n::{self, CommonWords, OverviewWords};
use crate::model::page::overview::Growth;
use crate::model::slices::{beside, slices};
use crate::model::{Dataset, Granularity, GrowthMetric, Language, PlatformDay, RunState, Slice, Totals};
use crate::panels::Scope;
use crate::panels::parts::{ChartBox, DataTable, EmptyState, Legend, LegendEntry, TABLE_ROWS};

/// The chosen metric: the total as a line that breaks at unknown days, or bars.
#[component]
pub(super) fn GrowthPanel(scope: Scope, growth: Growth) -> impl IntoView {
    let language = scope.language;
    let words = OverviewWords::of(language);
    let (query, notices) = GrowthQuery::parse(&scope.address.query());
    let totals = Totals::of(&growth.points);
    let export = scope.export(Dataset::Growth);
    let daily = if query.granularity == Granularity::Day { String::new() } else { format!(" · {}", i18n::daily_export(language)) };
    let newest = totals.last.map(|(day, ..)| format!(" · {}", format::day_long(day, language))).unwrap_or_default();
    let derived = totals.lost.sum.map(|_| format!(" · * {}", words.lost_note)).unwrap_or_default();
    let footnote = format!("{}{newest}{derived}{daily}", i18n::growth_sources(&growth.points, language));
    let sentence = sentence(&growth, &totals, query.metric, &scope);
    let known = growth.points.iter().any(|point| query.metric.of(point).is_some());
    let body = if known {
        let url = scope.chart("growth");
        let slices = slices(&growth.points, query.granularity);
        let entries = legend(&growth, &slices, query, language);
        let description = description(&growth, &totals, slices.len(), query.metric, language);
        let healed = growth.healed();
        let note = (!healed.is_empty()).then(|| view! { <p class="healed-note">{i18n::healed_sentence(healed.len(), language)}</p> });
        let clean_ups = growth.clean_ups.iter().map(|clean_up| {
            let is_compared = !growth.period.days().any(|day| day == clean_up.day);
            view! { <p class="healed-note clean-up">{i18n::clean_up_sentence(clean_up, is_compared, language)}</p> }
        });
        view! {
            {note}
            {clean_ups.collect_view()}
            <Legend entries />
            <ChartBox url description rows=slices.len()>
                <GrowthTable slices healed granularity=query.granularity language />
            </ChartBox>
        }
        .into_any()
    } else {
        let title = if query.metric == GrowthMetric::Total { words.empty_growth } else { words.empty_metric };
        let action = Some((words.wider, scope.whole_history()));
        view! { <EmptyState title cause=words.empty_growth_text.to_owned() action /> }.into_any()
    };
    let title = match query.metric {
        GrowthMetric::Total => words.growth.to_owned(),
        metric => format!("{} · {}", words.growth, i18n::growth_metric(metric, language)),
    };
    view! {
        <Panel title sentence footnote export=Some(export)>
            <Notices notices />
            <Granularities scope=scope.clone() current=query.granularity />
            {body}
        </Panel>
    }
    .into_any()
}

fn sentence(growth: &Growth, totals: &Totals, metric: GrowthMetric, scope: &Scope) -> String {
    let language = scope.language;
    let sum = match metric {
        GrowthMetric::Total | GrowthMetric::Net => return i18n::growth_sentence(totals.net.sum, totals.best.as_ref(), language),
        GrowthMetric::New => totals.new,
        GrowthMetric::Lost => totals.lost,
    };
    let days = growth.points.iter().filter_map(|point| Some((point.day, metric.of(point)?)));
    let most = days.max_by_key(|(_, value)| *value).filter(|(_, value)| *value > 0);
    i18n::sum_sentence(metric, sum, growth.recordable(scope.today), most, language)
}

fn description(growth: &Growth, totals: &Totals, bars: usize, metric: GrowthMetric, language: Language) -> String {
    if metric == GrowthMetric::Total {
        return i18n::growth_description(totals.first, totals.last.map(|(day, total, _)| (day, total)), language);
    }
    let sum = growth.points.iter().filter_map(|point| metric.of(point)).reduce(|sum, value| sum + value);
    i18n::bars_description(i18n::growth_metric(metric, language), bars, sum, language)
}

/// Days, weeks or months: links that keep everything else.
#[component]
fn Granularities(scope: Scope, current: Granularity) -> impl IntoView {
    let language = scope.language;
    let links = Granularity::ALL.into_iter().map(|granularity| {
        let word = if granularity == Granularity::default() { "" } else { granularity.as_str() };
        let href = format!("{}#growth", scope.address.with(&[("granularity", word)]).href());
        view! {
            <li>
                <a href=href aria-current=(granularity == current).then_some("true") data-noscroll="">
                    {i18n::granularity(granularity, language)}
                </a>
            </li>
        }
    });
    view! {
        <nav class="panel-switch" aria-label=OverviewWords::of(language).granularity>
            <ul class="segments">{links.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn legend(growth: &Growth, slices: &[Slice], query: GrowthQuery, language: Language) -> Vec<LegendEntry> {
    let words = OverviewWords::of(language);
    let entry = |label: &str, swatch: &str| LegendEntry { label: label.to_owned(), swatch: swatch.to_owned() };
    let mut entries = match query.metric {
        GrowthMetric::Total => vec![entry(words.growth_series, "line"), entry(words.net, "net")],
        GrowthMetric::Net => vec![entry(words.net, "net")],
        GrowthMetric::New => vec![entry(words.new, "new")],
        GrowthMetric::Lost => vec![entry(words.lost, "lost")],
    };
    if slices.iter().any(|slice| slice.value(query.metric).is_some() && slice.is_pale(query.metric)) {
        let pale = if query.granularity == Granularity::Day { words.provisional } else { words.incomplete };
        let swatch = match query.metric {
            GrowthMetric::Total => "dotted",
            GrowthMetric::Lost => "pale-lost",
            GrowthMetric::Net | GrowthMetric::New => "pale",
        };
        entries.push(entry(pale, swatch));
    }
    if beside(slices, &growth.compared, query.metric).iter().any(Option::is_some) {
        entries.push(entry(words.compared, "dashed"));
    }
    let gaps: Vec<PlatformDay> = growth.health.iter().filter(|day| day.state == Some(RunState::Gap)).map(|day| day.day).collect();
    if slices.iter().any(|slice| slice.days.days().all(|day| gaps.contains(&day))) {
        entries.push(entry(words.gap, "gap"));
    }
    if query.granularity == Granularity::Day && growth.health.iter().any(|day| day.healed) {
        entries.push(entry(words.healed, "ring"));
    }
    entries
}

#[component]
fn GrowthTable(slices: Vec<Slice>, healed: BTreeSet<PlatformDay>, granularity: Granularity, language: Language) -> impl IntoView {
    let words = OverviewWords::of(language);
    let by_day = granularity == Granularity::Day;
    let first = if by_day { CommonWords::of(language).day } else { words.slice };
    let known = (!by_day).then(|| view! { <th scope="col">{words.slice_days}</th> });
    let headings = view! {
        <th scope="col">{first}</th>
        <th scope="col">{words.total}</th>
        <th scope="col">{words.new}</th>
        <th scope="col">{words.lost}</th>
        <th scope="col">{words.net}</th>
        {known}
        <th scope="col">{words.source}</th>
    }
    .into_any();
    view! {
        <DataTable title=words.growth headings>
            {slices.into_iter().rev().take(TABLE_ROWS).map(|slice| row(slice, &healed, granularity, language)).collect_view()}
        </DataTable>
    }
    .into_any()
}

fn row(slice: Slice, healed: &BTreeSet<PlatformDay>, granularity: Granularity, language: Language) -> impl IntoView + use<> {
    let count = |value: Option<i64>| value.map_or_else(|| "—".to_owned(), format::count);
    let net = slice.net.sum.map_or_else(|| "—".to_owned(), format::signed);
    let source = slice.source.map_or("—", |source| i18n::total_source(source, language));
    let healed = slice.count(healed);
    let source = if healed > 0 && granularity == Granularity::Day { i18n::read_later(source, language) } else { source.to_owned() };
    // The sums are told apart from the total: the last day often has a total before it has its news.
    let known = (granularity != Granularity::Day).then(|| {
        let days = GrowthMetric::ALL.into_iter().map(|metric| slice.known(metric)).min().unwrap_or(0);
        let later = (healed > 0).then(|| format!(" · {}", i18n::healed_days(healed, language)));
        view! { <td>{i18n::slice_days(days, slice.whole, language)} {later}</td> }
    });
    view! {
        <tr>
            <th scope="row">{i18n::slice(slice.days, granularity)}</th>
            <td>{count(slice.total)}</td>
            <td>{count(slice.new.sum)}</td>
            <td>{count(slice.lost.sum)}</td>
            <td>{net}</td>
            {known}
            <td>{source}</td>
        </tr>
    }
}
