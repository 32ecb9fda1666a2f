//! A place in a ledger, for the page that follows. Opaque in URLs: a letter, a day number, an account.

use serde::{Deserialize, Serialize};

use super::PeopleSort;
use crate::model::{OpenId, PlatformDay};

/// What a place is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaceKey {
    /// The day somebody was first seen.
    FirstSeen(PlatformDay),
    /// The day somebody left.
    Left(PlatformDay),
    /// Behind all who left: the day somebody who is there was first seen.
    Here(PlatformDay),
    /// The person's nickname, as it is when the place is looked up.
    Nickname,
}

/// The last person of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePlace {
    /// What the order goes by.
    pub key: PlaceKey,
    /// Who.
    pub open_id: OpenId,
}

/// The longest account a place may name.
const LONGEST: usize = 200;

impl PeoplePlace {
    /// The word of the query.
    pub fn as_word(&self) -> String {
        let (letter, day) = match self.key {
            PlaceKey::FirstSeen(day) => ('f', Some(day)),
            PlaceKey::Left(day) => ('g', Some(day)),
            PlaceKey::Here(day) => ('h', Some(day)),
            PlaceKey::Nickname => ('n', None),
        };
        let day = day.map(|day| day.number().to_string()).unwrap_or_default();
        format!("{letter}{day}.{}", self.open_id)
    }

    /// Reads the word.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let (key, open_id) = word.split_once('.').filter(|(_, open_id)| !open_id.is_empty() && open_id.len() <= LONGEST)?;
        let mut rest = key.chars();
        let letter = rest.next()?;
        let number = rest.as_str();
        let day = || number.parse::<u16>().ok().map(|days| PlatformDay::from_number(days.into()));
        let key = match letter {
            'f' => PlaceKey::FirstSeen(day()?),
            'g' => PlaceKey::Left(day()?),
            'h' => PlaceKey::Here(day()?),
            'n' if number.is_empty() => PlaceKey::Nickname,
            _ => return None,
        };
        Some(Self { key, open_id: OpenId(open_id.to_owned()) })
    }

    /// Whether a list in this order has such places.
    pub(super) const fn belongs_to(&self, sort: PeopleSort) -> bool {
        match self.key {
            PlaceKey::FirstSeen(_) => matches!(sort, PeopleSort::Newest | PeopleSort::Oldest),
            PlaceKey::Left(_) | PlaceKey::Here(_) => sort.is_by_departure(),
            PlaceKey::Nickname => matches!(sort, PeopleSort::Nickname),
        }
    }
}
