//! Profile, lists and series as they are asked for and read.

use app::model::{Capability, CreatorProfile, Gender, SeriesMetric};
use server::source::Records;
use wiremock::matchers::{body_string_contains, header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::read;

fn json(body: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_string(body)
}

async fn profile(body: &str) -> CreatorProfile {
    let platform = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/oauth/userinfo/"))
        .and(body_string_contains("open_id=open-1&access_token=act.one"))
        .respond_with(json(body))
        .mount(&platform)
        .await;
    match read(&platform, Capability::Profile, None).await.expect("a page").records {
        Records::Profile(profile) => profile,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_profile_is_read_in_the_new_form() {
    let body = r#"{"err_no":0,"err_msg":"","log_id":"L","data":{"open_id":"open-1","union_id":"u","nickname":"张伟","avatar":"https://example.com/x.jpeg","error_code":"0"}}"#;
    let expected =
        CreatorProfile { nickname: "张伟".to_owned(), avatar: "https://example.com/x.jpeg".to_owned(), union_id: Some("u".to_owned()) };
    assert_eq!(profile(body).await, expected);
}

#[tokio::test]
async fn the_profile_is_read_in_the_old_form_with_fields_missing() {
    let body = r#"{"data":{"error_code":0,"description":"","nickname":"张伟","avatar":null,"gender":0},"extra":{"logid":"L","now":1}}"#;
    assert_eq!(profile(body).await, CreatorProfile { nickname: "张伟".to_owned(), ..CreatorProfile::default() });
}

#[tokio::test]
async fn a_list_is_read_page_by_page_with_the_cursor_of_the_page_before() {
    let platform = MockServer::start().await;
    let page = |cursor: &str, answer: &str| {
        Mock::given(path("/fans/list/"))
            .and(query_param("cursor", cursor))
            .and(query_param("count", "50"))
            .and(query_param("access_token", "act.one"))
            .and(header("access-token", "act.one"))
            .respond_with(json(answer))
            .expect(1)
    };
    let first = r#"{"data":{"error_code":0,"cursor":1597213176393,"has_more":true,"total":2,"list":[{"open_id":"a","gender":1,"province":"上海"}]}}"#;
    let last = r#"{"data":{"error_code":0,"cursor":0,"has_more":false,"total":2,"list":[{"open_id":"b","gender":"2"}]}}"#;
    page("0", first).mount(&platform).await;
    page("1597213176393", last).mount(&platform).await;
    let one = read(&platform, Capability::FanList, None).await.expect("a page");
    assert_eq!((one.next.as_deref(), one.reported_total), (Some("1597213176393"), Some(2)));
    let two = read(&platform, Capability::FanList, one.next.as_deref()).await.expect("a page");
    assert_eq!((two.next, two.raw.len()), (None, 0));
    let Records::Members(members) = two.records else { panic!("members") };
    assert_eq!((members[0].open_id.as_str(), members[0].gender), ("b", Gender::Female));
}

#[tokio::test]
async fn the_six_series_are_six_pages_of_thirty_days() {
    let platform = MockServer::start().await;
    let body = r#"{"data":{"error_code":"0","result_list":[{"date":"2026-11-20","total_fans":"1200","new_fans":3,"new_issue":1,"total_issue":2,
        "new_play":3,"new_like":4,"new_comment":5,"new_share":6,"profile_uv":7}]}}"#;
    for name in ["fans", "item", "like", "comment", "share", "profile"] {
        Mock::given(path(format!("/data/external/user/{name}/")))
            .and(query_param("date_type", "30"))
            .and(query_param("open_id", "open-1"))
            .and(header("access-token", "act.one"))
            .respond_with(json(body))
            .expect(1)
            .mount(&platform)
            .await;
    }
    let (mut cursor, mut metrics, mut pages) = (None, Vec::new(), 0);
    loop {
        let page = read(&platform, Capability::Series, cursor.as_deref()).await.expect("a page");
        let Records::Series(points) = page.records else { panic!("series") };
        metrics.extend(points.into_iter().map(|point| point.metric));
        pages += 1;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(pages, 6);
    metrics.sort_unstable();
    assert_eq!(metrics, SeriesMetric::ALL);
}

#[tokio::test]
async fn a_cursor_that_names_no_series_is_refused_without_a_request() {
    let platform = MockServer::start().await;
    assert!(read(&platform, Capability::Series, Some("moon")).await.is_err());
    assert!(platform.received_requests().await.expect("recorded").is_empty());
}
