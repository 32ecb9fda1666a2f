//! A call as the platform reads it: the parameters may be in the query, in a form or in JSON, the token in a header as well.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use serde_json::Value;

use super::envelope;

/// Method, parameters and token of a call.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) headers: HeaderMap,
    parameters: BTreeMap<String, String>,
    /// The body, when it is a JSON object; null otherwise.
    pub(crate) json: Value,
}

impl Call {
    /// A parameter that is there and not empty.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The access token, wherever the client puts it.
    pub(crate) fn access_token(&self) -> Option<&str> {
        let header = |name| self.headers.get(name).and_then(|value| value.to_str().ok());
        header("access-token").or_else(|| header("access_token")).or_else(|| self.parameter("access_token"))
    }

    fn read(method: Method, headers: HeaderMap, query: &str, body: &[u8]) -> Self {
        let mut parameters: BTreeMap<String, String> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let json = serde_json::from_slice(body).ok().filter(Value::is_object).unwrap_or(Value::Null);
        match &json {
            Value::Object(fields) => parameters.extend(fields.iter().filter_map(|(name, value)| Some((name.clone(), scalar(value)?)))),
            _ => parameters.extend(url::form_urlencoded::parse(body).into_owned()),
        }
        Self { method, headers, parameters, json }
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let (method, headers) = (parts.method.clone(), parts.headers.clone());
        if method != Method::GET && method != Method::POST {
            return Err(envelope::method_not_allowed());
        }
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let body = Bytes::from_request(Request::from_parts(parts, body), state).await.map_err(|_| envelope::too_large())?;
        Ok(Self::read(method, headers, &query, &body))
    }
}
