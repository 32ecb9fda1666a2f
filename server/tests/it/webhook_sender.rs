//! The sandbox tells the app of consents and withdrawals, as the platform's documents say; and what the app makes of it, end to end.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use server::clock::Advance as _;
use server::entropy::OsEntropy;
use server::sandbox::{WebhookContent, WebhookSettings};
use server::storage::accounts::SignUp;
use server::storage::{CreatorStore as _, GrantStore as _, RunStore as _, WebhookStore as _};
use sha1::{Digest as _, Sha1};
use tokio_util::sync::CancellationToken;

use crate::support::relay::{Manner, Relay, Seen, until};
use crate::support::{Browser, House, Platform};

/// Quick, so that a test need not wait for the platform's five seconds.
const RETRY_AFTER: Duration = Duration::from_millis(30);

const SCOPES: &str = "user_info,fans.list,fans.data.bind";

fn settings(relay: &Relay) -> WebhookSettings {
    let usual = WebhookSettings::to(relay.url.clone(), Arc::new(OsEntropy)).expect("this machine");
    WebhookSettings { retry_after: RETRY_AFTER, ..usual }
}

/// A platform that tells this relay.
async fn platform(relay: &Relay) -> Platform {
    let platform = Platform::start(2, 120).await;
    platform.sandbox.send_webhooks(settings(relay));
    platform
}

fn event(seen: &Seen) -> String {
    seen.json()["event"].as_str().expect("an event").to_owned()
}

fn by_event(messages: &[Seen], name: &str) -> Seen {
    messages.iter().find(|seen| event(seen) == name).unwrap_or_else(|| panic!("no {name}")).clone()
}

async fn post(platform: &Platform, path: &str, token: Option<&str>, body: &Value) -> Value {
    let mut request = crate::support::browser::client().post(format!("{}{path}", platform.url)).json(body);
    if let Some(token) = token {
        request = request.header("access-token", token);
    }
    request.send().await.expect("an answer").json().await.expect("JSON")
}

async fn client_token(platform: &Platform) -> String {
    let body = json!({ "client_key": "key", "client_secret": "secret", "grant_type": "client_credential" });
    let answer = post(platform, "oauth/client_token/", None, &body).await;
    answer["data"]["access_token"].as_str().expect("a token").to_owned()
}

#[tokio::test]
async fn consents_and_withdrawals_are_told_signed_over_the_bytes_with_the_line_end() {
    let relay = Relay::start(Manner { deaf: 2, ..Manner::default() }).await;
    let platform = platform(&relay).await;
    let open_id = platform.cast()[0].open_id.clone();
    platform.sandbox.agree(&open_id, SCOPES).expect("a code");
    let told = relay.wait_for(2).await;
    assert_eq!(relay.challenges(), 3, "nothing is told before the address has proved itself");
    for (name, scopes) in [("authorize", json!(["user_info", "fans.list"])), ("contract_authorize", json!(["fans.data.bind"]))] {
        let seen = by_event(&told, name);
        let message = seen.json();
        assert_eq!((&message["from_user_id"], &message["client_key"]), (&json!(open_id), &json!("key")));
        assert_eq!(message["content"], json!({ "scopes": scopes }), "{name}");
        assert!(seen.body.ends_with(b"}\n"), "the platform's encoder leaves a line end");
        let signed = hex::encode(Sha1::digest([b"secret", seen.body.as_slice()].concat()));
        assert_eq!(seen.header("x-douyin-signature"), signed);
        assert_eq!(seen.header("content-type"), "application/json");
    }
    assert!(platform.sandbox.revoke(&open_id) && !platform.sandbox.revoke(&open_id), "once");
    let told = relay.wait_for(4).await;
    assert_eq!(by_event(&told, "unauthorize").json()["content"]["scopes"], json!(["fans.list", "user_info"]));
    assert_eq!(by_event(&told, "contract_unauthorize").json()["content"]["scopes"], json!(["fans.data.bind"]));
    let ids: std::collections::BTreeSet<String> = told.iter().map(|seen| seen.header("msg-id").to_owned()).collect();
    assert!(ids.len() == 4 && !ids.contains(""), "{ids:?}");
}

