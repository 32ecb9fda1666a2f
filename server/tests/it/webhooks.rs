//! What the platform tells unasked, through the real router: signed here as the platform's documents say, not by the code under test.

use reqwest::StatusCode;
use serde_json::json;
use server::storage::accounts::SignUp;
use server::storage::{CreatorStore as _, GrantStore as _, WebhookStore as _};
use sha1::{Digest as _, Sha1};

use crate::support::{Browser, House, Platform};
use server::clock::Advance as _;

/// Sends a message as the platform does: a trailing newline, hex(sha1(secret + body)), an id.
async fn send(house: &House, body: &str, id: &str) -> reqwest::Response {
    let body = format!("{body}\n");
    let signature = hex::encode(Sha1::digest(format!("secret{body}")));
    crate::support::browser::client()
        .post(format!("{}/webhooks/douyin", house.origin))
        .header("x-douyin-signature", signature)
        .header("msg-id", id)
        .body(body)
        .send()
        .await
        .expect("an answer")
}

fn unauthorize(open_id: &str, scopes: &[&str], log_id: &str) -> String {
    let content = json!({ "scopes": scopes }).to_string();
    json!({ "event": "unauthorize", "client_key": "key", "from_user_id": open_id, "content": content, "log_id": log_id }).to_string()
}

/// The end of the only creator's grant.
async fn ended(house: &House) -> bool {
    let key = house.core.store.all_creators().await.expect("readable").pop().expect("a creator");
    house.core.store.grant(&key).await.expect("readable").expect("a grant").ended_at.is_some()
}

/// Waits until every message that was taken is handled.
async fn settled(house: &House) {
    for _ in 0..200 {
        if house.core.store.unhandled_webhooks().await.expect("readable").is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("a message is not handled");
}

#[tokio::test]
async fn the_platforms_challenge_comes_back_as_it_is() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let answer = send(&house, r#"{"event":"verify_webhook","client_key":"","content":{"challenge":12345}}"#, "m").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.text().await.expect("a body"), r#"{"challenge":12345}"#);
}

#[tokio::test]
async fn a_withdrawal_ends_the_grant_at_once_and_a_replay_never_ends_the_next_one() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let open_id = platform.cast()[0].open_id.clone();
    let browser = Browser::new(&house.origin);
    browser.sign_in(&open_id).await;
    platform.clock.advance(3600);

    let part = unauthorize(&open_id, &["fans.list"], "1");
    assert_eq!(send(&house, &part, "m-1").await.status(), StatusCode::OK);
    settled(&house).await;
    assert!(!ended(&house).await, "a part of the scopes is found out by the next run");

    let whole = unauthorize(&open_id, &["user_info", "fans.list"], "2");
    assert_eq!(send(&house, &whole, "m-2").await.status(), StatusCode::OK);
    settled(&house).await;
    assert!(ended(&house).await);
    let key = house.core.store.all_creators().await.expect("readable").pop().expect("a creator");
    let grant = house.core.store.grant(&key).await.expect("readable").expect("a grant");
    assert!(grant.access.is_none() && grant.refresh.is_none(), "its tokens are erased");

    browser.sign_in(&open_id).await;
    platform.clock.advance(3600);
    for id in ["m-2", "another id"] {
        assert_eq!(send(&house, &whole, id).await.status(), StatusCode::OK, "the platform need not send it again");
    }
    assert_eq!(send(&house, &unauthorize(&open_id, &["user_info"], "3"), "m-2").await.status(), StatusCode::OK, "a known id");
    settled(&house).await;
    assert!(!ended(&house).await, "old bytes and old ids do nothing");
}

#[tokio::test]
async fn a_withdrawal_that_is_late_leaves_a_consent_that_is_newer() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let open_id = platform.cast()[0].open_id.clone();
    Browser::new(&house.origin).sign_in(&open_id).await;
    assert_eq!(send(&house, &unauthorize(&open_id, &[], "1"), "m").await.status(), StatusCode::OK);
    settled(&house).await;
    assert!(!ended(&house).await);
}

#[tokio::test]
async fn what_is_forged_malformed_or_too_long_is_refused_with_a_sentence() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let open_id = platform.cast()[0].open_id.clone();
    Browser::new(&house.origin).sign_in(&open_id).await;
    platform.clock.advance(3600);
    let client = crate::support::browser::client();
    let url = format!("{}/webhooks/douyin", house.origin);
    let body = unauthorize(&open_id, &["user_info"], "1");
    let forged = |signature: Option<&str>| {
        let request = client.post(&url).header("msg-id", "m").body(body.clone());
        signature.map_or(request.try_clone().expect("a request"), |signature| request.header("x-douyin-signature", signature))
    };
    for signature in [None, Some(""), Some("0000000000000000000000000000000000000000")] {
        let answer = forged(signature).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{signature:?}");
        assert!(answer.text().await.expect("a body").starts_with("The signature does not match; check"));
    }
    let other = json!({ "event": "unauthorize", "client_key": "another", "from_user_id": open_id }).to_string();
    assert_eq!(send(&house, &other, "m").await.status(), StatusCode::FORBIDDEN);
    assert_eq!(send(&house, "[1, 2", "m").await.status(), StatusCode::BAD_REQUEST);
    let long = client.post(&url).body(vec![b'x'; 66_000]).send().await.expect("an answer");
    assert_eq!(long.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(long.text().await.expect("a body").contains("at most 65536 bytes"));
    let huge = client.post(&url).body(vec![b'x'; 10 << 20]).send().await.expect("an answer, not a broken connection");
    assert_eq!(huge.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(huge.text().await.expect("a body"), "A message of the platform has at most 65536 bytes; nothing of this one was kept.");
    assert!(house.core.store.unhandled_webhooks().await.expect("readable").is_empty());
    assert!(!ended(&house).await);
    assert_eq!(client.get(&url).send().await.expect("an answer").status(), StatusCode::METHOD_NOT_ALLOWED);
}
