//! What one panel of one page shows; view-sized, serialised into the page.

pub mod audience;
pub mod changes;
pub mod collection;
pub mod difference;
pub mod flow;
pub mod frame;
pub mod landing;
pub mod link;
pub mod overview;
pub mod people;
pub mod region;
pub mod roster;
pub mod settings;
mod window;

use serde::{Deserialize, Serialize};

pub use window::Window;

use super::{CreatorId, OpenId, PlatformDay, Timestamp};

/// What stands above every page of a creator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatorHeader {
    /// The id of the URLs.
    pub id: CreatorId,
    /// Display name; may be empty.
    pub nickname: String,
    /// The account.
    pub open_id: OpenId,
    /// The grant's health.
    pub grant: GrantHealth,
    /// The newest day with a recorded run.
    pub snapshot_day: Option<PlatformDay>,
    /// When that run was recorded.
    pub snapshot_at: Option<Timestamp>,
    /// Oldest day with a recorded run: where the history begins.
    pub first_day: Option<PlatformDay>,
    /// A run is under way now.
    pub collecting: bool,
}

/// How long a grant still gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantHealth {
    /// Whole days until the grant ends without a new consent (renewals left are counted in); nothing when it ended.
    pub days_left: Option<i64>,
    /// The creator, or the platform, took the grant back.
    pub revoked: bool,
    /// When it ends without a new consent.
    pub ends_at: Option<Timestamp>,
    /// The newest consent.
    pub granted_at: Option<Timestamp>,
    /// When the access token ends; nothing when it has.
    pub access_ends_at: Option<Timestamp>,
    /// When the refresh token ends; nothing when it has.
    pub refresh_ends_at: Option<Timestamp>,
    /// Renewals of the refresh token left, 0–5.
    pub renewals_left: i64,
}

/// How urgent a new consent is: a warning for each of the days on which one is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// More than 30 days are left.
    None,
    /// At most 30 days.
    Month,
    /// At most 14 days.
    Fortnight,
    /// At most 7 days.
    Week,
    /// At most one day.
    LastDay,
    /// Nothing can be recorded any more.
    Ended,
}

impl GrantHealth {
    /// How urgent a new consent is.
    pub const fn urgency(&self) -> Urgency {
        match self.days_left {
            _ if self.revoked => Urgency::Ended,
            None => Urgency::Ended,
            Some(..=1) => Urgency::LastDay,
            Some(2..=7) => Urgency::Week,
            Some(8..=14) => Urgency::Fortnight,
            Some(15..=30) => Urgency::Month,
            Some(_) => Urgency::None,
        }
    }

    /// Nothing can be recorded until the creator authorises again.
    pub fn has_ended(&self) -> bool {
        self.urgency() == Urgency::Ended
    }

    /// The grant has ended, or does so within 14 days.
    pub fn is_ending(&self) -> bool {
        self.urgency() >= Urgency::Fortnight
    }
}

impl Urgency {
    /// The class that colours it.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Month => "accent",
            Self::Fortnight => "warning",
            Self::Week | Self::LastDay | Self::Ended => "loss",
        }
    }
}

/// Where a number comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The platform's path, e.g. `/fans/data/`.
    pub endpoint: String,
    /// The platform day it speaks of.
    pub day: Option<PlatformDay>,
    /// When it was read.
    pub fetched_at: Option<Timestamp>,
    /// Computed by us from what the platform said.
    pub derived: bool,
}
