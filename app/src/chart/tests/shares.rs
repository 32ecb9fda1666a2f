//! Charts of one dimension: what is folded, left out and told beside it.

use super::super::*;
use super::{composition, day, series};
use crate::model::page::audience::{CompositionDay, OTHERS};
use crate::model::{Dimension, Language, Province};

#[test]
fn many_buckets_are_folded_into_others() {
    let whole = composition(Dimension::Region, 12);
    let folded = whole.folded();
    assert_eq!(folded.labels.last().map(String::as_str), Some(OTHERS));
    assert_eq!(folded.days[0].sum(), whole.days[0].sum(), "nobody is lost");
    assert!(folded.days[1].values.is_empty(), "a gap stays a gap");
    let option = composition::shares(&folded, Language::English);
    let last = series(&option).last().expect("series");
    assert_eq!((&last["name"], &last["lineStyle"]["color"]), (&"Others".into(), &"@other".into()));
    let counts = composition::counts(&folded, Language::English);
    assert_eq!(series(&counts).len(), series(&option).len() - 1, "the rest would squeeze what is asked for");
    assert!(series(&counts).iter().all(|series| series["name"] != "Others"));
}

#[test]
fn a_bucket_nobody_is_in_has_neither_line_nor_area_and_the_others_keep_their_colours() {
    let mut age = composition(Dimension::Age, 3);
    for day in &mut age.days {
        day.values.iter_mut().take(1).for_each(|value| *value = Some(0));
    }
    for option in [composition::shares(&age, Language::English), composition::counts(&age, Language::English)] {
        let colours: Vec<_> = series(&option).iter().map(|series| series["itemStyle"]["color"].clone()).collect();
        assert_eq!(colours, ["@ramp-4", "@ramp-7"]);
        assert!(
            series(&option)[0]["markLine"].is_object() && series(&option)[0]["markArea"].is_object(),
            "splice and gap are there all the same"
        );
        assert_eq!(option.0["tip"]["series"].as_array().map(Vec::len), Some(2));
    }
}

#[test]
fn tooltips_have_changes_between_days_of_one_label_set_only() {
    let option = composition::counts(&composition(Dimension::Age, 2), Language::English);
    assert_eq!(option.0["tip"]["series"][0]["beside"], serde_json::json!([null, null, null, null]), "a gap, then other labels");
    let mut whole = composition(Dimension::Age, 2);
    whole.days[1] = CompositionDay { day: day(1), values: vec![Some(12), Some(9)], scheme: Some(1) };
    let option = composition::counts(&whole, Language::English);
    assert_eq!(option.0["tip"]["series"][1]["beside"], serde_json::json!([null, -2, 2, null]));
    let option = composition::shares(&whole, Language::English);
    assert_eq!(option.0["tip"]["series"][1]["beside"], serde_json::json!([11, 9, 11, 11]), "shares have head counts beside them");
}

#[test]
fn a_province_is_drawn_under_all_its_spellings() {
    let mut regions = composition(Dimension::Region, 3);
    regions.labels = vec!["广东".into(), "海外".into(), "广东省".into()];
    let option = province::chart(&regions, Province::of_label("广东"), Language::English);
    assert_eq!(series(&option)[0]["name"], "Guangdong");
    let alone = serde_json::json!({ "value": 0.6667, "symbol": "circle", "symbolSize": 5 });
    assert_eq!(series(&option)[0]["data"], serde_json::json!([alone, null, 0.6667, 0.6667]));
    assert_eq!(series(&option)[0]["markLine"]["data"][0]["xAxis"], "2026-11-04");
    assert_eq!(option.0["tip"]["series"][0]["beside"], serde_json::json!([22, null, 22, 22]));
    let unnamed = province::chart(&regions, Province::of_label("西藏"), Language::English);
    assert_eq!(series(&unnamed)[0]["data"], serde_json::json!([null, null, null, null]), "not named is unknown");
}
