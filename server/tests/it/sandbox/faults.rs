//! The faults file, as a client sees it.

use std::time::Duration;

use serde_json::Value;
use server::clock::Advance as _;
use server::sandbox::StoryName;

use super::platform::{Platform, code_of};

#[tokio::test]
async fn a_code_can_come_in_place_of_the_first_answers() {
    let platform = Platform::with_faults("[[rule]]\nendpoint = \"portrait\"\nfirst = 2\ncode = 28001005\n").await;
    let grant = platform.grant(StoryName::Steady).await;
    let path = "/api/douyin/v1/user/fans_data/";
    for expected in [28_001_005, 28_001_005, 0] {
        let answer = platform.read(&grant, path, "").await;
        assert_eq!((code_of(&answer), answer["extra"]["error_code"].as_i64()), (expected, Some(expected)));
    }
}

#[tokio::test]
async fn a_status_comes_with_html_every_other_time() {
    let platform = Platform::with_faults("[[rule]]\nendpoint = \"/fans/list/\"\nevery = 2\nstatus = 503\n").await;
    let grant = platform.grant(StoryName::Steady).await;
    let url = format!("{}/fans/list?open_id={}&count=1&access_token={}", platform.url, grant.open_id, grant.access);
    for expected in [200, 503, 200, 503] {
        let answer = platform.http.get(&url).send().await.expect("an answer");
        assert_eq!(answer.status(), expected);
        assert_eq!(answer.headers()["content-type"].to_str().expect("text").contains("html"), expected == 503);
    }
}

#[tokio::test]
async fn a_body_can_break_off() {
    let rules = "[[rule]]\nendpoint = \"series\"\ntruncate = 40\n[[rule]]\nendpoint = \"lists\"\nhtml = true\n";
    let platform = Platform::with_faults(rules).await;
    let grant = platform.grant(StoryName::Steady).await;
    let get = |path: &str| {
        let url = format!("{}{path}?open_id={}&date_type=7", platform.url, grant.open_id);
        platform.http.get(url).header("access-token", &grant.access).send()
    };
    let broken = get("/data/external/user/fans/").await.expect("headers");
    assert_eq!(broken.status(), 200);
    assert!(broken.bytes().await.is_err(), "fewer bytes than announced");
    let page = get("/fans/list/").await.expect("an answer");
    assert_eq!(page.status(), 200);
    assert!(page.text().await.expect("text").starts_with("<!doctype html>"));
}

#[tokio::test]
async fn an_answer_can_be_late() {
    let platform = Platform::with_faults("[[rule]]\nendpoint = \"all\"\ndelay_ms = 60000\n").await;
    let request = platform.http.post(format!("{}/oauth/client_token/", platform.url)).timeout(Duration::from_millis(100)).send();
    assert!(request.await.expect_err("too late").is_timeout());
}

#[tokio::test]
async fn one_creator_can_be_hit_on_some_days_only() {
    let free = Platform::start().await;
    let (hit, spared) = (free.creator(StoryName::Steady).open_id, StoryName::Capped);
    let (from, to) = (free.today().next(), free.today().plus(2));
    let rule = format!("[[rule]]\nendpoint = \"lists\"\nopen_id = \"{hit}\"\nfrom = \"{from}\"\nto = \"{to}\"\ncode = 2100004\n");
    let platform = Platform::with_faults(&rule).await;
    let (hit, spared) = (platform.grant(StoryName::Steady).await, platform.grant(spared).await);
    for expected in [0, 2_100_004, 2_100_004, 0] {
        assert_eq!(code_of(&platform.read(&hit, "/fans/list/", "&count=1").await), expected);
        assert_eq!(code_of(&platform.read(&spared, "/fans/list/", "&count=1").await), 0);
        platform.clock.advance(86_400);
    }
}

#[tokio::test]
async fn scopes_can_be_offline_missing_or_used_up() {
    let manner = "[platform]\noffline = [\"fans.list\"]\nmissing = [\"data.external.user\", \"renew_refresh_token\"]\nburst = 3\n";
    let platform = Platform::with_faults(manner).await;
    let grant = platform.grant(StoryName::Steady).await;
    assert_eq!(code_of(&platform.read(&grant, "/fans/list/", "&count=1").await), 28_001_056);
    assert_eq!(code_of(&platform.read(&grant, "/data/external/user/fans/", "&date_type=7").await), 28_001_018);
    assert_eq!(code_of(&platform.renew(&grant.refresh).await), 10_004);
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(code_of(&platform.read(&grant, "/fans/data/", "").await));
    }
    assert_eq!(codes, [0, 0, 0, 28_003_018]);
}

#[tokio::test]
async fn an_unknown_path_and_a_wrong_method_are_told_apart() {
    let platform = Platform::start().await;
    let unknown = platform.get("/fans/nothing/").await;
    assert_eq!(unknown["extra"]["error_code"], 28_001_017);
    let wrong = platform.http.delete(format!("{}/fans/list/", platform.url)).send().await.expect("an answer");
    assert_eq!(wrong.status(), 405);
    let token_fault = Platform::with_faults("[[rule]]\nendpoint = \"oauth\"\nfirst = 1\ncode = 10001\n").await;
    let answer: Value = token_fault.refresh("rft.any").await;
    assert_eq!((code_of(&answer), &answer["message"]), (10_001, &Value::from("error")));
}
