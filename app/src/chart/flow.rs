//! Charts of the flow page: shares, volumes, the loyalty gap, the break-out quadrant.

use charming::Chart;
use charming::component::{Axis, Grid};
use charming::datatype::{CompositeValue, DataPoint};
use charming::element::{AxisType, ItemStyle, LineStyle, NameLocation, Symbol, TextStyle};
use charming::series::{Bar, Line, Scatter};
use serde_json::json;

use super::composition::{line, rounded};
use super::missing::{Reach, shades};
use super::option::{ChartOption, Foot, SeriesTip, Tip, alone_as_dots, day_axis, grid, value_axis};
use crate::filter::Address;
use crate::i18n::{self, ChartWords, FlowWords};
use crate::model::page::flow::{Corner, FlowDay, FlowHistory, Quadrant};
use crate::model::{FlowMetric, Language, PlatformDay};
use crate::panels::flow as panel;

/// Which chart of the flow page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The fans' share of each metric.
    Share,
    /// Head counts of one metric; without one, of the metric the query names.
    Volumes(Option<FlowMetric>),
    /// Fan share of actions minus fan share of views.
    Loyalty,
    /// Reach against fan dependence.
    Breakout,
}

impl Which {
    pub(super) fn parse(name: &str) -> Option<Self> {
        match name {
            "fan-share" => Some(Self::Share),
            "loyalty" => Some(Self::Loyalty),
            "breakout" => Some(Self::Breakout),
            "flow-other" => Some(Self::Volumes(None)),
            _ => {
                let word = name.strip_prefix("flow-")?;
                FlowMetric::KNOWN.into_iter().find(|metric| metric.as_str() == word).map(|metric| Self::Volumes(Some(metric)))
            }
        }
    }
}

/// The option; nothing for a metric that was never read.
pub(super) fn chart(
    history: &FlowHistory,
    first_day: Option<PlatformDay>,
    which: &Which,
    query: &str,
    language: Language,
) -> Option<ChartOption> {
    let of = history.recordable(first_day);
    match which {
        Which::Share => Some(shares(history, language)),
        Which::Volumes(Some(metric)) => Some(volumes(history, metric, of, language)),
        Which::Volumes(None) => {
            let address = Address::new("", query);
            let metric = history.metrics().into_iter().find(|metric| metric.as_str() == address.word("metric"))?;
            Some(volumes(history, &metric, of, language))
        }
        Which::Loyalty => Some(loyalty(history, language)),
        Which::Breakout => {
            let few = || ChartOption::of(&Chart::new(), FlowWords::of(language).breakout_few.to_owned());
            Some(Quadrant::of(&history.days).map_or_else(few, |quadrant| breakout(&quadrant, language)))
        }
    }
}

/// Narrower than this, in pixels, the corners are named by the legend alone: their names would lie over the dots.
const NARROW: u32 = 600;

/// The part of the dots' height that is kept free above and below them.
const LABEL_ROOM: f64 = 0.14;

fn colour(metric: &FlowMetric) -> String {
    format!("@{}", panel::colour(metric))
}

fn data(values: impl Iterator<Item = Option<f64>>) -> Vec<CompositeValue> {
    values.map(CompositeValue::from).collect()
}

/// The fans' share of each metric; days that were not read are gaps.
fn shares(history: &FlowHistory, language: Language) -> ChartOption {
    let mut chart = Chart::new().grid(grid()).x_axis(day_axis(history.period)).y_axis(value_axis("@percent").min(0).max(1).interval(0.25));
    for metric in FlowMetric::KNOWN {
        let values = history.days.iter().map(|day| day.share(&metric).map(rounded));
        chart = chart.series(line(i18n::metric(&metric, language), &colour(&metric)).data(data(values)));
    }
    let fans = |metric: &FlowMetric| history.days.iter().map(|day| day.of(metric).and_then(|read| read.fans_sum)).collect();
    let tips = FlowMetric::KNOWN.iter().map(|metric| SeriesTip::count_beside(fans(metric))).collect();
    alone_as_dots(ChartOption::of(&chart, panel::share_sentence(history, language)), FlowMetric::KNOWN.len())
        .patch("/series/0", unread(history, &FlowMetric::Views, Reach::Points, language))
        .with_tip(tip(tips))
}

/// What tooltips of this page end with: where the numbers come from.
fn tip(series: Vec<SeriesTip>) -> Tip {
    Tip { foot: Foot::Same(i18n::PORTRAIT_ENDPOINT.to_owned()), series, ..Tip::default() }
}

/// Each day's number against the day before, where both are known.
fn changes(values: &[Option<i64>]) -> Vec<Option<i64>> {
    let change = |at: usize| Some(values[at]? - values[at.checked_sub(1)?]?);
    (0..values.len()).map(change).collect()
}

