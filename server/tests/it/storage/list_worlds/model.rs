//! What lists prove, one person at a time. It knows no tables and no cleverness.

use app::model::people::PersonState;

use super::drive::Seen;
use crate::storage::fixture::day;

/// A time in the list, in numbers of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stay {
    pub(super) from: usize,
    pub(super) left: Option<usize>,
    pub(super) confirmed: bool,
}

pub(super) type Stays = Vec<Stay>;

/// What one list says of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Seen,
    /// A complete list lacks them. One that is not complete says nothing.
    Absent,
}

/// A person's stays. Somebody seen is there until a complete list lacks them; the absence is confirmed by the next list that says
/// anything, if that lacks them too. Of two lists of one day the complete one decides about that day.
pub(super) fn stays_of(person: usize, days: &[Seen]) -> Stays {
    let mut stays: Stays = Vec::new();
    let mut newest = None;
    for (day, lists) in days.iter().enumerate() {
        for (people, complete) in lists {
            let sign = match (people.contains(&person), complete) {
                (true, _) => Sign::Seen,
                (false, true) => Sign::Absent,
                (false, false) => continue,
            };
            let before = newest.replace(sign);
            match (sign, stays.last_mut()) {
                (Sign::Seen, Some(Stay { left: None, .. })) | (Sign::Absent, None) => {}
                (Sign::Seen, _) => stays.push(Stay { from: day, left: None, confirmed: false }),
                (Sign::Absent, Some(stay)) => match stay.left {
                    None if stay.from == day => drop(stays.pop()),
                    None => stay.left = Some(day),
                    Some(_) => stay.confirmed |= before == Some(Sign::Absent),
                },
            }
        }
    }
    stays
}

/// Where somebody stands after these stays.
pub(super) fn state(stays: &[Stay]) -> PersonState {
    let date = |number: usize| day(u64::try_from(number).expect("few"));
    match stays {
        [.., Stay { left: Some(left), confirmed: true, .. }] => PersonState::Left { day: date(*left) },
        [.., Stay { left: Some(left), .. }] => PersonState::NotSeen { since: date(*left) },
        [.., Stay { left: Some(left), confirmed, .. }, Stay { from, .. }] => {
            let away = i64::try_from(from - left).expect("few");
            PersonState::Returned { day: date(*from), away, confirmed: *confirmed }
        }
        _ => PersonState::Present,
    }
}

/// Confirmed losses of everybody, and those of them that came back within three days.
pub(super) fn losses(people: &[Stays]) -> (i64, i64) {
    let (mut losses, mut soon) = (0, 0);
    for stays in people {
        for (nth, stay) in stays.iter().enumerate().filter(|(_, stay)| stay.confirmed) {
            losses += 1;
            let back = stays.get(nth + 1).zip(stay.left).map(|(next, left)| next.from - left);
            soon += i64::from(back.is_some_and(|days| days <= 3));
        }
    }
    (losses, soon)
}
