//! The number cards.

use leptos::prelude::*;

use crate::context::use_language;
use crate::format;
use crate::i18n::{self, OverviewWords};
use crate::model::page::overview::{Growth, LatestFlow};
use crate::model::{FlowContribution, FlowMetric, KnownSum, Language, Totals};
use crate::panels::parts::{Delta, NumberCard, Tone, tone_of};

/// The row of cards.
#[component]
pub(super) fn Cards(growth: Growth, flow: LatestFlow) -> impl IntoView {
    let language = use_language();
    let words = OverviewWords::of(language);
    let totals = Totals::of(&growth.points);
    let compared = Totals::of(&growth.compared);
    let days = growth.period.len();
    let sums = [
        (words.net, totals.net, compared.net, true, growth.points.iter().map(|point| point.net).collect::<Vec<_>>()),
        (words.new, totals.new, compared.new, false, growth.points.iter().map(|point| point.new).collect()),
        (words.lost, totals.lost, compared.lost, false, growth.points.iter().map(|point| point.lost).collect()),
    ];
    let spark = growth.points.iter().map(|point| point.total).collect();
    view! {
        <dl class="cards">
            <TotalCard totals spark language />
            {sums
                .into_iter()
                .map(|(label, sum, before, is_change, spark)| {
                    let value = sum.sum.map(|sum| if is_change { format::signed(sum) } else { format::count(sum) });
                    let tone = if is_change { tone_of(sum.sum.unwrap_or(0)) } else { Tone::Neutral };
                    let delta = against(sum, before, label == words.lost, language);
                    let note = if label == words.lost { words.lost_note.to_owned() } else { i18n::known_days(sum.days, days, language) };
                    view! { <NumberCard label value tone delta note spark /> }
                })
                .collect_view()}
            <ShareCard flow language />
        </dl>
    }
    .into_any()
}

/// The change of a sum against the compared period; more losses are a loss.
fn against(sum: KnownSum, before: KnownSum, inverted: bool, language: Language) -> Option<Delta> {
    let change = sum.change_since(before)?;
    let tone = tone_of(if inverted { change.saturating_neg() } else { change });
    Some(Delta { text: i18n::against(change, language), tone })
}

#[component]
fn TotalCard(totals: Totals, spark: Vec<Option<i64>>, language: Language) -> impl IntoView {
    let words = OverviewWords::of(language);
    let value = totals.last.map(|(_, total, _)| format::count(total));
    let delta = totals.last.zip(totals.first).filter(|((last, ..), (first, _))| last > first).map(|((_, after, _), (day, before))| {
        let change = after - before;
        Delta { text: format!("{} {}", format::signed(change), i18n::since(day, language)), tone: tone_of(change) }
    });
    let note = totals.last.map(|(day, _, source)| {
        let source = source.map(|source| i18n::total_source(source, language)).unwrap_or_default();
        format!("{} · {source}", format::day(day, language))
    });
    view! { <NumberCard label=words.total value delta note=note.unwrap_or_default() spark /> }
}

fn views(contributions: &[FlowContribution]) -> Option<f64> {
    contributions.iter().find(|contribution| contribution.metric == FlowMetric::Views)?.fan_share()
}

#[component]
fn ShareCard(flow: LatestFlow, language: Language) -> impl IntoView {
    let words = OverviewWords::of(language);
    let share = views(&flow.contributions);
    let delta =
        share.zip(views(&flow.before)).map(|(now, before)| Delta { text: format::points(now - before, language), tone: Tone::Neutral });
    let note = flow.day.map(|day| format::day(day, language)).unwrap_or_default();
    view! { <NumberCard label=words.fan_share value=share.map(format::percent) delta note /> }
}
