//! The roster.

use serde::{Deserialize, Serialize};

use super::{GrantHealth, Window};
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

/// One page of the roster, and what all creators that match add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct RosterPage {
    /// The rows of the page, in order.
    pub rows: Vec<RosterRow>,
    /// Which rows these are, of all that match.
    pub window: Window,
    /// Sums over all that match.
    pub totals: RosterTotals,
}

/// Sums over the creators that match; of each column, those that are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RosterTotals {
    /// Of the newest totals.
    pub total_fans: Option<i64>,
    /// Of the nets of one day.
    pub net_1d: Option<i64>,
    /// Of the nets of seven days.
    pub net_7d: Option<i64>,
    /// Of the nets of thirty days.
    pub net_30d: Option<i64>,
    /// Of the gaps.
    pub gaps_30d: i64,
    /// Grants that have ended or do so soon.
    pub ending: usize,
}

impl RosterTotals {
    /// Adds up these creators.
    pub fn of(rows: &[RosterRow]) -> Self {
        let sum = |value: fn(&RosterRow) -> Option<i64>| rows.iter().filter_map(value).reduce(i64::saturating_add);
        Self {
            total_fans: sum(|row| row.total_fans),
            net_1d: sum(|row| row.net_1d),
            net_7d: sum(|row| row.net_7d),
            net_30d: sum(|row| row.net_30d),
            gaps_30d: rows.iter().map(|row| row.gaps_30d).sum(),
            ending: rows.iter().filter(|row| row.grant.is_ending()).count(),
        }
    }
}
