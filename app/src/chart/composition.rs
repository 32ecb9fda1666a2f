//! Compositions over time: stacked shares, and head counts as lines.

use charming::Chart;
use charming::component::{Axis, Grid};
use charming::datatype::CompositeValue;
use charming::element::{AreaStyle, ItemStyle, Label, LineStyle, LineStyleType, MarkLine, MarkLineData, MarkLineVariant, Symbol};
use charming::series::Line;
use serde_json::json;

use super::missing::{Reach, shades};
use super::option::{ChartOption, Foot, SeriesTip, Tip, alone_as_dots, day_axis, grid, value_axis};
use crate::i18n::{self, ChartWords};
use crate::model::Language;
use crate::model::page::audience::{Composition, CompositionDay, OTHERS, share};
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
        line.stack("all").area_style(AreaStyle::new().color(colour.as_str()).opacity(1.0)).data(share_of(index))
    };
    let tip = |index: usize| SeriesTip::count_beside(values(composition, index));
    draw(composition, &composition.populated(), language, (axis, grid()), series, tip)
}

/// Head counts, one line per bucket; few lines bear their names at their ends.
pub(super) fn counts(composition: &Composition, language: Language) -> ChartOption {
    let data = |index: usize| -> Vec<CompositeValue> { values(composition, index).into_iter().map(CompositeValue::from).collect() };
    let tip = |index: usize| SeriesTip::change_beside(changes(composition, index));
    let finish = |index: usize, line: Line| line.data(data(index));
    let drawn = composition.counted();
    let axis = value_axis("@compact");
    if !composition.has_room_at_ends(&drawn) {
        return draw(composition, &drawn, language, (axis, grid()), finish, tip);
    }
    let widest = drawn.iter().map(|index| width(&name(composition, *index, language))).max().unwrap_or(0).min(WIDEST);
    let chart = draw(composition, &drawn, language, (axis, grid().right(widest + 16)), finish, tip);
    // What is wider than we guessed runs into the air beside it; only the longest names are cut.
    let label = json!({ "endLabel": {
        "show": true, "formatter": "{a}", "color": "@text", "fontSize": 12, "distance": 8, "width": WIDEST, "overflow": "truncate",
    } });
    (0..drawn.len()).fold(chart, |chart, at| chart.patch(&format!("/series/{at}"), label.clone()))
}

/// Names at the ends of lines get no more room than this, in pixels.
const WIDEST: i64 = 96;

/// About how wide a name is in the drawing, in pixels.
fn width(name: &str) -> i64 {
    name.chars().map(|letter| if letter.is_ascii() { 8 } else { 13 }).sum()
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

/// One series for each of the buckets at these places.
fn draw(
    composition: &Composition,
    drawn: &[usize],
    language: Language,
    (axis, grid): (Axis, Grid),
    finish: impl Fn(usize, Line) -> Line,
    tip: impl Fn(usize) -> SeriesTip,
) -> ChartOption {
    let words = ChartWords::of(language);
    let mut chart = Chart::new().grid(grid).x_axis(day_axis(composition.period)).y_axis(axis);
    for (at, index) in drawn.iter().copied().enumerate() {
        let mut line = finish(index, line(name(composition, index, language), &colour(composition, index)));
        if at == 0 {
            line = line.mark_line(splices(composition, words));
        }
        chart = chart.series(line);
    }
    let known = composition.days.iter().filter(|day| day.sum().is_some()).count();
    let description = i18n::composition_description(i18n::dimension(composition.dimension, language), known, language);
    alone_as_dots(ChartOption::of(&chart, description), drawn.len()).patch("/series/0", unread(composition, words)).with_tip(Tip {
        foot: Foot::Same(i18n::PORTRAIT_ENDPOINT.to_owned()),
        series: drawn.iter().copied().map(tip).collect(),
        ..Tip::default()
    })
}

/// A bucket as people read it.
fn name(composition: &Composition, index: usize, language: Language) -> String {
    match composition.labels.get(index).map_or(OTHERS, String::as_str) {
        OTHERS => ChartWords::of(language).other.to_owned(),
        label => i18n::bucket(composition.dimension, label, language),
    }
}

/// Shades the days without a portrait.
pub(super) fn unread(composition: &Composition, words: &ChartWords) -> serde_json::Value {
    let days: Vec<_> = composition.days.iter().map(|day| (day.day, day.sum().is_some())).collect();
    json!({ "markArea": shades(&days, Reach::Points, words) })
}

/// The name of a bucket's colour, for the browser to look up.
fn colour(composition: &Composition, index: usize) -> String {
    let label = composition.labels.get(index).map_or("", String::as_str);
    format!("@{}", palette::colour(composition.dimension, label, index, composition.labels.len()))
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
