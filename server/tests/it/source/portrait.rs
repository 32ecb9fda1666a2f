//! The portrait's two paths.

use app::model::{BucketValue, Capability, Dimension};
use server::source::{Records, Source as _};
use wiremock::matchers::{header, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{access, open, read};

const CURRENT: &str = "/api/douyin/v1/user/fans_data/";
const OLD: &str = "/fans/data/";
const PORTRAIT: &str = r#"{"data":{"error_code":0,"fans_data":{"all_fans_num":12,"gender_distributions":[{"item":1,"value":12}]}}}"#;

async fn platform(current: ResponseTemplate, old: Option<ResponseTemplate>) -> MockServer {
    let platform = MockServer::start().await;
    Mock::given(path(CURRENT))
        .and(header("access-token", "act.one"))
        .and(query_param("open_id", "open-1"))
        .and(query_param_is_missing("access_token"))
        .respond_with(current)
        .expect(1)
        .mount(&platform)
        .await;
    let calls = u64::from(old.is_some());
    Mock::given(path(OLD))
        .and(query_param("access_token", "act.one"))
        .respond_with(old.unwrap_or_else(|| ResponseTemplate::new(500)))
        .expect(calls)
        .mount(&platform)
        .await;
    platform
}

fn refusal(code: i64) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_string(format!(r#"{{"data":{{}},"extra":{{"error_code":{code}}}}}"#))
}

fn portrait() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_string(PORTRAIT)
}

#[tokio::test]
async fn the_current_path_is_enough_when_it_answers() {
    let platform = platform(portrait(), None).await;
    let page = read(&platform, Capability::Portrait, None).await.expect("a page");
    assert_eq!((page.requests, page.raw[0].endpoint), (1, CURRENT));
    assert_eq!(page.raw[0].body, PORTRAIT.as_bytes());
    let Records::Portrait(found) = page.records else { panic!("a portrait") };
    assert_eq!(found.buckets(Dimension::Gender), [BucketValue { label: "male".to_owned(), value: 12 }]);
}

#[tokio::test]
async fn the_old_path_answers_where_the_current_one_is_not_offered() {
    let absent = [404, 405].map(ResponseTemplate::new);
    let refused = [28_001_017, 28_001_018, 28_001_019, 28_001_056].map(refusal);
    for current in absent.into_iter().chain(refused) {
        let platform = platform(current, Some(portrait())).await;
        let page = read(&platform, Capability::Portrait, None).await.expect("a page");
        assert_eq!((page.requests, page.raw[0].endpoint), (2, OLD));
    }
}

#[tokio::test]
async fn other_refusals_do_not_try_the_old_path() {
    for code in [2_190_008, 28_001_012, 28_003_017] {
        let platform = platform(refusal(code), None).await;
        let refused = open(&platform).read(&access(), Capability::Portrait, None).await.expect_err("refused");
        assert_eq!((refused.error.code(), refused.requests), (Some(code), 1));
    }
}

#[tokio::test]
async fn when_both_paths_are_gone_the_first_refusal_counts() {
    let platform = platform(refusal(28_001_018), Some(ResponseTemplate::new(404))).await;
    let refused = open(&platform).read(&access(), Capability::Portrait, None).await.expect_err("refused");
    assert_eq!((refused.error.code(), refused.requests), (Some(28_001_018), 2), "each counts against the quota");
}

#[tokio::test]
async fn what_the_old_path_says_counts_when_it_knows_more() {
    let platform = platform(ResponseTemplate::new(404), Some(refusal(2_190_003))).await;
    assert_eq!(read(&platform, Capability::Portrait, None).await.expect_err("refused").code(), Some(2_190_003));
}
