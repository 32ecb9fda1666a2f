//! Periods: what a page looks at, and what it is compared with.

use serde::{Deserialize, Serialize};

use super::PlatformDay;

/// A span of platform days, both ends included; `from` is never after `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    from: PlatformDay,
    to: PlatformDay,
}

impl Period {
    /// A period; nothing when its end precedes its start.
    pub fn new(from: PlatformDay, to: PlatformDay) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// The `days` days (at least one) that end with `to`.
    pub fn ending(to: PlatformDay, days: u64) -> Self {
        Self { from: to.minus(days.max(1) - 1), to }
    }

    /// First day.
    pub const fn from(self) -> PlatformDay {
        self.from
    }

    /// Last day.
    pub const fn to(self) -> PlatformDay {
        self.to
    }

    /// Number of days, at least one.
    pub fn len(self) -> u64 {
        u64::try_from(self.to.days_since(self.from)).unwrap_or(0) + 1
    }

    /// Never: a period has at least one day.
    pub const fn is_empty(self) -> bool {
        false
    }

    /// Every day of it, oldest first.
    pub fn days(self) -> impl DoubleEndedIterator<Item = PlatformDay> + Clone {
        self.from.through(self.to)
    }

    /// The period of the same length just before.
    pub fn before(self) -> Self {
        Self::ending(self.from.previous(), self.len())
    }

    /// The period of the same length just after.
    pub fn after(self) -> Self {
        Self { from: self.to.next(), to: self.to.plus(self.len()) }
    }

    /// How many of its days there can be something of: not those before the first recorded one, nor a last one that still goes on and of
    /// which nothing is known yet. What every "so many of so many days" counts to.
    pub fn recordable(self, first: Option<PlatformDay>, is_last_open: bool) -> u64 {
        let from = first.map_or(self.from, |first| first.max(self.from));
        let to = if is_last_open { self.to.previous() } else { self.to };
        Self::new(from, to).map_or(0, Self::len)
    }

    /// Whether the day lies in it.
    pub fn contains(self, day: PlatformDay) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Neighbouring days as periods, for days in ascending order.
pub fn spells(days: impl Iterator<Item = PlatformDay>) -> Vec<Period> {
    let mut spells: Vec<Period> = Vec::new();
    for day in days {
        match spells.last_mut() {
            Some(spell) if spell.to.next() == day => spell.to = day,
            _ => spells.push(Period { from: day, to: day }),
        }
    }
    spells
}

/// Spells of days that are not known, from the first known one on: what lies before it was never there to be missed.
pub fn missing(days: impl Iterator<Item = (PlatformDay, bool)>) -> Vec<Period> {
    spells(days.skip_while(|(_, known)| !known).filter(|(_, known)| !known).map(|(day, _)| day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_days_make_one_spell() {
        let day = |offset| "2026-02-26".parse::<PlatformDay>().expect("a day").plus(offset);
        let found: Vec<(PlatformDay, u64)> =
            spells([0, 1, 2, 3, 5, 9, 10].map(day).into_iter()).into_iter().map(|spell| (spell.from(), spell.len())).collect();
        assert_eq!(found, [(day(0), 4), (day(5), 1), (day(9), 2)]);
        assert!(spells(std::iter::empty()).is_empty());
    }

    #[test]
    fn days_count_from_the_first_recorded_one_to_the_last_that_is_over() {
        let day = |offset| "2026-02-26".parse::<PlatformDay>().expect("a day").plus(offset);
        let period = Period::ending(day(29), 30);
        assert_eq!((period.recordable(None, false), period.recordable(Some(day(0).minus(9)), false)), (30, 30));
        assert_eq!((period.recordable(Some(day(20)), false), period.recordable(Some(day(20)), true)), (10, 9));
        assert_eq!((period.recordable(Some(day(29)), true), period.recordable(Some(day(31)), false)), (0, 0));
    }

    #[test]
    fn what_lies_before_the_first_known_day_is_not_missing() {
        let day = |offset| "2026-02-26".parse::<PlatformDay>().expect("a day").plus(offset);
        let of = |known: &[bool]| {
            missing((0..).map(day).zip(known.iter().copied())).iter().map(|spell| (spell.from(), spell.len())).collect::<Vec<_>>()
        };
        assert_eq!(of(&[false, false, true, false, false, true, false]), [(day(3), 2), (day(6), 1)]);
        assert!(of(&[false, false]).is_empty() && of(&[]).is_empty());
    }
}
