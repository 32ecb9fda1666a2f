//! What each code, status and broken answer is taken for.

use app::model::{Capability, CapabilityStatus};
use server::source::Action::{
    self, BackOff, BackOffLong, Disable, Reauthorise, RefreshAndRetry, SignInAgain, Skip, SlowDown, StopApp, StopRenewing, StopScope,
    SuspendAccount,
};
use server::source::douyin_open::DouyinOpen;
use server::source::{Access, Connect as _, Policy as _, Source as _, SourceError};

use crate::collector::house::douyin;
use crate::sandbox::platform::{Platform, today};

/// Every code that a data endpoint may answer with. Two that back off never stand side by side: five failures in a row open a circuit.
pub(super) const DATA: &[(i64, Action)] = &[
    (10_001, BackOff),
    (10_002, Skip),
    (10_003, StopApp),
    (10_004, Disable(CapabilityStatus::AppLacks)),
    (10_005, Skip),
    (10_006, StopApp),
    (10_007, Skip),
    (10_008, RefreshAndRetry),
    (10_010, Reauthorise),
    (10_011, Skip),
    (10_012, StopApp),
    (10_013, StopApp),
    (10_014, StopApp),
    (10_015, StopApp),
    (10_017, Skip),
    (10_020, Skip),
    (2_100_004, BackOff),
    (2_100_005, Skip),
    (2_100_006, Skip),
    (2_100_007, Disable(CapabilityStatus::AppLacks)),
    (2_100_009, SuspendAccount),
    (2_190_001, StopScope),
    (2_190_002, RefreshAndRetry),
    (2_190_003, Disable(CapabilityStatus::NotGranted)),
    (2_190_004, Disable(CapabilityStatus::AppLacks)),
    (2_190_005, Skip),
    (2_190_006, Skip),
    (2_190_007, Skip),
    (2_190_008, RefreshAndRetry),
    (2_190_015, SuspendAccount),
    (2_190_016, StopApp),
    (28_001_003, RefreshAndRetry),
    (28_001_005, BackOff),
    (28_001_007, Skip),
    (28_001_006, BackOff),
    (28_001_008, RefreshAndRetry),
    (28_001_012, Disable(CapabilityStatus::NotGranted)),
    (28_001_014, StopApp),
    (28_001_015, SuspendAccount),
    (28_001_016, StopApp),
    (28_001_017, Disable(CapabilityStatus::Offline)),
    (28_001_018, Disable(CapabilityStatus::AppLacks)),
    (28_001_019, Disable(CapabilityStatus::AppLacks)),
    (28_001_020, SuspendAccount),
    (28_001_021, StopApp),
    (28_001_042, Skip),
    (28_001_045, SuspendAccount),
    (28_001_046, SuspendAccount),
    (28_001_047, SuspendAccount),
    (28_001_052, BackOffLong),
    (28_001_056, Disable(CapabilityStatus::Offline)),
    (28_003_017, StopScope),
    (28_003_018, SlowDown),
    (28_004_020, Disable(CapabilityStatus::NotGranted)),
    (29_002_002, StopApp),
    (2_111_001, Skip),
    (2_111_007, Skip),
    (2_112_001, Disable(CapabilityStatus::AppLacks)),
    (2_113_001, Skip),
    (2_114_007, Skip),
    (28_005_001, BackOff),
    (28_005_015, SuspendAccount),
    (28_005_002, BackOff),
    (2_111_002, Skip),
    // Nobody has seen this one.
    (77_777_777, BackOff),
];

/// Codes that mean another thing on a token endpoint.
const TOKENS: &[(&str, i64, Action)] = &[
    ("/oauth/access_token/", 10_007, SignInAgain),
    ("/oauth/access_token/", 10_014, SignInAgain),
    ("/oauth/access_token/", 10_013, StopApp),
    ("/oauth/refresh_token/", 10_010, Reauthorise),
    ("/oauth/refresh_token/", 10_001, BackOff),
    ("/oauth/refresh_token/", 10_014, StopApp),
    ("/oauth/renew_refresh_token/", 10_020, StopRenewing),
    ("/oauth/renew_refresh_token/", 10_004, StopRenewing),
    ("/oauth/renew_refresh_token/", 10_010, Reauthorise),
    ("/oauth/client_token/", 10_020, SlowDown),
    ("/oauth/client_token/", 10_003, StopApp),
    ("/oauth/client_token/", 77_777, BackOff),
];

/// Answers without a code.
const BROKEN: &[(&str, Action)] = &[
    ("status = 404", Disable(CapabilityStatus::Offline)),
    ("status = 405", Disable(CapabilityStatus::Offline)),
    ("status = 403", Skip),
    ("status = 408", BackOff),
    ("status = 429", SlowDown),
    ("status = 500", BackOff),
    ("status = 503", BackOff),
    ("html = true", BackOff),
    ("truncate = 30", BackOff),
];

/// One rule per day, so that each answer has its turn.
fn rules<'a>(effects: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let rule = |(index, (endpoint, effect)): (usize, (&str, String))| {
        let day = today().plus(index.try_into().expect("few"));
        format!("[[rule]]\nendpoint = \"{endpoint}\"\nfrom = \"{day}\"\nto = \"{day}\"\n{effect}\n")
    };
    effects.into_iter().enumerate().map(rule).collect()
}

fn access() -> Access {
    Access { open_id: "somebody".into(), token: "act.anything".into() }
}

async fn call(source: &DouyinOpen, endpoint: &str) -> SourceError {
    let token = "rft.anything".into();
    let error = match endpoint {
        "/oauth/access_token/" => source.exchange(&token).await.err(),
        "/oauth/refresh_token/" => source.refresh(&token).await.err(),
        "/oauth/renew_refresh_token/" => source.renew(&token).await.err(),
        "/oauth/client_token/" => source.check_app().await.err(),
        _ => source.read(&access(), Capability::FanList, None).await.err().map(|failed| failed.error),
    };
    error.expect("a refusal")
}

#[tokio::test]
async fn every_code_has_its_action() {
    let data = DATA.iter().map(|(code, action)| ("/fans/list/", *code, *action));
    let all: Vec<(&str, i64, Action)> = data.chain(TOKENS.iter().copied()).collect();
    let platform = Platform::with_faults(&rules(all.iter().map(|(endpoint, code, _)| (*endpoint, format!("code = {code}"))))).await;
    let source = douyin(&platform);
    for (index, (endpoint, code, action)) in all.iter().enumerate() {
        platform.go_to(today().plus(index.try_into().expect("few")), 12 * 3600);
        let error = call(&source, endpoint).await;
        assert_eq!(error.code(), Some(*code), "{endpoint}");
        assert_eq!(source.action(&error), *action, "{code} on {endpoint}");
    }
}

#[tokio::test]
async fn every_broken_answer_has_its_action() {
    let platform = Platform::with_faults(&rules(BROKEN.iter().map(|(effect, _)| ("/fans/list/", (*effect).to_owned())))).await;
    let source = douyin(&platform);
    for (index, (effect, action)) in BROKEN.iter().enumerate() {
        platform.go_to(today().plus(index.try_into().expect("few")), 12 * 3600);
        assert_eq!(source.action(&call(&source, "/fans/list/").await), *action, "{effect}");
    }
}

#[tokio::test]
async fn a_platform_that_is_there_and_knows_the_app_says_so() {
    let platform = Platform::start().await;
    douyin(&platform).check_app().await.expect("key and secret are right");
}
