//! The fan portrait: the same body under the new and the former path (platform notes, section 2.3).

use serde_json::{Map, Value, json};

use crate::sandbox::Sandbox;
use crate::sandbox::platform::faults::Effect;
use crate::sandbox::reading::{self, Distribution, Flow};
use crate::sandbox::world::Plan;
use crate::sandbox::world::tally::Bucket;

/// What stands where a head count should.
const NO_NUMBER: &str = "N/A";

pub(crate) fn data(sandbox: &Sandbox, plan: &Plan, effect: &Effect) -> Value {
    let inner = &sandbox.inner;
    let manner = &inner.platform.faults.platform;
    let today = inner.clock.today();
    let first = inner.platform.first_day(&plan.identity.open_id()).unwrap_or(today);
    let portrait = reading::portrait(&inner.world, plan, first, today, effect.labels.unwrap_or(manner.labels));
    let mut fans_data = Map::new();
    fans_data.insert("all_fans_num".to_owned(), json!(portrait.total));
    for (distribution, buckets) in portrait.distributions {
        let numbered = manner.gender_numbers && distribution == Distribution::Gender;
        let mut items: Vec<Value> = buckets.into_iter().map(|bucket| item(bucket, numbered)).collect();
        if let Some(first) = items.first_mut().filter(|_| effect.bad_bucket) {
            first["value"] = json!(NO_NUMBER);
        }
        fans_data.insert(key(distribution).to_owned(), json!(items));
    }
    let flow: Vec<Value> =
        portrait.flow.iter().map(|(flow, sums)| json!({ "flow": word(*flow), "fans_sum": sums.fans, "all_sum": sums.all })).collect();
    fans_data.insert("flow_contributions".to_owned(), json!(flow));
    json!({ "fans_data": fans_data })
}

fn item((label, value): Bucket, numbered: bool) -> Value {
    match label.parse::<u8>() {
        Ok(number) if numbered => json!({ "item": number, "value": value }),
        _ => json!({ "item": label, "value": value }),
    }
}

const fn key(distribution: Distribution) -> &'static str {
    match distribution {
        Distribution::Gender => "gender_distributions",
        Distribution::Age => "age_distributions",
        Distribution::Region => "geographical_distributions",
        Distribution::ActiveDays => "active_days_distributions",
        Distribution::Device => "device_distributions",
        Distribution::Interest => "interest_distributions",
    }
}

const fn word(flow: Flow) -> &'static str {
    match flow {
        Flow::Views => "vv",
        Flow::Likes => "like_cnt",
        Flow::Comments => "comment_cnt",
        Flow::Shares => "share_video_cnt",
    }
}
