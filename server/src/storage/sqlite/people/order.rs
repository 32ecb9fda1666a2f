//! The order of a ledger, and places in it.

use std::cmp::Ordering;

use app::filter::{PeoplePlace, PeopleSort, PlaceKey};
use app::model::{OpenId, PlatformDay};

use super::candidates::Candidate;

/// What a person is ordered by. People with equal keys do not exist: their numbers differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// Who left comes before who is there; who has a name before who has none.
    group: u8,
    day: i64,
    name: String,
    fan: i64,
}

impl Key {
    /// The key of a candidate in this order.
    pub(super) fn of(sort: PeopleSort, candidate: &Candidate, name: Option<&str>) -> Self {
        let first = candidate.first_seen().number();
        let fan = candidate.fan;
        match sort {
            PeopleSort::Newest | PeopleSort::Oldest => Self::on(0, first, fan),
            PeopleSort::LatestLeft | PeopleSort::EarliestLeft => match candidate.presence.left() {
                Some(left) => Self::on(0, left.number(), fan),
                None => Self::on(1, first, fan),
            },
            PeopleSort::Nickname => Self::named(name, fan),
        }
    }

    /// The key of a place whose person has this number and name.
    pub(super) fn at(place: &PeoplePlace, name: Option<&str>, fan: i64) -> Self {
        match place.key {
            PlaceKey::FirstSeen(day) | PlaceKey::Left(day) => Self::on(0, day.number(), fan),
            PlaceKey::Here(day) => Self::on(1, day.number(), fan),
            PlaceKey::Nickname => Self::named(name, fan),
        }
    }

    const fn on(group: u8, day: i64, fan: i64) -> Self {
        Self { group, day, name: String::new(), fan }
    }

    fn named(name: Option<&str>, fan: i64) -> Self {
        let name = name.unwrap_or_default().trim().to_lowercase();
        Self { group: u8::from(name.is_empty()), day: 0, name, fan }
    }

    /// Which of two comes first.
    pub(super) fn compare(&self, other: &Self, sort: PeopleSort) -> Ordering {
        let within = self.day.cmp(&other.day).then_with(|| self.name.cmp(&other.name)).then(self.fan.cmp(&other.fan));
        self.group.cmp(&other.group).then(if sort.is_descending() { within.reverse() } else { within })
    }
}

/// The place of a person in this order.
pub(super) fn place(sort: PeopleSort, candidate: &Candidate, open_id: &str) -> PeoplePlace {
    let first = candidate.first_seen();
    let key = match sort {
        PeopleSort::Newest | PeopleSort::Oldest => PlaceKey::FirstSeen(first),
        PeopleSort::LatestLeft | PeopleSort::EarliestLeft => candidate.presence.left().map_or(PlaceKey::Here(first), PlaceKey::Left),
        PeopleSort::Nickname => PlaceKey::Nickname,
    };
    PeoplePlace { key, open_id: OpenId(open_id.to_owned()) }
}

/// A place of a search that stopped between two people it shows.
pub(super) fn stopped(departures: bool, by_departure: bool, day: PlatformDay, open_id: &str) -> PeoplePlace {
    let key = match (by_departure, departures) {
        (false, _) => PlaceKey::FirstSeen(day),
        (true, true) => PlaceKey::Left(day),
        (true, false) => PlaceKey::Here(day),
    };
    PeoplePlace { key, open_id: OpenId(open_id.to_owned()) }
}
