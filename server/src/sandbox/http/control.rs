//! The sandbox's own paths: who is there, what is true, moving the clock, revoking a grant.

use std::collections::HashMap;

use app::model::PlatformDay;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use crate::sandbox::truth::Truth;
use crate::sandbox::{Sandbox, SandboxCreator};

/// A year: further than any test needs, near enough that no date overflows.
const LONGEST_ADVANCE: i64 = 400 * 86_400;

type Parameters = Query<HashMap<String, String>>;

pub(crate) async fn creators(State(sandbox): State<Sandbox>) -> Json<Vec<SandboxCreator>> {
    Json(sandbox.creators())
}

pub(crate) async fn truth(State(sandbox): State<Sandbox>, Path((open_id, day)): Path<(String, String)>) -> Response {
    let inner = &sandbox.inner;
    let Some(plan) = inner.world.find(&open_id) else { return unknown_creator() };
    match day.parse::<PlatformDay>() {
        Ok(day) => Json(Truth::new(&inner.world, &inner.platform, plan, inner.clock.now()).of(day)).into_response(),
        Err(error) => refused(StatusCode::BAD_REQUEST, &error.to_string()),
    }
}

pub(crate) async fn calls(State(sandbox): State<Sandbox>) -> Response {
    Json(sandbox.inner.calls.all()).into_response()
}

pub(crate) async fn clock(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(clock_face(&sandbox))
}

pub(crate) async fn advance(State(sandbox): State<Sandbox>, Query(parameters): Parameters) -> Response {
    let seconds = parameters.get("advance").and_then(|text| text.parse::<i64>().ok());
    let Some(seconds) = seconds.filter(|seconds| (0..=LONGEST_ADVANCE).contains(seconds)) else {
        return refused(StatusCode::BAD_REQUEST, "`advance` must be a number of seconds from 0 to 34560000");
    };
    let clock = &sandbox.inner.clock;
    clock.advance(seconds);
    if let Some(offset) = clock.offset_millis() {
        sandbox.inner.platform.set_clock_offset(offset);
    }
    Json(clock_face(&sandbox)).into_response()
}

pub(crate) async fn revoke(State(sandbox): State<Sandbox>, Query(parameters): Parameters) -> Response {
    let open_id = parameters.get("open_id").map(String::as_str).unwrap_or_default();
    if sandbox.inner.world.find(open_id).is_none() {
        return unknown_creator();
    }
    Json(json!({ "open_id": open_id, "revoked": sandbox.revoke(open_id) })).into_response()
}

fn clock_face(sandbox: &Sandbox) -> Value {
    let now = sandbox.inner.clock.now();
    json!({ "now": now.to_rfc3339(), "unix": now, "day": now.day() })
}

fn unknown_creator() -> Response {
    refused(StatusCode::NOT_FOUND, "no creator has this open_id; GET /sandbox/creators lists them")
}

fn refused(status: StatusCode, reason: &str) -> Response {
    (status, Json(json!({ "error": reason }))).into_response()
}
