use super::*;
use crate::model::page::audience::{Composition, CompositionDay};
use crate::model::page::flow::{FlowDay, FlowHistory};
use crate::model::page::overview::{CleanUp, DayHealth, Growth};
use crate::model::{
    DailyPoint, FlowContribution, FlowMetric, Granularity, GrowthMetric, Language, Period, PlatformDay, RunState, TotalSource,
};

mod shares;

fn day(offset: u64) -> PlatformDay {
    "2026-11-01".parse::<PlatformDay>().expect("a day").plus(offset)
}

fn point(offset: u64, total: Option<i64>, net: Option<i64>, source: TotalSource) -> DailyPoint {
    DailyPoint { day: day(offset), total, source: total.map(|_| source), new: None, lost: None, net }
}

/// Five days: known, known with a loss, a gap, known, and today from the portrait alone.
fn growth() -> Growth {
    use TotalSource::{Portrait, Series};
    let states = [RunState::Committed, RunState::Partial, RunState::Gap, RunState::Committed, RunState::Running];
    Growth {
        period: Period::ending(day(4), 5),
        points: vec![
            point(0, Some(100), None, Series),
            point(1, Some(90), Some(-10), Series),
            point(2, None, None, Series),
            point(3, Some(0), None, Series),
            point(4, Some(7), None, Portrait),
        ],
        compared: vec![],
        health: (0..5)
            .zip(states)
            .map(|(offset, state)| DayHealth { day: day(offset), state: Some(state), reason: String::new(), healed: false })
            .collect(),
        clean_ups: vec![],
    }
}

fn composition(dimension: Dimension, labels: usize) -> Composition {
    let values = |first: i64| (0..i64::try_from(labels).expect("few")).map(|index| Some(first + index)).collect::<Vec<_>>();
    let known = |offset, scheme| CompositionDay { day: day(offset), values: values(10), scheme: Some(scheme) };
    let gap = CompositionDay { day: day(1), values: vec![], scheme: None };
    let labels = (0..labels).map(|index| format!("bucket {index}")).collect();
    Composition { dimension, period: Period::ending(day(3), 4), labels, days: vec![known(0, 1), gap, known(2, 1), known(3, 2)] }
}

fn series(option: &ChartOption) -> &Vec<serde_json::Value> {
    option.0["series"].as_array().expect("series")
}

#[test]
fn growth_breaks_at_gaps_shades_them_and_dots_what_will_change() {
    let option = growth::chart(&growth(), GrowthQuery::default(), Language::English);
    let [total, provisional, net, gap] = series(&option).as_slice() else {
        panic!("four series");
    };
    assert_eq!(total["data"], serde_json::json!([100, 90, null, 0, null]), "no data is null, zero stays zero");
    assert_eq!(provisional["data"], serde_json::json!([null, null, null, 0, 7]), "dotted from the last settled day");
    assert_eq!(provisional["lineStyle"]["type"], "dotted");
    let edges = gap["markArea"]["data"][0].as_array().expect("two edges");
    assert!(edges.iter().all(|edge| edge["xAxis"] == "2026-11-03"), "the missing day and no other: {edges:?}");
    assert_eq!((&gap["type"], &option.0["xAxis"][0]["axisTick"]["interval"]), (&"bar".into(), &0.into()), "only bars shade whole days");
    assert_eq!(net["data"][1], serde_json::json!({ "value": -10, "itemStyle": { "color": "@loss" } }));
    insta::assert_json_snapshot!("growth", option);
}

#[test]
fn a_day_that_was_read_later_has_a_ring_and_its_tooltip_says_so() {
    let mut growth = growth();
    growth.points[2] = point(2, Some(80), Some(-10), TotalSource::Series);
    growth.health[2].healed = true;
    let option = growth::chart(&growth, GrowthQuery::default(), Language::English);
    let at = series(&option).iter().position(|series| series["name"] == "Healed").expect("rings");
    assert_eq!(series(&option)[at]["data"], serde_json::json!([null, null, 80, null, null]));
    assert_eq!(option.0["tip"]["series"][at]["joints"], serde_json::json!([2]), "the line says the value");
    let foot = option.0["tip"]["foot"].as_array().expect("one for each day");
    assert!(foot[2].as_str().is_some_and(|foot| foot.contains("read later")) && !foot[1].to_string().contains("read later"));
    let lost = growth::chart(&growth, GrowthQuery { metric: GrowthMetric::Net, ..GrowthQuery::default() }, Language::English);
    assert_eq!(series(&lost).last().map(|series| series["data"][2].clone()), Some((-10).into()), "over the bar too");
    let weeks = growth::chart(&growth, GrowthQuery { granularity: Granularity::Week, ..GrowthQuery::default() }, Language::English);
    assert!(!series(&weeks).iter().any(|series| series["name"] == "Healed"));
    assert!(option_heads(&weeks).iter().any(|head| head.ends_with("1 healed")), "{:?}", option_heads(&weeks));
}

