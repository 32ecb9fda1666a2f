use app::model::{Capability, CapabilityStatus, PlatformDay};

use super::*;
use Action::{
    BackOff, BackOffLong, Disable, Reauthorise, RefreshAndRetry, SignInAgain, Skip, SlowDown, StopApp, StopRenewing, StopScope,
    SuspendAccount,
};

#[test]
fn two_meanings_of_one_code() {
    assert_eq!(for_code(Family::Renew, 10_020), StopRenewing);
    assert_eq!(for_code(Family::ClientToken, 10_020), SlowDown);
    assert_eq!(for_code(Family::Renew, 10_004), StopRenewing);
    assert_eq!(for_code(Family::Data, 10_004), Disable(CapabilityStatus::AppLacks));
    assert_eq!(for_code(Family::Exchange, 10_014), SignInAgain);
    assert_eq!(for_code(Family::Refresh, 10_014), StopApp);
}

#[test]
fn what_helps_is_told_apart() {
    for (code, action) in [
        (28_001_008, RefreshAndRetry),
        (10_010, Reauthorise),
        (28_001_005, BackOff),
        (28_003_018, SlowDown),
        (28_001_052, BackOffLong),
        (28_003_017, StopScope),
        (28_001_046, SuspendAccount),
        (28_001_016, StopApp),
        (2_100_006, Skip),
        (99, BackOff),
    ] {
        assert_eq!(for_code(Family::Data, code), action, "{code}");
    }
}

#[test]
fn statuses_and_broken_answers_have_their_action() {
    let status = |status| action(&SourceError::Status { endpoint: "/x/", status });
    for passing in [500, 502, 503, 504, 408] {
        assert_eq!(status(passing), BackOff, "{passing}");
    }
    for absent in [404, 405] {
        assert_eq!(status(absent), Disable(CapabilityStatus::Offline), "{absent}");
    }
    for other in [301, 302, 400, 401, 403, 204] {
        assert_eq!(status(other), Skip, "{other}");
    }
    assert_eq!(action(&SourceError::RateLimited { endpoint: "/x/", retry_after: None }), SlowDown);
    let decode = SourceError::Decode { endpoint: "/x/", detail: String::new(), log_id: String::new() };
    assert_eq!(action(&decode), Skip);
}

#[test]
fn a_window_begins_and_ends_at_eight_in_beijing() {
    let day: PlatformDay = "2026-11-21".parse().expect("a day");
    let window = |second| quota_window(day.at(second));
    assert_eq!(window(RESET - 1), QuotaWindow { day: day.previous(), ends: day.at(RESET) });
    assert_eq!(window(RESET), QuotaWindow { day, ends: day.next().at(RESET) });
}

#[test]
fn every_capability_has_a_scope_of_its_own() {
    let mut scopes: Vec<&str> = Capability::ALL.into_iter().map(scope).collect();
    scopes.dedup();
    assert_eq!(scopes.len(), Capability::ALL.len());
}
