//! The option every chart gets, and the patches for what charming 0.6 lacks.

use charming::Chart;
use charming::component::{Axis, Grid};
use charming::element::{AxisLabel, AxisLine, AxisTick, AxisType, LineStyle, SplitLine};
use serde::Serialize;
use serde_json::{Value, json};

use crate::model::Period;

/// An option of `ECharts`, ready for the browser once its names are resolved.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ChartOption(pub Value);

impl ChartOption {
    /// Serialises a chart and lays the common base over it: no animation, tooltips drawn on the canvas, a text for screen readers.
    pub(super) fn of(chart: &Chart, description: String) -> Self {
        let mut option = serde_json::to_value(chart).unwrap_or_default();
        merge(
            &mut option,
            json!({
                "animation": false,
                "textStyle": { "color": "@text", "fontFamily": "@font" },
                "aria": { "enabled": true, "label": { "description": description } },
                "tooltip": {
                    "trigger": "axis",
                    "renderMode": "richText",
                    "confine": true,
                    "backgroundColor": "@raised",
                    "borderColor": "@border",
                    "textStyle": { "color": "@text", "fontSize": 12 },
                    "axisPointer": { "type": "line", "lineStyle": { "color": "@axis" } },
                    "formatter": "@point",
                },
            }),
        );
        Self(option)
    }

    /// Merges a patch into the part at a JSON pointer; a part that is not there is left alone.
    pub(super) fn patch(mut self, pointer: &str, patch: Value) -> Self {
        if let Some(part) = self.0.pointer_mut(pointer) {
            merge(part, patch);
        }
        self
    }

    /// Adds what tooltips say beside the values.
    pub(super) fn with_tip(mut self, tip: Tip) -> Self {
        if let Some(option) = self.0.as_object_mut() {
            option.insert("tip".to_owned(), serde_json::to_value(tip).unwrap_or_default());
        }
        self
    }
}

/// A day between two gaps has no line: in the first series, which are lines without dots, it is drawn as one.
pub(super) fn alone_as_dots(option: ChartOption, series: usize) -> ChartOption {
    (0..series).fold(option, |option, index| {
        let known = |at: Option<&Value>| at.is_some_and(|value| !value.is_null());
        let Some(data) = option.0.pointer(&format!("/series/{index}/data")).and_then(|data| data.as_array()).cloned() else {
            return option;
        };
        let is_alone =
            |at: usize| known(data.get(at)) && !known(at.checked_sub(1).and_then(|before| data.get(before))) && !known(data.get(at + 1));
        let alone: Vec<usize> = (0..data.len()).filter(|at| is_alone(*at)).collect();
        if alone.is_empty() {
            return option;
        }
        // Dots are drawn of a series or of none: so of all, and those that have a line have no size.
        let dots = json!({ "showSymbol": true, "showAllSymbol": true, "symbolSize": 0 });
        let option = option.patch(&format!("/series/{index}"), dots);
        alone.into_iter().fold(option, |option, at| {
            option.patch(&format!("/series/{index}/data/{at}"), json!({ "value": data[at], "symbol": "circle", "symbolSize": 5 }))
        })
    })
}

/// What tooltips say beside the values; the browser half takes it out of the option (`tip`) and reads it in `@point`.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Tip {
    /// First line per category; empty where the category is a day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) heads: Vec<String>,
    /// Last line: where the numbers come from.
    pub(super) foot: Foot,
    /// In the order of the series.
    pub(super) series: Vec<SeriesTip>,
}

/// The last line of tooltips.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Foot {
    /// The same everywhere.
    Same(String),
    /// One per category.
    Each(Vec<Option<String>>),
}

impl Default for Foot {
    fn default() -> Self {
        Self::Same(String::new())
    }
}

/// What tooltips say of one series.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct SeriesTip {
    /// The value is a change: written with its sign.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) change: bool,
    /// A second number beside the value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) beside: Vec<Option<i64>>,
    /// That number is a change.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) beside_change: bool,
    /// Categories where the value only joins two lines, and another series says it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) joints: Vec<usize>,
}

impl SeriesTip {
    /// A series of changes.
    pub(super) fn of_change() -> Self {
        Self { change: true, ..Self::default() }
    }

    /// A series of numbers with the change of each beside it.
    pub(super) fn change_beside(beside: Vec<Option<i64>>) -> Self {
        Self { beside, beside_change: true, ..Self::default() }
    }

    /// A series of shares with the head count of each beside it.
    pub(super) fn count_beside(beside: Vec<Option<i64>>) -> Self {
        Self { beside, ..Self::default() }
    }
}

/// RFC 7386: objects are merged, everything else is replaced, null deletes.
fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let Some(object) = target.as_object_mut() else {
        return;
    };
    for (key, value) in patch {
        if value.is_null() {
            object.remove(&key);
        } else {
            merge(object.entry(key).or_insert(Value::Null), value);
        }
    }
}

/// The axis of days: a category axis of ISO days, since the time axis of `ECharts` uses the browser's zone.
pub(super) fn day_axis(period: Period) -> Axis {
    category_axis(period.days().map(|day| day.to_string()).collect(), "@day").boundary_gap(false)
}

/// An axis of ISO days that stand for days, weeks or months; `formatter` is `@day` or `@month`.
pub(super) fn category_axis(days: Vec<String>, formatter: &str) -> Axis {
    Axis::new()
        .type_(AxisType::Category)
        .data(days)
        .axis_line(AxisLine::new().line_style((1.0, "@axis")))
        .axis_tick(AxisTick::new().show(false))
        .axis_label(AxisLabel::new().color("@muted").font_size(12).formatter(formatter))
}

/// An axis of values with thin lines; `formatter` is `@count` or `@percent`.
pub(super) fn value_axis(formatter: &str) -> Axis {
    Axis::new()
        .type_(AxisType::Value)
        .axis_line(AxisLine::new().show(false))
        .axis_tick(AxisTick::new().show(false))
        .split_line(SplitLine::new().line_style(LineStyle::new().color("@grid")))
        .axis_label(AxisLabel::new().color("@muted").font_size(12).formatter(formatter))
}

/// The drawing area of a chart with one grid.
pub(super) fn grid() -> Grid {
    Grid::new().left(56).right(16).top(28).bottom(28)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_replaces_arrays_and_deletes_on_null() {
        let mut value = json!({ "a": { "b": 1, "c": [1, 2] }, "d": 3 });
        merge(&mut value, json!({ "a": { "b": null, "c": [9] }, "e": { "f": null } }));
        assert_eq!(value, json!({ "a": { "c": [9] }, "d": 3, "e": {} }));
    }
}
