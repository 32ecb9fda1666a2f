//! The data endpoints: who may call, then what they find.

use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::call::Call;
use super::envelope::{self, Envelope};
use super::fault;
use super::series::Series;
use super::{lists, portrait, series, userinfo, videos};
use crate::sandbox::Sandbox;
use crate::sandbox::platform::refusal::Refusal;
use crate::sandbox::platform::scope::USER_INFO;
use crate::sandbox::world::Plan;

/// One data endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    UserInfo,
    FansList,
    FollowingList,
    FansData,
    FansDataFormer,
    Series(Series),
    VideoList,
    VideoListFormer,
}

impl Endpoint {
    pub(crate) const ALL: [Self; 13] = [
        Self::UserInfo,
        Self::FansList,
        Self::FollowingList,
        Self::FansData,
        Self::FansDataFormer,
        Self::Series(Series::Fans),
        Self::Series(Series::Item),
        Self::Series(Series::Like),
        Self::Series(Series::Comment),
        Self::Series(Series::Share),
        Self::Series(Series::Profile),
        Self::VideoList,
        Self::VideoListFormer,
    ];

    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::UserInfo => "/oauth/userinfo/",
            Self::FansList => "/fans/list/",
            Self::FollowingList => "/following/list/",
            Self::FansData => "/api/douyin/v1/user/fans_data/",
            Self::FansDataFormer => "/fans/data/",
            Self::Series(series) => series.path(),
            Self::VideoList => "/api/douyin/v1/video/video_list/",
            Self::VideoListFormer => "/video/list/",
        }
    }

    /// The word of the faults file.
    const fn family(self) -> &'static str {
        match self {
            Self::UserInfo => "userinfo",
            Self::FansList | Self::FollowingList => "lists",
            Self::FansData | Self::FansDataFormer => "portrait",
            Self::Series(_) => "series",
            Self::VideoList | Self::VideoListFormer => "videos",
        }
    }

    /// The scopes that open it; the first one names its quota.
    const fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::UserInfo => &[USER_INFO],
            Self::FansList => &["fans.list"],
            Self::FollowingList => &["following.list"],
            Self::FansData | Self::FansDataFormer => &["fans.data.bind", "fans.data"],
            Self::Series(_) => &["data.external.user"],
            Self::VideoList | Self::VideoListFormer => &["video.list.bind", "video.list"],
        }
    }

    /// The new userinfo is the posted one.
    fn envelope(self, call: &Call) -> Envelope {
        if self == Self::UserInfo && call.method == axum::http::Method::POST { Envelope::C } else { Envelope::B }
    }
}

/// Answers a call of `endpoint`.
pub(crate) async fn answer(sandbox: Sandbox, endpoint: Endpoint, call: Call) -> Response {
    sandbox.pause().await;
    let effect = fault::strike(&sandbox, endpoint.path(), endpoint.family(), call.parameter("open_id")).await;
    let count = |code| sandbox.inner.calls.count(sandbox.inner.clock.today(), endpoint.path(), code);
    if let Some(page) = fault::replaced(effect) {
        count(i64::from(page.status().as_u16()));
        return page;
    }
    let envelope = endpoint.envelope(&call);
    let found = match effect.code {
        Some(code) => Err(Refusal::Fault(code)),
        None => find(&sandbox, endpoint, &call, envelope),
    };
    let body = match found {
        Ok(data) => {
            count(0);
            envelope::success(&sandbox, envelope, data)
        }
        Err(refusal) => {
            count(refusal.code(sandbox.inner.platform.faults.platform.codes));
            envelope::refused(&sandbox, envelope, refusal)
        }
    };
    fault::deliver(effect, body)
}

/// An address that the platform does not know.
pub(crate) async fn unknown_path(State(sandbox): State<Sandbox>) -> Response {
    envelope::ok(envelope::refused(&sandbox, Envelope::B, Refusal::UnknownPath))
}

fn find(sandbox: &Sandbox, endpoint: Endpoint, call: &Call, envelope: Envelope) -> Result<Value, Refusal> {
    let plan = admit(sandbox, endpoint, call)?;
    match endpoint {
        Endpoint::UserInfo => Ok(userinfo::data(sandbox, plan, envelope)),
        Endpoint::FansList => lists::fans(sandbox, plan, call),
        Endpoint::FollowingList => lists::following(sandbox, plan, call),
        Endpoint::FansData | Endpoint::FansDataFormer => Ok(portrait::data(sandbox, plan)),
        Endpoint::Series(series) => series::data(sandbox, plan, series, call),
        Endpoint::VideoList | Endpoint::VideoListFormer => videos::data(sandbox, plan, call),
    }
}

/// Whether the path is online, the token good, the scope granted and the quota left, in this order.
fn admit<'a>(sandbox: &'a Sandbox, endpoint: Endpoint, call: &Call) -> Result<&'a Plan, Refusal> {
    let inner = &sandbox.inner;
    let manner = &inner.platform.faults.platform;
    let any = |list: &[String]| endpoint.scopes().iter().any(|scope| list.iter().any(|item| item == scope));
    if any(&manner.offline) {
        return Err(Refusal::Offline);
    }
    let open_id = call.parameter("open_id").ok_or(Refusal::Parameter)?;
    let token = call.access_token().ok_or(Refusal::TokenInvalid)?;
    let (owner, granted) = inner.platform.bearer(token, inner.clock.now())?;
    if owner != open_id {
        return Err(Refusal::Mismatch);
    }
    if any(&manner.missing) {
        return Err(Refusal::CapabilityMissing);
    }
    let plan = inner.world.find(open_id).ok_or(Refusal::Mismatch)?;
    if endpoint.family() == "lists" && !plan.story.lists {
        return Err(Refusal::Offline);
    }
    if !any(&granted) {
        return Err(Refusal::ScopeMissing);
    }
    inner.platform.count(endpoint.scopes().first().copied().unwrap_or_default(), inner.clock.now())?;
    Ok(plan)
}
