//! Webhooks (platform notes, section 4): `X-Douyin-Signature` is hex(sha1(client secret + raw body)), over the bytes as they came, the
//! trailing newline of the platform's encoder included. `content` is an object, or the same as a JSON string.

use app::model::OpenId;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use sha1::{Digest as _, Sha1};
use subtle::ConstantTimeEq as _;

use super::DouyinSettings;
use crate::source::notice::{Message, Notice, NoticeError};

const CHALLENGE: &str = "verify_webhook";

/// Reads a message. Without a signature nothing is believed but a challenge, which only asks for its own value.
pub(super) fn read(settings: &DouyinSettings, signature: Option<&str>, body: &[u8]) -> Result<Message, NoticeError> {
    let signed = match signature {
        Some(signature) if fits(settings, signature, body) => true,
        Some(_) => return Err(NoticeError::Signature),
        None => false,
    };
    let message: Value = serde_json::from_slice(body).map_err(|_| NoticeError::Shape("the body is not JSON"))?;
    let text = |name: &str| message.get(name).and_then(Value::as_str).unwrap_or_default();
    let event = text("event");
    if event.is_empty() {
        return Err(NoticeError::Shape("it names no event"));
    }
    let content = content(&message)?;
    if event == CHALLENGE {
        let challenge = content.get("challenge").filter(|value| value.is_number() || value.is_string());
        return challenge.cloned().map(Message::Challenge).ok_or(NoticeError::Shape("it has no challenge"));
    }
    if !signed {
        return Err(NoticeError::Signature);
    }
    if text("client_key") != settings.client_key {
        return Err(NoticeError::OtherApp);
    }
    let scopes = content.get("scopes").and_then(Value::as_array);
    let scopes = scopes.into_iter().flatten().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
    Ok(Message::Notice(Notice { event: event.to_owned(), open_id: OpenId(text("from_user_id").to_owned()), scopes }))
}

fn content(message: &Value) -> Result<Value, NoticeError> {
    match message.get("content") {
        None | Some(Value::Null) => Ok(Value::Null),
        Some(Value::String(text)) if text.is_empty() => Ok(Value::Null),
        Some(Value::String(text)) => serde_json::from_str(text).map_err(|_| NoticeError::Shape("its content is not JSON")),
        Some(content) => Ok(content.clone()),
    }
}

fn fits(settings: &DouyinSettings, signature: &str, body: &[u8]) -> bool {
    let mut digest = Sha1::new();
    digest.update(settings.client_secret.expose_secret().as_bytes());
    digest.update(body);
    let expected = hex::encode(digest.finalize());
    expected.as_bytes().ct_eq(signature.to_ascii_lowercase().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn settings() -> DouyinSettings {
        DouyinSettings {
            base_url: "https://open.douyin.com".parse().expect("an address"),
            client_key: "key".to_owned(),
            client_secret: "secret".into(),
            scopes: String::new(),
        }
    }

    /// sha1("secret" + body), made by another tool.
    const SIGNED: (&str, &[u8]) = (
        "c14c702bc99211a22d28f48791a1ff81801aa446",
        b"{\"event\":\"unauthorize\",\"from_user_id\":\"o-1\",\"client_key\":\"key\",\"content\":{\"scopes\":[\"user_info\"]}}\n",
    );

    #[test]
    fn the_bytes_as_they_came_are_what_is_signed() {
        let (signature, body) = SIGNED;
        let notice = Notice { event: "unauthorize".to_owned(), open_id: "o-1".into(), scopes: vec!["user_info".to_owned()] };
        assert_eq!(read(&settings(), Some(signature), body), Ok(Message::Notice(notice.clone())));
        assert_eq!(read(&settings(), Some(&signature.to_uppercase()), body), Ok(Message::Notice(notice)));
        assert_eq!(read(&settings(), Some(signature), body.trim_ascii_end()), Err(NoticeError::Signature), "without the newline");
        assert_eq!(read(&settings(), Some("0"), body), Err(NoticeError::Signature));
        assert_eq!(read(&settings(), None, body), Err(NoticeError::Signature));
    }

    fn signature(body: &[u8]) -> String {
        hex::encode(Sha1::digest([b"secret", body].concat()))
    }

    fn signed(message: &Value) -> Result<Message, NoticeError> {
        let body = message.to_string();
        read(&settings(), Some(&signature(body.as_bytes())), body.as_bytes())
    }

    #[test]
    fn content_is_an_object_or_a_string_of_one() {
        let message = |content: Value| json!({ "event": "authorize", "from_user_id": "o", "client_key": "key", "content": content });
        let told = |content| match signed(&message(content)) {
            Ok(Message::Notice(notice)) => notice.scopes,
            other => panic!("{other:?}"),
        };
        assert_eq!(told(json!({ "scopes": ["a", "b"] })), ["a", "b"]);
        assert_eq!(told(json!("{\"scopes\":[\"a\"]}")), ["a"]);
        assert!(told(json!("")).is_empty() && told(Value::Null).is_empty());
        assert!(matches!(signed(&message(json!("{"))), Err(NoticeError::Shape(_))));
    }

    #[test]
    fn a_challenge_is_answered_with_the_same_value_signed_or_not() {
        let body = br#"{"event":"verify_webhook","client_key":"","content":{"challenge":12345}}"#;
        assert_eq!(read(&settings(), None, body), Ok(Message::Challenge(json!(12345))));
        assert_eq!(read(&settings(), Some(&signature(body)), body), Ok(Message::Challenge(json!(12345))));
        assert_eq!(read(&settings(), Some("forged"), body), Err(NoticeError::Signature));
        let nested = br#"{"event":"verify_webhook","content":{"challenge":{"a":1}}}"#;
        assert!(matches!(read(&settings(), None, nested), Err(NoticeError::Shape(_))));
    }

    #[test]
    fn what_is_for_another_app_or_no_message_is_refused() {
        assert_eq!(signed(&json!({ "event": "authorize", "client_key": "other" })), Err(NoticeError::OtherApp));
        for body in ["", "[]", "{}", "null", "{\"event\":7}"] {
            let read = read(&settings(), Some(&signature(body.as_bytes())), body.as_bytes());
            assert!(matches!(read, Err(NoticeError::Shape(_))), "{body}: {read:?}");
        }
    }
}
