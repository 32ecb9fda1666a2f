//! When runs are due. Pure: the same creator, day and schedule give the same instant on every machine.

use app::model::{PlatformDay, Timestamp};
use sha2::{Digest as _, Sha256};

use crate::storage::CreatorKey;
use crate::storage::creators::CreatorSchedule;

/// The time of day of the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Seconds after platform midnight.
    pub at_seconds: i64,
    /// Starts are spread over this many seconds after it.
    pub jitter_seconds: i64,
}

/// When the run of a creator is due on a day.
pub fn due_at(key: &CreatorKey, day: PlatformDay, schedule: Schedule) -> Timestamp {
    day.at(schedule.at_seconds).plus_seconds(spread(key, day, "", schedule.jitter_seconds))
}

/// The day of the next run, judged by run rows alone: today while it has none or an open one, else the day after the newest.
/// Nothing when the grant ended.
pub fn next_day(schedule: &CreatorSchedule, today: PlatformDay) -> Option<PlatformDay> {
    if schedule.grant_ended {
        return None;
    }
    match schedule.last_period {
        Some(last) if last == today && schedule.open_period == Some(today) => Some(today),
        Some(last) if last >= today => Some(last.next()),
        _ => Some(today.max(schedule.first_day)),
    }
}

/// A creator's place on a day within so many seconds; another one for each purpose.
pub(super) fn spread(key: &CreatorKey, day: PlatformDay, purpose: &str, seconds: i64) -> i64 {
    if seconds <= 0 {
        return 0;
    }
    let digest = Sha256::digest(format!("{}|{day}{purpose}", key.creator));
    let [a, b, c, d, ..] = digest.0;
    i64::from(u32::from_le_bytes([a, b, c, d])) % seconds
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEDULE: Schedule = Schedule { at_seconds: 10 * 3600 + 37 * 60, jitter_seconds: 600 };

    fn key(creator: &str) -> CreatorKey {
        CreatorKey { workspace: "w".into(), creator: creator.into() }
    }

    fn day(text: &str) -> PlatformDay {
        text.parse().expect("a day")
    }

    fn creator(last: Option<&str>, open: Option<&str>, grant_ended: bool) -> CreatorSchedule {
        CreatorSchedule { key: key("c"), first_day: day("2026-11-01"), last_period: last.map(day), open_period: open.map(day), grant_ended }
    }

    #[test]
    fn starts_are_spread_over_the_jitter_and_the_same_each_time() {
        let today = day("2026-11-21");
        let first = today.at(SCHEDULE.at_seconds);
        let offsets: Vec<i64> = (0..500).map(|n| due_at(&key(&n.to_string()), today, SCHEDULE).seconds_since(first)).collect();
        assert!(offsets.iter().all(|offset| (0..600).contains(offset)));
        let mut per_minute = [0; 10];
        for offset in &offsets {
            per_minute[usize::try_from(offset / 60).expect("a minute")] += 1;
        }
        assert!(per_minute.iter().all(|starts| (20..90).contains(starts)), "{per_minute:?}");
        assert_eq!(due_at(&key("7"), today, SCHEDULE), due_at(&key("7"), today, SCHEDULE));
        assert_eq!(due_at(&key("7"), today, Schedule { jitter_seconds: 0, ..SCHEDULE }), first);
    }

    #[test]
    fn one_creator_starts_at_another_minute_on_another_day() {
        let first = day("2026-01-01");
        let mut offsets: Vec<i64> =
            first.through(first.plus(99)).map(|day| due_at(&key("c"), day, SCHEDULE).seconds_since(day.start())).collect();
        offsets.sort_unstable();
        offsets.dedup();
        assert!(offsets.len() > 80, "{}", offsets.len());
    }

    #[test]
    fn after_downtime_of_any_length_only_today_is_due() {
        let today = day("2026-11-21");
        for last in ["2026-11-20", "2026-11-10", "2025-10-17"] {
            assert_eq!(next_day(&creator(Some(last), None, false), today), Some(today), "{last}");
        }
        assert_eq!(next_day(&creator(None, None, false), today), Some(today));
    }

    #[test]
    fn a_recorded_day_is_not_repeated_and_an_open_one_is_gone_on_with() {
        let today = day("2026-11-21");
        assert_eq!(next_day(&creator(Some("2026-11-21"), None, false), today), Some(today.next()));
        assert_eq!(next_day(&creator(Some("2026-11-21"), Some("2026-11-21"), false), today), Some(today));
        assert_eq!(next_day(&creator(Some("2026-11-20"), Some("2026-11-20"), false), today), Some(today));
    }

    #[test]
    fn a_clock_set_back_repeats_nothing() {
        let last = day("2026-11-21");
        assert_eq!(next_day(&creator(Some("2026-11-21"), None, false), last.minus(9)), Some(last.next()));
    }

    #[test]
    fn nothing_is_due_without_a_grant() {
        assert_eq!(next_day(&creator(Some("2026-11-20"), None, true), day("2026-11-21")), None);
    }
}
