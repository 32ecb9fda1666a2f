//! The life of a grant.

use serde_json::{Value, json};
use server::clock::Advance as _;
use server::sandbox::StoryName;

use super::platform::{KEY, Platform, SECRET, code_of, grant_of};

const DAY: i64 = 86_400;

#[tokio::test]
async fn a_code_is_good_once_and_for_ten_minutes() {
    let platform = Platform::start().await;
    let open_id = platform.creator(StoryName::Steady).open_id;
    let code = platform.code(&open_id, &[]).await;
    platform.clock.advance(599);
    let answer = platform.exchange(&code).await;
    assert_eq!(answer["message"], "success");
    assert_eq!(answer["data"]["open_id"], json!(open_id));
    assert_eq!((&answer["data"]["expires_in"], &answer["data"]["refresh_expires_in"]), (&json!(1_296_000), &json!(2_592_000)));
    assert_eq!(code_of(&platform.exchange(&code).await), 10_007, "a second time");
    let late = platform.code(&open_id, &[]).await;
    platform.clock.advance(600);
    assert_eq!(code_of(&platform.exchange(&late).await), 10_007, "too late");
    assert_eq!(code_of(&platform.exchange("code.forged").await), 10_007);
}

#[tokio::test]
async fn refreshing_keeps_a_living_access_token_and_replaces_a_dead_one() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Steady).await;
    platform.clock.advance(15 * DAY - 1);
    let kept = grant_of(&platform.refresh(&grant.refresh).await);
    assert_eq!((&kept.access, &kept.refresh), (&grant.access, &grant.refresh));
    platform.clock.advance(DAY);
    assert_eq!(code_of(&platform.read(&grant, "/fans/list/", "&count=1").await), 0, "it lives on");
    platform.clock.advance(14 * DAY - 1);
    assert_eq!(code_of(&platform.read(&grant, "/fans/list/", "&count=1").await), 0);
    platform.clock.advance(2);
    assert_eq!(code_of(&platform.refresh(&grant.refresh).await), 10_010, "refreshing access did not extend the refresh token");
}

#[tokio::test]
async fn an_expired_access_token_says_so_and_a_refresh_brings_another_value() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Steady).await;
    platform.clock.advance(15 * DAY);
    let answer = platform.read(&grant, "/fans/list/", "&count=1").await;
    assert_eq!((code_of(&answer), &answer["extra"]["error_code"]), (28_001_008, &json!(28_001_008)));
    let fresh = grant_of(&platform.refresh(&grant.refresh).await);
    assert_ne!(fresh.access, grant.access);
    assert_eq!(code_of(&platform.read(&fresh, "/fans/list/", "&count=1").await), 0);
    assert_eq!(code_of(&platform.read(&grant, "/fans/list/", "&count=1").await), 28_001_008);
}

#[tokio::test]
async fn a_refresh_token_is_renewed_five_times_and_the_old_one_dies() {
    let platform = Platform::start().await;
    let mut token = platform.grant(StoryName::Steady).await.refresh;
    for _ in 0..5 {
        platform.clock.advance(29 * DAY);
        let answer = platform.renew(&token).await;
        assert_eq!(answer["data"]["expires_in"], 2_592_000, "{answer}");
        assert_eq!(code_of(&platform.refresh(&token).await), 10_010, "the old one is dead");
        answer["data"]["refresh_token"].as_str().expect("a token").clone_into(&mut token);
    }
    assert_eq!(code_of(&platform.renew(&token).await), 10_020);
    assert_eq!(code_of(&platform.refresh(&token).await), 0, "it lives until its end");
    let again = platform.grant(StoryName::Steady).await;
    assert_eq!(code_of(&platform.renew(&again.refresh).await), 0, "a new consent counts anew");
}

#[tokio::test]
async fn revoking_kills_every_token_at_once() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::LostGrant).await;
    let path = format!("/sandbox/revoke?open_id={}", grant.open_id);
    assert_eq!(platform.post_form(&path, &[]).await["revoked"], true);
    assert_eq!(code_of(&platform.read(&grant, "/fans/list/", "&count=1").await), 28_001_003);
    assert_eq!(code_of(&platform.refresh(&grant.refresh).await), 10_010);
    assert_eq!(platform.post_form(&path, &[]).await["revoked"], false, "nothing is left to revoke");
    let again = platform.grant(StoryName::LostGrant).await;
    assert_eq!(code_of(&platform.read(&again, "/fans/list/", "&count=1").await), 0);
    let unknown = platform.http.post(format!("{}/sandbox/revoke?open_id=nobody", platform.url)).send().await.expect("an answer");
    assert_eq!(unknown.status(), 404);
}

