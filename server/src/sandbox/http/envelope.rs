//! The three envelopes (platform notes, section 3.1). Business errors are HTTP 200 with a code in the body.

use std::sync::atomic::Ordering;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::lists::Listing;
use crate::sandbox::Sandbox;
use crate::sandbox::platform::faults::{Effect, LogIdKey};
use crate::sandbox::platform::refusal::{Codes, OauthRefusal, Refusal};

/// How an endpoint wraps its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Envelope {
    /// Token endpoints: `data`, `message`.
    A,
    /// Data endpoints: `data`, `extra`.
    B,
    /// The new userinfo: `err_no`, `err_msg`, `log_id`, `data`.
    C,
}

/// How an answer is written: the platform's own way, unless a fault rule says otherwise.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Numbers as strings.
    stringly: bool,
    pub(crate) codes: Codes,
}

impl Style {
    /// Nothing is written another way than the platform's own.
    pub(crate) const fn is_plain(self) -> bool {
        !self.stringly
    }

    pub(crate) fn of(sandbox: &Sandbox, effect: &Effect) -> Self {
        let manner = &sandbox.inner.platform.faults.platform;
        Self { stringly: manner.stringly_numbers || effect.stringly, codes: effect.codes.unwrap_or(manner.codes) }
    }
}

/// Wraps what an endpoint found.
pub(crate) fn success(sandbox: &Sandbox, envelope: Envelope, style: Style, mut data: Value) -> Value {
    let code = if envelope == Envelope::C { json!("0") } else { json!(0) };
    if let Some(fields) = data.as_object_mut() {
        fields.insert("error_code".to_owned(), code);
        fields.insert("description".to_owned(), json!(""));
    }
    if style.stringly {
        numbers_to_strings(&mut data);
    }
    match envelope {
        Envelope::A => json!({ "data": data, "message": "success" }),
        Envelope::B => json!({ "data": data, "extra": extra(sandbox, style, 0, "") }),
        Envelope::C => {
            let log_id = log_id(sandbox);
            data["log_id"] = json!(log_id);
            json!({ "err_no": 0, "err_msg": "", "log_id": log_id, "data": data })
        }
    }
}

/// The answer of a list that no fault changes, envelope B.
pub(crate) fn listing(sandbox: &Sandbox, style: Style, listing: &Listing) -> Response {
    #[derive(Serialize)]
    struct Answer<'a> {
        data: Data<'a>,
        extra: Value,
    }
    #[derive(Serialize)]
    struct Data<'a> {
        #[serde(flatten)]
        listing: &'a Listing,
        error_code: i64,
        description: &'static str,
    }
    let data = Data { listing, error_code: 0, description: "" };
    Json(Answer { data, extra: extra(sandbox, style, 0, "") }).into_response()
}

/// Wraps a refusal of a data endpoint.
pub(crate) fn refused(sandbox: &Sandbox, envelope: Envelope, style: Style, refusal: Refusal) -> Value {
    let code = refusal.code(style.codes);
    let description = refusal.description();
    let data = json!({ "error_code": code, "description": description });
    match envelope {
        Envelope::A => json!({ "data": data, "message": "error" }),
        Envelope::B => json!({ "data": data, "extra": extra(sandbox, style, code, description) }),
        Envelope::C => json!({ "err_no": code, "err_msg": description, "log_id": log_id(sandbox), "data": data }),
    }
}

/// Wraps a refusal of a token endpoint.
pub(crate) fn oauth_refused(refusal: OauthRefusal) -> Value {
    let data = json!({ "captcha": "", "desc_url": "", "description": refusal.description(), "error_code": refusal.code() });
    json!({ "data": data, "message": "error" })
}

fn extra(sandbox: &Sandbox, style: Style, code: i64, description: &str) -> Value {
    let manner = &sandbox.inner.platform.faults.platform;
    let now = sandbox.inner.clock.now_millis();
    let mut extra = Map::new();
    let key = match manner.log_id {
        LogIdKey::Logid => "logid",
        LogIdKey::LogId => "log_id",
    };
    extra.insert("error_code".to_owned(), json!(code));
    extra.insert("description".to_owned(), json!(description));
    extra.insert("sub_error_code".to_owned(), json!(0));
    extra.insert("sub_description".to_owned(), json!(""));
    extra.insert(key.to_owned(), json!(log_id(sandbox)));
    extra.insert("now".to_owned(), if style.stringly { json!(now.to_string()) } else { json!(now) });
    Value::Object(extra)
}

/// Beijing time to the second, then something that differs from answer to answer.
pub(crate) fn log_id(sandbox: &Sandbox) -> String {
    let number = sandbox.inner.answers.fetch_add(1, Ordering::Relaxed);
    format!("{}0102{number:016X}", sandbox.stamp())
}

fn numbers_to_strings(value: &mut Value) {
    match value {
        Value::Number(number) => *value = Value::String(number.to_string()),
        Value::Array(items) => items.iter_mut().for_each(numbers_to_strings),
        Value::Object(fields) => fields.values_mut().for_each(numbers_to_strings),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// A JSON answer with status 200.
pub(crate) fn ok(body: Value) -> Response {
    Json(body).into_response()
}

/// What a gateway in front of the platform says.
pub(crate) fn gateway_page(status: StatusCode) -> Response {
    let reason = status.canonical_reason().unwrap_or("error");
    let code = status.as_u16();
    (status, Html(format!("<html><head><title>{code} {reason}</title></head><body><h1>{code} {reason}</h1><hr>Tengine</body></html>")))
        .into_response()
}

pub(crate) fn method_not_allowed() -> Response {
    gateway_page(StatusCode::METHOD_NOT_ALLOWED)
}

pub(crate) fn too_large() -> Response {
    gateway_page(StatusCode::PAYLOAD_TOO_LARGE)
}