fn option_heads(option: &ChartOption) -> Vec<String> {
    let heads = option.0["tip"]["heads"].as_array().into_iter().flatten();
    heads.filter_map(|head| head.as_str().map(str::to_owned)).collect()
}

#[test]
fn the_compared_period_is_a_dashed_line_of_the_same_length() {
    let compared = vec![point(0, Some(50), None, TotalSource::Series); 9];
    let option = growth::chart(&Growth { compared, ..growth() }, GrowthQuery::default(), Language::Chinese);
    let dashed = series(&option).iter().find(|series| series["lineStyle"]["type"] == "dashed").expect("a dashed series");
    assert_eq!(dashed["data"].as_array().map(Vec::len), Some(5));
}

#[test]
fn a_clean_up_by_the_platform_is_a_rule_through_its_day() {
    let clean_ups =
        vec![CleanUp { day: day(1), net: -10, fell: 7, known: 8 }, CleanUp { day: day(1).minus(30), net: -9, fell: 7, known: 8 }];
    let growth = Growth { clean_ups, ..growth() };
    let rules = |query: &str| {
        let option = growth::chart(&growth, GrowthQuery::parse(query).0, Language::Chinese);
        series(&option)[0]["markLine"]["data"].clone()
    };
    let one = serde_json::json!([{ "name": "平台清理", "xAxis": "2026-11-02" }]);
    assert_eq!((rules(""), rules("metric=net")), (one.clone(), one), "a day of the compared period is not on the axis");
    assert_eq!(rules("granularity=week"), serde_json::Value::Null);
}

#[test]
fn shares_sum_to_one_break_at_days_without_a_portrait_and_mark_splices() {
    let option = composition::shares(&composition(Dimension::Age, 3), Language::English);
    // A day alone is a dot, and its value stands in an object.
    let value = |data: &serde_json::Value| data.as_f64().or_else(|| data["value"].as_f64());
    let at = |day: usize| series(&option).iter().map(|series| value(&series["data"][day])).collect::<Vec<_>>();
    assert_eq!(at(1), [None, None, None]);
    let sum: f64 = at(0).into_iter().flatten().sum();
    assert!((sum - 1.0).abs() < 0.001, "{sum}");
    assert_eq!(series(&option)[0]["markLine"]["data"][0]["xAxis"], "2026-11-04", "the label set changed on that day");
    insta::assert_json_snapshot!("composition-age", option);
}

#[test]
fn few_lines_that_end_apart_bear_their_names() {
    let mut gender = composition(Dimension::Gender, 3);
    gender.labels = ["male", "female", "unknown"].map(str::to_owned).to_vec();
    for day in gender.days.iter_mut().filter(|day| !day.values.is_empty()) {
        day.values = vec![Some(580), Some(390), Some(30)];
    }
    let option = composition::counts(&gender, Language::English);
    assert!(series(&option).iter().all(|series| series["endLabel"]["show"] == true && series["endLabel"]["formatter"] == "{a}"));
    assert_eq!(option.0["grid"][0]["right"], 72, "as wide as Unknown, and some air");
    insta::assert_json_snapshot!("absolute-gender", option);
    gender.days[3].values = vec![Some(480), Some(460), Some(30)];
    let close = composition::counts(&gender, Language::English);
    assert!(series(&close).iter().all(|series| series["endLabel"].is_null()), "their names would lie on each other");
    assert_eq!(close.0["grid"][0]["right"], 16);
}