#[tokio::test]
async fn parameters_may_come_in_the_query_in_a_form_or_in_json_with_or_without_the_slash() {
    let platform = Platform::start().await;
    let open_id = platform.creator(StoryName::Steady).open_id;
    for (slash, json_body) in [("/", false), ("", false), ("/", true), ("", true)] {
        let code = platform.code(&open_id, &[]).await;
        let fields = json!({"client_key": KEY, "client_secret": SECRET, "code": code, "grant_type": "authorization_code"});
        let url = format!("{}/oauth/access_token{slash}", platform.url);
        let request = if json_body { platform.http.post(url).json(&fields) } else { platform.http.get(url).query(&fields) };
        let answer: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        grant_of(&answer);
    }
    let chunks = [format!("client_key={KEY}&client_secret={SECRET}"), "&grant_type=client_credential".to_owned()];
    let body = reqwest::Body::wrap_stream(futures::stream::iter(chunks.map(Ok::<_, std::io::Error>)));
    let url = format!("{}/oauth/client_token/", platform.url);
    let answer: Value = platform.http.post(url).body(body).send().await.expect("an answer").json().await.expect("JSON");
    assert_eq!(answer["data"]["expires_in"], 7200, "chunked: {answer}");
}

#[tokio::test]
async fn wrong_credentials_have_their_own_codes() {
    let platform = Platform::start().await;
    let token = |key: &'static str, secret: &'static str, kind: &'static str| {
        let form = [("client_key", key), ("client_secret", secret), ("grant_type", kind)];
        let platform = &platform;
        async move { code_of(&platform.post_form("/oauth/client_token/", &form).await) }
    };
    assert_eq!(token("other", SECRET, "client_credential").await, 10_003);
    assert_eq!(token(KEY, "other", "client_credential").await, 10_013);
    assert_eq!(token(KEY, SECRET, "other").await, 10_002);
    assert_eq!(token(KEY, "", "client_credential").await, 10_005);
    let stable = [("client_key", KEY), ("client_secret", SECRET), ("grant_type", "client_credential")];
    let first = platform.post_form("/oauth/stable_client_token/", &stable).await;
    let second = platform.post_form("/oauth/stable_client_token/", &stable).await;
    assert_eq!(first["data"]["access_token"], second["data"]["access_token"]);
}

#[tokio::test]
async fn the_token_is_found_wherever_it_is_put_and_must_fit_the_open_id() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Steady).await;
    let url = format!("{}/oauth/userinfo", platform.url);
    let (id, token) = (grant.open_id.as_str(), grant.access.as_str());
    let requests = [
        platform.http.get(&url).query(&[("open_id", id), ("access_token", token)]),
        platform.http.get(&url).query(&[("open_id", id)]).header("access-token", token),
        platform.http.post(&url).form(&[("open_id", id)]).header("access_token", token),
        platform.http.post(&url).form(&[("open_id", id), ("access_token", token)]),
        platform.http.post(&url).json(&json!({"open_id": id, "access_token": token})),
    ];
    for request in requests {
        let answer: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        assert_eq!(answer["data"]["open_id"], json!(id), "{answer}");
    }
    let other = platform.grant(StoryName::Capped).await;
    let mixed = super::platform::Grant { open_id: other.open_id, ..grant };
    assert_eq!(code_of(&platform.read(&mixed, "/fans/list/", "&count=1").await), 28_001_015);
}

#[tokio::test]
async fn userinfo_has_a_former_and_a_present_shape() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Steady).await;
    let form = [("open_id", grant.open_id.as_str()), ("access_token", grant.access.as_str())];
    let former = platform.read(&grant, "/oauth/userinfo/", "").await;
    let present = platform.post_form("/oauth/userinfo/", &form).await;
    assert!(former["data"]["gender"].is_number() && former["extra"]["logid"].is_string(), "{former}");
    assert_eq!((&present["err_no"], &present["data"]["client_key"]), (&json!(0), &json!(KEY)), "{present}");
    assert!(present["data"].get("gender").is_none());
    let refused = platform.post_form("/oauth/userinfo/", &[form[0], ("access_token", "act.forged")]).await;
    assert_eq!(refused["err_no"], 28_001_003);
}

#[tokio::test]
async fn what_was_not_granted_is_refused_and_a_bind_scope_works_though_it_is_not_listed() {
    let platform = Platform::start().await;
    let open_id = platform.creator(StoryName::Steady).open_id;
    let answer = platform.exchange(&platform.code(&open_id, &[("scope", "user_info,fans.data.bind")]).await).await;
    assert_eq!(answer["data"]["scope"], "user_info");
    let grant = grant_of(&answer);
    assert_eq!(code_of(&platform.read(&grant, "/api/douyin/v1/user/fans_data/", "").await), 0);
    assert_eq!(code_of(&platform.read(&grant, "/data/external/user/fans/", "&date_type=7").await), 28_001_012);
}

#[tokio::test]
async fn of_the_app_tokens_the_newest_two_live_and_none_opens_a_users_data() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Steady).await;
    let form = [("client_key", KEY), ("client_secret", SECRET), ("grant_type", "client_credential")];
    let mut tokens = Vec::new();
    for _ in 0..3 {
        let answer = platform.post_form("/oauth/client_token/", &form).await;
        tokens.push(answer["data"]["access_token"].as_str().expect("a token").to_owned());
    }
    for (wait, expected) in [(0, [28_001_008, 28_001_015, 28_001_015]), (300, [28_001_008, 28_001_008, 28_001_015])] {
        platform.clock.advance(wait);
        for (token, code) in tokens.iter().zip(expected) {
            let grant = super::platform::Grant { access: token.clone(), ..grant.clone() };
            assert_eq!(code_of(&platform.read(&grant, "/fans/list/", "&count=1").await), code);
        }
    }
}
