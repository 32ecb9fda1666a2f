//! The control paths, and what they call true.

use serde_json::{Value, json};
use server::clock::Clock as _;
use server::sandbox::StoryName;

use super::platform::Platform;

#[tokio::test]
async fn the_truth_of_a_day_is_what_the_endpoints_showed_on_it() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Steady).await;
    platform.go_to(platform.today().plus(2), 12 * 3600);
    let day = platform.today();
    let people = platform.walk(&grant, "/fans/list/").await;
    let portrait = platform.read(&grant, "/fans/data/", "").await["data"]["fans_data"].clone();
    platform.go_to(day.plus(5), 12 * 3600);
    let truth = platform.truth(&grant.open_id, day).await;
    let listed: Vec<&Value> = truth["fans"].as_array().expect("rows").iter().map(|row| &row["open_id"]).collect();
    assert_eq!(listed, people.iter().map(|row| &row["open_id"]).collect::<Vec<_>>());
    let ages: Vec<Value> = rows(&truth, "age").map(|row| json!({"item": row["bucket"], "value": row["value"]})).collect();
    assert_eq!(json!(ages), portrait["age_distributions"]);
    let genders: Vec<&Value> = rows(&truth, "gender").map(|row| &row["bucket"]).collect();
    assert_eq!(genders, [&json!("male"), &json!("female")]);
    assert_eq!(truth["flow"][0]["fans_sum"], portrait["flow_contributions"][0]["fans_sum"]);
    assert_eq!(truth["growth"][0]["total_fans"], portrait["all_fans_num"]);
}

fn rows<'a>(truth: &'a Value, dimension: &'a str) -> impl Iterator<Item = &'a Value> {
    truth["portrait"].as_array().expect("rows").iter().filter(move |row| row["dimension"] == dimension)
}

#[tokio::test]
async fn the_total_comes_from_the_best_source_there_is() {
    let platform = Platform::start().await;
    let day = platform.today();
    let (large, small, tiny) =
        (platform.grant(StoryName::Capped).await, platform.grant(StoryName::BrandNew).await, platform.grant(StoryName::Tiny).await);
    platform.go_to(day.plus(4), 9 * 3600);
    let growth = async |open_id: &str, after: u64| platform.truth(open_id, day.plus(after)).await["growth"][0].clone();
    assert_eq!(growth(&large.open_id, 2).await["source"], "series");
    assert!(growth(&large.open_id, 2).await["lost_fans"].is_number());
    assert_eq!(growth(&large.open_id, 3).await["source"], "portrait", "its row appears at ten");
    let small = growth(&small.open_id, 3).await;
    assert_eq!((&small["source"], &small["new_fans"]), (&json!("portrait"), &Value::Null));
    assert!(small["net_fans"].is_number());
    assert_eq!(growth(&tiny.open_id, 0).await["net_fans"], Value::Null, "nothing is known of the day before");
    let tiny = growth(&tiny.open_id, 3).await;
    assert_eq!(tiny["source"], "list");
    assert!(tiny["new_fans"].is_number() && tiny["lost_fans"].is_number());
}

#[tokio::test]
async fn days_without_a_consent_have_no_rows_but_the_series_heal() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Capped).await;
    let day = platform.today();
    platform.go_to(day.plus(3), 3600);
    assert!(platform.sandbox.revoke(&grant.open_id));
    platform.go_to(day.plus(6), 3600);
    platform.grant(StoryName::Capped).await;
    platform.go_to(day.plus(8), 12 * 3600);
    for (after, read) in [(2, true), (3, false), (5, false), (6, true)] {
        let truth = platform.truth(&grant.open_id, day.plus(after)).await;
        assert_eq!(truth["read"], read, "{after}");
        assert_eq!(truth["portrait"].as_array().map(Vec::is_empty), Some(!read));
        assert_eq!(truth["list"].is_null(), !read);
        assert_eq!(truth["growth"][0]["source"], "series");
    }
    let stranger = platform.creator(StoryName::Steady).open_id;
    assert_eq!(platform.truth(&stranger, day).await["growth"][0]["total_fans"], Value::Null, "who never agreed was never read");
}

#[tokio::test]
async fn control_refuses_what_it_does_not_know() {
    let platform = Platform::start().await;
    let open_id = platform.creator(StoryName::Steady).open_id;
    for (path, status) in
        [(format!("/sandbox/truth/nobody/{}", platform.today()), 404), (format!("/sandbox/truth/{open_id}/2026-02-30"), 400)]
    {
        let answer = platform.http.get(format!("{}{path}", platform.url)).send().await.expect("an answer");
        assert_eq!(answer.status(), status);
        assert!(answer.json::<Value>().await.expect("JSON")["error"].is_string());
    }
    for advance in ["", "x", "-5", "99999999999"] {
        let url = format!("{}/sandbox/clock?advance={advance}", platform.url);
        assert_eq!(platform.http.post(url).send().await.expect("an answer").status(), 400);
    }
}

#[tokio::test]
async fn the_clock_is_moved_by_a_post() {
    let platform = Platform::start().await;
    let before = platform.clock.now();
    let face = platform.post_form("/sandbox/clock?advance=90", &[]).await;
    assert_eq!(platform.clock.now().seconds_since(before), 90);
    assert_eq!(face["unix"], json!(before.0 + 90));
}
