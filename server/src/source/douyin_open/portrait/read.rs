//! `fans_data` → `Portrait`. A bad bucket is left out with a warning, never the whole portrait; unknown labels are kept.

use app::model::{BucketValue, Dimension, FlowContribution, FlowMetric, Gender, Portrait};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::{numbers, text};

#[derive(Deserialize)]
pub(super) struct PortraitData {
    fans_data: Value,
}

/// Reads the portrait; the error names the field.
pub(super) fn portrait(data: &PortraitData, warnings: &mut Vec<String>) -> Result<Portrait, &'static str> {
    // An account below the threshold may get null.
    let fans_data = match &data.fans_data {
        Value::Null => return Ok(Portrait::default()),
        Value::Object(fields) => fields,
        _ => return Err("fans_data is not an object"),
    };
    let total_fans = fans_data.get("all_fans_num").and_then(numbers::of_value);
    if total_fans.is_none() {
        warnings.push("all_fans_num is not a number".to_owned());
    }
    let mut distributions = Vec::new();
    for dimension in Dimension::ALL {
        let buckets = buckets(fans_data, dimension, warnings);
        if !buckets.is_empty() {
            distributions.push((dimension, buckets));
        }
    }
    Ok(Portrait { total_fans, distributions, flow: flow(fans_data, warnings) })
}

const fn field(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Gender => "gender_distributions",
        Dimension::Age => "age_distributions",
        Dimension::Region => "geographical_distributions",
        Dimension::ActiveDays => "active_days_distributions",
        Dimension::Device => "device_distributions",
        Dimension::Interest => "interest_distributions",
    }
}

fn list<'a>(fields: &'a Map<String, Value>, name: &str, warnings: &mut Vec<String>) -> &'a [Value] {
    match fields.get(name) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(_) => {
            warnings.push(format!("{name} is not a list"));
            &[]
        }
    }
}

fn buckets(fields: &Map<String, Value>, dimension: Dimension, warnings: &mut Vec<String>) -> Vec<BucketValue> {
    let name = field(dimension);
    let mut buckets: Vec<BucketValue> = Vec::new();
    for item in list(fields, name, warnings) {
        match bucket(item, dimension) {
            // A label that comes twice (genders "0" and "3" are both unknown) is one bucket.
            Some(found) => match buckets.iter_mut().find(|bucket| bucket.label == found.label) {
                Some(bucket) => bucket.value = bucket.value.saturating_add(found.value),
                None => buckets.push(found),
            },
            None => warnings.push(format!("a bucket of {name} was left out: it has no label or no count")),
        }
    }
    buckets
}

fn bucket(item: &Value, dimension: Dimension) -> Option<BucketValue> {
    let label = text::label(item.get("item")?)?;
    let value = numbers::of_value(item.get("value")?).filter(|value| *value >= 0)?;
    let label = if dimension == Dimension::Gender { gender(&label).as_str().to_owned() } else { label };
    Some(BucketValue { label, value })
}

fn gender(label: &str) -> Gender {
    label.parse().map_or(Gender::Unknown, Gender::from_code)
}

fn flow(fields: &Map<String, Value>, warnings: &mut Vec<String>) -> Vec<FlowContribution> {
    let mut flow: Vec<FlowContribution> = Vec::new();
    for item in list(fields, "flow_contributions", warnings) {
        let Some(name) = item.get("flow").and_then(text::label) else {
            warnings.push("a flow contribution was left out: it has no name".to_owned());
            continue;
        };
        let metric = metric(name);
        if flow.iter().any(|known| known.metric == metric) {
            warnings.push(format!("the flow contribution {metric} came twice; the first counts"));
            continue;
        }
        let count = |name| item.get(name).and_then(numbers::of_value);
        flow.push(FlowContribution { metric, all_sum: count("all_sum"), fans_sum: count("fans_sum") });
    }
    flow
}

fn metric(name: String) -> FlowMetric {
    match name.as_str() {
        "vv" => FlowMetric::Views,
        "like_cnt" => FlowMetric::Likes,
        "comment_cnt" => FlowMetric::Comments,
        "share_video_cnt" => FlowMetric::Shares,
        _ => FlowMetric::Other(name),
    }
}

#[cfg(test)]
mod tests;
