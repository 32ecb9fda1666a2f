//! `/fans/check/` (platform notes, section 2.4): whether somebody is a fan, and since when.

use serde_json::{Value, json};

use super::call::Call;
use crate::sandbox::Sandbox;
use crate::sandbox::platform::refusal::Refusal;
use crate::sandbox::world::Plan;

/// Answers for any account: one that never followed, and one that nobody knows, is no fan.
pub(crate) fn data(sandbox: &Sandbox, plan: &Plan, call: &Call) -> Result<Value, Refusal> {
    let follower = call.parameter("follower_open_id").ok_or(Refusal::Parameter)?;
    if follower == plan.identity.open_id() {
        return Err(Refusal::Oneself);
    }
    let inner = &sandbox.inner;
    Ok(match inner.world.follows_since(plan, inner.clock.today(), follower) {
        // The world changes at midnight only, so that is when everybody began.
        Some(day) => json!({ "is_follower": true, "follow_time": day.start() }),
        None => json!({ "is_follower": false }),
    })
}
