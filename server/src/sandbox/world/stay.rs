//! How long somebody stays a fan: follows, perhaps leaves, perhaps comes back once.

use super::dice::Dice;

/// Days in which half of the fans leave.
const HALF_LIFE: u32 = 230;
/// Of a thousand new fans, those who leave again within ten days.
const FICKLE: u32 = 150;
/// Of a thousand who left, those who come back.
const RETURNING: u32 = 120;

/// One person's time with one creator in day numbers; each interval is half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stay {
    joined: i16,
    left: i16,
    /// `i16::MAX` when there was no return.
    returned: i16,
    left_again: i16,
}

impl Stay {
    /// Draws a stay that begins on `joined`; who joined before the epoch is known to be there at the epoch.
    pub(crate) fn draw(joined: i32, dice: &mut Dice) -> Self {
        let left = if joined >= 0 && dice.permille(FICKLE) {
            joined.saturating_add_unsigned(1 + dice.below(10))
        } else {
            joined.max(0).saturating_add_unsigned(lifetime(dice))
        };
        let back = if dice.permille(RETURNING) { left.saturating_add_unsigned(5 + dice.below(56)) } else { i32::MAX };
        let left_again = back.saturating_add_unsigned(lifetime(dice));
        Self { joined: short(joined), left: short(left), returned: short(back), left_again: short(left_again) }
    }

    /// Ends the stay on `day` if the person is there the day before; they do not come back.
    pub(crate) fn end_on(&mut self, day: i32) {
        let day = short(day);
        if self.joined < day && day < self.left {
            (self.left, self.returned, self.left_again) = (day, i16::MAX, i16::MAX);
        } else if self.returned < day && day < self.left_again {
            self.left_again = day;
        }
    }

    /// The day from which the person follows without a break, when they do so on `day`.
    pub(crate) fn since(self, day: i32) -> Option<i32> {
        let day = short(day);
        if self.joined <= day && day < self.left {
            Some(i32::from(self.joined))
        } else if self.returned <= day && day < self.left_again {
            Some(i32::from(self.returned))
        } else {
            None
        }
    }

    /// The intervals, first day and day of leaving.
    pub(crate) fn intervals(self) -> impl Iterator<Item = (i32, i32)> {
        let second = (self.returned < i16::MAX).then_some((self.returned, self.left_again));
        [(self.joined, self.left)].into_iter().chain(second).map(|(from, to)| (i32::from(from), i32::from(to)))
    }
}

/// A memoryless lifetime of at least a day, from whole numbers only: half of the people leave in each half-life.
fn lifetime(dice: &mut Dice) -> u32 {
    let halves = dice.bits().trailing_zeros().min(12);
    1 + halves * HALF_LIFE + dice.below(HALF_LIFE)
}

fn short(day: i32) -> i16 {
    i16::try_from(day).unwrap_or(if day < 0 { i16::MIN } else { i16::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_up_ends_a_stay_for_good() {
        let mut stay = Stay { joined: 3, left: 50, returned: 60, left_again: 90 };
        stay.end_on(20);
        assert_eq!(stay.since(19), Some(3));
        assert_eq!(stay.since(20), None);
        assert_eq!(stay.since(70), None);
    }

    #[test]
    fn a_clean_up_while_away_changes_nothing() {
        let mut stay = Stay { joined: 3, left: 50, returned: 60, left_again: 90 };
        stay.end_on(55);
        assert_eq!(stay.since(70), Some(60));
    }
}
