//! Whether somebody is a fan.

use serde_json::{Value, json};
use server::clock::Clock as _;
use server::sandbox::StoryName;

use super::platform::{Platform, SCOPES, code_of};

const PATH: &str = "/fans/check/";

fn asked(open_id: &str) -> String {
    format!("&follower_open_id={open_id}")
}

#[tokio::test]
async fn a_fan_is_told_from_one_who_left_and_from_a_stranger() {
    let platform = Platform::start().await;
    let grant = platform.grant_with(StoryName::Steady, &format!("{SCOPES},fans.check")).await;
    let before = platform.walk(&grant, "/fans/list/").await;
    platform.go_to(platform.today().plus(3), 12 * 3600);
    let truth = platform.truth(&grant.open_id, platform.today()).await;
    let fans = truth["fans"].as_array().expect("fans");
    for fan in fans.iter().take(5) {
        let answer = platform.read(&grant, PATH, &asked(fan["open_id"].as_str().expect("an id"))).await;
        let since: app::model::PlatformDay = fan["followed_day"].as_str().expect("a day").parse().expect("a day");
        assert_eq!((&answer["data"]["is_follower"], &answer["data"]["follow_time"]), (&json!(true), &json!(since.start())));
        assert!(answer["data"]["follow_time"].as_i64() <= Some(platform.clock.now().0));
    }
    let is_fan = |id: &Value| fans.iter().any(|fan| fan["open_id"] == *id);
    let left = before.iter().map(|row| &row["open_id"]).find(|id| !is_fan(id)).expect("somebody leaves in three days");
    for nobody in [left.as_str().expect("an id"), "nobody"] {
        let answer = platform.read(&grant, PATH, &asked(nobody)).await;
        assert_eq!((code_of(&answer), &answer["data"]["is_follower"]), (0, &json!(false)), "{nobody}");
        assert!(answer["data"].get("follow_time").is_none());
    }
}

#[tokio::test]
async fn oneself_nobody_and_another_scope_are_refused() {
    let platform = Platform::start().await;
    let grant = platform.grant_with(StoryName::Steady, "user_info,fans.check").await;
    assert_eq!(code_of(&platform.read(&grant, PATH, &asked(&grant.open_id)).await), 2_100_006);
    assert_eq!(code_of(&platform.read(&grant, PATH, "").await), 28_001_007);
    let without = platform.grant(StoryName::Steady).await;
    assert_eq!(code_of(&platform.read(&without, PATH, &asked("nobody")).await), 28_001_012);
}
