//! What the complete lists say of one person over time.

use serde::{Deserialize, Serialize};

use super::{LeftConfidence, Period, PlatformDay};

/// An interval in which somebody was in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stay {
    /// First day in the list.
    pub from: PlatformDay,
    /// First day of absence; nothing while still there.
    pub left: Option<PlatformDay>,
    /// The absence is confirmed by a second complete list.
    pub confirmed: bool,
}

impl Stay {
    /// A stay, as the store keeps it.
    pub fn new(from: PlatformDay, left: Option<(PlatformDay, LeftConfidence)>) -> Self {
        let confirmed = left.is_some_and(|(_, confidence)| confidence == LeftConfidence::Confirmed);
        Self { from, left: left.map(|(day, _)| day), confirmed }
    }
}

/// Where a person stands now, doubt included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonState {
    /// In the list, without a break since they were first seen.
    Present,
    /// Absent from one complete list.
    NotSeen {
        /// First day of absence.
        since: PlatformDay,
    },
    /// Absent from two complete lists in a row.
    Left {
        /// First day of absence.
        day: PlatformDay,
    },
    /// In the list again after an absence.
    Returned {
        /// The day they were back.
        day: PlatformDay,
        /// Days of absence before it.
        away: i64,
        /// That absence had been confirmed.
        confirmed: bool,
    },
}

/// All stays of one person in one list, oldest first; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    stays: Vec<Stay>,
    last: Stay,
}

impl Presence {
    /// Of these stays, in any order; nothing when there are none.
    pub fn of(mut stays: Vec<Stay>) -> Option<Self> {
        stays.sort_unstable();
        let last = *stays.last()?;
        Some(Self { stays, last })
    }

    /// The day of the first list that had them.
    pub fn first_seen(&self) -> PlatformDay {
        self.stays.first().unwrap_or(&self.last).from
    }

    /// The newest day on which something changed: came, left, or came back.
    pub fn last_change(&self) -> PlatformDay {
        self.last.left.unwrap_or(self.last.from)
    }

    /// First day of the absence that lasts; nothing for somebody who is there.
    pub const fn left(&self) -> Option<PlatformDay> {
        self.last.left
    }

    /// In the list now.
    pub const fn is_present(&self) -> bool {
        self.last.left.is_none()
    }

    /// How often they were there.
    pub const fn spells(&self) -> usize {
        self.stays.len()
    }

    /// The stays, oldest first.
    pub fn stays(&self) -> &[Stay] {
        &self.stays
    }

    /// Where they stand now.
    pub fn state(&self) -> PersonState {
        let before = self.stays.len().checked_sub(2).and_then(|index| self.stays.get(index));
        match (self.last.left, before.and_then(|stay| Some((stay, stay.left?)))) {
            (Some(day), _) if self.last.confirmed => PersonState::Left { day },
            (Some(since), _) => PersonState::NotSeen { since },
            (None, Some((stay, left))) => {
                let day = self.last.from;
                PersonState::Returned { day, away: day.days_since(left), confirmed: stay.confirmed }
            }
            (None, None) => PersonState::Present,
        }
    }

    /// Whether the list says something of them on one of these days: they were in it, or it lacked them for the first time.
    pub fn touches(&self, period: Period) -> bool {
        self.stays.iter().any(|stay| stay.from <= period.to() && stay.left.is_none_or(|left| left >= period.from()))
    }

    /// The days on which they were back.
    pub fn returns(&self) -> impl Iterator<Item = PlatformDay> + '_ {
        self.stays.iter().skip(1).map(|stay| stay.from)
    }

    /// The first days of absences that ended before a second list could confirm them.
    pub fn slips(&self) -> impl Iterator<Item = PlatformDay> + '_ {
        let ended = self.stays.len().saturating_sub(1);
        self.stays.iter().take(ended).filter(|stay| !stay.confirmed).filter_map(|stay| stay.left)
    }

    /// Confirmed absences, each with the days until the person was back.
    pub fn losses(&self) -> impl Iterator<Item = (PlatformDay, Option<i64>)> + '_ {
        let next = self.stays.iter().skip(1).map(|stay| Some(stay.from)).chain([None]);
        self.stays.iter().zip(next).filter(|(stay, _)| stay.confirmed).filter_map(|(stay, back)| {
            let left = stay.left?;
            Some((left, back.map(|back| back.days_since(left))))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u64) -> PlatformDay {
        PlatformDay::from_number(20_000).plus(number)
    }

    fn stay(from: u64, left: Option<u64>, confirmed: bool) -> Stay {
        let confidence = if confirmed { LeftConfidence::Confirmed } else { LeftConfidence::NotSeen };
        Stay::new(day(from), left.map(|left| (day(left), confidence)))
    }

    fn presence(stays: &[Stay]) -> Presence {
        Presence::of(stays.to_vec()).expect("somebody")
    }

    #[test]
    fn every_state_is_told_from_the_newest_stay_and_the_one_before() {
        assert_eq!(Presence::of(vec![]), None);
        assert_eq!(presence(&[stay(1, None, false)]).state(), PersonState::Present);
        assert_eq!(presence(&[stay(1, Some(4), false)]).state(), PersonState::NotSeen { since: day(4) });
        assert_eq!(presence(&[stay(1, Some(4), true)]).state(), PersonState::Left { day: day(4) });
        let back = presence(&[stay(9, None, false), stay(1, Some(2), false), stay(5, Some(7), true)]);
        assert_eq!(back.state(), PersonState::Returned { day: day(9), away: 2, confirmed: true });
        assert_eq!((back.first_seen(), back.last_change(), back.spells()), (day(1), day(9), 3));
        let again = presence(&[stay(1, Some(2), true), stay(5, Some(7), true)]);
        assert_eq!((again.state(), again.last_change()), (PersonState::Left { day: day(7) }, day(7)));
    }

    #[test]
    fn the_first_day_of_an_absence_is_the_last_of_which_the_list_speaks() {
        let gone = presence(&[stay(2, Some(5), true)]);
        let within = |from, to| gone.touches(Period::new(day(from), day(to)).expect("ordered"));
        assert!(within(5, 9) && within(0, 2) && !within(6, 9) && !within(0, 1));
    }

    #[test]
    fn returns_and_slips_are_told_from_losses() {
        let someone = presence(&[stay(1, Some(2), false), stay(3, Some(5), true), stay(7, Some(9), false)]);
        assert_eq!(someone.returns().collect::<Vec<_>>(), [day(3), day(7)]);
        assert_eq!(someone.slips().collect::<Vec<_>>(), [day(2)], "whoever is not seen now has not come back");
    }

    #[test]
    fn losses_are_the_confirmed_absences_with_their_return() {
        let losses: Vec<_> = presence(&[stay(1, Some(2), false), stay(3, Some(5), true), stay(7, Some(9), true)]).losses().collect();
        assert_eq!(losses, [(day(5), Some(2)), (day(9), None)]);
    }
}
