//! Growth: the platform's daily series and our daily roll-up.

use serde::{Deserialize, Serialize};

use super::PlatformDay;

/// A daily series of the platform (`/data/external/user/*`, T+1, 30 days back).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesMetric {
    /// Fans at the end of the day.
    TotalFans,
    /// Accounts that began to follow that day.
    NewFans,
    /// Works published that day.
    NewIssue,
    /// Works in all.
    TotalIssue,
    /// Plays that day.
    NewPlay,
    /// Likes that day.
    NewLike,
    /// Comments that day.
    NewComment,
    /// Shares that day.
    NewShare,
    /// Visitors of the profile that day.
    ProfileUv,
}

impl SeriesMetric {
    /// All nine.
    pub const ALL: [Self; 9] = [
        Self::TotalFans,
        Self::NewFans,
        Self::NewIssue,
        Self::TotalIssue,
        Self::NewPlay,
        Self::NewLike,
        Self::NewComment,
        Self::NewShare,
        Self::ProfileUv,
    ];

    /// The platform's field name, also used in SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TotalFans => "total_fans",
            Self::NewFans => "new_fans",
            Self::NewIssue => "new_issue",
            Self::TotalIssue => "total_issue",
            Self::NewPlay => "new_play",
            Self::NewLike => "new_like",
            Self::NewComment => "new_comment",
            Self::NewShare => "new_share",
            Self::ProfileUv => "profile_uv",
        }
    }

    /// Reads the SQL word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.as_str() == word)
    }
}

/// One value of a platform series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesPoint {
    /// Which series.
    pub metric: SeriesMetric,
    /// The day it speaks of.
    pub day: PlatformDay,
    /// Count.
    pub value: i64,
}

/// Where a day's total came from, in order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TotalSource {
    /// The platform's daily series.
    Series,
    /// `all_fans_num` of the day's portrait.
    Portrait,
    /// A complete fan list of the day.
    List,
}

impl TotalSource {
    /// The word used in SQL and CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Portrait => "portrait",
            Self::List => "list",
        }
    }

    /// Reads the SQL word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Series, Self::Portrait, Self::List].into_iter().find(|source| source.as_str() == word)
    }
}

/// One day of the roll-up (`daily`), a row of the `growth` dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DailyPoint {
    /// The platform day.
    pub day: PlatformDay,
    /// Fans that day; nothing when unknown.
    pub total: Option<i64>,
    /// Where the total came from; nothing when there is none.
    pub source: Option<TotalSource>,
    /// New fans, from the same source as the total.
    pub new: Option<i64>,
    /// `new − net`; nothing unless both are known.
    pub lost: Option<i64>,
    /// Total minus the total of the day before, only between days of the same source.
    pub net: Option<i64>,
}

/// Which days' totals will still change: those that are not from the platform's series, in a period that has the series at all.
pub fn provisional(points: &[DailyPoint]) -> Vec<bool> {
    let last_settled = points.iter().rposition(|point| point.source == Some(TotalSource::Series));
    points.iter().enumerate().map(|(index, point)| point.total.is_some() && last_settled.is_some_and(|settled| index > settled)).collect()
}
