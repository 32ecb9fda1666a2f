//! What a grant may give, and what it gave.

use serde::{Deserialize, Serialize};

use super::Timestamp;

/// One thing a grant may give; also one step of a run, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Nickname and avatar of the creator.
    Profile,
    /// The fan portrait and flow contributions.
    Portrait,
    /// The daily series, 30 days back.
    Series,
    /// The fan list, newest 5,000.
    FanList,
    /// The following list.
    FollowingList,
}

impl Capability {
    /// All, in the order a run reads them.
    pub const ALL: [Self; 5] = [Self::Profile, Self::Portrait, Self::Series, Self::FanList, Self::FollowingList];

    /// The word used in SQL and URLs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Portrait => "portrait",
            Self::Series => "series",
            Self::FanList => "fan_list",
            Self::FollowingList => "following_list",
        }
    }

    /// Reads the SQL word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capability| capability.as_str() == word)
    }
}

/// What the last try of a capability said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CapabilityStatus {
    /// Not tried yet.
    Untried,
    /// It answers.
    Working,
    /// The creator did not grant the scope; authorising again with it helps.
    NotGranted,
    /// The app lacks the capability; the operator applies for it on the platform's console.
    AppLacks,
    /// The platform no longer offers it.
    Offline,
    /// The account has too few fans (portrait > 100, series ≥ 1,000).
    BelowThreshold,
    /// The platform needs about two days after the first grant.
    NotReady,
    /// It failed for another reason; the code says which.
    Failing,
}

impl CapabilityStatus {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Untried,
        Self::Working,
        Self::NotGranted,
        Self::AppLacks,
        Self::Offline,
        Self::BelowThreshold,
        Self::NotReady,
        Self::Failing,
    ];

    /// The word used in SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Untried => "untried",
            Self::Working => "working",
            Self::NotGranted => "not_granted",
            Self::AppLacks => "app_lacks",
            Self::Offline => "offline",
            Self::BelowThreshold => "below_threshold",
            Self::NotReady => "not_ready",
            Self::Failing => "failing",
        }
    }

    /// Reads the SQL word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }

    /// Whether a run that lacks it for this reason still counts as done for the day.
    pub const fn is_settled(self) -> bool {
        !matches!(self, Self::Untried | Self::Failing)
    }
}

/// A row of the capability matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapabilityState {
    /// Which one.
    pub capability: Capability,
    /// What the last try said.
    pub status: CapabilityStatus,
    /// The platform's code, when it refused.
    pub code: Option<i64>,
    /// The platform's words, when it refused.
    pub message: String,
    /// The platform's log id of that answer.
    pub log_id: String,
    /// Since when the status has been the same.
    pub since: Option<Timestamp>,
}
