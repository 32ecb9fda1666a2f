//! The number cards.

use leptos::prelude::*;

use crate::context::use_language;
use crate::filter::GrowthQuery;
use crate::format;
use crate::i18n::{self, OverviewWords};
use crate::model::page::flow::FlowHistory;
use crate::model::page::overview::Growth;
use crate::model::totals::alongside;
use crate::model::{FlowMetric, GrowthMetric, KnownSum, Language, Period, PlatformDay, TotalSource, Totals};
use crate::panels::Scope;
use crate::panels::flow::share_card;
use crate::panels::parts::{Absence, Delta, NumberCard, Tone, tone_of};

/// Fans an account needs before the platform gives its daily series (section 2.4 of its notes).
const SERIES_FROM: i64 = 1_000;

/// The row of cards; each selects the metric of the growth chart.
#[component]
pub(super) fn Cards(scope: Scope, growth: Growth, flow: FlowHistory, absence: Option<Absence>) -> impl IntoView {
    let language = use_language();
    let words = OverviewWords::of(language);
    let totals = Totals::of(&growth.points);
    let compared = |metric| Totals::of(alongside(&growth.compared, &growth.points, metric));
    let (first, days) = (growth.first_known(), growth.recordable(scope.today));
    let told = |metric: GrowthMetric| {
        let day = growth.points.iter().rev().find(|point| metric.of(point).is_some())?.day;
        Some((day, Period::new(growth.period.from(), day)?.recordable(first, false)))
    };
    let few = totals.last.is_some_and(|(_, total, _)| total < SERIES_FROM);
    let (query, _) = GrowthQuery::parse(&scope.address.query());
    let link = |metric: GrowthMetric| Some((select_metric(&scope, metric), query.metric == metric));
    let sums = [
        (GrowthMetric::Net, words.net, totals.net, compared(GrowthMetric::Net).net),
        (GrowthMetric::New, words.new, totals.new, compared(GrowthMetric::New).new),
        (GrowthMetric::Lost, words.lost, totals.lost, compared(GrowthMetric::Lost).lost),
    ];
    let spark = growth.points.iter().map(|point| point.total).collect();
    let (net, total) = (totals.net, totals.last);
    let sums = sums.into_iter().map(|(metric, label, sum, before)| {
        let (is_net, is_lost) = (metric == GrowthMetric::Net, metric == GrowthMetric::Lost);
        let known = sum.beside(net);
        let value = known.map(|sum| if is_net { format::signed(sum) } else { format::count(sum) });
        let tone = if is_net { tone_of(known.unwrap_or(0)) } else { Tone::Neutral };
        let delta = known.and_then(|_| against(sum, before, is_lost, language));
        let note = match (known, told(metric)) {
            (None, _) if !is_net => if few { words.few_fans } else { words.no_series }.to_owned(),
            (None, _) if days == 0 => words.from_tomorrow.to_owned(),
            // Whole as far as the platform has told it.
            (_, Some((day, told))) if sum.days == told && day < growth.period.to() => i18n::up_to(day, language),
            _ => i18n::known_days(sum.days, days, language),
        };
        let spark = growth.points.iter().map(|point| metric.of(point)).collect::<Vec<_>>();
        view! { <NumberCard label value tone delta note spark link=link(metric) /> }
    });
    let flow_page = Some((scope.page("/flow"), false));
    view! {
        <dl class="cards">
            <TotalCard total spark link=link(GrowthMetric::Total) language />
            {sums.collect_view()}
            {match absence {
                Some(absence) => {
                    let note = absence.told(language);
                    view! { <NumberCard label=words.fan_share value=None delta=None note link=flow_page /> }.into_any()
                }
                None => share_card(&flow, &FlowMetric::Views, words.fan_share.to_owned(), flow_page, language),
            }}
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
fn TotalCard(
    total: Option<(PlatformDay, i64, Option<TotalSource>)>,
    spark: Vec<Option<i64>>,
    link: Option<(String, bool)>,
    language: Language,
) -> impl IntoView {
    let words = OverviewWords::of(language);
    let value = total.map(|(_, total, _)| format::count(total));
    let note = total.map(|(day, _, source)| {
        let source = source.map(|source| i18n::total_source(source, language)).unwrap_or_default();
        format!("{} · {source}", format::day(day, language))
    });
    view! { <NumberCard label=words.total value delta=None note=note.unwrap_or_default() spark link /> }
}
