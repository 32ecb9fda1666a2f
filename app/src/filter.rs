//! The page's query ⇄ what the page looks at. Pure: the day of today is a parameter.
//!
//! Query words: `period` (7, 30, 90, 180, all), `from`, `to` (yyyy-mm-dd), `compare` (none, previous, year).
//! Whatever is malformed falls back to the default, and a notice says so.

mod address;
mod audience;
mod growth;
mod notice;
mod paging;
mod people;
mod range;
mod table;

use serde::{Deserialize, Serialize};

pub use address::Address;
pub use audience::AudienceQuery;
pub use growth::GrowthQuery;
pub use notice::Notice;
pub use paging::{PAGE_SIZE, page};
pub use people::{PeopleFilter, PeoplePlace, PeopleQuery, PeopleSort, PeopleState, PlaceKey, Traits, UNKNOWN_PROVINCE};
pub use range::{Preset, Range};
pub use table::{RosterQuery, SortColumn};

use crate::model::{Period, PlatformDay};

/// The longest period a page shows, in days: five years.
const LONGEST: u64 = 1_830;

/// What a period is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// Nothing.
    None,
    /// The period of the same length just before.
    #[default]
    Previous,
    /// The same days 364 days earlier, so that weekdays match.
    Year,
}

impl Comparison {
    /// All, in the order of the picker.
    pub const ALL: [Self; 3] = [Self::Previous, Self::Year, Self::None];

    /// The word of the query.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Previous => "previous",
            Self::Year => "year",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|comparison| comparison.as_str() == word)
    }

    /// The compared period.
    fn of(self, period: Period) -> Option<Period> {
        match self {
            Self::None => None,
            Self::Previous => Some(period.before()),
            Self::Year => Some(Period::ending(period.to().minus(364), period.len())),
        }
    }
}

/// What a page looks at, as its URL says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// The days.
    pub range: Range,
    /// What they are compared with.
    pub compare: Comparison,
}

/// A filter laid on the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The days shown.
    pub period: Period,
    /// The days they are compared with.
    pub compare: Option<Period>,
    /// What had to be changed.
    pub notices: Vec<Notice>,
}

impl Filter {
    /// Reads a query string, with or without its question mark.
    pub fn parse(query: &str) -> (Self, Vec<Notice>) {
        let words = words(query);
        let word = |name: &str| words.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty());
        let mut notices = Vec::new();
        let range = Range::parse(word("period"), word("from"), word("to"), &mut notices);
        let compare = word("compare").map_or_else(Comparison::default, |word| {
            Comparison::parse(word).unwrap_or_else(|| {
                notices.push(Notice::UnknownComparison);
                Comparison::default()
            })
        });
        (Self { range, compare }, notices)
    }

    /// The query words of this filter; none for the default.
    fn words(&self) -> Vec<(&'static str, String)> {
        let mut words = self.range.words();
        if self.compare != Comparison::default() {
            words.push(("compare", self.compare.as_str().to_owned()));
        }
        words
    }

    /// The query of this filter, without a question mark; empty for the default.
    pub fn to_query(&self) -> String {
        serde_urlencoded::to_string(self.words()).unwrap_or_default()
    }

    /// The same page with these days.
    pub fn on(&self, address: &Address) -> Address {
        address.with_days(&self.words())
    }

    /// Lays the filter on the calendar: nothing later than `today`, nothing longer than five years, `all` from `first_day`.
    pub fn resolve(&self, today: PlatformDay, first_day: Option<PlatformDay>) -> Resolved {
        let mut notices = Vec::new();
        let mut period = self.range.period(today, first_day, &mut notices);
        if period.len() > LONGEST {
            period = Period::ending(period.to(), LONGEST);
            notices.push(Notice::TooLong);
        }
        Resolved { period, compare: self.compare.of(period), notices }
    }

    /// The same filter with another range.
    pub fn with_range(&self, range: Range) -> Self {
        Self { range, ..self.clone() }
    }

    /// The same filter with another comparison.
    pub fn with_compare(&self, compare: Comparison) -> Self {
        Self { compare, ..self.clone() }
    }
}

/// The words of a query string; one that cannot be read has none.
fn words(query: &str) -> Vec<(String, String)> {
    serde_urlencoded::from_str(query.trim_start_matches('?')).unwrap_or_default()
}

#[cfg(test)]
mod tests;
