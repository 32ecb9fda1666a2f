//! The world's own dates: everything counts from its epoch.

use app::model::PlatformDay;

/// Days of history that a new world has behind it.
pub(crate) const HISTORY_DAYS: i32 = 400;

/// Maps platform days to the world's day numbers: 0 is the epoch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    pub(crate) epoch: PlatformDay,
}

impl Calendar {
    /// The calendar of a world that is opened for the first time on `day`.
    pub(crate) fn opened_on(day: PlatformDay) -> Self {
        Self { epoch: day.minus(u64::from(HISTORY_DAYS.unsigned_abs())) }
    }

    /// The day number of `day`; days before the epoch are as the epoch was.
    pub(crate) fn number(self, day: PlatformDay) -> i32 {
        i32::try_from(day.days_since(self.epoch)).unwrap_or(i32::MAX).max(0)
    }

    /// The platform day of a day number.
    pub(crate) fn day(self, number: i32) -> PlatformDay {
        PlatformDay::from_number(self.epoch.number() + i64::from(number))
    }

    /// The day this many days before the first opening.
    pub(crate) fn before_opening(self, days: i32) -> PlatformDay {
        self.day(HISTORY_DAYS - days)
    }
}
