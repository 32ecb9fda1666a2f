//! The number cards.

use leptos::prelude::*;

use crate::context::use_language;
use crate::filter::GrowthQuery;
use crate::format;
use crate::i18n::{self, OverviewWords};
use crate::model::page::flow::FlowHistory;
use crate::model::page::overview::{Growth, LatestFlow};
use crate::model::{FlowContribution, FlowMetric, GrowthMetric, KnownSum, Language, Totals};
use crate::panels::Scope;
use crate::panels::parts::{Delta, NumberCard, Tone, tone_of};

/// The row of cards; each selects the metric of the growth chart.
#[component]
pub(super) fn Cards(scope: Scope, growth: Growth, flow: LatestFlow, shares: FlowHistory) -> impl IntoView {
    let language = use_language();
    let words = OverviewWords::of(language);
    let totals = Totals::of(&growth.points);
    let compared = Totals::of(&growth.compared);
    let days = growth.period.len();
    let (query, _) = GrowthQuery::parse(&scope.address.query());
    let link = |metric: GrowthMetric| Some((select_metric(&scope, metric), query.metric == metric));
    let sums = [
        (GrowthMetric::Net, words.net, totals.net, compared.net),
        (GrowthMetric::New, words.new, totals.new, compared.new),
        (GrowthMetric::Lost, words.lost, totals.lost, compared.lost),
    ];
    let spark = growth.points.iter().map(|point| point.total).collect();
    let sums = sums.into_iter().map(|(metric, label, sum, before)| {
        let (is_net, is_lost) = (metric == GrowthMetric::Net, metric == GrowthMetric::Lost);
        let known = sum.beside(totals.net);
        let value = known.map(|sum| if is_net { format::signed(sum) } else { format::count(sum) });
        let tone = if is_net { tone_of(known.unwrap_or(0)) } else { Tone::Neutral };
        let delta = known.and_then(|_| against(sum, before, is_lost, language));
        let coverage = i18n::known_days(sum.days, days, language);
        let note = if is_lost { format!("{coverage} · * {}", words.lost_note) } else { coverage };
        let spark = growth.points.iter().map(|point| metric.of(point)).collect::<Vec<_>>();
        view! { <NumberCard label value tone delta note spark link=link(metric) /> }
    });
    let shares = shares.days.iter().map(|day| day.share(&FlowMetric::Views).map(format::permille)).collect();
    view! {
        <dl class="cards">
            <TotalCard totals spark link=link(GrowthMetric::Total) language />
            {sums.collect_view()}
            <ShareCard flow spark=shares link=Some((scope.page("/flow"), false)) language />
        </dl>
    }
    .into_any()
}

/// The same page with this metric in the growth chart.
fn select_metric(scope: &Scope, metric: GrowthMetric) -> String {
    let word = if metric == GrowthMetric::default() { "" } else { metric.as_str() };
    format!("{}#growth", scope.address.with(&[("metric", word)]).href())
}

/// The change of a sum against the compared period; more losses are a loss.
fn against(sum: KnownSum, before: KnownSum, inverted: bool, language: Language) -> Option<Delta> {
    let change = sum.change_since(before)?;
    let tone = tone_of(if inverted { change.saturating_neg() } else { change });
    Some(Delta { text: i18n::against(change, language), tone })
}

#[component]
fn TotalCard(totals: Totals, spark: Vec<Option<i64>>, link: Option<(String, bool)>, language: Language) -> impl IntoView {
    let words = OverviewWords::of(language);
    let value = totals.last.map(|(_, total, _)| format::count(total));
    // The same net as on the card beside it, with the two days between which it is known without a break.
    let delta = totals.net.sum.zip(totals.between);
    let delta = delta.map(|(change, days)| Delta { text: i18n::between(change, days, language), tone: tone_of(change) });
    let note = totals.last.map(|(day, _, source)| {
        let source = source.map(|source| i18n::total_source(source, language)).unwrap_or_default();
        format!("{} · {source}", format::day(day, language))
    });
    view! { <NumberCard label=words.total value delta note=note.unwrap_or_default() spark link /> }
}

fn views(contributions: &[FlowContribution]) -> Option<f64> {
    contributions.iter().find(|contribution| contribution.metric == FlowMetric::Views)?.fan_share()
}

#[component]
fn ShareCard(flow: LatestFlow, spark: Vec<Option<i64>>, link: Option<(String, bool)>, language: Language) -> impl IntoView {
    let words = OverviewWords::of(language);
    let share = views(&flow.contributions);
    let delta = share.zip(views(&flow.before)).map(|(now, before)| {
        let since = flow.before_day.map(|day| format!(" {}", i18n::since(day, language))).unwrap_or_default();
        Delta { text: format!("{}{since}", format::points(now - before, language)), tone: Tone::Neutral }
    });
    let note = flow.day.map(|day| format::day(day, language)).unwrap_or_default();
    view! { <NumberCard label=words.fan_share value=share.map(format::percent) delta note spark link /> }
}
