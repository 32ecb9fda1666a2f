//! Orders of a ledger.

use serde::{Deserialize, Serialize};

/// The order of people. Whoever is there now comes after those who left when the order is by departure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeopleSort {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// The latest departures first.
    LatestLeft,
    /// The earliest departures first.
    EarliestLeft,
    /// By nickname; needs names.
    Nickname,
}

impl PeopleSort {
    /// All, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Newest, Self::Oldest, Self::LatestLeft, Self::EarliestLeft, Self::Nickname];

    /// The word of the query.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "-first_seen",
            Self::Oldest => "first_seen",
            Self::LatestLeft => "-left",
            Self::EarliestLeft => "left",
            Self::Nickname => "nickname",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == word)
    }

    /// By the day of departure.
    pub const fn is_by_departure(self) -> bool {
        matches!(self, Self::LatestLeft | Self::EarliestLeft)
    }

    /// Later days first.
    pub const fn is_descending(self) -> bool {
        matches!(self, Self::Newest | Self::LatestLeft)
    }
}
