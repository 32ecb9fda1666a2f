//! The fan portrait.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use server::sandbox::StoryName;

use super::platform::{Grant, Platform};

const PATH: &str = "/api/douyin/v1/user/fans_data/";

async fn portrait(platform: &Platform, grant: &Grant) -> Value {
    platform.read(grant, PATH, "").await["data"]["fans_data"].clone()
}

fn labels(portrait: &Value, key: &str) -> Vec<Value> {
    portrait[key].as_array().unwrap_or_else(|| panic!("{key} in {portrait}")).iter().map(|bucket| bucket["item"].clone()).collect()
}

#[tokio::test]
async fn the_portrait_is_ready_two_platform_days_after_the_first_consent() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Steady).await;
    let first = platform.today();
    for (day, second) in [(first, 12 * 3600), (first.next(), 86_399)] {
        platform.go_to(day, second);
        let early = portrait(&platform, &grant).await;
        assert!(early["all_fans_num"].as_i64() > Some(100));
        assert_eq!((&early["age_distributions"], &early["flow_contributions"]), (&json!([]), &json!([])));
    }
    platform.go_to(first.plus(2), 0);
    assert_eq!(labels(&portrait(&platform, &grant).await, "age_distributions"), ["1-23", "24-30", "31-40", "41-50", "50-"]);
}

#[tokio::test]
async fn who_has_too_few_fans_has_no_portrait() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Tiny).await;
    platform.go_to(platform.today().plus(5), 0);
    let tiny = portrait(&platform, &grant).await;
    assert!(tiny["all_fans_num"].as_i64() < Some(100));
    assert_eq!((&tiny["gender_distributions"], &tiny["flow_contributions"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn the_portrait_counts_the_people_of_the_list() {
    let platform = Platform::start().await;
    for story in [StoryName::Steady, StoryName::BrandNew] {
        let grant = platform.grant(story).await;
        platform.go_to(platform.today().plus(2), 3600);
        let portrait = portrait(&platform, &grant).await;
        let people = platform.walk(&grant, "/fans/list/").await;
        assert_eq!(portrait["all_fans_num"].as_u64(), u64::try_from(people.len()).ok());
        let count = |key: &str| {
            let mut counts = BTreeMap::<String, i64>::new();
            for person in &people {
                let label = person[key].as_str().map_or_else(|| person[key].to_string(), str::to_owned);
                *counts.entry(label).or_default() += 1;
            }
            counts
        };
        for (key, list) in [("gender", "gender_distributions"), ("province", "geographical_distributions")] {
            let mut counted = count(key);
            counted.remove(if key == "gender" { "0" } else { "" });
            let shown = portrait[list].as_array().expect("buckets");
            let shown: BTreeMap<String, i64> = shown
                .iter()
                .map(|bucket| (bucket["item"].as_str().expect("a label").to_owned(), bucket["value"].as_i64().expect("a number")))
                .collect();
            assert_eq!(shown, counted, "{key}");
        }
    }
}

#[tokio::test]
async fn both_paths_and_every_generation_say_the_same() {
    let manner = "[platform]\nlabels = \"2019\"\ngender_numbers = true\nstringly_numbers = true\nlog_id = \"log_id\"\n";
    let platform = Platform::with_faults(manner).await;
    let grant = platform.grant(StoryName::Steady).await;
    platform.go_to(platform.today().plus(2), 0);
    let former = platform.read(&grant, "/fans/data", "").await;
    assert_eq!(former["data"]["fans_data"], portrait(&platform, &grant).await);
    let fans_data = &former["data"]["fans_data"];
    assert_eq!(labels(fans_data, "age_distributions"), ["<=25", "26-32", "33-39", "40-46", ">46"]);
    assert_eq!(labels(fans_data, "active_days_distributions"), ["0-1", "2-5", "6-10", "11-31"]);
    assert!(fans_data["all_fans_num"].is_string() && former["extra"]["log_id"].is_string() && former["extra"]["now"].is_string());
    assert_eq!(former["data"]["error_code"], "0");
    assert_eq!(former["extra"]["error_code"], 0);
}
