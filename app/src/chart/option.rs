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
    Axis::new()
        .type_(AxisType::Category)
        .boundary_gap(false)
        .data(period.days().map(|day| day.to_string()).collect())
        .axis_line(AxisLine::new().line_style((1.0, "@axis")))
        .axis_tick(AxisTick::new().show(false))
        .axis_label(AxisLabel::new().color("@muted").font_size(12).formatter("@day"))
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
