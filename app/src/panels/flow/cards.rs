//! The number cards: the fan share of each metric, and the period's views.

use leptos::prelude::*;

use crate::format;
use crate::i18n::{self, FlowWords};
use crate::model::page::flow::{FlowHistory, FlowSums};
use crate::model::{FlowContribution, FlowMetric, KnownSum, Language};
use crate::panels::parts::{Delta, NumberCard, Tone, tone_of};

/// The row of cards.
#[component]
pub(super) fn Cards(history: FlowHistory, of_days: u64, language: Language) -> impl IntoView {
    let words = FlowWords::of(language);
    let sums = FlowSums::of(&history.days, &FlowMetric::Views);
    let before = FlowSums::of(&history.compared, &FlowMetric::Views);
    let views = |part: fn(&FlowContribution) -> Option<i64>| {
        history.days.iter().map(|day| day.of(&FlowMetric::Views).and_then(part)).collect::<Vec<_>>()
    };
    let incomparable = history.incomparable().map(|why| i18n::incomparable(why, language));
    view! {
        <div class="card-groups">
            {incomparable.map(|why| view! { <p class="cards-remark">{why}</p> })}
            <section>
                <h2 class="cards-title">{words.fan_share}</h2>
                <dl class="cards four">{FlowMetric::KNOWN.map(|metric| share_card(&history, &metric, i18n::metric(&metric, language), None, language)).collect_view()}</dl>
            </section>
            <section>
                <h2 class="cards-title">{words.views}</h2>
                <dl class="cards two">
                    {sum_card(words.by_fans, sums.fans, before.fans, views(|views| views.fans_sum), of_days, language)}
                    {sum_card(words.by_others, sums.others, before.others, views(FlowContribution::others_sum), of_days, language)}
                </dl>
            </section>
        </div>
    }
    .into_any()
}

/// The period's fan share of a metric, against that of the compared period; the newest day stands beside it.
pub(in crate::panels) fn share_card(
    history: &FlowHistory,
    metric: &FlowMetric,
    label: String,
    link: Option<(String, bool)>,
    language: Language,
) -> AnyView {
    let sums = FlowSums::of(&history.days, metric);
    let change = sums.share_change_since(&FlowSums::of(&history.compared, metric));
    let delta = change.map(|change| Delta { text: i18n::share_against(change, language), tone: Tone::Neutral });
    let note = history.newest_share(metric).map_or_else(String::new, |newest| i18n::newest_share(newest, language));
    let spark = history.days.iter().map(|day| day.share(metric).map(format::permille)).collect();
    view! { <NumberCard label value=sums.share().map(format::percent) delta note spark link /> }.into_any()
}

/// A sum of the period, against the compared one.
fn sum_card(label: &'static str, sum: KnownSum, before: KnownSum, spark: Vec<Option<i64>>, of_days: u64, language: Language) -> AnyView {
    let delta = sum.change_since(before).map(|change| Delta { text: i18n::against(change, language), tone: tone_of(change) });
    let note = i18n::known_days(sum.days, of_days, language);
    view! { <NumberCard label value=sum.sum.map(format::count) delta note spark /> }.into_any()
}