/// Fans and others stacked, everybody as a line without a mark of its own; days that were not read are shaded, zero is not.
fn volumes(history: &FlowHistory, metric: &FlowMetric, of_days: u64, language: Language) -> ChartOption {
    let words = FlowWords::of(language);
    let of = |part: fn(&crate::model::FlowContribution) -> Option<i64>| -> Vec<CompositeValue> {
        history.days.iter().map(|day| CompositeValue::from(day.of(metric).and_then(part))).collect()
    };
    let bar = |name: &str, colour: &str, data: Vec<CompositeValue>| {
        Bar::new().name(name).stack("all").bar_width("70%").item_style(ItemStyle::new().color(colour)).data(data)
    };
    let all = Line::new()
        .name(words.all)
        .show_symbol(false)
        .symbol(Symbol::Circle)
        .symbol_size(4.0)
        .connect_nulls(false)
        .item_style(ItemStyle::new().color("@muted"))
        .line_style(LineStyle::new().color("@muted").width(1.0).opacity(0.0))
        .data(of(|read| read.all_sum));

    let chart = Chart::new()
        .grid(grid())
        .x_axis(day_axis(history.period).boundary_gap(true))
        .y_axis(value_axis("@compact").split_number(4))
        .series(all)
        .series(bar(words.fans, "@cat-1", of(|read| read.fans_sum)))
        .series(bar(words.others, "@other", of(crate::model::FlowContribution::others_sum)));
    let read = |part: fn(&crate::model::FlowContribution) -> Option<i64>| -> Vec<Option<i64>> {
        history.days.iter().map(|day| day.of(metric).and_then(part)).collect()
    };
    let parts: [fn(&crate::model::FlowContribution) -> Option<i64>; 3] =
        [|read| read.all_sum, |read| read.fans_sum, crate::model::FlowContribution::others_sum];
    let tips = parts.map(|part| SeriesTip::change_beside(changes(&read(part)))).to_vec();
    // On bars an area covers whole days; on a line it would reach from the middle of a day to the middle of another.
    ChartOption::of(&chart, panel::volume_sentence(history, metric, of_days, language))
        // Areas reach from tick to tick: every day needs one, whether it has a label or not.
        .patch("/xAxis/axisTick", json!({ "interval": 0 }))
        .patch("/series/1", unread(history, metric, Reach::Days, language))
        .with_tip(tip(tips))
}

/// Shades the days of which nothing was read, so that they differ from days of nothing.
fn unread(history: &FlowHistory, metric: &FlowMetric, reach: Reach, language: Language) -> serde_json::Value {
    let days: Vec<(PlatformDay, bool)> = history.days.iter().map(|day| (day.day, day.of(metric).is_some())).collect();
    json!({ "markArea": shades(&days, reach, ChartWords::of(language)) })
}

/// The gap in percentage points; zero means that fans act as often as they watch.
fn loyalty(history: &FlowHistory, language: Language) -> ChartOption {
    let words = FlowWords::of(language);
    let tenths = |gap: f64| (gap * 1_000.0).round() / 10.0;
    let axis = named(value_axis("@count").split_number(4), words.points);
    let mut chart = Chart::new().grid(grid()).x_axis(day_axis(history.period)).y_axis(axis);
    for metric in panel::DEEP {
        let name = i18n::bracketed(&i18n::metric(&metric, language), words.points, language);
        let values = history.days.iter().map(|day: &FlowDay| day.loyalty(&metric).map(tenths));
        chart = chart.series(line(name, &colour(&metric)).data(data(values)));
    }
    alone_as_dots(ChartOption::of(&chart, panel::loyalty_sentence(history, language)), panel::DEEP.len())
        .patch("/xAxis/axisLine", json!({ "onZero": false }))
        .patch("/series/0", unread(history, &FlowMetric::Views, Reach::Points, language))
        .patch(
            "/series/0",
            json!({ "markLine": {
                "silent": true, "symbol": "none", "label": { "show": false },
                "lineStyle": { "color": "@axis", "type": "solid" }, "data": [{ "yAxis": 0 }],
            } }),
        )
        .with_tip(tip(panel::DEEP.iter().map(|_| SeriesTip::of_change()).collect()))
}

/// An axis with its name at its end.
fn named(axis: Axis, name: &str) -> Axis {
    axis.name(name).name_location(NameLocation::End).name_text_style(TextStyle::new().color("@muted").font_size(12))
}

/// The nearest of 1, 2, 5, 10, 20 … at or above a number.
fn nice(least: i64) -> i64 {
    let steps = (0..=18).flat_map(|power| [1, 2, 5].map(|step| 10_i64.saturating_pow(power).saturating_mul(step)));
    steps.into_iter().find(|step| *step >= least).unwrap_or(i64::MAX)
}

/// Where the axis of views begins and ends, and what it is labelled with in between: a logarithmic axis of its own accord takes whole
/// powers of ten, and labels nothing else.
fn reach(quadrant: &Quadrant) -> (i64, i64, Vec<i64>) {
    let views = || quadrant.days.iter().map(|day| day.views);
    let (least, most) = (views().min().unwrap_or(1), views().max().unwrap_or(1));
    // The bar stands in the drawing, reached or not.
    #[expect(clippy::cast_possible_truncation, reason = "counts stay far below 2^53")]
    let most = most.max(quadrant.far().ceil() as i64);
    let (low, high) = ((least - least / 10).max(1), most.saturating_add(most / 10).saturating_add(1));
    let labels = if high / low >= 5 {
        let doubled = |step: &i64| Some(nice(step.saturating_add(1)));
        std::iter::successors(Some(nice(low)), doubled).take_while(|step| *step <= high).collect()
    } else {
        let step = nice((high - low) / 4);
        (low.div_euclid(step) + 1..=high / step).map(|at| at * step).collect()
    };
    (low, high, labels)
}

