//! Compositions over time: stacked shares, and head counts as lines.

use charming::Chart;
use charming::datatype::CompositeValue;
use charming::element::{AreaStyle, ItemStyle, Label, LineStyle, LineStyleType, MarkLine, MarkLineData, MarkLineVariant, Symbol};
use charming::series::Line;

use super::missing::{Reach, shades};
use super::option::{ChartOption, Foot, SeriesTip, Tip, alone_as_dots, day_axis, grid, value_axis};
use crate::i18n::{self, ChartWords};
use crate::model::page::audience::{Composition, CompositionDay, OTHERS, share};
use crate::model::{Dimension, Language};
use crate::panels::palette;

/// Shares of each day's sum, stacked to 100 %; days without a portrait are gaps.
pub(super) fn shares(composition: &Composition, language: Language) -> ChartOption {
    let share_of = |index: usize| -> Vec<CompositeValue> {
        let values = composition.days.iter().map(|day| {
            let value = day.values.get(index).copied().flatten()?;
            Some(rounded(share(value, day.sum()?)))
        });
        values.map(CompositeValue::from).collect()
    };
    let axis = value_axis("@percent").min(0).max(1).interval(0.25);
    let series = |index: usize, line: Line| {
        let colour = colour(composition, index);
        line.stack("all").area_style(AreaStyle::new().color(colour.as_str()).opacity(0.85)).data(share_of(index))
    };
    draw(composition, language, axis, series, |index| SeriesTip::count_beside(values(composition, index)))
}

/// Head counts, one line per bucket.
pub(super) fn counts(composition: &Composition, language: Language) -> ChartOption {
    let data = |index: usize| -> Vec<CompositeValue> { values(composition, index).into_iter().map(CompositeValue::from).collect() };
    let tip = |index: usize| SeriesTip::change_beside(changes(composition, index));
    let finish = |index: usize, line: Line| {
        let colour = named(composition, index, palette::line_colour);
        let style = LineStyle::new().color(colour.as_str()).width(1.5);
        line.item_style(ItemStyle::new().color(colour.as_str())).line_style(style).data(data(index))
    };
    draw(composition, language, value_axis("@compact"), finish, tip)
}

/// The head counts of a bucket, day by day.
fn values(composition: &Composition, index: usize) -> Vec<Option<i64>> {
    composition.days.iter().map(|day| day.values.get(index).copied().flatten()).collect()
}

/// Its changes against the day before, between days of the same label set.
fn changes(composition: &Composition, index: usize) -> Vec<Option<i64>> {
    let value = |day: &CompositionDay| day.values.get(index).copied().flatten();
    let change = |pair: &[CompositionDay]| Some(value(&pair[1])? - value(&pair[0])?).filter(|_| pair[0].scheme == pair[1].scheme);
    std::iter::once(None).chain(composition.days.windows(2).map(change)).take(composition.days.len()).collect()
}

fn draw(
    composition: &Composition,
    language: Language,
    axis: charming::component::Axis,
    finish: impl Fn(usize, Line) -> Line,
    tip: impl Fn(usize) -> SeriesTip,
) -> ChartOption {
    let words = ChartWords::of(language);
    let mut chart = Chart::new().grid(grid()).x_axis(day_axis(composition.period)).y_axis(axis);
    for (index, label) in composition.labels.iter().enumerate() {
        let name = if label == OTHERS { words.other.to_owned() } else { i18n::bucket(composition.dimension, label, language) };
        let mut line = finish(index, line(name, &colour(composition, index)));
        if index == 0 {
            line = line.mark_line(splices(composition, words));
        }
        chart = chart.series(line);
    }
    let known = composition.days.iter().filter(|day| day.sum().is_some()).count();
    let description = i18n::composition_description(i18n::dimension(composition.dimension, language), known, language);
    alone_as_dots(ChartOption::of(&chart, description), composition.labels.len()).patch("/series/0", unread(composition, words)).with_tip(
        Tip {
            foot: Foot::Same(i18n::PORTRAIT_ENDPOINT.to_owned()),
            series: (0..composition.labels.len()).map(tip).collect(),
            ..Tip::default()
        },
    )
}

/// Shades the days without a portrait.
pub(super) fn unread(composition: &Composition, words: &ChartWords) -> serde_json::Value {
    let days: Vec<_> = composition.days.iter().map(|day| (day.day, day.sum().is_some())).collect();
    serde_json::json!({ "markArea": shades(&days, Reach::Points, words) })
}

fn colour(composition: &Composition, index: usize) -> String {
    named(composition, index, palette::colour)
}

/// The name of a bucket's colour, for the browser to look up.
fn named(composition: &Composition, index: usize, palette: fn(Dimension, &str, usize, usize) -> String) -> String {
    let label = composition.labels.get(index).map_or("", String::as_str);
    format!("@{}", palette(composition.dimension, label, index, composition.labels.len()))
}

pub(super) fn line(name: String, colour: &str) -> Line {
    Line::new()
        .name(name)
        .show_symbol(false)
        .symbol(Symbol::Circle)
        .symbol_size(5.0)
        .connect_nulls(false)
        .item_style(ItemStyle::new().color(colour))
        .line_style(LineStyle::new().color(colour).width(1.5))
}

/// Four digits are enough for a share and keep the option small.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

/// A vertical rule where the platform changed its labels: the lines before and after do not mean the same.
pub(super) fn splices(composition: &Composition, words: &ChartWords) -> MarkLine {
    let rule = |day: crate::model::PlatformDay| MarkLineVariant::Simple(MarkLineData::new().x_axis(day.to_string()).name(words.splice));
    ruled(composition.splices().into_iter().map(rule).collect())
}

/// Dashed rules with their names.
pub(super) fn ruled(rules: Vec<MarkLineVariant>) -> MarkLine {
    MarkLine::new()
        .silent(true)
        .symbol(vec![Symbol::None, Symbol::None])
        .label(Label::new().formatter("{b}").color("@muted"))
        .line_style(LineStyle::new().color("@axis").type_(LineStyleType::Dashed))
        .data(rules)
}
