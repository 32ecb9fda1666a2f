//! Growth: the total as a line that breaks at unknown days, the net as bars around zero below it.

use charming::Chart;
use charming::component::Grid;
use charming::datatype::{CompositeValue, DataPointItem};
use charming::element::{AxisLabel, AxisPointer, ItemStyle, LineStyle, LineStyleType, MarkArea, MarkAreaData, Symbol};
use charming::series::{Bar, Line};
use serde_json::json;

use super::option::{ChartOption, day_axis, value_axis};
use crate::i18n::{self, ChartWords};
use crate::model::page::overview::Growth;
use crate::model::{Language, Period, RunState, Totals};

/// The growth chart. Axis 0 holds totals, axis 1 nets; both share the days.
pub(super) fn chart(growth: &Growth, language: Language) -> ChartOption {
    let words = ChartWords::of(language);
    let totals = Totals::of(&growth.points);
    let description = i18n::growth_description(totals.first, totals.last.map(|(day, total, _)| (day, total)), language);
    let mut chart = Chart::new()
        .grid(Grid::new().left(64).right(16).top(16).bottom("34%"))
        .grid(Grid::new().left(64).right(16).top("74%").bottom(28))
        .x_axis(day_axis(growth.period).boundary_gap(true).axis_label(AxisLabel::new().show(false)))
        .x_axis(day_axis(growth.period).grid_index(1).boundary_gap(true))
        .y_axis(value_axis("@compact").scale(true).split_number(4))
        .y_axis(value_axis("@compact").grid_index(1).split_number(2))
        .series(total_line(growth, words));
    let provisional = provisional_values(growth);
    if provisional.iter().any(Option::is_some) {
        chart = chart.series(line(words.provisional, provisional).line_style(style("@accent", 2.0).type_(LineStyleType::Dotted)));
    }
    let compared = compared_values(growth);
    if compared.iter().any(Option::is_some) {
        chart = chart.series(line(words.compared, compared).line_style(style("@muted", 1.0).type_(LineStyleType::Dashed)));
    }
    let chart = chart.series(net_bars(growth, words)).axis_pointer(AxisPointer::new());
    ChartOption::of(&chart, description)
        .patch("/axisPointer", json!([{ "link": [{ "xAxisIndex": "all" }] }]))
        .patch("/yAxis/1/axisLabel", json!({ "hideOverlap": true }))
}

fn style(color: &str, width: f64) -> LineStyle {
    LineStyle::new().color(color).width(width)
}

fn line(name: &str, values: Vec<Option<i64>>) -> Line {
    let colour = if name.is_empty() { "@accent" } else { "@muted" };
    let values: Vec<CompositeValue> = values.into_iter().map(CompositeValue::from).collect();
    Line::new()
        .name(name)
        .show_symbol(false)
        .symbol(Symbol::Circle)
        .symbol_size(5.0)
        .connect_nulls(false)
        .item_style(ItemStyle::new().color(colour))
        .data(values)
}

/// The settled totals; days that will still change belong to the dotted line.
fn total_line(growth: &Growth, words: &ChartWords) -> Line {
    let provisional = crate::model::growth::provisional(&growth.points);
    let settled = growth.points.iter().zip(&provisional).map(|(point, provisional)| point.total.filter(|_| !provisional)).collect();
    line(words.total, settled)
        .item_style(ItemStyle::new().color("@accent"))
        .line_style(style("@accent", 2.0))
        .mark_area(gaps(growth, words))
}

/// The totals that will still change, and the settled day they start from.
fn provisional_values(growth: &Growth) -> Vec<Option<i64>> {
    let provisional = crate::model::growth::provisional(&growth.points);
    let begins_at = |index: usize| provisional.get(index + 1).copied().unwrap_or(false);
    if !provisional.contains(&true) {
        return Vec::new();
    }
    growth.points.iter().enumerate().map(|(index, point)| point.total.filter(|_| provisional[index] || begins_at(index))).collect()
}

/// The compared period's totals, day by day from its start.
fn compared_values(growth: &Growth) -> Vec<Option<i64>> {
    growth.compared.iter().take(growth.points.len()).map(|point| point.total).collect()
}

/// Days without a run are shaded, so that a gap and a flat day look different.
fn gaps(growth: &Growth, words: &ChartWords) -> MarkArea {
    let area = |first: Period| {
        let edge = |day: String| MarkAreaData::new().x_axis(day);
        (edge(first.from().to_string()).name(words.gap), edge(first.to().to_string()))
    };
    MarkArea::new()
        .silent(true)
        .item_style(ItemStyle::new().color("@gap"))
        .label(charming::element::Label::new().show(false))
        .data(spells(growth).into_iter().map(area).collect())
}

/// Neighbouring gap days, as periods; a single day is widened so that it can be seen.
fn spells(growth: &Growth) -> Vec<Period> {
    let mut spells: Vec<Period> = Vec::new();
    for day in growth.health.iter().filter(|day| day.state == Some(RunState::Gap)).map(|day| day.day) {
        match spells.last_mut() {
            Some(spell) if spell.to().next() == day => *spell = Period::new(spell.from(), day).unwrap_or(*spell),
            _ => spells.push(Period::ending(day, 1)),
        }
    }
    let widen = |spell: Period| {
        let from = if spell.len() == 1 { spell.from().previous().max(growth.period.from()) } else { spell.from() };
        Period::new(from, spell.to()).unwrap_or(spell)
    };
    spells.into_iter().map(widen).collect()
}

fn net_bars(growth: &Growth, words: &ChartWords) -> Bar {
    let bars: Vec<DataPointItem> = growth
        .points
        .iter()
        .map(|point| {
            let colour = if point.net.unwrap_or(0) < 0 { "@loss" } else { "@gain" };
            DataPointItem::new(point.net).item_style(ItemStyle::new().color(colour))
        })
        .collect();
    Bar::new().name(words.net).x_axis_index(1).y_axis_index(1).bar_width("60%").item_style(ItemStyle::new().color("@gain")).data(bars)
}
