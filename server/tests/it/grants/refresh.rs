//! Tokens over their lifetimes.

use secrecy::ExposeSecret as _;
use server::clock::{Advance as _, Clock as _};
use server::collector::this_process;
use server::grants::GrantError;
use server::sandbox::StoryName;
use server::storage::CreatorKey;
use server::storage::GrantStore as _;
use server::storage::grants::{GrantRecord, Lease, LeaseTerms};

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
async fn a_grant_lives_by_its_renewals_and_then_ends() {
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

/// Lets 23 days go by, so that the refresh token is to be renewed for the first time; the access token was refreshed after 14.
async fn until_the_first_renewal(house: &House, key: &CreatorKey) {
    house.days_later(14);
    house.grants.access(key).await.expect("access");
    house.days_later(9);
}

#[tokio::test]
async fn a_renewal_whose_answer_is_lost_is_never_asked_for_again_and_the_access_token_is_used_to_its_end() {
    let fault = "[[rule]]\nendpoint = \"/oauth/renew_refresh_token/\"\nfirst = 1\ntruncate = 20\n";
    let house = House::with_faults(fault).await;
    let key = house.connect(StoryName::Steady).await;
    until_the_first_renewal(&house, &key).await;
    house.grants.access(&key).await.expect("access, without a renewal");
    let begun = record(&house, &key).await;
    assert!(begun.renewal_begun_at.is_some(), "it is not known what came of it");

    house.grants.access(&key).await.expect("access");
    let settled = record(&house, &key).await;
    assert_eq!((settled.renewal_begun_at, settled.renewals_used), (None, 1), "the platform counted it");
    assert_eq!(settled.refresh_expires_at, house.clock().now(), "the new token never arrived");
    let health = app::model::grant::health(&settled.terms(), house.clock().now());
    assert_eq!(health.ends_at, Some(settled.access_expires_at), "pages warn of the end of the access token");

    house.days_later(5);
    house.grants.access(&key).await.expect("the access token lasts");
    house.days_later(2);
    assert!(matches!(house.grants.access(&key).await, Err(GrantError::Ended(_))));
}

#[tokio::test]
async fn a_renewal_that_never_happened_is_made_up_for() {
    let fault = "[[rule]]\nendpoint = \"/oauth/renew_refresh_token/\"\nfirst = 1\nstatus = 503\n";
    let house = House::with_faults(fault).await;
    let key = house.connect(StoryName::Steady).await;
    until_the_first_renewal(&house, &key).await;
    house.grants.access(&key).await.expect("access, without a renewal");
    assert!(record(&house, &key).await.renewal_begun_at.is_some());
    house.grants.access(&key).await.expect("access");
    let renewed = record(&house, &key).await;
    assert_eq!((renewed.renewal_begun_at, renewed.renewals_used), (None, 1));
    assert_eq!(renewed.refresh_expires_at.seconds_since(house.clock().now()), 30 * 86_400);
}

#[tokio::test]
async fn a_process_that_ended_before_its_renewal_costs_nothing() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(5);
    let before = record(&house, &key).await;
    assert!(house.store.begin_renewal(&key, before.version, house.clock().now()).await.expect("writes"));
    assert!(!house.store.begin_renewal(&key, before.version + 1, house.clock().now()).await.expect("writes"), "another version");
    house.grants.access(&key).await.expect("access");
    let after = record(&house, &key).await;
    assert_eq!((after.renewal_begun_at, after.renewals_used), (None, 0));
    assert_eq!(after.refresh_expires_at, before.refresh_expires_at);
    house.grants.refreshed(&key, &house.grants.access(&key).await.expect("access")).await.expect("the refresh token lives");
}

#[tokio::test]
async fn a_renewal_the_app_was_never_given_is_not_counted_on() {
    let fault = "[[rule]]\nendpoint = \"/oauth/renew_refresh_token/\"\ncode = 10004\n";
    let house = House::with_faults(fault).await;
    let key = house.connect(StoryName::Steady).await;
    until_the_first_renewal(&house, &key).await;
    house.grants.access(&key).await.expect("access");
    let after = record(&house, &key).await;
    let health = app::model::grant::health(&after.terms(), house.clock().now());
    assert_eq!((after.renewal_begun_at, health.renewals_left), (None, 0));
    assert_eq!(health.ends_at, Some(after.access_expires_at.max(after.refresh_expires_at)));
}

#[tokio::test]
async fn a_process_of_this_host_that_died_while_it_refreshed_is_not_waited_for() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(14);
    let (before, now) = (record(&house, &key).await, house.clock().now());
    let us = this_process();
    // The same process id, at another time: that process is gone.
    let dead = format!("{} {} {} 0123abcd", us.host, us.pid, us.started - 1);
    let terms = LeaseTerms { holder: &dead, gone: None, now, until: now.plus_seconds(90) };
    assert_eq!(house.store.lease_refresh(&key, terms).await.expect("writes"), Lease::Ours);
    house.grants.access(&key).await.expect("access");
    assert_eq!(record(&house, &key).await.version, before.version + 1, "refreshed although the clock stands");
    let again = LeaseTerms { holder: "next", gone: None, now, until: now.plus_seconds(90) };
    assert_eq!(house.store.lease_refresh(&key, again).await.expect("writes"), Lease::Ours, "and given back");
}
