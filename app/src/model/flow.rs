//! Flow contributions: the fans' part in what a creator's works receive.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What is counted; a metric the product does not know keeps the platform's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum FlowMetric {
    /// Plays (`vv`).
    Views,
    /// Likes (`like_cnt`).
    Likes,
    /// Comments (`comment_cnt`).
    Comments,
    /// Shares (`share_video_cnt`).
    Shares,
    /// Any other, under the platform's name.
    Other(String),
}

impl FlowMetric {
    /// The four documented ones, in the order of pages and exports.
    pub const KNOWN: [Self; 4] = [Self::Views, Self::Likes, Self::Comments, Self::Shares];

    /// The word used in SQL, URLs and CSV.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Views => "views",
            Self::Likes => "likes",
            Self::Comments => "comments",
            Self::Shares => "shares",
            Self::Other(name) => name,
        }
    }
}

impl From<String> for FlowMetric {
    fn from(word: String) -> Self {
        Self::KNOWN.into_iter().find(|known| known.as_str() == word).unwrap_or(Self::Other(word))
    }
}

impl From<FlowMetric> for String {
    fn from(metric: FlowMetric) -> Self {
        metric.as_str().to_owned()
    }
}

impl fmt::Display for FlowMetric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One metric as the platform showed it on the day it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowContribution {
    /// What is counted.
    pub metric: FlowMetric,
    /// Total over everybody.
    pub all_sum: Option<i64>,
    /// The fans' part of it.
    pub fans_sum: Option<i64>,
}

impl FlowContribution {
    /// What is not the fans'; nothing when either is unknown, or the platform's numbers contradict each other.
    pub fn others_sum(&self) -> Option<i64> {
        self.all_sum?.checked_sub(self.fans_sum?).filter(|others| *others >= 0)
    }

    /// `fans_sum / all_sum`, 0–1; nothing when either is unknown or the total is zero.
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn fan_share(&self) -> Option<f64> {
        match (self.fans_sum, self.all_sum) {
            (Some(fans), Some(all)) if all > 0 => Some(fans as f64 / all as f64),
            _ => None,
        }
    }
}
