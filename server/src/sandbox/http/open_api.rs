//! The data endpoints: who may call, then what they find.

use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::call::Call;
use super::envelope::{self, Envelope, Style};
use super::fault;
use super::lists::Listing;
use super::series::Series;
use super::{check, lists, portrait, series, userinfo, videos};
use crate::sandbox::Sandbox;
use crate::sandbox::platform::faults::{Effect, Family};
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
    FansCheck,
}

impl Endpoint {
    pub(crate) const ALL: [Self; 14] = [
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
        Self::FansCheck,
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
            Self::FansCheck => "/fans/check/",
        }
    }

    /// What the rules of the faults file call it.
    pub(crate) const fn family(self) -> Family {
        match self {
            Self::UserInfo => Family::Userinfo,
            Self::FansList | Self::FollowingList => Family::Lists,
            Self::FansData | Self::FansDataFormer => Family::Portrait,
            Self::Series(_) => Family::Series,
            Self::VideoList | Self::VideoListFormer => Family::Videos,
            Self::FansCheck => Family::Check,
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
            Self::FansCheck => &["fans.check"],
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
    let (envelope, style) = (endpoint.envelope(&call), Style::of(&sandbox, &effect));
    let found = match effect.refusal {
        Some(refusal) => Err(refusal),
        None => find(&sandbox, endpoint, &call, envelope, &effect),
    };
    let body = match found {
        Ok(Found::Listing(listing)) if style.is_plain() && effect.keeps_lists() => {
            count(0);
            return envelope::listing(&sandbox, style, &listing);
        }
        Ok(found) => {
            count(0);
            let mut data = found.into_value();
            if effect.null_list {
                without_lists(&mut data);
            }
            envelope::success(&sandbox, envelope, style, data)
        }
        Err(refusal) => {
            count(refusal.code(style.codes));
            envelope::refused(&sandbox, envelope, style, refusal)
        }
    };
    fault::deliver(effect, body)
}

/// An address that the platform does not know.
pub(crate) async fn unknown_path(State(sandbox): State<Sandbox>) -> Response {
    let style = Style::of(&sandbox, &Effect::default());
    envelope::ok(envelope::refused(&sandbox, Envelope::B, style, Refusal::UnknownPath))
}

/// What an endpoint found.
enum Found {
    Data(Value),
    Listing(Listing),
}

impl Found {
    fn into_value(self) -> Value {
        match self {
            Self::Data(data) => data,
            // Numbers and texts under names: nothing that JSON could not hold.
            Self::Listing(listing) => serde_json::to_value(listing).unwrap_or_default(),
        }
    }
}

fn find(sandbox: &Sandbox, endpoint: Endpoint, call: &Call, envelope: Envelope, effect: &Effect) -> Result<Found, Refusal> {
    let plan = admit(sandbox, endpoint, call)?;
    Ok(Found::Data(match endpoint {
        Endpoint::FansList => return lists::fans(sandbox, plan, call, effect.cursor).map(Found::Listing),
        Endpoint::FollowingList => return lists::following(sandbox, plan, call, effect.cursor).map(Found::Listing),
        Endpoint::UserInfo => userinfo::data(sandbox, plan, envelope),
        Endpoint::FansData | Endpoint::FansDataFormer => portrait::data(sandbox, plan, effect),
        Endpoint::Series(series) => series::data(sandbox, plan, series, call)?,
        Endpoint::VideoList | Endpoint::VideoListFormer => videos::data(sandbox, plan, call)?,
        Endpoint::FansCheck => check::data(sandbox, plan, call)?,
    }))
}

/// As the platform answers where it has nothing to show: null for every list, and no more pages.
fn without_lists(data: &mut Value) {
    for (name, value) in data.as_object_mut().into_iter().flatten() {
        match value {
            Value::Array(_) => *value = Value::Null,
            Value::Object(_) => without_lists(value),
            Value::Bool(more) if name == "has_more" => *more = false,
            _ => {}
        }
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
    if endpoint.family() == Family::Lists && !plan.story.lists {
        return Err(Refusal::Offline);
    }
    if !any(&granted) {
        return Err(Refusal::ScopeMissing);
    }
    inner.platform.count(endpoint.scopes().first().copied().unwrap_or_default(), inner.clock.now())?;
    Ok(plan)
}
