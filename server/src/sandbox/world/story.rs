//! What happens to each creator: a fixed set of stories, then generated ones.

use app::model::PlatformDay;
use serde::Serialize;

use super::calendar::Calendar;

/// Which story a creator has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StoryName {
    /// Slow growth, both lists complete; pre-selected on the consent page.
    Steady,
    /// One work breaks out; the list outgrows its cap.
    ViralJump,
    /// The platform's clean-up day takes about 6 % of the fans at once.
    PurgeDay,
    /// The user revokes the grant in the app and authorises again two weeks later.
    LostGrant,
    /// First authorised ten days before the world was opened, about 300 fans.
    BrandNew,
    /// Far more fans than the list shows.
    Capped,
    /// Fewer than 100 fans: no portrait, no series.
    Tiny,
    /// Both lists are offline for this creator.
    NoLists,
    /// Drawn from the seed.
    Generated,
}

impl StoryName {
    /// The first creators of every world, in this order.
    pub const FIXED: [Self; 8] =
        [Self::Steady, Self::ViralJump, Self::PurgeDay, Self::LostGrant, Self::BrandNew, Self::Capped, Self::Tiny, Self::NoLists];

    /// A sentence for the consent page: Chinese, English.
    pub const fn sentence(self) -> (&'static str, &'static str) {
        match self {
            Self::Steady => ("稳步增长，粉丝与关注列表完整", "Grows steadily; both lists are complete"),
            Self::ViralJump => ("一条作品爆了，粉丝猛增", "One work broke out and fans poured in"),
            Self::PurgeDay => ("平台清理日一天掉粉约 6%", "Lost about 6 % of the fans on the platform's clean-up day"),
            Self::LostGrant => ("曾取消授权两周，数据有空档", "Revoked the grant for two weeks and left a gap"),
            Self::BrandNew => ("刚授权不久，粉丝约三百", "Authorised only days ago; about 300 fans"),
            Self::Capped => ("粉丝众多，列表只给最近 5000 人", "More fans than the 5,000 that the list shows"),
            Self::Tiny => ("粉丝不足一百，没有画像", "Fewer than 100 fans; no portrait"),
            Self::NoLists => ("粉丝与关注列表接口已下线", "The fan and following lists are offline"),
            Self::Generated => ("随机生成的账号", "A generated account"),
        }
    }
}

/// A story with its dates. The dates are data for whoever plays the user's part (the demo): the world plays only its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Story {
    /// Which one.
    pub name: StoryName,
    /// The day on which the creator first authorises.
    pub first_grant: PlatformDay,
    /// The user revokes at the start of the first day and authorises again on the second.
    pub revoked: Option<(PlatformDay, PlatformDay)>,
    /// The break-out or clean-up day.
    pub event: Option<PlatformDay>,
    /// Whether the fan and following lists are online for this creator.
    pub lists: bool,
}

/// Early enough for 180 days with a portrait, which is ready two days after the grant.
const OLD_GRANT: i32 = 186;
const NEW_GRANT: i32 = 10;
const BREAK_OUT: i32 = 75;
const CLEAN_UP: i32 = 40;
const REVOKED: (i32, i32) = (60, 46);

impl Story {
    pub(crate) fn of(name: StoryName, calendar: Calendar) -> Self {
        let ago = |days| calendar.before_opening(days);
        Self {
            name,
            first_grant: ago(if name == StoryName::BrandNew { NEW_GRANT } else { OLD_GRANT }),
            revoked: (name == StoryName::LostGrant).then(|| (ago(REVOKED.0), ago(REVOKED.1))),
            event: match name {
                StoryName::ViralJump => Some(ago(BREAK_OUT)),
                StoryName::PurgeDay => Some(ago(CLEAN_UP)),
                _ => None,
            },
            lists: name != StoryName::NoLists,
        }
    }
}

/// The day number on which the platform removes idle accounts; every creator feels it a little.
pub(crate) fn clean_up_day(calendar: Calendar) -> i32 {
    calendar.number(calendar.before_opening(CLEAN_UP))
}
