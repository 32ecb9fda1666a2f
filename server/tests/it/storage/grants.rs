//! Contract: grants.

use app::model::Timestamp;
use server::storage::grants::{Lease, LeaseTerms, RefreshToken, Sealed, TokenUpdate};

use super::fixture::{Store, connect, day, morning, seal};

fn update(token: &str) -> TokenUpdate {
    TokenUpdate { access: Some((Sealed(token.as_bytes().to_vec()), Timestamp(9))), refresh: RefreshToken::Kept, renewals_used: 1 }
}

pub(super) async fn tokens_are_replaced_only_at_the_version_they_were_read(store: &impl Store) {
    let key = connect(store, "ann").await;
    let read = store.grant(&key).await.expect("reads").expect("a grant");
    assert!(store.update_tokens(&key, read.version, update("first")).await.expect("writes"));
    assert!(!store.update_tokens(&key, read.version, update("second")).await.expect("writes"));
    let now = store.grant(&key).await.expect("reads").expect("a grant");
    assert_eq!(now.access, Some(Sealed(b"first".to_vec())));
    assert_eq!((now.access_expires_at, now.renewals_used), (Timestamp(9), 1));
    assert_eq!((now.refresh, now.refresh_expires_at), (read.refresh, read.refresh_expires_at));
}

pub(super) async fn an_ended_grant_has_no_tokens_until_a_new_consent(store: &impl Store) {
    let key = connect(store, "ann").await;
    let read = store.grant(&key).await.expect("reads").expect("a grant");
    store.end_grant(&key, read.version + 1, "a stale try", morning(day(1))).await.expect("writes");
    assert_eq!(store.grant(&key).await.expect("reads").expect("a grant").ended_at, None);
    store.end_grant(&key, read.version, "revoked", morning(day(1))).await.expect("writes");
    let ended = store.grant(&key).await.expect("reads").expect("a grant");
    assert_eq!((ended.access, ended.refresh, ended.ended_at), (None, None, Some(morning(day(1)))));
    assert_eq!(ended.ended_reason, "revoked");
    assert!(store.schedules("douyin_open").await.expect("reads")[0].grant_ended);
    assert!(!store.update_tokens(&key, ended.version, update("late")).await.expect("writes"));
    connect(store, "ann").await;
    let renewed = store.grant(&key).await.expect("reads").expect("a grant");
    assert_eq!((renewed.ended_at, renewed.renewals_used), (None, 0));
    assert_eq!(renewed.access, Some(seal(&key).expect("seals").access));
}

pub(super) async fn only_one_holder_refreshes_at_a_time(store: &impl Store) {
    let key = connect(store, "ann").await;
    let now = morning(day(1));
    let soon = now.plus_seconds(30);
    let later = soon.plus_seconds(30);
    let ask = async |holder, gone, now, until| store.lease_refresh(&key, LeaseTerms { holder, gone, now, until }).await.expect("writes");
    let held = |holder: &str| Lease::Held(holder.to_owned());
    assert_eq!(ask("a", None, now, soon).await, Lease::Ours);
    assert_eq!(ask("b", None, now, soon).await, held("a"));
    assert_eq!(ask("b", Some("c"), now, soon).await, held("a"), "another one is gone");
    store.release_refresh(&key, "b").await.expect("writes");
    assert_eq!(ask("b", None, now, soon).await, held("a"), "not b's to give back");
    assert_eq!(ask("b", None, soon, later).await, Lease::Ours, "a's lease is over");
    store.release_refresh(&key, "b").await.expect("writes");
    assert_eq!(ask("a", None, soon, later).await, Lease::Ours);
    assert_eq!(ask("b", Some("a"), soon, later).await, Lease::Ours, "a is gone");
    assert_eq!(ask("a", None, soon, later).await, held("b"));
}
