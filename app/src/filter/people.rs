//! The query of the fan ledger and of the following ledger: whom to show, in which order, from which place on.
//!
//! Words: `state`, `mutual` (yes, no), `province` (`unknown` = not said), `gender`, `q`, `sort`, `after`.

mod place;
mod sort;

use serde::{Deserialize, Serialize};

pub use place::{PeoplePlace, PlaceKey};
pub use sort::PeopleSort;

use super::{Notice, words};
use crate::model::people::{PersonState, Presence};
use crate::model::{Gender, Period, PlatformDay};

/// The value of `province` for people who do not say it.
pub const UNKNOWN_PROVINCE: &str = "unknown";

/// The longest search; an `open_id` is shorter.
const LONGEST: usize = 200;

/// A state to filter by. All but `present` speak of the page's days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeopleState {
    /// In the list now.
    Present,
    /// First seen in the period.
    New,
    /// Left in the period, confirmed, and not back.
    Lost,
    /// Absent from one complete list now, since a day of the period.
    NotSeen,
    /// Back in the period, and still there.
    Returned,
}

impl PeopleState {
    /// All, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Present, Self::New, Self::Lost, Self::NotSeen, Self::Returned];

    /// The word of the query.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::New => "new",
            Self::Lost => "lost",
            Self::NotSeen => "not_seen",
            Self::Returned => "returned",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Whom to show; the page and its CSV share it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleFilter {
    /// Only in this state.
    pub state: Option<PeopleState>,
    /// Only those who are in both lists, or only those who are known not to be.
    pub mutual: Option<bool>,
    /// Only of this province.
    pub province: Option<String>,
    /// Only of this gender.
    pub gender: Option<Gender>,
    /// Part of the nickname, or the beginning of the `open_id`.
    pub search: String,
}

/// What is known of a person besides their stays.
#[derive(Clone, Copy, Debug)]
pub struct Traits<'a> {
    /// The account.
    pub open_id: &'a str,
    /// Display name; nothing while names are off.
    pub nickname: Option<&'a str>,
    /// Gender.
    pub gender: Gender,
    /// Province as the platform sent it.
    pub province: &'a str,
    /// In both lists now; nothing when the other list cannot say that they are not.
    pub mutual: Option<bool>,
}

impl PeopleFilter {
    /// Reads its words out of a query; the names of those that are malformed come second.
    pub fn read(word: impl Fn(&str) -> String) -> (Self, Vec<&'static str>) {
        let mut malformed = Vec::new();
        let mut known = |name: &'static str, text: &str, found: bool| {
            if !text.is_empty() && !found {
                malformed.push(name);
            }
        };
        let (state, mutual, gender) = (word("state"), word("mutual"), word("gender"));
        let filter = Self {
            state: PeopleState::parse(&state),
            mutual: match mutual.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            province: Some(word("province")).filter(|province| !province.is_empty()),
            gender: Gender::parse(&gender),
            search: word("q").chars().take(LONGEST).collect(),
        };
        known("state", &state, filter.state.is_some());
        known("mutual", &mutual, filter.mutual.is_some());
        known("gender", &gender, filter.gender.is_some());
        (filter, malformed)
    }

    /// The words in force, for links.
    pub fn words(&self) -> Vec<(&'static str, String)> {
        let mutual = self.mutual.map(|yes| if yes { "yes" } else { "no" }.to_owned());
        let all = [
            ("state", self.state.map(|state| state.as_str().to_owned())),
            ("mutual", mutual),
            ("province", self.province.clone()),
            ("gender", self.gender.map(|gender| gender.as_str().to_owned())),
            ("q", Some(self.search.clone()).filter(|search| !search.is_empty())),
        ];
        all.into_iter().filter_map(|(word, value)| Some((word, value?))).collect()
    }

    /// Whether it shows everybody.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether somebody with these stays is shown: `since` is the day of the first whole list, before which nobody counts as new.
    /// Without a state everybody is shown whom any state shows.
    pub fn takes(&self, presence: &Presence, period: Period, since: Option<PlatformDay>) -> bool {
        let state = presence.state();
        match self.state {
            None => presence.touches(period),
            Some(PeopleState::Present) => presence.is_present() && presence.touches(period),
            Some(PeopleState::NotSeen) => matches!(state, PersonState::NotSeen { since } if period.contains(since)),
            Some(PeopleState::New) => {
                let first = presence.first_seen();
                period.contains(first) && since.is_some_and(|since| first > since)
            }
            Some(PeopleState::Lost) => matches!(state, PersonState::Left { day } if period.contains(day)),
            Some(PeopleState::Returned) => matches!(state, PersonState::Returned { day, .. } if period.contains(day)),
        }
    }

    /// Whether it asks for more than stays can tell.
    pub fn asks_traits(&self) -> bool {
        self.mutual.is_some() || self.province.is_some() || self.gender.is_some() || !self.search.is_empty()
    }

    /// Whether a person with these traits is shown.
    pub fn fits(&self, traits: &Traits<'_>) -> bool {
        let province = |wanted: &str| match wanted {
            UNKNOWN_PROVINCE => traits.province.is_empty(),
            wanted => traits.province.starts_with(wanted),
        };
        self.mutual.is_none_or(|wanted| traits.mutual == Some(wanted))
            && self.gender.is_none_or(|wanted| wanted == traits.gender)
            && self.province.as_deref().is_none_or(province)
            && self.finds(traits)
    }

    fn finds(&self, traits: &Traits<'_>) -> bool {
        let named = |nickname: &str| nickname.to_lowercase().contains(&self.search.to_lowercase());
        // Rows without a name show the end of the account: what is read off the screen is found.
        let of_account = traits.open_id.starts_with(&self.search) || traits.open_id.ends_with(self.search.trim_start_matches('…'));
        self.search.is_empty() || of_account || traits.nickname.is_some_and(named)
    }
}

/// A page of a ledger, as its URL says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleQuery {
    /// Whom to show.
    pub filter: PeopleFilter,
    /// In which order.
    pub sort: PeopleSort,
    /// From which place on.
    pub after: Option<PeoplePlace>,
}

impl PeopleQuery {
    /// Reads a query string.
    pub fn parse(query: &str) -> (Self, Vec<Notice>) {
        let words = words(query);
        let word = |name: &str| words.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned()).unwrap_or_default();
        let (filter, malformed) = PeopleFilter::read(word);
        let mut notices: Vec<Notice> = if malformed.is_empty() { vec![] } else { vec![Notice::UnknownFilter] };
        let order = word("sort");
        let sort = PeopleSort::parse(&order);
        if sort.is_none() && !order.is_empty() {
            notices.push(Notice::UnknownOrder);
        }
        let sort = sort.unwrap_or_default();
        let place = word("after");
        let after = PeoplePlace::parse(&place).filter(|place| place.belongs_to(sort));
        if after.is_none() && !place.is_empty() {
            notices.push(Notice::UnknownPlace);
        }
        (Self { filter, sort, after }, notices)
    }
}

#[cfg(test)]
mod tests;
