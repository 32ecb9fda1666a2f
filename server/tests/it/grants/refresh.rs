//! Tokens over their lifetimes.

use secrecy::ExposeSecret as _;
use server::clock::{Advance as _, Clock as _};
use server::grants::GrantError;
use server::sandbox::StoryName;
use server::storage::CreatorKey;
use server::storage::GrantStore as _;
use server::storage::grants::GrantRecord;

use crate::collector::house::House;

async fn record(house: &House, key: &CreatorKey) -> GrantRecord {
    house.store.grant(key).await.expect("readable").expect("there")
}

#[tokio::test]
async fn a_fresh_token_is_used_as_it_is() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    let before = record(&house, &key).await;
    house.days_later(10);
    house.grants.access(&key).await.expect("access");
    assert_eq!(record(&house, &key).await.version, before.version);
}

#[tokio::test]
async fn a_token_near_its_end_is_refreshed_once_however_many_ask() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    let before = record(&house, &key).await;
    house.days_later(14);
    let asked = (0..8).map(|_| house.grants.access(&key));
    for access in futures::future::join_all(asked).await {
        access.expect("access");
    }
    let after = record(&house, &key).await;
    assert_eq!(after.version, before.version + 1, "one refresh");
    assert_eq!(after.access_expires_at.seconds_since(house.clock().now()), 15 * 86_400);
    assert_eq!(after.refresh_expires_at, before.refresh_expires_at, "a refresh does not extend the refresh token");
}

#[tokio::test]
async fn a_grant_lives_about_180_days_by_renewals_and_then_ends() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    let mut days = 0;
    let error = loop {
        house.days_later(1);
        match house.grants.access(&key).await {
            Ok(_) => days += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, GrantError::Ended(_)), "{error:?}");
    assert!(error.is_lost());
    // Renewed 7 to 8 days early each time, then the last access token is used to its end.
    assert!((135..=165).contains(&days), "{days}");
    assert_eq!(record(&house, &key).await.renewals_used, 5);
}

#[tokio::test]
async fn a_revoked_grant_ends_when_the_refresh_is_refused() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    let access = house.grants.access(&key).await.expect("access");
    house.platform.sandbox.revoke(&house.platform.creator(StoryName::Steady).open_id);
    let error = house.grants.refreshed(&key, &access).await.expect_err("ended");
    assert!(matches!(error, GrantError::Ended(_)), "{error:?}");
    assert!(matches!(house.grants.access(&key).await, Err(GrantError::Ended(_))));
}

#[tokio::test]
async fn a_failing_refresh_leaves_the_living_token_in_use() {
    let house = House::with_faults("[[rule]]\nendpoint = \"oauth\"\nfrom = \"2026-06-16\"\nstatus = 503\n").await;
    let key = house.connect(StoryName::Steady).await;
    let first = house.grants.access(&key).await.expect("access");
    house.days_later(14);
    let still = house.grants.access(&key).await.expect("the stored token");
    assert_eq!(still.token.expose_secret(), first.token.expose_secret());
    house.clock().advance(2 * 86_400);
    let error = house.grants.access(&key).await.expect_err("it has run out");
    assert!(matches!(error, GrantError::Platform(_)), "{error:?}");
    assert!(!error.is_lost());
}

#[tokio::test]
async fn who_lost_a_race_after_a_refused_token_gets_the_newer_one() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    let old = house.grants.access(&key).await.expect("access");
    // After its end a refresh brings another token.
    house.clock().advance(15 * 86_400);
    let new = house.grants.refreshed(&key, &old).await.expect("refreshed");
    assert_ne!(new.token.expose_secret(), old.token.expose_secret());
    let version = record(&house, &key).await.version;
    let same = house.grants.refreshed(&key, &old).await.expect("the newer one");
    assert_eq!(same.token.expose_secret(), new.token.expose_secret());
    assert_eq!(record(&house, &key).await.version, version);
}
