//! What an answer without data means: too few fans, too early, or something to look at. Pure.

use app::model::{CapabilityStatus, Portrait};

/// Accounts with more fans than this have a portrait (platform notes, section 2.3).
const PORTRAIT_ABOVE: i64 = 100;
/// The portrait is whole two days after the first consent.
const PORTRAIT_READY_DAYS: i64 = 2;
/// Accounts with at least this many fans have series (section 2.5).
const SERIES_FROM: i64 = 1000;
/// Series appear on the day after the first consent, about 10:00.
const SERIES_READY_DAYS: i64 = 1;

/// `days` = platform days since the first consent.
pub(super) fn portrait(portrait: &Portrait, days: i64) -> CapabilityStatus {
    match portrait.total_fans {
        _ if !portrait.distributions.is_empty() => CapabilityStatus::Working,
        Some(total) if total <= PORTRAIT_ABOVE => CapabilityStatus::BelowThreshold,
        _ if days < PORTRAIT_READY_DAYS => CapabilityStatus::NotReady,
        Some(_) => CapabilityStatus::Failing,
        None => CapabilityStatus::BelowThreshold,
    }
}

/// `rows` = values in all six series; `total` = fans as the portrait of the same run says, when it was read.
pub(super) fn series(rows: i64, total: Option<i64>, days: i64) -> CapabilityStatus {
    match total {
        _ if rows > 0 => CapabilityStatus::Working,
        Some(total) if total < SERIES_FROM => CapabilityStatus::BelowThreshold,
        // Also an account that has grown past the threshold today: its first row comes tomorrow.
        Some(_) => CapabilityStatus::NotReady,
        None if days <= SERIES_READY_DAYS => CapabilityStatus::NotReady,
        None => CapabilityStatus::BelowThreshold,
    }
}

#[cfg(test)]
mod tests {
    use app::model::{BucketValue, Dimension};

    use super::CapabilityStatus::{BelowThreshold, Failing, NotReady, Working};
    use super::*;

    #[test]
    fn a_portrait_without_buckets_has_a_cause() {
        let empty = |total_fans| Portrait { total_fans, ..Portrait::default() };
        assert_eq!(portrait(&empty(Some(100)), 0), BelowThreshold);
        assert_eq!(portrait(&empty(Some(100)), 9), BelowThreshold);
        assert_eq!(portrait(&empty(Some(101)), 1), NotReady);
        assert_eq!(portrait(&empty(Some(101)), 2), Failing);
        assert_eq!(portrait(&empty(None), 1), NotReady);
        assert_eq!(portrait(&empty(None), 2), BelowThreshold);
    }

    #[test]
    fn a_portrait_with_buckets_works() {
        let buckets = vec![BucketValue { label: "male".to_owned(), value: 1 }];
        let full = Portrait { total_fans: Some(5), distributions: vec![(Dimension::Gender, buckets)], flow: Vec::new() };
        assert_eq!(portrait(&full, 0), Working);
    }

    #[test]
    fn series_without_rows_have_a_cause() {
        assert_eq!(series(1, None, 0), Working);
        assert_eq!(series(0, Some(999), 9), BelowThreshold);
        assert_eq!(series(0, Some(1000), 1), NotReady);
        assert_eq!(series(0, Some(1000), 9), NotReady);
        assert_eq!(series(0, None, 1), NotReady);
        assert_eq!(series(0, None, 2), BelowThreshold);
    }
}
