//! The audience page's query: two days to compare, and a province.

use super::{LONGEST, Notice, words};
use crate::model::{Period, PlatformDay, Province};

/// A day without a portrait leads to one at most this many days earlier.
const BACK: u64 = 31;

/// Query words `a` and `b` (days to compare) and `province`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AudienceQuery {
    /// The earlier day; nothing asks for the start of the period.
    pub a: Option<PlatformDay>,
    /// The later day; nothing asks for the end of the period.
    pub b: Option<PlatformDay>,
    /// The province.
    pub province: Option<Province>,
}

impl AudienceQuery {
    /// Reads a query string; days after `today` become today, older ones than a page may show are moved up.
    pub fn parse(query: &str, today: PlatformDay) -> (Self, Vec<Notice>) {
        let words = words(query);
        let word = |name: &str| words.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty());
        let mut notices = Vec::new();
        let mut note = |notice: Notice| {
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        };
        let mut day = |name: &str| {
            let Ok(day) = word(name)?.parse::<PlatformDay>() else {
                note(Notice::MalformedDay);
                return None;
            };
            if day > today {
                note(Notice::AfterToday);
            }
            let oldest = Period::ending(today, LONGEST).from();
            if day < oldest {
                note(Notice::TooLong);
            }
            Some(day.clamp(oldest, today))
        };
        let (mut a, mut b) = (day("a"), day("b"));
        if a.zip(b).is_some_and(|(a, b)| a > b) {
            note(Notice::Exchanged);
            (a, b) = (b, a);
        }
        let province = word("province").and_then(|word| {
            let province = Province::of_label(word);
            if province.is_none() {
                note(Notice::UnknownProvince);
            }
            province
        });
        (Self { a, b, province }, notices)
    }

    /// The days that must be read to show `period` and the two days.
    pub fn reach(&self, period: Period) -> Period {
        let days = [self.a, self.b].into_iter().flatten();
        let from = days.clone().map(|day| day.minus(BACK)).fold(period.from(), PlatformDay::min);
        let to = days.fold(period.to(), PlatformDay::max);
        Period::new(from, to).unwrap_or(period)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> PlatformDay {
        text.parse().expect("a day")
    }

    fn parse(query: &str) -> (AudienceQuery, Vec<Notice>) {
        AudienceQuery::parse(query, day("2026-11-21"))
    }

    #[test]
    fn days_and_a_province_are_read() {
        let (query, notices) = parse("a=2026-10-01&b=2026-11-01&province=%E5%B9%BF%E4%B8%9C%E7%9C%81");
        assert_eq!((query.a, query.b, notices), (Some(day("2026-10-01")), Some(day("2026-11-01")), vec![]));
        assert_eq!(query.province.map(Province::name), Some("广东"));
        assert_eq!(parse("a=&b=&province="), (AudienceQuery::default(), vec![]));
    }

    #[test]
    fn what_makes_no_sense_is_clamped_with_a_notice() {
        let (query, notices) = parse("a=x&b=2026-13-01&province=mars");
        assert_eq!((query, notices), (AudienceQuery::default(), vec![Notice::MalformedDay, Notice::UnknownProvince]));
        let (query, notices) = parse("a=2027-01-01&b=2026-11-01");
        assert_eq!((query.a, query.b), (Some(day("2026-11-01")), Some(day("2026-11-21"))));
        assert_eq!(notices, [Notice::AfterToday, Notice::Exchanged]);
        assert_eq!(parse("a=0001-01-01").1, [Notice::TooLong]);
    }

    #[test]
    fn days_outside_the_period_are_read_too() {
        let period = Period::ending(day("2026-11-21"), 7);
        assert_eq!(AudienceQuery::default().reach(period), period);
        let earlier = parse("a=2026-10-01").0.reach(period);
        assert_eq!((earlier.from(), earlier.to()), (day("2026-08-31"), period.to()));
        let old = Period::ending(day("2026-01-31"), 7);
        assert_eq!(parse("b=2026-11-01").0.reach(old).to(), day("2026-11-01"));
    }
}
