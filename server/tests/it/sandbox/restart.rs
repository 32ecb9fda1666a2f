//! A restart goes on where it was.

use std::sync::Arc;

use app::model::Timestamp;
use server::clock::{Advance, Clock as _, ManualClock};
use server::sandbox::{Sandbox, SandboxSettings, StoryName};

use super::platform::{Platform, code_of, grant_of, noon, settings, today};

#[tokio::test]
async fn consents_tokens_renewals_and_the_world_survive() {
    let folder = tempfile::tempdir().expect("a folder");
    let state = folder.path().join("sandbox/state.json");
    let first = Platform::with_state(&state, noon()).await;
    let grant = first.grant(StoryName::Steady).await;
    let revoked = first.grant(StoryName::Capped).await;
    assert!(first.sandbox.revoke(&revoked.open_id));
    let renewed = first.renew(&grant.refresh).await["data"]["refresh_token"].as_str().expect("a token").to_owned();
    let code = first.code(&first.creator(StoryName::Tiny).open_id, &[]).await;
    let truth = first.truth(&grant.open_id, today()).await;
    drop(first);

    let later = Arc::new(ManualClock::standing_at(today().plus(3).at(12 * 3600)));
    let second = Platform::with_state(&state, Arc::clone(&later)).await;
    assert_eq!(second.truth(&grant.open_id, today()).await["fans"], truth["fans"], "the epoch is kept");
    assert_eq!(code_of(&second.read(&grant, "/fans/list/", "&count=1").await), 0);
    assert_eq!(code_of(&second.read(&revoked, "/fans/list/", "&count=1").await), 28_001_003);
    assert_eq!(code_of(&second.refresh(&grant.refresh).await), 10_010, "renewed before");
    assert_eq!(grant_of(&second.refresh(&renewed).await).access, grant.access);
    assert_eq!(code_of(&second.exchange(&code).await), 10_007, "three days late");
}

#[tokio::test]
async fn the_clock_goes_on_where_the_control_path_left_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let state = folder.path().join("state.json");
    let first = Platform::with_state(&state, Arc::new(ManualClock::ticking_at(0))).await;
    first.post_form("/sandbox/clock?advance=86400", &[]).await;
    drop(first);
    let clock = Arc::new(ManualClock::ticking_at(0));
    let before = clock.now();
    let second = Platform::with_state(&state, Arc::clone(&clock)).await;
    assert!(second.clock.now().seconds_since(before) >= 86_400);
    drop(second);
    let further = Arc::new(ManualClock::ticking_at(10 * 86_400_000));
    Platform::with_state(&state, Arc::clone(&further)).await;
    assert_eq!(further.offset_millis(), Some(10 * 86_400_000), "a clock that is further ahead stays");
}

#[tokio::test]
async fn the_quota_survives_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let faults = folder.path().join("faults.toml");
    std::fs::write(&faults, "[platform]\nquota = { \"fans.list\" = 2 }\n").expect("a file");
    let with = || SandboxSettings { faults: Some(faults.clone()), state: Some(folder.path().join("state.json")), ..settings() };
    let first = Platform::with(with(), noon()).await;
    let grant = first.grant(StoryName::Steady).await;
    assert_eq!(code_of(&first.read(&grant, "/fans/list/", "&count=1").await), 0);
    first.stop().await;
    let second = Platform::with(with(), noon()).await;
    assert_eq!(code_of(&second.read(&grant, "/fans/list/", "&count=1").await), 0);
    assert_eq!(code_of(&second.read(&grant, "/fans/list/", "&count=1").await), 28_003_017);
    assert_eq!(code_of(&second.read(&grant, "/following/list/", "&count=1").await), 0, "each scope has its own");
    second.go_to(today().next(), 8 * 3600);
    assert_eq!(code_of(&second.read(&grant, "/fans/list/", "&count=1").await), 0);
}

#[test]
fn a_state_or_a_setting_that_does_not_fit_is_refused_with_the_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    let state = folder.path().join("state.json");
    let open = |settings: SandboxSettings| {
        let clock: Arc<dyn Advance> = Arc::new(ManualClock::standing_at(Timestamp(1_780_000_000)));
        Sandbox::open(settings, clock).err().map(|error| error.to_string()).unwrap_or_default()
    };
    let with_state = || SandboxSettings { state: Some(state.clone()), ..settings() };
    assert_eq!(open(with_state()), "");
    assert!(open(SandboxSettings { seed: 8, ..with_state() }).contains("belongs to another world (--seed 7"));
    std::fs::write(&state, "{").expect("a file");
    assert!(open(with_state()).contains("is not a sandbox state file"));
    assert!(open(SandboxSettings { creators: 0, ..settings() }).contains("--creators"));
    assert!(open(SandboxSettings { faults: Some(folder.path().join("none.toml")), ..settings() }).contains("--faults"));
    let faults = folder.path().join("faults.toml");
    std::fs::write(&faults, "[platform]\ncolour = 1\n").expect("a file");
    let wrong = open(SandboxSettings { faults: Some(faults), ..settings() });
    assert!(wrong.contains("line 2: unknown field `colour`"), "{wrong}");
}
