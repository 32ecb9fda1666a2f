//! The number cards: the newest fan share of each metric, and the period's views.

use leptos::prelude::*;

use crate::format;
use crate::i18n::{self, FlowWords};
use crate::model::page::flow::{FlowHistory, FlowSums, mean_share};
use crate::model::{FlowContribution, FlowMetric, KnownSum, Language};
use crate::panels::parts::{Delta, NumberCard, Tone, tone_of};

/// The row of cards.
#[component]
pub(super) fn Cards(history: FlowHistory, language: Language) -> impl IntoView {
    let words = FlowWords::of(language);
    let sums = FlowSums::of(&history.days, &FlowMetric::Views);
    let before = FlowSums::of(&history.compared, &FlowMetric::Views);
    let views = |part: fn(&FlowContribution) -> Option<i64>| {
        history.days.iter().map(|day| day.of(&FlowMetric::Views).and_then(part)).collect::<Vec<_>>()
    };
    view! {
        <div class="card-groups">
            <section>
                <h2 class="cards-title">{words.fan_share}</h2>
                <dl class="cards four">{FlowMetric::KNOWN.map(|metric| share_card(&history, &metric, language)).collect_view()}</dl>
            </section>
            <section>
                <h2 class="cards-title">{words.views}</h2>
                <dl class="cards two">
                    {sum_card(words.by_fans, sums.fans, before.fans, views(|views| views.fans_sum), &history, language)}
                    {sum_card(words.by_others, sums.others, before.others, views(FlowContribution::others_sum), &history, language)}
                </dl>
            </section>
        </div>
    }
    .into_any()
}

/// The newest fan share of a metric, against the mean of the compared period.
fn share_card(history: &FlowHistory, metric: &FlowMetric, language: Language) -> AnyView {
    let newest = history.newest_share(metric);
    let delta = newest
        .zip(mean_share(&history.compared, metric))
        .map(|((_, share), mean)| Delta { text: i18n::against_mean(share - mean, language), tone: Tone::Neutral });
    let label = i18n::fan_share_of(metric, language);
    let note = newest.map_or_else(String::new, |(day, _)| format::day(day, language));
    let spark = history.days.iter().map(|day| day.share(metric).map(format::permille)).collect();
    view! { <NumberCard label value=newest.map(|(_, share)| format::percent(share)) delta note spark /> }.into_any()
}

/// A sum of the period, against the compared one.
fn sum_card(
    label: &'static str,
    sum: KnownSum,
    before: KnownSum,
    spark: Vec<Option<i64>>,
    history: &FlowHistory,
    language: Language,
) -> AnyView {
    let delta = sum.change_since(before).map(|change| Delta { text: i18n::against(change, language), tone: tone_of(change) });
    let note = i18n::known_days(sum.days, history.period.len(), language);
    view! { <NumberCard label value=sum.sum.map(format::count) delta note spark /> }.into_any()
}
