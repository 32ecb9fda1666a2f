//! `/oauth/userinfo/` in both shapes (platform notes, section 2.1): GET gives the former one with place and gender, POST the new one.

use serde_json::{Value, json};

use super::envelope::Envelope;
use crate::sandbox::Sandbox;
use crate::sandbox::world::Plan;
use crate::sandbox::world::traits::{Leaning, Traits};

pub(crate) fn data(sandbox: &Sandbox, plan: &Plan, envelope: Envelope) -> Value {
    let mut data = json!({
        "open_id": plan.identity.open_id(),
        "union_id": plan.identity.union_id(),
        "nickname": plan.nickname,
        "avatar": plan.identity.avatar(),
        "e_account_role": "",
    });
    if envelope == Envelope::C {
        data["client_key"] = json!(sandbox.inner.client_key);
        return data;
    }
    let traits = Traits::draw(plan.identity, Leaning::default());
    data["country"] = json!(traits.country());
    data["province"] = json!(traits.province());
    data["city"] = json!(traits.city());
    data["gender"] = json!(traits.gender);
    data
}
