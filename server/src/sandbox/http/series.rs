//! The six daily series of a user (platform notes, section 2.5).

use app::model::PlatformDay;
use serde_json::{Value, json};

use super::call::Call;
use crate::sandbox::Sandbox;
use crate::sandbox::platform::refusal::Refusal;
use crate::sandbox::reading;
use crate::sandbox::world::{Plan, World};

/// Which series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Series {
    Fans,
    Item,
    Like,
    Comment,
    Share,
    Profile,
}

impl Series {
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Fans => "/data/external/user/fans/",
            Self::Item => "/data/external/user/item/",
            Self::Like => "/data/external/user/like/",
            Self::Comment => "/data/external/user/comment/",
            Self::Share => "/data/external/user/share/",
            Self::Profile => "/data/external/user/profile/",
        }
    }
}

pub(crate) fn data(sandbox: &Sandbox, plan: &Plan, series: Series, call: &Call) -> Result<Value, Refusal> {
    let length = match call.parameter("date_type") {
        Some("7") => 7,
        Some("15") => 15,
        Some("30") => 30,
        _ => return Err(Refusal::Parameter),
    };
    let (inner, now) = (&sandbox.inner, sandbox.inner.clock.now());
    let first = inner.platform.first_day(&plan.identity.open_id()).unwrap_or_else(|| now.day());
    let days = reading::series_days(&inner.world, plan, first, now, length);
    let rows: Vec<Value> = days.into_iter().map(|day| row(&inner.world, plan, series, day)).collect();
    Ok(json!({ "result_list": rows }))
}

fn row(world: &World, plan: &Plan, series: Series, day: PlatformDay) -> Value {
    let activity = || world.activity(plan, day);
    match series {
        Series::Fans => json!({ "date": day, "total_fans": world.total(plan, day), "new_fans": world.gained(plan, day) }),
        Series::Item => {
            let (new, total) = world.published(plan, day);
            json!({ "date": day, "new_issue": new, "total_issue": total, "new_play": activity().views.all })
        }
        Series::Like => json!({ "date": day, "new_like": activity().likes.all }),
        Series::Comment => json!({ "date": day, "new_comment": activity().comments.all }),
        Series::Share => json!({ "date": day, "new_share": activity().shares.all }),
        Series::Profile => json!({ "date": day, "profile_uv": activity().visitors }),
    }
}
