//! Growth: the total as a line that breaks at unknown days with the net as bars below it, or one of net, new and lost as bars.

use std::collections::{BTreeSet, HashSet};

use charming::Chart;
use charming::component::Grid;
use charming::datatype::{CompositeValue, DataPoint, DataPointItem};
use charming::element::{AxisLabel, AxisPointer, BorderType, ItemStyle, LineStyle, LineStyleType, MarkLineData, MarkLineVariant, Symbol};
use charming::series::{Bar, Line};
use serde_json::{Value, json};

use super::composition::ruled;
use super::missing::area;
use super::option::{ChartOption, Foot, SeriesTip, Tip, alone_as_dots, category_axis, grid, value_axis};
use crate::filter::GrowthQuery;
use crate::i18n::{self, ChartWords, OverviewWords};
use crate::model::page::overview::Growth;
use crate::model::slices::{beside, slices};
use crate::model::{Granularity, GrowthMetric, Language, PlatformDay, RunState, Slice, Totals};

/// With this many slices or fewer each has its dot: a line through one point would not be seen.
const DOTTED: usize = 15;

/// The growth chart of one metric, in slices.
pub(super) fn chart(growth: &Growth, query: GrowthQuery, language: Language) -> ChartOption {
    let slices = slices(&growth.points, query.granularity);
    let compared = beside(&slices, &growth.compared, query.metric);
    let drawing = Drawing { growth, slices, compared, healed: growth.healed(), query, words: ChartWords::of(language), language };
    match query.metric {
        GrowthMetric::Total => drawing.total(),
        GrowthMetric::Net | GrowthMetric::New | GrowthMetric::Lost => drawing.bars(),
    }
}

struct Drawing<'a> {
    growth: &'a Growth,
    slices: Vec<Slice>,
    compared: Vec<Option<i64>>,
    healed: BTreeSet<PlatformDay>,
    query: GrowthQuery,
    words: &'static ChartWords,
    language: Language,
}

