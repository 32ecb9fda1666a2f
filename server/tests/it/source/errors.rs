//! One test per error class, and the action the policy takes.

use app::model::{Capability, CapabilityStatus};
use server::source::{Action, Policy as _, Source as _, SourceError};
use tokio::io::AsyncWriteExt as _;
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{access, open_at, read};

fn action(error: &SourceError) -> Action {
    open_at("http://127.0.0.1:1").action(error)
}

async fn failing(answer: ResponseTemplate) -> SourceError {
    let platform = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&platform).await;
    read(&platform, Capability::FanList, None).await.expect_err("an error")
}

#[tokio::test]
async fn a_refused_connection_is_transport() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let error = open_at(&format!("http://{address}")).read(&access(), Capability::FanList, None).await.expect_err("refused").error;
    assert!(matches!(error, SourceError::Transport { .. }), "{error:?}");
    assert_eq!(action(&error), Action::BackOff);
}

#[tokio::test]
async fn a_connection_cut_within_the_body_is_transport_and_shows_no_token() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.expect("a caller");
        socket.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"data\":").await.expect("written");
    });
    let error = open_at(&format!("http://{address}")).read(&access(), Capability::FanList, None).await.expect_err("cut").error;
    server.await.expect("the server ends");
    assert!(matches!(error, SourceError::Transport { .. }), "{error:?}");
    assert!(!format!("{error:?}").contains("act.one"), "{error:?}");
    assert_eq!(action(&error), Action::BackOff);
}

#[tokio::test]
async fn a_body_cut_short_is_truncated() {
    let error = failing(ResponseTemplate::new(200).set_body_string(r#"{"data":{"has_more":fal"#)).await;
    assert!(matches!(error, SourceError::Truncated { .. }), "{error:?}");
    assert_eq!(action(&error), Action::BackOff);
}

#[tokio::test]
async fn html_with_status_200_is_truncated() {
    let error = failing(ResponseTemplate::new(200).set_body_string("<html>maintenance</html>")).await;
    assert!(matches!(error, SourceError::Truncated { .. }), "{error:?}");
    assert_eq!(action(&error), Action::BackOff);
}

#[tokio::test]
async fn server_errors_are_tried_again() {
    let error = failing(ResponseTemplate::new(502).set_body_string("<html>bad gateway</html>")).await;
    assert!(matches!(error, SourceError::Status { status: 502, .. }), "{error:?}");
    assert_eq!(action(&error), Action::BackOff);
}

#[tokio::test]
async fn an_absent_path_is_a_missing_capability() {
    for status in [404, 405] {
        let error = failing(ResponseTemplate::new(status).set_body_string("not here")).await;
        assert_eq!(action(&error), Action::Disable(CapabilityStatus::Offline), "{error:?}");
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let error = failing(ResponseTemplate::new(302).insert_header("Location", "http://127.0.0.1:1/")).await;
    assert!(matches!(error, SourceError::Status { status: 302, .. }), "{error:?}");
    assert_eq!(action(&error), Action::Skip);
}

#[tokio::test]
async fn slow_down_carries_the_wait() {
    let error = failing(ResponseTemplate::new(429).insert_header("Retry-After", "7")).await;
    assert!(matches!(error, SourceError::RateLimited { retry_after: Some(7), .. }), "{error:?}");
    assert_eq!(action(&error), Action::SlowDown);
}

#[tokio::test]
async fn a_code_keeps_message_and_log_id() {
    let body = r#"{"data":{"error_code":2190003,"description":"not authorised"},"extra":{"error_code":2190003,"description":"not authorised","logid":"L7"}}"#;
    let error = failing(ResponseTemplate::new(200).set_body_string(body)).await;
    match &error {
        SourceError::Api { endpoint, code, message, log_id } => {
            assert_eq!((*endpoint, *code, message.as_str(), log_id.as_str()), ("/fans/list/", 2_190_003, "not authorised", "L7"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(action(&error), Action::Disable(CapabilityStatus::NotGranted));
}

#[tokio::test]
async fn a_code_is_read_from_a_refusing_status_too() {
    let error = failing(ResponseTemplate::new(403).set_body_string(r#"{"extra":{"error_code":"28001018"}}"#)).await;
    assert_eq!(error.code(), Some(28_001_018), "{error:?}");
}

#[tokio::test]
async fn a_wrong_shape_ends_the_step_at_once() {
    for body in [r#"{"data":{"has_more":false,"list":{}}}"#, r#"{"data":[]}"#, "[]", r#"{"data":{"has_more":false,"list":[7]}}"#] {
        let error = failing(ResponseTemplate::new(200).set_body_string(body)).await;
        assert!(matches!(error, SourceError::Decode { .. }), "{body}: {error:?}");
        assert_eq!(action(&error), Action::Skip);
    }
}

#[tokio::test]
async fn an_oversized_body_is_refused() {
    let error = failing(ResponseTemplate::new(200).set_body_bytes(vec![b' '; 5 << 20])).await;
    assert!(matches!(error, SourceError::Decode { .. }), "{error:?}");
}

#[tokio::test]
async fn an_endless_list_is_refused() {
    let platform = MockServer::start().await;
    let stuck = r#"{"data":{"cursor":50,"has_more":true,"list":[{"open_id":"a"}]}}"#;
    Mock::given(path("/following/list/")).respond_with(ResponseTemplate::new(200).set_body_string(stuck)).mount(&platform).await;
    assert!(read(&platform, Capability::FollowingList, None).await.is_ok());
    let error = read(&platform, Capability::FollowingList, Some("50")).await.expect_err("endless");
    assert!(matches!(error, SourceError::Decode { .. }) && error.to_string().contains("endless"), "{error:?}");
    assert_eq!(action(&error), Action::Skip);
}
