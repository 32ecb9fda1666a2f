//! Consent, exchange, refresh, renewal.

use secrecy::ExposeSecret as _;
use server::source::{Connect as _, SourceError};
use wiremock::matchers::{body_string_contains, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{open, open_at};

async fn answering(at: &str, fields: &[&str], body: &str) -> MockServer {
    let platform = MockServer::start().await;
    let mut mock = Mock::given(method("POST")).and(path(at)).and(header("content-type", "application/x-www-form-urlencoded"));
    for field in fields {
        mock = mock.and(body_string_contains(*field));
    }
    mock.respond_with(ResponseTemplate::new(200).set_body_string(body)).expect(1).mount(&platform).await;
    platform
}

#[test]
fn the_consent_page_is_asked_with_state_scopes_and_a_bare_redirect() {
    let redirect = "http://127.0.0.1:3000/auth/douyin/callback".parse().expect("an address");
    let url = open_at("https://open.douyin.com/").authorize_url("st&te", &redirect);
    assert_eq!(
        url.as_str(),
        "https://open.douyin.com/platform/oauth/connect/?client_key=key&response_type=code&scope=user_info%2Cfans.data.bind\
         &redirect_uri=http%3A%2F%2F127.0.0.1%3A3000%2Fauth%2Fdouyin%2Fcallback&state=st%26te"
    );
}

#[tokio::test]
async fn a_code_becomes_tokens_with_numbers_as_strings_too() {
    let body = r#"{"data":{"access_token":"act.1","captcha":"","description":"","error_code":"0","expires_in":"1296000","open_id":"o1",
        "refresh_expires_in":2592000,"refresh_token":"rft.1","scope":"user_info"},"message":"success"}"#;
    let fields = ["client_key=key", "client_secret=the-secret", "code=c0de", "grant_type=authorization_code"];
    let platform = answering("/oauth/access_token/", &fields, body).await;
    let tokens = open(&platform).exchange(&"c0de".into()).await.expect("tokens");
    assert_eq!((tokens.open_id.as_str(), tokens.access.expose_secret(), tokens.access_seconds), ("o1", "act.1", 1_296_000));
    assert_eq!((tokens.refresh.expose_secret(), tokens.refresh_seconds, tokens.scopes.as_str()), ("rft.1", 2_592_000, "user_info"));
}

#[tokio::test]
async fn a_used_code_is_a_code_of_the_platform() {
    let body = r#"{"data":{"description":"code expired","error_code":10007},"message":"error"}"#;
    let platform = answering("/oauth/access_token/", &[], body).await;
    let error = open(&platform).exchange(&"old".into()).await.expect_err("refused");
    assert!(matches!(error, SourceError::Api { code: 10007, .. }), "{error:?}");
}

#[tokio::test]
async fn a_refresh_sends_no_secret_and_keeps_an_unsent_refresh_token() {
    let body = r#"{"data":{"access_token":"act.2","error_code":0,"expires_in":1296000,"open_id":"o1"},"message":"success"}"#;
    let platform = answering("/oauth/refresh_token/", &["grant_type=refresh_token", "refresh_token=rft.1"], body).await;
    let tokens = open(&platform).refresh(&"rft.1".into()).await.expect("tokens");
    assert_eq!((tokens.access.expose_secret(), tokens.refresh.expose_secret()), ("act.2", "rft.1"));
    let requests = platform.received_requests().await.expect("recorded");
    assert!(!String::from_utf8_lossy(&requests[0].body).contains("secret"));
}

#[tokio::test]
async fn a_renewal_reads_the_lifetime_under_each_of_its_names() {
    for name in ["expires_in", "expires_in_refresh_token", "refresh_expires_in"] {
        let body = format!(r#"{{"data":{{"error_code":0,"{name}":"86400","refresh_token":"rft.2"}},"message":"success"}}"#);
        let platform = answering("/oauth/renew_refresh_token/", &["client_key=key", "refresh_token=rft.1"], &body).await;
        let renewed = open(&platform).renew(&"rft.1".into()).await.expect(name);
        assert_eq!((renewed.refresh.expose_secret(), renewed.refresh_seconds), ("rft.2", 86_400));
    }
}

#[tokio::test]
async fn secrets_do_not_show_in_debug() {
    let platform = MockServer::start().await;
    assert!(!format!("{:?}", open(&platform)).contains("the-secret"));
}
