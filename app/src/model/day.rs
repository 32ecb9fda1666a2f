//! Platform days (calendar days in Asia/Shanghai) and instants.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Seconds that Asia/Shanghai is ahead of UTC. China has kept one offset without daylight saving since 1991.
pub const PLATFORM_OFFSET_SECONDS: i64 = 8 * 3600;

const DAY_SECONDS: i64 = 86_400;

/// An instant in whole unix seconds, UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant this many seconds later (earlier when negative).
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this instant; negative when `earlier` is later.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Days by the calendar from `earlier`'s day to this instant's: as many as a person counts.
    pub fn days_after(self, earlier: Self) -> i64 {
        self.day().days_since(earlier.day())
    }

    /// The platform day this instant falls on.
    pub fn day(self) -> PlatformDay {
        PlatformDay::of(self)
    }

    /// RFC 3339 in UTC with whole seconds, as the `runs` dataset writes it.
    pub fn to_rfc3339(self) -> String {
        chrono::DateTime::from_timestamp(self.0, 0).map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    }
}

/// A calendar day in Asia/Shanghai, written `yyyy-mm-dd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlatformDay(NaiveDate);

impl PlatformDay {
    /// The platform day that `at` falls on.
    pub fn of(at: Timestamp) -> Self {
        let days = (at.0 + PLATFORM_OFFSET_SECONDS).div_euclid(DAY_SECONDS);
        Self::from_number(days)
    }

    /// The day with this number of days since 1970-01-01; out of chrono's range it clamps to the epoch.
    pub fn from_number(days: i64) -> Self {
        let date = chrono::DateTime::from_timestamp(days.saturating_mul(DAY_SECONDS), 0).unwrap_or_default();
        Self(date.date_naive())
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        i64::from(self.0.num_days_from_ce()) - 719_163
    }

    /// The first instant of the day.
    pub fn start(self) -> Timestamp {
        Timestamp(self.number() * DAY_SECONDS - PLATFORM_OFFSET_SECONDS)
    }

    /// The instant `seconds` after midnight of this day, Asia/Shanghai.
    pub fn at(self, seconds: i64) -> Timestamp {
        self.start().plus_seconds(seconds)
    }

    /// The day before.
    pub fn previous(self) -> Self {
        self.minus(1)
    }

    /// The day after.
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The day `days` later.
    pub fn plus(self, days: u64) -> Self {
        Self(self.0.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX))
    }

    /// The day `days` earlier.
    pub fn minus(self, days: u64) -> Self {
        Self(self.0.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN))
    }

    /// Days from `earlier` to this day; negative when `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.number() - earlier.number()
    }

    /// Every day from this one to `last`, both included; empty when `last` is earlier.
    pub fn through(self, last: Self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (self.number()..=last.number()).map(Self::from_number)
    }

    /// The calendar date.
    pub const fn date(self) -> NaiveDate {
        self.0
    }
}

impl From<NaiveDate> for PlatformDay {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl fmt::Display for PlatformDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

/// Why a day could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day; write it as yyyy-mm-dd")]
pub struct InvalidDay(pub String);

impl FromStr for PlatformDay {
    type Err = InvalidDay;

    fn from_str(text: &str) -> Result<Self, InvalidDay> {
        let well_formed =
            text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !well_formed {
            return Err(InvalidDay(text.to_owned()));
        }
        let part = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse().ok()).unwrap_or(0);
        let year = i32::try_from(part(0..4)).unwrap_or(0);
        NaiveDate::from_ymd_opt(year, part(5..7), part(8..10)).map(Self).ok_or_else(|| InvalidDay(text.to_owned()))
    }
}

// Written by hand: chrono's own would bring its parser and formatter into the browser.
impl Serialize for PlatformDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PlatformDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_day_begins_at_sixteen_hundred_utc() {
        let day: PlatformDay = "2026-11-21".parse().expect("valid");
        assert_eq!(day.start().to_rfc3339(), "2026-11-20T16:00:00Z");
        assert_eq!(day.start().day(), day);
        assert_eq!(day.start().plus_seconds(-1).day(), day.previous());
        assert_eq!(PlatformDay::from_number(day.number()), day);
    }

    #[test]
    fn a_malformed_day_is_refused() {
        for text in ["2026-2-1", "2026-02-30", "", "yesterday", "+026-01-01", "2026-02-01 "] {
            assert!(text.parse::<PlatformDay>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_counted_with_both_ends() {
        let first: PlatformDay = "2026-02-27".parse().expect("valid");
        assert_eq!(first.through(first.plus(2)).count(), 3);
        assert_eq!(first.through(first.minus(1)).count(), 0);
    }
}
