//! The exported datasets and their columns.

use serde::{Deserialize, Serialize};

/// A dataset that can be exported as CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dataset {
    /// One row per day.
    Growth,
    /// One row per day, dimension and bucket.
    Portrait,
    /// One row per day and metric.
    Flow,
    /// One row per person of the fan list.
    Fans,
    /// One row per person of the following list.
    Following,
    /// One row per run, gaps included.
    Runs,
    /// One row per creator.
    Roster,
}

impl Dataset {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Growth, Self::Portrait, Self::Flow, Self::Fans, Self::Following, Self::Runs, Self::Roster];

    /// The name in URLs and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Growth => "growth",
            Self::Portrait => "portrait",
            Self::Flow => "flow",
            Self::Fans => "fans",
            Self::Following => "following",
            Self::Runs => "runs",
            Self::Roster => "roster",
        }
    }

    /// Reads the name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dataset| dataset.as_str() == word)
    }

    /// The header, in order.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Growth => &["creator", "day", "total_fans", "new_fans", "lost_fans", "net_fans", "source"],
            Self::Portrait => &["creator", "day", "dimension", "bucket", "value", "share", "scheme"],
            Self::Flow => &["creator", "day", "metric", "all_sum", "fans_sum", "fan_share"],
            Self::Fans | Self::Following => &[
                "creator",
                "open_id",
                "nickname",
                "gender",
                "country",
                "province",
                "city",
                "first_seen",
                "left_day",
                "left_confidence",
                "mutual",
            ],
            Self::Runs => &[
                "creator",
                "source",
                "period",
                "state",
                "complete",
                "listed",
                "reported_total",
                "pages",
                "requests",
                "started_at",
                "finished_at",
                "error_code",
                "reason",
            ],
            Self::Roster => &[
                "creator",
                "nickname",
                "total_fans",
                "net_1d",
                "net_7d",
                "net_30d",
                "fan_share_views",
                "snapshot_day",
                "grant_days_left",
                "gaps_30d",
            ],
        }
    }
}
