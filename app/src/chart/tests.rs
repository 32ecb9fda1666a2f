use super::*;
use crate::model::page::audience::{Composition, CompositionDay, OTHERS};
use crate::model::page::overview::{DayHealth, Growth};
use crate::model::{DailyPoint, Language, Period, PlatformDay, RunState, TotalSource};

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
            .map(|(offset, state)| DayHealth { day: day(offset), state: Some(state), reason: String::new() })
            .collect(),
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
    let option = growth::chart(&growth(), Language::English);
    let [total, provisional, net] = series(&option).as_slice() else {
        panic!("three series");
    };
    assert_eq!(total["data"], serde_json::json!([100, 90, null, 0, null]), "no data is null, zero stays zero");
    assert_eq!(provisional["data"], serde_json::json!([null, null, null, 0, 7]), "dotted from the last settled day");
    assert_eq!(provisional["lineStyle"]["type"], "dotted");
    assert_eq!(total["markArea"]["data"][0][1]["xAxis"], "2026-11-03");
    assert_eq!(net["data"][1], serde_json::json!({ "value": -10, "itemStyle": { "color": "@loss" } }));
    insta::assert_json_snapshot!("growth", option);
}

#[test]
fn the_compared_period_is_a_dashed_line_of_the_same_length() {
    let compared = vec![point(0, Some(50), None, TotalSource::Series); 9];
    let option = growth::chart(&Growth { compared, ..growth() }, Language::Chinese);
    let dashed = series(&option).iter().find(|series| series["lineStyle"]["type"] == "dashed").expect("a dashed series");
    assert_eq!(dashed["data"].as_array().map(Vec::len), Some(5));
}

#[test]
fn shares_sum_to_one_break_at_days_without_a_portrait_and_mark_splices() {
    let option = composition::shares(&composition(Dimension::Age, 3), Language::English);
    let at = |day: usize| series(&option).iter().map(|series| series["data"][day].as_f64()).collect::<Vec<_>>();
    assert_eq!(at(1), [None, None, None]);
    let sum: f64 = at(0).into_iter().flatten().sum();
    assert!((sum - 1.0).abs() < 0.001, "{sum}");
    assert_eq!(series(&option)[0]["markLine"]["data"][0]["xAxis"], "2026-11-04", "the label set changed on that day");
    insta::assert_json_snapshot!("composition-age", option);
}

#[test]
fn many_buckets_are_folded_into_others() {
    let whole = composition(Dimension::Region, 12);
    let folded = whole.folded();
    assert_eq!(folded.labels.last().map(String::as_str), Some(OTHERS));
    assert_eq!(folded.days[0].sum(), whole.days[0].sum(), "nobody is lost");
    assert!(folded.days[1].values.is_empty(), "a gap stays a gap");
    let option = composition::counts(&folded, Language::English);
    let last = series(&option).last().expect("series");
    assert_eq!((&last["name"], &last["lineStyle"]["color"]), (&"Others".into(), &"@other".into()));
}

#[test]
fn every_chart_has_a_text_and_draws_its_tooltips_on_the_canvas() {
    for option in [growth::chart(&growth(), Language::Chinese), composition::shares(&composition(Dimension::Gender, 2), Language::Chinese)]
    {
        assert_eq!(option.0["tooltip"]["renderMode"], "richText");
        assert_eq!(option.0["tooltip"]["confine"], true);
        assert!(option.0["aria"]["label"]["description"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(!option.0.to_string().contains("#*#*"), "no function text");
    }
}

#[test]
fn only_known_names_are_charts() {
    assert_eq!(Name::parse("growth"), Some(Name::Growth));
    assert_eq!(Name::parse("composition-active_days"), Some(Name::Composition(Dimension::ActiveDays)));
    for name in ["", "growth-age", "composition-", "absolute-mars", "absolute"] {
        assert_eq!(Name::parse(name), None, "{name}");
    }
}
