use app::model::{BucketValue, Dimension, FlowContribution, FlowMetric, Portrait};
use serde_json::{Value, json};

use super::{PortraitData, portrait};

fn read(fans_data: Value) -> (Portrait, Vec<String>) {
    let mut warnings = Vec::new();
    let portrait = portrait(&PortraitData { fans_data }, &mut warnings).expect("readable");
    (portrait, warnings)
}

fn bucket(label: &str, value: i64) -> BucketValue {
    BucketValue { label: label.to_owned(), value }
}

#[test]
fn genders_come_as_numbers_or_texts() {
    let (found, warnings) = read(json!({
        "all_fans_num": "10000",
        "gender_distributions": [{"item": 1, "value": "6000"}, {"item": "2", "value": 3000.0}, {"item": 0, "value": 1}, {"item": "?", "value": 2}],
    }));
    assert_eq!(found.total_fans, Some(10_000));
    assert_eq!(found.buckets(Dimension::Gender), [bucket("male", 6000), bucket("female", 3000), bucket("unknown", 3)]);
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn labels_of_every_generation_are_kept_as_sent() {
    let (found, _) = read(json!({
        "all_fans_num": 3,
        "age_distributions": [{"item": "<=25", "value": 1}, {"item": "50-", "value": 1}, {"item": "5~8", "value": 1}],
        "device_distributions": [{"item": "某新牌", "value": 9}],
        "interest_distributions": null,
    }));
    assert_eq!(found.buckets(Dimension::Age), [bucket("<=25", 1), bucket("50-", 1), bucket("5~8", 1)]);
    assert_eq!(found.buckets(Dimension::Device), [bucket("某新牌", 9)]);
    assert_eq!(found.distributions.len(), 2);
}

#[test]
fn a_bad_bucket_is_left_out_with_a_warning() {
    let (found, warnings) = read(json!({
        "all_fans_num": 3,
        "geographical_distributions": [{"item": "北京", "value": 7}, {"item": "上海", "value": "many"}, {"value": 1}, {"item": "", "value": 1}, 5, {"item": "天津", "value": -1}],
        "age_distributions": "none",
    }));
    assert_eq!(found.buckets(Dimension::Region), [bucket("北京", 7)]);
    assert_eq!(warnings.len(), 6, "{warnings:?}");
}

#[test]
fn unknown_flows_keep_their_name_and_unreadable_counts_are_unknown() {
    let (found, _) = read(json!({
        "all_fans_num": 3,
        "flow_contributions": [
            {"flow": "vv", "all_sum": "1000", "fans_sum": 400},
            {"flow": "forward_cnt", "all_sum": 5, "fans_sum": null},
        ],
    }));
    let expected = [
        FlowContribution { metric: FlowMetric::Views, all_sum: Some(1000), fans_sum: Some(400) },
        FlowContribution { metric: FlowMetric::Other("forward_cnt".to_owned()), all_sum: Some(5), fans_sum: None },
    ];
    assert_eq!(found.flow, expected);
}

#[test]
fn a_portrait_of_another_shape_is_refused() {
    let mut warnings = Vec::new();
    assert!(portrait(&PortraitData { fans_data: json!("soon") }, &mut warnings).is_err());
    assert_eq!(portrait(&PortraitData { fans_data: Value::Null }, &mut warnings), Ok(Portrait::default()));
}
