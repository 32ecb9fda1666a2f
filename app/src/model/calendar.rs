//! Days laid out as a calendar: one column per week, Monday first.

use chrono::{Datelike as _, Months};

use super::{Period, PlatformDay};

/// A period in columns of weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weeks(Period);

impl Weeks {
    /// The weeks of a period.
    pub const fn of(period: Period) -> Self {
        Self(period)
    }

    /// How many columns there are; the first and the last week may be partial.
    pub fn columns(self) -> i64 {
        self.place(self.0.to()).0 + 1
    }

    /// Column and row (0 = Monday) of a day.
    pub fn place(self, day: PlatformDay) -> (i64, i64) {
        let since_monday = day.days_since(monday(self.0.from()));
        (since_monday.div_euclid(7), since_monday.rem_euclid(7))
    }

    /// Where the names of the months stand: the column with the month's first day; the month the period begins in stands in the first
    /// column if there is room before the next.
    pub fn months(self) -> Vec<(i64, PlatformDay)> {
        /// Columns a name takes.
        const ROOM: i64 = 3;
        let firsts = firsts_of_months(self.0).into_iter();
        let mut months: Vec<(i64, PlatformDay)> = firsts.map(|day| (self.place(day).0, day)).collect();
        let begun = months.first().is_none_or(|(column, _)| *column >= ROOM);
        if begun {
            months.insert(0, (0, self.0.from()));
        }
        months
    }
}

/// The twelve months that end with a day.
pub fn year_until(today: PlatformDay) -> Period {
    let before = today.date().checked_sub_months(Months::new(12)).map_or(today, PlatformDay::from);
    Period::new(before.next(), today).unwrap_or_else(|| Period::ending(today, 1))
}

/// The coming months, beginning with a day: six from 21 November end on 20 May.
pub fn months_from(today: PlatformDay, months: u32) -> Period {
    let last = today.date().checked_add_months(Months::new(months)).map_or(today, |date| PlatformDay::from(date).previous());
    Period::new(today, last).unwrap_or_else(|| Period::ending(today, 1))
}

/// The days of a period with which a month begins.
pub fn firsts_of_months(period: Period) -> Vec<PlatformDay> {
    period.days().filter(|day| day.date().day() == 1).collect()
}

fn monday(day: PlatformDay) -> PlatformDay {
    day.minus(u64::from(day.date().weekday().num_days_from_monday()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> PlatformDay {
        text.parse().expect("a day")
    }

    #[test]
    fn a_year_reaches_over_two_years_and_has_no_day_twice() {
        let year = year_until(day("2026-11-21"));
        assert_eq!((year.from(), year.to(), year.len()), (day("2025-11-22"), day("2026-11-21"), 365));
        let weeks = Weeks::of(year);
        let places: std::collections::BTreeSet<(i64, i64)> = year.days().map(|day| weeks.place(day)).collect();
        assert_eq!(places.len(), 365, "every day has a place of its own");
        assert!(places.iter().all(|(column, row)| (0..weeks.columns()).contains(column) && (0..7).contains(row)));
        assert_eq!(weeks.place(day("2025-12-31")).0, weeks.place(day("2026-01-01")).0, "the turn of the year is inside a week");
    }

    #[test]
    fn a_leap_day_is_counted_wherever_it_lies() {
        assert_eq!(year_until(day("2028-02-29")).from(), day("2027-03-01"));
        assert_eq!(year_until(day("2028-02-29")).len(), 366);
        assert_eq!(year_until(day("2028-03-05")).len(), 366);
        assert_eq!(year_until(day("2029-02-28")).from(), day("2028-02-29"));
        let weeks = Weeks::of(year_until(day("2028-03-05")));
        let (before, leap, after) = (weeks.place(day("2028-02-28")), weeks.place(day("2028-02-29")), weeks.place(day("2028-03-01")));
        assert_eq!((before.1, leap.1, after.1), (0, 1, 2), "Monday, Tuesday, Wednesday of one week");
        assert!(before.0 == leap.0 && leap.0 == after.0);
    }

    #[test]
    fn the_first_week_begins_where_the_period_does() {
        // 22 November 2025 is a Saturday.
        let weeks = Weeks::of(year_until(day("2026-11-21")));
        assert_eq!(weeks.place(day("2025-11-22")), (0, 5));
        assert_eq!(weeks.place(day("2025-11-23")), (0, 6));
        assert_eq!(weeks.place(day("2025-11-24")), (1, 0));
        assert_eq!(weeks.columns(), 53);
        let monday = Weeks::of(Period::new(day("2026-11-02"), day("2026-11-08")).expect("a week"));
        assert_eq!((monday.place(day("2026-11-02")), monday.columns()), ((0, 0), 1));
    }

    #[test]
    fn coming_months_end_where_the_next_would_begin() {
        let half = months_from(day("2026-11-21"), 6);
        assert_eq!((half.from(), half.to()), (day("2026-11-21"), day("2027-05-20")));
        assert_eq!(months_from(day("2026-08-31"), 6).to(), day("2027-02-27"), "February is short");
        assert_eq!(firsts_of_months(half).len(), 6);
        assert_eq!(months_from(day("2026-11-21"), 0).len(), 1);
    }

    #[test]
    fn months_are_named_where_they_begin() {
        let months = Weeks::of(year_until(day("2026-11-21"))).months();
        assert_eq!(months[0], (2, day("2025-12-01")), "November has no room before it");
        assert_eq!(months.len(), 12);
        let roomy = Weeks::of(year_until(day("2026-11-05"))).months();
        assert_eq!(roomy[0], (0, day("2025-11-06")));
        assert_eq!(roomy.len(), 13);
        assert!(roomy.windows(2).all(|pair| pair[1].0 > pair[0].0));
    }
}
