//! The fan portrait: distributions of one day.

use serde::{Deserialize, Serialize};

use super::flow::FlowContribution;

/// One of the six questions a portrait answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Gender: male, female, unknown.
    Gender,
    /// Age bands, ordered.
    Age,
    /// Province names.
    Region,
    /// Days active in the last 30, ordered bands.
    ActiveDays,
    /// Phone brand.
    Device,
    /// Interest category; one fan may have several.
    Interest,
}

impl Dimension {
    /// All six, in the order of pages and exports.
    pub const ALL: [Self; 6] = [Self::Gender, Self::Age, Self::Region, Self::ActiveDays, Self::Device, Self::Interest];

    /// The word used in SQL, URLs and CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gender => "gender",
            Self::Age => "age",
            Self::Region => "region",
            Self::ActiveDays => "active_days",
            Self::Device => "device",
            Self::Interest => "interest",
        }
    }

    /// Reads the word of URLs and SQL.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.as_str() == word)
    }

    /// Whether its buckets have a natural order (drawn with a sequential ramp) rather than a rank by size.
    pub const fn is_ordered(self) -> bool {
        matches!(self, Self::Age | Self::ActiveDays)
    }
}

/// One bucket of one dimension with its head count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BucketValue {
    /// The label as the platform sent it (gender: male, female, unknown).
    pub label: String,
    /// Head count.
    pub value: i64,
}

/// What the platform said about the fans at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portrait {
    /// `all_fans_num`: all fans, Douyin, Douyin Lite and Huoshan.
    pub total_fans: Option<i64>,
    /// Buckets per dimension in the platform's order; a dimension the platform left out or left empty is absent.
    pub distributions: Vec<(Dimension, Vec<BucketValue>)>,
    /// Fans against all, per metric.
    pub flow: Vec<FlowContribution>,
}

impl Portrait {
    /// The buckets of one dimension; empty when absent.
    pub fn buckets(&self, dimension: Dimension) -> &[BucketValue] {
        self.distributions.iter().find(|(d, _)| *d == dimension).map_or(&[], |(_, buckets)| buckets)
    }
}
