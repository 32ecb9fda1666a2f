//! The roster.

use serde::{Deserialize, Serialize};

use super::GrantHealth;
use crate::model::{CreatorId, OpenId, PlatformDay};

/// One creator of the roster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RosterRow {
    /// The id of the URLs.
    pub id: CreatorId,
    /// Display name; may be empty.
    pub nickname: String,
    /// The account.
    pub open_id: OpenId,
    /// Newest known total, with its day.
    pub total_fans: Option<i64>,
    /// Newest total minus the total 1 day before, where both are known from the same source.
    pub net_1d: Option<i64>,
    /// The same over 7 days.
    pub net_7d: Option<i64>,
    /// The same over 30 days.
    pub net_30d: Option<i64>,
    /// Fans' share of views, 0–1, newest.
    pub fan_share_views: Option<f64>,
    /// The newest day with a recorded run.
    pub snapshot_day: Option<PlatformDay>,
    /// The grant's health.
    pub grant: GrantHealth,
    /// Gaps in the last 30 platform days.
    pub gaps_30d: i64,
    /// Totals of the last 30 days, oldest first; nothing where unknown.
    pub sparkline: Vec<Option<i64>>,
}