#[tokio::test]
async fn a_message_that_is_not_taken_is_sent_three_times_more_and_then_given_up() {
    let relay = Relay::start(Manner { failures: usize::MAX, ..Manner::default() }).await;
    let platform = platform(&relay).await;
    platform.sandbox.agree(&platform.cast()[0].open_id, "user_info").expect("a code");
    let told = relay.wait_for(4).await;
    tokio::time::sleep(RETRY_AFTER * 5).await;
    assert_eq!(relay.messages().len(), 4, "given up");
    assert!(told.iter().all(|seen| seen.body == told[0].body && seen.header("msg-id") == told[0].header("msg-id")));
}

#[tokio::test]
async fn an_answer_that_takes_longer_than_five_seconds_is_none() {
    let relay = Relay::start(Manner { slowness: Duration::from_millis(5200), ..Manner::default() }).await;
    let platform = Platform::start(1, 120).await;
    let began = tokio::time::Instant::now();
    platform.sandbox.send_webhooks(settings(&relay));
    until("a second challenge", || relay.challenges() == 2).await;
    assert!((Duration::from_secs(5)..Duration::from_secs(7)).contains(&began.elapsed()), "{:?}", began.elapsed());
}

#[tokio::test]
async fn content_can_be_a_text_as_in_newer_events() {
    let relay = Relay::start(Manner::default()).await;
    let platform = Platform::start(1, 120).await;
    platform.sandbox.send_webhooks(WebhookSettings { content: WebhookContent::Text, ..settings(&relay) });
    platform.sandbox.agree(&platform.cast()[0].open_id, "user_info").expect("a code");
    let told = relay.wait_for(1).await;
    assert_eq!(told[0].json()["content"], json!(r#"{"scopes":["user_info"]}"#));
}

#[tokio::test]
async fn events_are_switched_off_and_on_and_made_up_with_an_app_token() {
    let relay = Relay::start(Manner::default()).await;
    let platform = platform(&relay).await;
    let token = client_token(&platform).await;
    let open_id = platform.cast()[1].open_id.clone();
    let status =
        |list: &Value, name: &str| list["data"]["list"].as_array().expect("a list").iter().find(|item| item["event"] == name).cloned();
    let list = post(&platform, "event/status/list/", Some(&token), &json!({})).await;
    assert_eq!(status(&list, "authorize"), Some(json!({ "event": "authorize", "status": 1 })));
    let off = json!({ "list": [{ "event": "authorize", "status": 0 }] });
    assert_eq!(post(&platform, "event/status/update/", Some(&token), &off).await["extra"]["error_code"], 0);
    let list = post(&platform, "event/status/list/", Some(&token), &json!({})).await;
    assert_eq!(status(&list, "authorize"), Some(json!({ "event": "authorize", "status": 0 })));
    platform.sandbox.agree(&open_id, "user_info").expect("a code");
    let send = json!({ "event_type": "unauthorize", "open_id": open_id });
    assert_eq!(post(&platform, "sandbox/webhook/event/send/", Some(&token), &send).await["extra"]["error_code"], 0);
    let told = relay.wait_for(1).await;
    assert_eq!(
        (event(&told[0]), &told[0].json()["from_user_id"]),
        ("unauthorize".to_owned(), &json!(open_id)),
        "the other was switched off"
    );
    for (token, path, body, code) in [
        (None, "event/status/list/", json!({}), 28_001_003),
        (Some("act.forged"), "event/status/update/", off.clone(), 28_001_003),
        (Some(token.as_str()), "event/status/update/", json!({ "list": [{ "event": "authorise", "status": 1 }] }), 28_001_007),
        (Some(token.as_str()), "event/status/update/", json!({ "list": [{ "event": "authorize", "status": 2 }] }), 28_001_007),
        (Some(token.as_str()), "sandbox/webhook/event/send/", json!({ "event_type": "party" }), 28_001_007),
        (Some(token.as_str()), "sandbox/webhook/event/send/", json!({ "event_type": "authorize" }), 28_001_007),
    ] {
        assert_eq!(post(&platform, path, token, &body).await["extra"]["error_code"], code, "{path} {body}");
    }
}

#[tokio::test]
async fn a_withdrawal_on_the_platform_suspends_the_grant_without_any_collection_and_each_message_counts_once() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let behind = Some(format!("{}/webhooks/douyin", house.origin));
    let relay = Relay::start(Manner { behind, failures: 2, ..Manner::default() }).await;
    platform.sandbox.send_webhooks(settings(&relay));
    let open_id = platform.cast()[0].open_id.clone();
    Browser::new(&house.origin).sign_in(&open_id).await;
    // Both messages of the consent, each sent three times.
    relay.wait_for(6).await;
    let key = house.core.store.all_creators().await.expect("readable").pop().expect("a creator");
    let before = house.core.store.grant(&key).await.expect("readable").expect("a grant");
    assert!(before.ended_at.is_none() && before.access.is_some());
    house.collector.stop().await;
    let runs = house.core.store.runs(&key, "douyin_open", platform_day(&platform), platform_day(&platform)).await.expect("readable");

    platform.clock.advance(3600);
    let url = format!("{}sandbox/revoke/?open_id={open_id}", platform.url);
    let answer = crate::support::browser::client().post(url).send().await.expect("an answer");
    assert_eq!(answer.json::<Value>().await.expect("JSON")["revoked"], true);
    let told = relay.wait_for(12).await;
    for _ in 0..500 {
        if house.core.store.grant(&key).await.expect("readable").expect("a grant").ended_at.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let grant = house.core.store.grant(&key).await.expect("readable").expect("a grant");
    assert!(grant.ended_at.is_some() && grant.access.is_none() && grant.refresh.is_none(), "suspended, and its tokens erased");
    let after = house.core.store.runs(&key, "douyin_open", platform_day(&platform), platform_day(&platform)).await.expect("readable");
    assert_eq!(runs, after, "nothing was collected for it");
    assert!(house.core.store.unhandled_webhooks().await.expect("readable").is_empty());
    for seen in &told {
        let (status, took) = seen.answer.expect("the application was asked");
        assert!(status == 200 && took < Duration::from_secs(1), "{status} after {took:?}");
    }
    let ids: Vec<&str> = told.iter().map(|seen| seen.header("msg-id")).collect();
    let distinct: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!((distinct.len(), ids.len()), (4, 12), "two messages for the consent and two for its end, each sent three times");
    assert_eq!(house.taken().await, 4, "each message is kept once");
}

#[tokio::test]
async fn a_withdrawal_in_the_middle_of_a_run_is_told_and_met_at_once_and_costs_nobody() {
    let plan = "[[rule]]\nendpoint = \"/fans/list/\"\nfrom = \"2026-06-04\"\nafter = 1\nfirst = 1\nrevoke = true\n";
    let platform = Platform::with_faults(1, 200, plan).await;
    let house = House::start(&platform, SignUp::First).await;
    let behind = Some(format!("{}/webhooks/douyin", house.origin));
    let relay = Relay::start(Manner { behind, ..Manner::default() }).await;
    platform.sandbox.send_webhooks(settings(&relay));
    let open_id = platform.cast()[0].open_id.clone();
    let browser = Browser::new(&house.origin);
    browser.sign_in(&open_id).await;
    let key = house.core.store.all_creators().await.expect("readable").pop().expect("a creator");
    let collect = async || house.collector.collect(&key, &CancellationToken::new()).await.expect("an outcome");
    collect().await;
    platform.clock.advance(3 * 86_400);
    let outcome = collect().await;
    assert!(!outcome.done && outcome.reason.contains("grant_lost"), "{outcome:?}");
    // What the consent was told in, and what its end is told in.
    relay.wait_for(4).await;
    let grant = house.core.store.grant(&key).await.expect("readable").expect("a grant");
    assert!(grant.ended_at.is_some() && grant.access.is_none() && grant.refresh.is_none());
    assert_eq!(house.departures().await, 0, "a list that broke off loses nobody");

    platform.clock.advance(3600);
    browser.sign_in(&open_id).await;
    let outcome = collect().await;
    assert!(outcome.done, "a small account has no series, and everything else is there: {outcome:?}");
    assert!(
        house.core.store.grant(&key).await.expect("readable").expect("a grant").ended_at.is_none(),
        "what is late ends no newer consent"
    );
}

fn platform_day(platform: &Platform) -> app::model::PlatformDay {
    use server::clock::Clock as _;
    platform.clock.today()
}