#[test]
fn every_chart_has_a_text_and_draws_its_tooltips_on_the_canvas() {
    let gender = composition(Dimension::Gender, 2);
    let options = [
        growth::chart(&growth(), GrowthQuery::default(), Language::Chinese),
        growth::chart(&growth(), GrowthQuery { metric: GrowthMetric::Lost, granularity: Granularity::Month }, Language::Chinese),
        composition::shares(&gender, Language::Chinese),
        composition::counts(&gender, Language::Chinese),
        province::chart(&composition(Dimension::Region, 2), None, Language::Chinese),
    ];
    let of_flow = ["fan-share", "flow-views", "loyalty", "breakout"].map(|name| flow_chart(name, "").expect("a chart"));
    for option in options.into_iter().chain(of_flow) {
        assert!(option.0["tip"]["foot"].as_str().is_some_and(|foot| !foot.is_empty()) || option.0["tip"]["foot"].is_array());
        assert_eq!(option.0["tip"]["series"].as_array().map(Vec::len), Some(series(&option).len()), "one for each series");
        assert_eq!(option.0["tooltip"]["renderMode"], "richText");
        assert_eq!(option.0["tooltip"]["confine"], true);
        assert!(option.0["aria"]["label"]["description"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(!option.0.to_string().contains("#*#*"), "no function text");
    }
}

/// Seven days: read, read, a gap, read alone, a gap, one without likes, one of nothing at all.
fn flow_history() -> FlowHistory {
    let read = |offset, all: [i64; 4], fans: [i64; 4]| {
        let of = |index: usize| FlowContribution {
            metric: FlowMetric::KNOWN[index].clone(),
            all_sum: Some(all[index]),
            fans_sum: Some(fans[index]),
        };
        FlowDay { contributions: (0..4).map(of).collect(), ..FlowDay::unknown(day(offset)) }
    };
    let mut days = vec![
        read(0, [1_000, 100, 10, 8], [300, 60, 7, 2]),
        read(1, [1_200, 90, 12, 9], [240, 45, 9, 2]),
        FlowDay::unknown(day(2)),
        read(3, [9_000, 400, 30, 40], [900, 100, 12, 8]),
        FlowDay::unknown(day(4)),
        read(5, [800, 60, 5, 4], [480, 50, 4, 3]),
        read(6, [0, 0, 0, 0], [0, 0, 0, 0]),
    ];
    days[5].contributions.remove(1);
    days[5].contributions.push(FlowContribution { metric: FlowMetric::Other("collect_cnt".into()), all_sum: Some(3), fans_sum: None });
    FlowHistory { period: Period::ending(day(6), 7), days, compared: vec![] }
}

fn flow_chart(name: &str, query: &str) -> Option<ChartOption> {
    flow::chart(&flow_history(), None, &flow::Which::parse(name)?, query, Language::English)
}

#[test]
fn fan_shares_break_at_gaps_and_a_day_alone_is_a_dot() {
    let option = flow_chart("fan-share", "").expect("a chart");
    let dot = serde_json::json!({ "value": 0.1, "symbol": "circle", "symbolSize": 5 });
    let last = serde_json::json!({ "value": 0.6, "symbol": "circle", "symbolSize": 5 });
    assert_eq!(series(&option)[0]["data"], serde_json::json!([0.3, 0.2, null, dot, null, last, null]), "nothing of nothing has no share");
    assert_eq!((&series(&option)[0]["showSymbol"], &series(&option)[0]["symbolSize"]), (&true.into(), &0.into()), "and the others are not");
    assert_eq!(series(&option)[1]["data"][5], serde_json::Value::Null, "likes were not sent on that day");
    insta::assert_json_snapshot!("fan-share", option);
}

#[test]
fn volumes_stack_fans_and_others_and_shade_what_was_not_read() {
    let option = flow_chart("flow-views", "").expect("a chart");
    let [all, fans, others] = series(&option).as_slice() else { panic!("three series") };
    assert_eq!((&all["data"][1], &fans["data"][1], &others["data"][1]), (&1_200.into(), &240.into(), &960.into()));
    assert_eq!((&all["data"][2], &all["data"][6]), (&serde_json::Value::Null, &0.into()), "unknown is not zero");
    let shaded = fans["markArea"]["data"].as_array().expect("areas");
    assert_eq!(shaded.iter().map(|area| area[0]["xAxis"].clone()).collect::<Vec<_>>(), ["2026-11-03", "2026-11-05"]);
    assert_eq!(option.0["xAxis"]["axisTick"]["interval"], 0, "a tick at every day, so that the shade of one is as wide as its bar");
    insta::assert_json_snapshot!("flow-views", option);
    let likes = flow_chart("flow-likes", "").expect("a chart");
    assert_eq!(series(&likes)[1]["markArea"]["data"].as_array().map(Vec::len), Some(2), "the day without likes joins the gap before it");
}

#[test]
fn a_metric_the_product_does_not_know_is_named_by_the_query() {
    let option = flow_chart("flow-other", "metric=collect_cnt").expect("a chart");
    assert_eq!(series(&option)[0]["data"][5], 3);
    assert_eq!(series(&option)[1]["data"][5], serde_json::Value::Null, "the fans' part was not sent");
    assert_eq!(flow_chart("flow-other", "metric=mars"), None);
    assert_eq!(flow_chart("flow-mars", ""), None);
}

#[test]
fn the_loyalty_gap_is_in_percentage_points_around_zero() {
    let option = flow_chart("loyalty", "").expect("a chart");
    assert_eq!(series(&option)[0]["data"][0], 30.0, "60 % of likes, 30 % of views");
    assert_eq!(series(&option)[2]["data"][0], -5.0, "25 % of shares");
    assert_eq!(series(&option)[0]["markLine"]["data"], serde_json::json!([{ "yAxis": 0 }]));
    assert_eq!(option.0["xAxis"]["axisLine"]["onZero"], false);
    insta::assert_json_snapshot!("loyalty", option);
}

#[test]
fn the_quadrant_has_a_dot_per_day_and_its_medians() {
    let option = flow_chart("breakout", "").expect("a chart");
    let dots: usize = series(&option).iter().filter_map(|corner| corner["data"].as_array()).map(Vec::len).sum();
    assert_eq!(dots, 4, "days without a share have no place");
    assert_eq!(series(&option)[0]["data"], serde_json::json!([[9_000, 0.1, "2026-11-04"]]), "it broke out");
    assert_eq!(series(&option)[1]["data"], serde_json::json!([[1_200, 0.2, "2026-11-02"]]), "more views than the median, short of the bar");
    let lines: Vec<_> =
        ["xAxis", "xAxis", "yAxis"].into_iter().zip(0..).map(|(axis, at)| &series(&option)[0]["markLine"]["data"][at][axis]).collect();
    assert_eq!(lines, [1_100.0, 1_650.0, 0.25]);
    assert_eq!(series(&option)[0]["markLine"]["precision"], -1, "of its own accord the chart rounds shares to whole percents");
    assert_eq!((&option.0["xAxis"]["min"], &option.0["xAxis"]["max"]), (&720.into(), &9_901.into()), "fitted to the days");
    assert_eq!(option.0["xAxis"]["axisLabel"]["customValues"], serde_json::json!([1_000, 2_000, 5_000]));
    let least = option.0["yAxis"]["min"].as_f64().expect("a number");
    assert!(least < 0.09, "no dot lies where the corners are named: {least}");
    assert_eq!(option.0["tooltip"]["trigger"], "item");
    insta::assert_json_snapshot!("breakout", option);
}

#[test]
fn the_guides_of_the_quadrant_stand_where_the_medians_are() {
    let mut history = flow_history();
    let shares = [634, 635, 120, 910];
    history.days = (0..)
        .zip(shares)
        .map(|(offset, fans)| FlowDay {
            contributions: vec![FlowContribution {
                metric: FlowMetric::Views,
                all_sum: Some(1_000 + 10 * fans),
                fans_sum: Some(fans * (1_000 + 10 * fans) / 1_000),
            }],
            ..FlowDay::unknown(day(offset))
        })
        .collect();
    let quadrant = crate::model::page::flow::Quadrant::of(&history.days).expect("four days");
    let option = flow::chart(&history, None, &flow::Which::Breakout, "", Language::English).expect("a chart");
    let lines = &series(&option)[0]["markLine"]["data"];
    assert_eq!((lines[0]["xAxis"].as_f64(), lines[2]["yAxis"].as_f64()), (Some(quadrant.views), Some(quadrant.share)), "not rounded");
    assert!((0.634..0.635).contains(&quadrant.share));
    let most = option.0["xAxis"]["max"].as_f64().expect("a number");
    assert!(
        lines[1]["xAxis"].as_f64().is_some_and(|bar| (bar - 1.5 * quadrant.views).abs() < 1e-9 && bar < most),
        "the bar is seen, reached or not"
    );
}

#[test]
fn only_known_names_are_charts() {
    assert_eq!(Name::parse("growth"), Some(Name::Growth));
    assert_eq!(Name::parse("province"), Some(Name::Province));
    assert_eq!(Name::parse("composition-active_days"), Some(Name::Composition(Dimension::ActiveDays)));
    assert_eq!(Name::parse("flow-shares"), Some(Name::Flow(flow::Which::Volumes(Some(FlowMetric::Shares)))));
    for name in ["", "flow-", "flow-mars", "fan-share-views", "growth-age", "composition-", "absolute-mars", "absolute", "province-x"] {
        assert_eq!(Name::parse(name), None, "{name}");
    }
}

/// Forty days from Sunday, 1 November: the second week has a gap and lacks numbers, the last day is from the portrait alone.
fn forty_days() -> Growth {
    let is_gap = |offset: u64| (8..15).contains(&offset);
    let number = |offset: u64| i64::try_from(offset).expect("few");
    let points = |from: u64| -> Vec<DailyPoint> {
        let known = |offset: u64| DailyPoint {
            new: Some(20 + number(offset)),
            lost: Some(if offset.is_multiple_of(9) { 90 } else { 10 }),
            net: Some(if offset.is_multiple_of(9) { number(offset) - 70 } else { 10 + number(offset) }),
            ..point(offset, Some(1_000 + 10 * number(offset)), None, TotalSource::Series)
        };
        (from..from + 40).map(known).collect()
    };
    let mut shown = points(0);
    for point in &mut shown[8..15] {
        *point = DailyPoint { total: None, source: None, new: None, lost: None, net: None, ..*point };
    }
    shown[39] = point(39, Some(1_400), None, TotalSource::Portrait);
    let state = |offset| if is_gap(offset) { RunState::Gap } else { RunState::Committed };
    let health =
        (0..40).map(|offset| DayHealth { day: day(offset), state: Some(state(offset)), reason: String::new(), healed: false }).collect();
    Growth { period: Period::ending(day(39), 40), points: shown, compared: points(100), health, clean_ups: Vec::new() }
}

#[test]
fn each_metric_is_drawn_by_day_week_and_month() {
    for metric in GrowthMetric::ALL {
        for granularity in Granularity::ALL {
            let option = growth::chart(&forty_days(), GrowthQuery { metric, granularity }, Language::English);
            insta::assert_json_snapshot!(format!("growth-{}-{}", metric.as_str(), granularity.as_str()), option);
        }
    }
}

#[test]
fn a_week_that_lacks_days_is_pale_and_one_without_a_run_shaded() {
    let weeks = |metric| growth::chart(&forty_days(), GrowthQuery { metric, granularity: Granularity::Week }, Language::English);
    let new = weeks(GrowthMetric::New);
    let [bars, compared] = series(&new).as_slice() else { panic!("bars and the compared period") };
    // 1 November alone, the week of the 2nd, the gap, three whole weeks but for the last day of all.
    assert_eq!(new.0["xAxis"]["data"].as_array().map(Vec::len), Some(7));
    assert_eq!(bars["data"][0]["itemStyle"]["borderType"], "dashed");
    assert_eq!(bars["data"][1], 168, "a whole week has no style of its own");
    assert_eq!(bars["data"][2], serde_json::Value::Null);
    assert_eq!(bars["markArea"]["data"].as_array().map(Vec::len), Some(1));
    assert_eq!(bars["markArea"]["data"][0][1]["xAxis"], "2026-11-09");
    assert_eq!(compared["lineStyle"]["type"], "dashed");
    assert_eq!(new.0["tip"]["heads"][0], "1 Nov 2026 · 1 of 7 days, incomplete");
    let total = weeks(GrowthMetric::Total);
    let dotted = series(&total).iter().find(|series| series["lineStyle"]["type"] == "dotted").expect("a dotted line");
    assert_eq!(dotted["name"], "Total, incomplete");
    assert_eq!(dotted["data"][1], 1_070, "the lines meet at the whole week");
    assert_eq!(total.0["tip"]["series"][1]["joints"][0], 1);
}