/// One dot per day; the medians and the bar of breaking out as dashed lines, the corners named in the drawing. Only days that broke out
/// have a colour that calls.
fn breakout(quadrant: &Quadrant, language: Language) -> ChartOption {
    let words = FlowWords::of(language);
    let (low, high, labels) = reach(quadrant);
    let x = value_axis("@compact").type_(AxisType::Log).min(low).max(high);
    let x = named(x, words.views).name_location(NameLocation::Middle).name_gap(30);
    // Room below the lowest dot and above the highest: there stand the names of the corners.
    let shares = || quadrant.days.iter().map(|day| day.share);
    let (lowest, highest) = (shares().fold(1.0, f64::min), shares().fold(0.0, f64::max));
    let room = ((highest - lowest) * LABEL_ROOM).max(0.01);
    let y = value_axis("@percent").min(rounded((lowest - room).max(0.0))).max(rounded((highest + room).min(1.0))).split_number(4);
    let y = named(y, words.fan_share_of_views);
    let mut chart = Chart::new().grid(Grid::new().left(56).right(24).top(36).bottom(52)).x_axis(x).y_axis(y);
    for corner in Corner::ALL {
        let dot = |day: &crate::model::page::flow::ReachDay| {
            DataPoint::from(vec![
                CompositeValue::from(day.views),
                CompositeValue::from(rounded(day.share)),
                CompositeValue::from(day.day.to_string()),
            ])
        };
        let dots: Vec<DataPoint> = quadrant.in_corner(corner).map(dot).collect();
        let colour = format!("@{}", panel::corner_colour(corner));
        chart = chart.series(
            Scatter::new()
                .name(i18n::corner_short(corner, language))
                .symbol(Symbol::Circle)
                .symbol_size(9)
                .item_style(ItemStyle::new().color(colour.as_str()).opacity(0.85))
                .data(dots),
        );
    }
    let corner = |corner: Corner, position: &str, from: serde_json::Value, to: serde_json::Value| {
        let mut from = from;
        from["name"] = i18n::corner_short(corner, language).into();
        from["label"] = json!({ "position": position });
        json!([from, to])
    };
    let bar = format!("@{}", panel::corner_colour(Corner::BrokeOut));
    // Where the medians are, to the last digit: a line beside the dots it halves would lie.
    let (views, share, far) = (quadrant.views, quadrant.share, quadrant.far());
    let areas = [
        corner(Corner::BrokeOut, "insideBottomRight", json!({ "xAxis": far }), json!({ "yAxis": share })),
        corner(Corner::ManyHigh, "insideTopRight", json!({ "xAxis": views, "yAxis": share }), json!({})),
        corner(Corner::FewHigh, "insideTopLeft", json!({ "yAxis": share }), json!({ "xAxis": views })),
        corner(Corner::FewLow, "insideBottomLeft", json!({}), json!({ "xAxis": views, "yAxis": share })),
    ];
    ChartOption::of(&chart, panel::breakout_sentence(quadrant, language))
        .patch("/tooltip", json!({ "trigger": "item", "formatter": "@dot", "axisPointer": null }))
        // The axis ends where the room for the names does, at no round number.
        .patch("/yAxis", json!({ "axisLabel": { "showMinLabel": false, "showMaxLabel": false }, "splitLine": { "showMinLine": false, "showMaxLine": false } }))
        .patch("/xAxis", json!({ "axisTick": { "customValues": labels }, "axisLabel": { "customValues": labels } }))
        .patch(
            "/series/0",
            json!({
                "markLine": {
                    // Of its own accord the chart rounds to two digits, and a share of 0.634 is drawn at 0.63.
                    "silent": true, "symbol": "none", "precision": -1,
                    "label": { "show": false },
                    "lineStyle": { "color": "@axis", "type": "dashed" },
                    "data": [{ "xAxis": views }, { "xAxis": far, "lineStyle": { "color": bar, "type": "dotted" } }, { "yAxis": share }],
                },
                "markArea": {
                    "silent": true,
                    "itemStyle": { "color": "transparent" },
                    "z": 10,
                    "label": { "show": true, "color": "@muted", "fontSize": 12, "textBorderColor": "@surface", "textBorderWidth": 3 },
                    "data": areas,
                },
            }),
        )
        .patch("", json!({ "media": [{ "query": { "maxWidth": NARROW }, "option": { "series": [{ "markArea": { "label": { "show": false } } }] } }] }))
        .with_tip(tip(Corner::ALL.iter().map(|_| SeriesTip::default()).collect()))
}
