//! Calls per scope: a quota that starts anew at 08:00 Beijing time, and a burst limit (platform notes, section 5).

use std::collections::BTreeMap;

use app::model::Timestamp;
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;

/// Calls per scope and 24 hours unless the faults file says otherwise.
pub(crate) const DEFAULT_QUOTA: u64 = 1_000_000;

/// Seconds after platform midnight at which the quota starts anew.
const RESET: i64 = 8 * 3600;

/// Calls counted since the last reset.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Quota {
    /// The platform day on whose 08:00 this period began, as a day number.
    period: i64,
    used: BTreeMap<String, u64>,
    #[serde(skip)]
    second: i64,
    #[serde(skip)]
    in_second: u32,
}

impl Quota {
    /// Counts one call of `scope`, or refuses it.
    pub(crate) fn take(&mut self, scope: &str, limit: u64, burst: Option<u32>, now: Timestamp) -> Result<(), Refusal> {
        let period = now.plus_seconds(-RESET).day().number();
        if period != self.period {
            self.period = period;
            self.used.clear();
        }
        if now.0 != self.second {
            (self.second, self.in_second) = (now.0, 0);
        }
        self.in_second += 1;
        if burst.is_some_and(|burst| self.in_second > burst) {
            return Err(Refusal::TooFast);
        }
        match self.used.get_mut(scope) {
            Some(used) if *used >= limit => return Err(Refusal::QuotaUsedUp),
            Some(used) => *used += 1,
            None if limit == 0 => return Err(Refusal::QuotaUsedUp),
            None => {
                self.used.insert(scope.to_owned(), 1);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_starts_anew_at_eight_in_beijing() {
        let day: app::model::PlatformDay = "2026-06-15".parse().expect("a day");
        let mut quota = Quota::default();
        assert_eq!(quota.take("a", 1, None, day.at(7 * 3600)), Ok(()));
        assert_eq!(quota.take("a", 1, None, day.at(RESET - 1)), Err(Refusal::QuotaUsedUp));
        assert_eq!(quota.take("b", 1, None, day.at(RESET - 1)), Ok(()), "each scope has its own");
        assert_eq!(quota.take("a", 1, None, day.at(RESET)), Ok(()));
    }

    #[test]
    fn a_burst_is_refused_within_its_second_only() {
        let mut quota = Quota::default();
        assert_eq!(quota.take("a", 9, Some(1), Timestamp(5)), Ok(()));
        assert_eq!(quota.take("a", 9, Some(1), Timestamp(5)), Err(Refusal::TooFast));
        assert_eq!(quota.take("a", 9, Some(1), Timestamp(6)), Ok(()));
    }
}
