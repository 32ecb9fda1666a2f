//! The settings page.

use chrono::Datelike as _;

use super::frame::CreatorName;
use super::{GrantHealth, Window};
use crate::model::calendar::{firsts_of_months, months_from};
use crate::model::{PlatformDay, Role, Timestamp};

/// Whether fans' names are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// They are.
    pub on: bool,
    /// They were turned off, and what was stored is still being erased.
    pub erasing: bool,
}

/// When creators are collected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScheduleView {
    /// Seconds after platform midnight.
    pub collect_at: i64,
    /// Seconds over which the starts are spread.
    pub jitter: i64,
    /// When the next run is due, of all creators; in the past when runs are due now.
    pub next: Option<Timestamp>,
    /// Creators whose run is due now.
    pub due: usize,
    /// Creators with a grant.
    pub scheduled: usize,
    /// Creators whose grant has ended; nothing is collected of them.
    pub ended: usize,
    /// The app's key and secret are set; without them nothing is collected.
    pub connected: bool,
}

/// What a creator's grant still gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorisation {
    /// Whose.
    pub creator: CreatorName,
    /// Its health.
    pub grant: GrantHealth,
}

/// One page of the grants, those that end soonest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorisations {
    /// The grants of the page.
    pub rows: Vec<Authorisation>,
    /// Which these are, of all.
    pub window: Window,
    /// Of all: those that have ended or do so soon.
    pub ending: usize,
    /// Of all: those that have ended.
    pub ended: usize,
    /// Of all: how many end in each of the coming months.
    pub coming: Vec<ComingMonth>,
}

/// How many creators have to authorise again within a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComingMonth {
    /// Its first day.
    pub first: PlatformDay,
    /// Grants that end in it.
    pub creators: usize,
}

impl ComingMonth {
    /// This month and the six after it; what ended before today is over, not to come.
    pub fn of(rows: &[Authorisation], today: PlatformDay) -> Vec<Self> {
        let month = |day: PlatformDay| (day.date().year(), day.date().month());
        let ends: Vec<_> = rows.iter().filter_map(|row| row.grant.days_left.and(row.grant.ends_at)).map(|at| month(at.day())).collect();
        let this = PlatformDay::from(today.date().with_day(1).unwrap_or(today.date()));
        let firsts = std::iter::once(this).chain(firsts_of_months(months_from(this.next(), 6)));
        firsts.map(|first| Self { first, creators: ends.iter().filter(|end| **end == month(first)).count() }).collect()
    }
}

/// A person who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberView {
    /// Display name; may be empty.
    pub nickname: String,
    /// What they may do.
    pub role: Role,
    /// Their first sign-in.
    pub since: Timestamp,
    /// The creator they are.
    pub creator: Option<CreatorName>,
}

/// The first members of a workspace, in the order they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberList {
    /// The members.
    pub rows: Vec<MemberView>,
    /// How many there are in all.
    pub all: usize,
}

/// The settings the installation runs with. No secret is in here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InForce {
    /// Address it listens on.
    pub listen: String,
    /// Address browsers use.
    pub public_url: String,
    /// Name of the database file, without its folder.
    pub database: String,
    /// Address of the platform.
    pub base_url: String,
    /// The app's key but for its last four characters; nothing when it is not set.
    pub client_key: Option<String>,
    /// The app's secret is set.
    pub client_secret: bool,
    /// When to collect, in seconds after platform midnight.
    pub collect_at: i64,
    /// Seconds over which the starts are spread.
    pub jitter: i64,
    /// Days raw answers are kept.
    pub raw_days: i64,
    /// Calls granted per scope, as set; empty when none are.
    pub quotas: String,
    /// Calls per second and kind of data; nothing = as many as there are.
    pub rate: Option<u32>,
    /// Who may sign up: `first`, `open` or `demo`.
    pub sign_up: String,
    /// Of Fanscope.
    pub version: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_living_grant_is_counted_in_the_month_it_ends() {
        let day = |text: &str| text.parse::<PlatformDay>().expect("a day");
        let row = |end: &str, left: Option<i64>| Authorisation {
            creator: CreatorName { id: "c".into(), nickname: String::new() },
            grant: GrantHealth { days_left: left, ends_at: Some(day(end).at(3_600)), ..GrantHealth::default() },
        };
        let rows = [
            row("2026-11-03", None),
            row("2026-11-30", Some(9)),
            row("2026-12-01", Some(10)),
            row("2026-12-31", Some(40)),
            row("2027-05-31", Some(190)),
        ];
        let coming = ComingMonth::of(&rows, day("2026-11-21"));
        let told: Vec<(String, usize)> = coming.iter().map(|month| (month.first.to_string(), month.creators)).collect();
        let expected = [
            ("2026-11-01", 1),
            ("2026-12-01", 2),
            ("2027-01-01", 0),
            ("2027-02-01", 0),
            ("2027-03-01", 0),
            ("2027-04-01", 0),
            ("2027-05-01", 1),
        ];
        assert_eq!(told, expected.map(|(first, creators)| (first.to_owned(), creators)));
        for today in ["2026-11-01", "2026-11-30", "2027-01-31"] {
            assert_eq!(ComingMonth::of(&rows, day(today)).len(), 7, "{today}");
        }
    }
}
