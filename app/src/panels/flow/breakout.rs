//! The break-out quadrant: reach against fan dependence, one dot per day.

use leptos::prelude::*;

use super::footnote;
use crate::components::Panel;
use crate::format;
use crate::i18n::{self, CommonWords, FlowWords};
use crate::model::page::flow::{Corner, FlowHistory, Quadrant};
use crate::model::{Dataset, Language};
use crate::panels::Scope;
use crate::panels::parts::{ChartBox, DataTable, Legend, LegendEntry, TABLE_ROWS};

/// The colour of a corner: where a dot lies says which, so only the one that is a verdict has a colour of its own.
pub(crate) const fn colour(corner: Corner) -> &'static str {
    match corner {
        Corner::BrokeOut => "cat-6",
        Corner::ManyLow | Corner::ManyHigh | Corner::FewHigh | Corner::FewLow => "cat-1",
        Corner::OnMedian => "other",
    }
}

/// The dots, with their table.
#[component]
pub(super) fn Breakout(scope: Scope, history: FlowHistory) -> impl IntoView {
    let language = scope.language;
    let words = FlowWords::of(language);
    let export = scope.export(Dataset::Flow);
    let Some(quadrant) = Quadrant::of(&history.days) else {
        return view! {
            <Panel title=words.breakout sentence=words.breakout_few export=Some(export)>
                ""
            </Panel>
        }
        .into_any();
    };
    let foot = format!("{} · {}", words.breakout_foot, footnote(&history, language));
    let sentence = sentence(&quadrant, language);
    let legend = legend(&quadrant, language);
    view! {
        <Panel title=words.breakout sentence=sentence.clone() footnote=foot export=Some(export)>
            <Legend entries=legend />
            <ChartBox url=scope.chart("breakout") description=sentence rows=quadrant.days.len()>
                <DayTable quadrant language />
            </ChartBox>
        </Panel>
    }
    .into_any()
}

/// One entry per colour that occurs, and what breaking out takes.
fn legend(quadrant: &Quadrant, language: Language) -> Vec<LegendEntry> {
    let words = FlowWords::of(language);
    let entries = [(Corner::BrokeOut, words.legend_out), (Corner::FewHigh, words.legend_days), (Corner::OnMedian, words.legend_median)];
    let occurs =
        |corner: Corner| corner == Corner::BrokeOut || quadrant.days.iter().any(|day| colour(quadrant.corner(day)) == colour(corner));
    let entries = entries.into_iter().filter(|(corner, _)| occurs(*corner));
    entries.map(|(corner, label)| LegendEntry { label: label.to_owned(), swatch: colour(corner).to_owned() }).collect()
}

/// How many days broke out, and the day with most views among them; what it takes, if none did.
pub(crate) fn sentence(quadrant: &Quadrant, language: Language) -> String {
    let out = quadrant.in_corner(Corner::BrokeOut);
    let most = quadrant.in_corner(Corner::BrokeOut).max_by_key(|day| day.views).map(|day| (day.day, day.views, day.share));
    #[expect(clippy::cast_possible_truncation, reason = "counts stay far below 2^53")]
    let bar = (quadrant.far().ceil() as i64, quadrant.share);
    i18n::breakout_sentence((out.count(), quadrant.days.len()), most, bar, language)
}

#[component]
fn DayTable(quadrant: Quadrant, language: Language) -> impl IntoView {
    let words = FlowWords::of(language);
    let rows = quadrant
        .days
        .iter()
        .rev()
        .take(TABLE_ROWS)
        .map(|day| {
            view! {
                <tr>
                    <th scope="row">{day.day.to_string()}</th>
                    <td>{format::count(day.views)}</td>
                    <td>{format::percent(day.share)}</td>
                    <td class="text">{i18n::corner_short(quadrant.corner(day), language)}</td>
                </tr>
            }
        })
        .collect_view();
    let headings = view! {
        <th scope="col">{CommonWords::of(language).day}</th>
        <th scope="col">{words.views}</th>
        <th scope="col">{words.fan_share_of_views}</th>
        <th scope="col" class="text">{words.corner}" *"</th>
    }
    .into_any();
    view! {
        <DataTable title=words.breakout headings>
            {rows}
        </DataTable>
    }
    .into_any()
}
