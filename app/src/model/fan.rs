//! Members of the fan list and of the following list.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// Accounts that follow the creator.
    Fans,
    /// Accounts the creator follows.
    Following,
}

impl ListKind {
    /// The word used in SQL and CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fans => "fans",
            Self::Following => "following",
        }
    }
}

/// Gender as the lists say it: 0 unknown, 1 male, 2 female.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// Not said.
    #[default]
    Unknown,
    /// Male.
    Male,
    /// Female.
    Female,
}

impl Gender {
    /// The word used in SQL, CSV and portraits.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Male => "male",
            Self::Female => "female",
        }
    }

    /// Reads the platform's number; anything else is unknown.
    pub const fn from_code(code: i64) -> Self {
        match code {
            1 => Self::Male,
            2 => Self::Female,
            _ => Self::Unknown,
        }
    }

    /// Reads the SQL word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Unknown, Self::Male, Self::Female].into_iter().find(|gender| gender.as_str() == word)
    }
}

/// How sure a departure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftConfidence {
    /// Absent from one complete list.
    NotSeen,
    /// Absent from two complete lists in a row.
    Confirmed,
}

impl LeftConfidence {
    /// The word used in SQL and CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSeen => "not_seen",
            Self::Confirmed => "confirmed",
        }
    }
}

/// One entry of a list page. Its texts are mostly short, and there may be a million of them: they stand in the entry itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListMember {
    /// The account.
    pub open_id: super::OpenId,
    /// Display name as sent; stored only when the workspace turned names on.
    pub nickname: CompactString,
    /// Avatar address as sent; stored only when the workspace turned names on.
    pub avatar: CompactString,
    /// Gender.
    pub gender: Gender,
    /// Country name; may be empty.
    pub country: CompactString,
    /// Province name; may be empty.
    pub province: CompactString,
    /// City name; may be empty.
    pub city: CompactString,
}
