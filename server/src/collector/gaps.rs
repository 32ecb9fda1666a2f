//! Which missed periods become gaps. Pure.

use app::model::{GapReason, PlatformDay};

use crate::storage::creators::CreatorSchedule;
use crate::storage::runs::Gap;

/// Every period after the newest one with a run (or since the first consent) and before today. Today's period is never missed before
/// it is past.
pub(super) fn missed(schedule: &CreatorSchedule, today: PlatformDay) -> Vec<Gap> {
    let reason = if schedule.grant_ended { GapReason::GrantLost } else { GapReason::NotRunning };
    let first = schedule.last_period.map_or(schedule.first_day, |last| last.next().max(schedule.first_day));
    first.through(today.previous()).map(|period| Gap { period, reason }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> PlatformDay {
        text.parse().expect("a day")
    }

    fn schedule(last: Option<&str>, grant_ended: bool) -> CreatorSchedule {
        let key = crate::storage::CreatorKey { workspace: "w".into(), creator: "c".into() };
        CreatorSchedule { key, first_day: day("2026-11-01"), last_period: last.map(day), open_period: None, grant_ended }
    }

    #[test]
    fn every_missed_period_is_a_gap_and_today_is_not() {
        let gaps = missed(&schedule(Some("2026-11-17"), false), day("2026-11-21"));
        let days: Vec<String> = gaps.iter().map(|gap| gap.period.to_string()).collect();
        assert_eq!(days, ["2026-11-18", "2026-11-19", "2026-11-20"]);
        assert!(gaps.iter().all(|gap| gap.reason == GapReason::NotRunning));
    }

    #[test]
    fn four_hundred_days_of_downtime_are_four_hundred_gaps() {
        let today = day("2026-11-01").plus(401);
        assert_eq!(missed(&schedule(Some("2026-11-01"), false), today).len(), 400);
    }

    #[test]
    fn nothing_is_missed_after_yesterday_or_with_the_clock_set_back() {
        assert!(missed(&schedule(Some("2026-11-20"), false), day("2026-11-21")).is_empty());
        assert!(missed(&schedule(Some("2026-11-20"), false), day("2026-11-10")).is_empty());
        assert!(missed(&schedule(None, false), day("2026-11-01")).is_empty());
    }

    #[test]
    fn a_creator_without_a_run_misses_the_days_since_the_consent() {
        assert_eq!(missed(&schedule(None, false), day("2026-11-03")).len(), 2);
    }

    #[test]
    fn without_a_grant_the_reason_is_the_grant() {
        let gaps = missed(&schedule(Some("2026-11-19"), true), day("2026-11-21"));
        assert_eq!(gaps, [Gap { period: day("2026-11-20"), reason: GapReason::GrantLost }]);
    }
}
