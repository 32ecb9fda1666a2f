//! One province's share over time.

use charming::Chart;
use charming::datatype::CompositeValue;
use serde_json::json;

use super::composition::{line, rounded, splices, unread};
use super::option::{ChartOption, Foot, SeriesTip, Tip, alone_as_dots, day_axis, grid, value_axis};
use crate::i18n::{self, ChartWords};
use crate::model::page::audience::{Composition, share};
use crate::model::page::region::{RegionMap, over_time};
use crate::model::{Language, Province};

/// The share of the province that is asked for, else of the largest; without a portrait an empty chart.
pub(super) fn chart(composition: &Composition, asked: Option<Province>, language: Language) -> ChartOption {
    let map = RegionMap::of(composition);
    let province = map.as_ref().and_then(|map| map.selected(asked)).map(|tile| tile.province);
    let days = province.map(|province| over_time(composition, province)).unwrap_or_default();
    let name = province.map(|province| i18n::province(province, language)).unwrap_or_default();
    let shares: Vec<CompositeValue> =
        days.iter().map(|day| CompositeValue::from(day.known.map(|(value, sum)| rounded(share(value, sum))))).collect();
    let counts = days.iter().map(|day| day.known.map(|(value, _)| value)).collect();
    let series = line(name.to_owned(), "@accent").data(shares).mark_line(splices(composition, ChartWords::of(language)));
    let chart = Chart::new()
        .grid(grid())
        .x_axis(day_axis(composition.period))
        .y_axis(value_axis("@percent").scale(true).split_number(3))
        .series(series);
    let known = days.iter().filter(|day| day.known.is_some()).count();
    // Labels have one digit: finer lines would be labelled alike.
    let finest = json!({ "minInterval": 0.001 });
    let option = ChartOption::of(&chart, i18n::province_description(name, known, language)).patch("/yAxis", finest);
    alone_as_dots(option, 1).patch("/series/0", unread(composition, ChartWords::of(language))).with_tip(Tip {
        foot: Foot::Same(i18n::PORTRAIT_ENDPOINT.to_owned()),
        series: vec![SeriesTip::count_beside(counts)],
        ..Tip::default()
    })
}
