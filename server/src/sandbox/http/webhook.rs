//! The app's side of webhooks: which events it wants, and a made-up one on request (platform notes, section 4). With an app token.

use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use super::call::Call;
use super::envelope::{self, Envelope, Style};
use crate::sandbox::Sandbox;
use crate::sandbox::platform::faults::Effect;
use crate::sandbox::platform::refusal::Refusal;
use crate::sandbox::webhook::EVENTS;

/// `/event/status/list/`: every event, 1 when it is sent.
pub(crate) async fn status_list(State(sandbox): State<Sandbox>, call: Call) -> Response {
    answer(&sandbox, &call, |sandbox| {
        let status = |event: &str| u8::from(sandbox.inner.platform.is_subscribed(event));
        Ok(json!({ "list": EVENTS.map(|event| json!({ "event": event, "status": status(event) })) }))
    })
}

/// `/event/status/update/` with `{"list":[{"event":"authorize","status":0}]}`: all of it or nothing.
pub(crate) async fn status_update(State(sandbox): State<Sandbox>, call: Call) -> Response {
    answer(&sandbox, &call, |sandbox| {
        let wanted = call.json["list"].as_array().ok_or(Refusal::Parameter)?;
        let wanted: Vec<(&str, bool)> = wanted.iter().map(switch).collect::<Option<_>>().ok_or(Refusal::Parameter)?;
        sandbox.inner.platform.subscribe(&wanted);
        Ok(json!({}))
    })
}

fn switch(item: &Value) -> Option<(&'static str, bool)> {
    let event = EVENTS.into_iter().find(|event| item["event"] == *event)?;
    let status = item["status"].as_u64().filter(|status| *status <= 1)?;
    Some((event, status == 1))
}

/// `/sandbox/webhook/event/send/` with `{"event_type":"authorize"}`: about the user named by `open_id`, or the first one.
pub(crate) async fn send(State(sandbox): State<Sandbox>, call: Call) -> Response {
    answer(&sandbox, &call, |sandbox| {
        let event = call.parameter("event_type").ok_or(Refusal::Parameter)?;
        let world = &sandbox.inner.world;
        let plan = match call.parameter("open_id") {
            Some(open_id) => world.find(open_id),
            None => world.plans().first(),
        };
        let open_id = plan.ok_or(Refusal::Parameter)?.identity.open_id();
        sandbox.tell_sample(event, &open_id)?;
        Ok(json!({}))
    })
}

fn answer(sandbox: &Sandbox, call: &Call, find: impl FnOnce(&Sandbox) -> Result<Value, Refusal>) -> Response {
    let style = Style::of(sandbox, &Effect::default());
    let token = call.access_token().ok_or(Refusal::TokenInvalid);
    let found = token.and_then(|token| sandbox.inner.platform.app_bearer(token, sandbox.inner.clock.now())).and_then(|()| find(sandbox));
    envelope::ok(match found {
        Ok(data) => envelope::success(sandbox, Envelope::B, style, data),
        Err(refusal) => envelope::refused(sandbox, Envelope::B, style, refusal),
    })
}