impl Drawing<'_> {
    /// Axis 0 holds totals, axis 1 nets; both share the slices.
    fn total(&self) -> ChartOption {
        let totals = Totals::of(&self.growth.points);
        let description = i18n::growth_description(totals.first, totals.last.map(|(day, total, _)| (day, total)), self.language);
        let mut chart = Chart::new()
            .grid(Grid::new().left(64).right(16).top(16).bottom("34%"))
            .grid(Grid::new().left(64).right(16).top("74%").bottom(28))
            .x_axis(self.axis().axis_label(AxisLabel::new().show(false)))
            .x_axis(self.axis().grid_index(1))
            .y_axis(value_axis("@compact").scale(true).split_number(4))
            .y_axis(value_axis("@compact").grid_index(1).split_number(2))
            .series(self.settled());
        let nets: Vec<Option<i64>> = self.slices.iter().map(|slice| slice.net.sum).collect();
        let mut tips = vec![SeriesTip::change_beside(nets.clone())];
        let (pale, joints) = self.pale();
        let is_pale = pale.iter().any(Option::is_some);
        if is_pale {
            chart =
                chart.series(self.line(self.pale_name(), pale, "@accent").line_style(style("@accent", 2.0).type_(LineStyleType::Dotted)));
            tips.push(SeriesTip { joints, ..SeriesTip::change_beside(nets) });
        }
        if self.is_compared() {
            chart = chart.series(self.dashed());
            tips.push(SeriesTip::default());
        }
        if let Some((rings, tip)) = self.rings() {
            chart = chart.series(rings);
            tips.push(tip);
        }
        let mut chart = chart.series(self.bars_of(GrowthMetric::Net).x_axis_index(1).y_axis_index(1)).axis_pointer(AxisPointer::new());
        tips.push(SeriesTip::of_change());
        let (bars, gaps) = (tips.len() - 1, self.gaps());
        if gaps.is_some() {
            // Only bars shade whole days; on a line an area would reach from the middle of a day to the middle of another.
            chart = chart.series(Bar::new().name(self.words.gap).data(Vec::<Option<i64>>::new()));
            tips.push(SeriesTip::default());
        }
        // The settled line, and the pale one if there is any, come first; few slices have their dots already.
        let lines = if self.slices.len() <= DOTTED { 0 } else { 1 + usize::from(is_pale) };
        shaded(alone_as_dots(ChartOption::of(&chart, description), lines), bars + 1, gaps)
            .patch(&format!("/series/{bars}"), stub())
            .patch("/series/0", self.clean_ups())
            .patch("/axisPointer", json!([{ "link": [{ "xAxisIndex": "all" }] }]))
            .patch("/yAxis/1/axisLabel", json!({ "hideOverlap": true }))
            .with_tip(self.tip(tips))
    }

    /// Bars from zero, the compared period as a dashed line over them.
    fn bars(&self) -> ChartOption {
        let metric = self.query.metric;
        let name = i18n::growth_metric(metric, self.language);
        let sum = metric_sum(&self.growth.points, metric);
        let description = i18n::bars_description(name, self.slices.len(), sum, self.language);
        let mut chart =
            Chart::new().grid(grid()).x_axis(self.axis()).y_axis(value_axis("@compact").split_number(4)).series(self.bars_of(metric));
        let tip = || if metric == GrowthMetric::Net { SeriesTip::of_change() } else { SeriesTip::default() };
        let mut tips = vec![tip()];
        if self.is_compared() {
            chart = chart.series(self.dashed());
            tips.push(tip());
        }
        if let Some((rings, tip)) = self.rings() {
            chart = chart.series(rings);
            tips.push(tip);
        }
        shaded(ChartOption::of(&chart, description), 0, self.gaps())
            .patch("/series/0", stub())
            .patch("/series/0", self.clean_ups())
            .with_tip(self.tip(tips))
    }

    fn axis(&self) -> charming::component::Axis {
        let formatter = if self.query.granularity == Granularity::Month { "@month" } else { "@day" };
        category_axis(self.slices.iter().map(category).collect(), formatter).boundary_gap(true)
    }

    fn line(&self, name: &str, values: Vec<Option<i64>>, colour: &str) -> Line {
        let values: Vec<CompositeValue> = values.into_iter().map(CompositeValue::from).collect();
        Line::new()
            .name(name)
            .show_symbol(self.slices.len() <= DOTTED)
            .symbol(Symbol::Circle)
            .symbol_size(5.0)
            .connect_nulls(false)
            .item_style(ItemStyle::new().color(colour))
            .data(values)
    }

    /// The settled totals; those that will still change or lack days belong to the dotted line.
    fn settled(&self) -> Line {
        let values = self.slices.iter().map(|slice| slice.total.filter(|_| !slice.is_pale(GrowthMetric::Total))).collect();
        self.line(self.words.total, values, "@accent").line_style(style("@accent", 2.0))
    }

    /// The pale totals, and their settled neighbours, so that the lines meet; and where those joints are.
    fn pale(&self) -> (Vec<Option<i64>>, Vec<usize>) {
        let pale: Vec<bool> = self.slices.iter().map(|slice| slice.total.is_some() && slice.is_pale(GrowthMetric::Total)).collect();
        let at = |index: Option<usize>| index.and_then(|index| pale.get(index).copied()).unwrap_or(false);
        let is_joint = |index: usize| !pale[index] && (at(index.checked_sub(1)) || at(Some(index + 1)));
        let drawn = |(index, slice): (usize, &Slice)| slice.total.filter(|_| pale[index] || is_joint(index));
        let joints = (0..pale.len()).filter(|index| is_joint(*index)).collect();
        (self.slices.iter().enumerate().map(drawn).collect(), joints)
    }

    const fn pale_name(&self) -> &'static str {
        match self.query.granularity {
            Granularity::Day => self.words.provisional,
            Granularity::Week | Granularity::Month => self.words.incomplete,
        }
    }

    fn is_compared(&self) -> bool {
        self.compared.iter().any(Option::is_some)
    }

    fn dashed(&self) -> Line {
        self.line(self.words.compared, self.compared.clone(), "@muted").line_style(style("@muted", 1.0).type_(LineStyleType::Dashed))
    }

    /// A ring around each day that a later run read, over the line or the end of its bar; the series itself says the value.
    fn rings(&self) -> Option<(Line, SeriesTip)> {
        let is_day = self.query.granularity == Granularity::Day;
        let value = |slice: &Slice| slice.value(self.query.metric).filter(|_| is_day && slice.count(&self.healed) > 0);
        let values: Vec<Option<i64>> = self.slices.iter().map(value).collect();
        let joints: Vec<usize> = values.iter().enumerate().filter_map(|(index, value)| value.map(|_| index)).collect();
        let ring = ItemStyle::new().color("@surface").border_color("@text").border_width(1.5);
        let line = self.line(self.words.healed, values, "@text").show_symbol(true).symbol_size(7.0).item_style(ring);
        let line = line.line_style(LineStyle::new().width(0.0).opacity(0.0));
        (!joints.is_empty()).then(|| (line, SeriesTip { joints, ..SeriesTip::default() }))
    }

    fn bars_of(&self, metric: GrowthMetric) -> Bar {
        let base = if metric == GrowthMetric::Lost { "@loss" } else { "@gain" };
        let bar = |slice: &Slice| -> DataPoint {
            let value = slice.value(metric);
            let colour = match value {
                Some(0) => "@muted",
                Some(..0) => "@loss",
                _ => base,
            };
            let item = ItemStyle::new().color(colour);
            match value {
                Some(_) if slice.is_pale(metric) => {
                    let item = item.opacity(0.45).border_color(colour).border_width(1.0).border_type(BorderType::Dashed);
                    DataPointItem::new(value).item_style(item).into()
                }
                Some(_) if colour != base => DataPointItem::new(value).item_style(item).into(),
                _ => DataPoint::Value(value.into()),
            }
        };
        let name = i18n::growth_metric(metric, self.language);
        Bar::new()
            .name(name)
            .bar_width("60%")
            .item_style(ItemStyle::new().color(base))
            .data(self.slices.iter().map(bar).collect::<Vec<_>>())
    }

    /// Slices without a single run are shaded, so that a gap and a flat day look different.
    fn gaps(&self) -> Option<serde_json::Value> {
        let gaps: HashSet<PlatformDay> =
            self.growth.health.iter().filter(|day| day.state == Some(RunState::Gap)).map(|day| day.day).collect();
        let mut spells: Vec<(usize, usize)> = Vec::new();
        for (index, slice) in self.slices.iter().enumerate() {
            if !slice.days.days().all(|day| gaps.contains(&day)) {
                continue;
            }
            match spells.last_mut() {
                Some((_, to)) if *to + 1 == index => *to = index,
                _ => spells.push((index, index)),
            }
        }
        let name = |index: usize| self.slices.get(index).map(category).unwrap_or_default();
        (!spells.is_empty()).then(|| serde_json::to_value(area(spells, name, self.words)).unwrap_or_default())
    }

    /// A rule through each day on which most of the roster fell.
    fn clean_ups(&self) -> Value {
        let days: HashSet<String> = self.growth.clean_ups.iter().map(|clean_up| clean_up.day.to_string()).collect();
        let marked = self.slices.iter().map(category).filter(|day| self.query.granularity == Granularity::Day && days.contains(day));
        let rule = |day: String| MarkLineVariant::Simple(MarkLineData::new().x_axis(day).name(self.words.clean_up));
        let rules: Vec<MarkLineVariant> = marked.map(rule).collect();
        if rules.is_empty() {
            return json!({});
        }
        json!({ "markLine": ruled(rules) })
    }

    fn tip(&self, series: Vec<SeriesTip>) -> Tip {
        let (query, language) = (self.query, self.language);
        let heads = match query.granularity {
            Granularity::Day => Vec::new(),
            Granularity::Week | Granularity::Month => self.slices.iter().map(|slice| self.head(slice)).collect(),
        };
        let foot = match (query.metric, query.granularity) {
            (GrowthMetric::Lost, Granularity::Day) if !self.healed.is_empty() => {
                let note = OverviewWords::of(language).lost_note;
                Foot::Each(self.slices.iter().map(|slice| Some(self.from(slice, note))).collect())
            }
            (GrowthMetric::Lost, _) => Foot::Same(OverviewWords::of(language).lost_note.to_owned()),
            (_, Granularity::Day) => {
                let foot = |slice: &Slice| Some(self.from(slice, i18n::total_endpoint(slice.source?, language)));
                Foot::Each(self.slices.iter().map(foot).collect())
            }
            _ => Foot::Same(i18n::growth_sources(&self.growth.points, self.language)),
        };
        Tip { heads, foot, series }
    }

    /// Where a day's number comes from, and whether it was read later.
    fn from(&self, slice: &Slice, source: &str) -> String {
        if slice.count(&self.healed) > 0 { i18n::read_later(source, self.language) } else { source.to_owned() }
    }

    fn head(&self, slice: &Slice) -> String {
        let head = i18n::slice_head(slice.days, slice.known(self.query.metric), slice.whole, self.language);
        match slice.count(&self.healed) {
            0 => head,
            healed => format!("{head} · {}", i18n::healed_days(healed, self.language)),
        }
    }
}

/// The sum of a metric over the known days.
fn metric_sum(points: &[crate::model::DailyPoint], metric: GrowthMetric) -> Option<i64> {
    points.iter().filter_map(|point| metric.of(point)).reduce(|sum, value| sum + value)
}

/// A zero has a stub, so that it differs from a day that is not known.
fn stub() -> serde_json::Value {
    json!({ "barMinHeight": 2 })
}

/// Lays areas over whole days, which charming's bars know nothing of: they reach from tick to tick, so every day needs one.
fn shaded(option: ChartOption, series: usize, gaps: Option<serde_json::Value>) -> ChartOption {
    let Some(gaps) = gaps else { return option };
    option
        .patch("/xAxis/axisTick", json!({ "interval": 0 }))
        .patch("/xAxis/0/axisTick", json!({ "interval": 0 }))
        .patch(&format!("/series/{series}"), json!({ "markArea": gaps }))
}

/// A slice's name on the axis: its first day.
fn category(slice: &Slice) -> String {
    slice.days.from().to_string()
}

fn style(color: &str, width: f64) -> LineStyle {
    LineStyle::new().color(color).width(width)
}
