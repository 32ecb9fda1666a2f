//! When runs start that became due while nobody was here to start them. Pure: every process gives a creator the same instants.

use app::model::{PlatformDay, Timestamp};

use super::due::{Schedule, spread};
use crate::storage::CreatorKey;

/// So many seconds each further creator adds to the time over which the starts are spread.
const SECONDS_EACH: i64 = 2;

/// Over how many seconds the starts of a roster are spread: nothing for one creator alone, and never more than on an ordinary day.
pub fn window(creators: usize, schedule: Schedule) -> i64 {
    let others = i64::try_from(creators).unwrap_or(i64::MAX).saturating_sub(1).max(0);
    others.saturating_mul(SECONDS_EACH).min(schedule.jitter_seconds)
}

/// When the run of a creator starts that is overdue at `now`. Windows follow each other from the epoch on, and a creator has the same place
/// in each of them all day long: a process that is started anew draws nothing anew, waits no longer than a window, and means the same
/// instant as every other process on the database.
pub fn start_at(key: &CreatorKey, day: PlatformDay, window: i64, now: Timestamp) -> Timestamp {
    let place = spread(key, day, "late", window);
    if window <= 0 { now } else { now.plus_seconds((place - now.0).rem_euclid(window)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEDULE: Schedule = Schedule { at_seconds: 0, jitter_seconds: 600 };

    fn key(creator: u32) -> CreatorKey {
        CreatorKey { workspace: "w".into(), creator: creator.to_string().as_str().into() }
    }

    fn now() -> Timestamp {
        "2026-11-21".parse::<PlatformDay>().expect("a day").at(50_000)
    }

    #[test]
    fn the_window_grows_with_the_roster_up_to_that_of_an_ordinary_day() {
        assert_eq!([0, 1, 2, 8, 100, 301, 100_000].map(|creators| window(creators, SCHEDULE)), [0, 0, 2, 14, 198, 600, 600]);
        assert_eq!(window(100, Schedule { jitter_seconds: 0, ..SCHEDULE }), 0, "the operator wants no spread");
    }

    #[test]
    fn one_creator_starts_at_once() {
        assert_eq!(start_at(&key(1), now().day(), window(1, SCHEDULE), now()), now());
    }

    #[test]
    fn many_start_all_over_the_window() {
        let window = window(1000, SCHEDULE);
        let mut per_minute = [0; 10];
        for creator in 0..1000 {
            let wait = start_at(&key(creator), now().day(), window, now()).seconds_since(now());
            per_minute[usize::try_from(wait / 60).expect("not before")] += 1;
        }
        assert!(per_minute.iter().all(|starts| (60..150).contains(starts)), "{per_minute:?}");
    }

    #[test]
    fn a_restart_and_another_process_mean_the_same_instant() {
        for creator in 0..100 {
            let at = start_at(&key(creator), now().day(), 600, now());
            for later in [1, 7, 200].map(|seconds| now().plus_seconds(seconds)) {
                let again = start_at(&key(creator), now().day(), 600, later);
                assert_eq!(again, if later <= at { at } else { at.plus_seconds(600) });
            }
        }
    }

    #[test]
    fn the_order_is_another_one_on_another_day() {
        let order = |day: PlatformDay| {
            let mut creators: Vec<u32> = (0..20).collect();
            creators.sort_by_key(|creator| start_at(&key(*creator), day, 600, Timestamp(0)));
            creators
        };
        assert_ne!(order(now().day()), order(now().day().next()));
    }
}
