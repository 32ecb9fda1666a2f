use app::model::{CapabilityStatus, PlatformDay};

use super::Action::{EndGrant, FailStep, RefreshAndRetry, Retry, Skip, StopRun};
use super::{Action, action, for_code, retake_at};
use crate::source::SourceError;

/// Every code of section 3.2 with what the table says.
const TABLE: &[(i64, Action)] = &[
    (10_001, Retry),
    (10_002, FailStep),
    (10_003, StopRun),
    (10_004, Skip(CapabilityStatus::AppLacks)),
    (10_005, FailStep),
    (10_006, StopRun),
    (10_007, FailStep),
    (10_008, RefreshAndRetry),
    (10_010, EndGrant),
    (10_011, FailStep),
    (10_012, StopRun),
    (10_013, StopRun),
    (10_014, StopRun),
    (10_015, StopRun),
    (10_017, FailStep),
    (10_020, FailStep),
    (2_100_004, Retry),
    (2_100_005, FailStep),
    (2_100_006, FailStep),
    (2_100_007, Skip(CapabilityStatus::AppLacks)),
    (2_100_009, StopRun),
    (2_190_001, FailStep),
    (2_190_002, RefreshAndRetry),
    (2_190_003, Skip(CapabilityStatus::NotGranted)),
    (2_190_004, Skip(CapabilityStatus::AppLacks)),
    (2_190_005, FailStep),
    (2_190_006, FailStep),
    (2_190_007, FailStep),
    (2_190_008, RefreshAndRetry),
    (2_190_015, StopRun),
    (2_190_016, StopRun),
    (28_001_003, RefreshAndRetry),
    (28_001_005, Retry),
    (28_001_006, Retry),
    (28_001_007, FailStep),
    (28_001_008, RefreshAndRetry),
    (28_001_012, Skip(CapabilityStatus::NotGranted)),
    (28_001_014, StopRun),
    (28_001_015, StopRun),
    (28_001_016, StopRun),
    (28_001_017, Skip(CapabilityStatus::Offline)),
    (28_001_018, Skip(CapabilityStatus::AppLacks)),
    (28_001_019, Skip(CapabilityStatus::AppLacks)),
    (28_001_020, StopRun),
    (28_001_021, StopRun),
    (28_001_042, FailStep),
    (28_001_045, StopRun),
    (28_001_046, StopRun),
    (28_001_047, StopRun),
    (28_001_052, StopRun),
    (28_001_056, Skip(CapabilityStatus::Offline)),
    (28_003_017, FailStep),
    (28_003_018, Retry),
    (28_004_020, Skip(CapabilityStatus::NotGranted)),
    (28_005_001, Retry),
    (28_005_002, Retry),
    (28_005_015, StopRun),
    (29_002_002, StopRun),
    (2_112_001, Skip(CapabilityStatus::AppLacks)),
    (99, FailStep),
];

#[test]
fn every_code_of_the_table_has_its_action() {
    for (code, expected) in TABLE {
        assert_eq!(for_code(*code), *expected, "{code}");
    }
}

#[test]
fn what_is_skipped_counts_as_settled() {
    for (code, action) in TABLE {
        if let Skip(status) = action {
            assert!(status.is_settled(), "{code}");
        }
    }
}

#[test]
fn statuses_and_broken_answers_have_their_action() {
    let status = |status| action(&SourceError::Status { endpoint: "/x/", status });
    for passing in [500, 502, 503, 504, 408] {
        assert_eq!(status(passing), Retry, "{passing}");
    }
    for absent in [404, 405] {
        assert_eq!(status(absent), Skip(CapabilityStatus::Offline), "{absent}");
    }
    for other in [301, 302, 400, 401, 403, 204] {
        assert_eq!(status(other), FailStep, "{other}");
    }
    assert_eq!(action(&SourceError::RateLimited { endpoint: "/x/", retry_after: None }), Retry);
    let decode = SourceError::Decode { endpoint: "/x/", detail: String::new(), log_id: String::new() };
    assert_eq!(action(&decode), FailStep);
}

#[test]
fn a_used_up_quota_is_waited_for_until_eight_in_beijing() {
    let day: PlatformDay = "2026-11-21".parse().expect("a day");
    let eight = 8 * 3600;
    assert_eq!(retake_at(Some(28_003_017), day.at(10 * 3600)), day.next().at(eight));
    assert_eq!(retake_at(Some(2_190_001), day.at(7 * 3600)), day.at(eight));
    assert_eq!(retake_at(Some(2_190_001), day.at(eight)), day.next().at(eight));
    assert_eq!(retake_at(Some(28_001_052), day.at(0)), day.at(4 * 3600));
    assert_eq!(retake_at(None, day.at(0)), day.at(30 * 60));
}
