//! The daily series.

use serde_json::Value;
use server::sandbox::{SandboxSettings, StoryName};

use super::platform::{Platform, code_of, noon, settings};

fn days(answer: &Value) -> Vec<String> {
    let rows = answer["data"]["result_list"].as_array().unwrap_or_else(|| panic!("rows in {answer}"));
    rows.iter().map(|row| row["date"].as_str().expect("a date").to_owned()).collect()
}

#[tokio::test]
async fn rows_reach_back_and_yesterdays_appears_at_ten_in_beijing() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Capped).await;
    let path = "/data/external/user/fans/";
    assert_eq!(days(&platform.read(&grant, path, "&date_type=30").await), Vec::<String>::new(), "nothing on the day of the consent");
    let first = platform.today();
    platform.go_to(first.next(), 10 * 3600 - 1);
    let early = days(&platform.read(&grant, path, "&date_type=30").await);
    assert_eq!(early.last(), Some(&first.previous().to_string()));
    platform.go_to(first.next(), 10 * 3600);
    let late = days(&platform.read(&grant, path, "&date_type=30").await);
    assert_eq!((late.len(), late.last()), (30, Some(&first.to_string())));
    assert_eq!(days(&platform.read(&grant, path, "&date_type=7").await).len(), 7);
}

#[tokio::test]
async fn a_day_with_fewer_than_a_thousand_fans_has_no_row() {
    let platform = Platform::start().await;
    let grants = [platform.grant(StoryName::Steady).await, platform.grant(StoryName::Tiny).await];
    platform.go_to(platform.today().plus(3), 12 * 3600);
    for grant in grants {
        assert_eq!(days(&platform.read(&grant, "/data/external/user/like/", "&date_type=30").await), Vec::<String>::new());
    }
}

#[tokio::test]
async fn another_length_is_an_illegal_parameter_in_both_generations_of_codes() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Capped).await;
    for more in ["", "&date_type=8", "&date_type=x"] {
        assert_eq!(code_of(&platform.read(&grant, "/data/external/user/item/", more).await), 28_001_007);
    }
    let legacy = Platform::with_faults("[platform]\ncodes = \"legacy\"\n").await;
    let grant = legacy.grant(StoryName::Capped).await;
    assert_eq!(code_of(&legacy.read(&grant, "/data/external/user/item/", "").await), 2_100_005);
}

#[tokio::test]
async fn new_less_lost_is_the_change_of_the_total_and_plays_are_the_portraits_views() {
    let platform = Platform::with(SandboxSettings { fans: 1500, ..settings() }, noon()).await;
    let grant = platform.grant(StoryName::PurgeDay).await;
    for _ in 0..2 {
        platform.go_to(platform.today().plus(30), 12 * 3600);
        let fans = platform.read(&platform.renewed(&grant).await, "/data/external/user/fans/", "&date_type=30").await;
        let rows = fans["data"]["result_list"].as_array().expect("rows").clone();
        assert_eq!(rows.len(), 30);
        for row in &rows[1..] {
            let day = row["date"].as_str().expect("a date").parse().expect("a day");
            let growth = &platform.truth(&grant.open_id, day).await["growth"][0];
            assert_eq!((&growth["total_fans"], &growth["new_fans"]), (&row["total_fans"], &row["new_fans"]));
            let before = platform.truth(&grant.open_id, day.previous()).await["growth"][0]["total_fans"].as_i64().expect("a total");
            let number = |name: &str| growth[name].as_i64().unwrap_or_else(|| panic!("{name} in {growth}"));
            assert_eq!(number("new_fans") - number("lost_fans"), number("total_fans") - before);
            assert!(number("lost_fans") >= 0);
        }
    }
    let grant = platform.renewed(&grant).await;
    let item = platform.read(&grant, "/data/external/user/item/", "&date_type=7").await;
    let yesterday = item["data"]["result_list"].as_array().expect("rows").last().expect("a row").clone();
    let portrait = platform.read(&grant, "/fans/data/", "").await;
    assert_eq!(portrait["data"]["fans_data"]["flow_contributions"][0]["all_sum"], yesterday["new_play"]);
}

#[tokio::test]
async fn the_works_of_a_creator_receive_each_days_plays() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Steady).await;
    platform.go_to(platform.today().plus(2), 23 * 3600);
    let path = "/api/douyin/v1/video/video_list/";
    let plays = |works: &[Value]| works.iter().map(|work| work["statistics"]["play_count"].as_i64().expect("plays")).sum::<i64>();
    let works = platform.walk(&grant, path).await;
    let created: Vec<i64> = works.iter().map(|work| work["create_time"].as_i64().expect("a time")).collect();
    assert!(works.len() > 50 && created.is_sorted_by(|newer, older| newer > older), "newest first: {created:?}");
    platform.go_to(platform.today().next(), 23 * 3600);
    let gained = plays(&platform.walk(&grant, path).await) - plays(&works);
    let portrait = platform.read(&grant, "/fans/data/", "").await;
    assert_eq!(portrait["data"]["fans_data"]["flow_contributions"][0]["all_sum"], gained);
}
