//! Contract: links by which a creator authorises again.

use app::model::page::link::LinkEnd;
use app::model::{MemberId, OpenId, Timestamp};
use server::storage::accounts::{AccountKey, SignUp};
use server::storage::links::{LinkConsent, LinkOutcome, NewLink};
use server::storage::{CreatorKey, StoreError};

use super::fixture::{Store, admission, connect, day, morning, seal};

const WEEK: i64 = 7 * 86_400;

fn now() -> Timestamp {
    morning(day(20))
}

async fn make(store: &impl Store, creator: &CreatorKey, token_hash: &str) {
    let made_by = &MemberId::from("m-ann");
    let link = NewLink { creator, token_hash, made_by, now: now(), expires_at: now().plus_seconds(WEEK) };
    store.make_link(link).await.expect("writes");
}

fn consent(open_id: &str, token_hash: &str, now: Timestamp) -> LinkConsent {
    LinkConsent {
        token_hash: token_hash.to_owned(),
        account: AccountKey { platform: "douyin".to_owned(), client_key: "key".to_owned(), open_id: OpenId::from(open_id) },
        now,
    }
}

async fn renew(store: &impl Store, open_id: &str, token_hash: &str) -> LinkOutcome {
    store.renew_by_link(consent(open_id, token_hash, now().plus_seconds(60)), &seal).await.expect("decides")
}

/// Everything a consent could have changed: version and consent of the grant, members, creators.
async fn state(store: &impl Store, key: &CreatorKey) -> (i64, Timestamp, usize, usize) {
    let grant = store.grant(key).await.expect("reads").expect("a grant");
    let members = store.members(&key.workspace).await.expect("reads").len();
    (grant.version, grant.granted_at, members, store.creators(&key.workspace).await.expect("reads").len())
}

pub(super) async fn a_link_renews_the_grant_of_its_creator_once(store: &impl Store) {
    let ann = connect(store, "ann").await;
    let mut bobs = admission("bob", SignUp::First);
    bobs.acting_owner = Some(MemberId::from("m-ann"));
    store.admit(bobs, &seal).await.expect("admits");
    let bob = CreatorKey { workspace: ann.workspace.clone(), creator: "c-bob".into() };
    let grant = store.grant(&bob).await.expect("reads").expect("a grant");
    store.end_grant(&bob, grant.version, "revoked", morning(day(3))).await.expect("writes");
    make(store, &bob, "hash").await;
    let link = store.link("hash").await.expect("reads").expect("a link");
    assert_eq!((&link.creator, link.nickname.as_str(), link.asked_by.as_str()), (&bob, "name of bob", "name of ann"));
    assert_eq!((link.expires_at, link.end), (now().plus_seconds(WEEK), None));
    let open = store.open_links(&ann.workspace, now(), 9).await.expect("reads");
    assert_eq!((open.all, open.rows.len()), (1, 1));
    assert_eq!((open.rows[0].creator.id.as_str(), open.rows[0].made_at), ("c-bob", now()));

    assert_eq!(renew(store, "bob", "hash").await, LinkOutcome::Renewed(bob.clone()));
    let renewed = store.grant(&bob).await.expect("reads").expect("a grant");
    assert_eq!((renewed.ended_at, renewed.granted_at), (None, now().plus_seconds(60)));
    assert_eq!((renewed.access, renewed.renewals_used), (Some(seal(&bob).expect("seals").access), 0));
    assert_eq!(renewed.first_granted_at, grant.first_granted_at, "the history goes on");
    assert_eq!(store.members(&ann.workspace).await.expect("reads").len(), 1, "nobody became a member");
    assert_eq!(store.link("hash").await.expect("reads").and_then(|link| link.end), Some(LinkEnd::Use));
    assert_eq!(store.open_links(&ann.workspace, now(), 9).await.expect("reads").all, 0);
    let before = state(store, &bob).await;
    assert_eq!(renew(store, "bob", "hash").await, LinkOutcome::Ended, "once");
    assert_eq!(state(store, &bob).await, before);
}

pub(super) async fn another_account_changes_nothing_and_the_link_stays_open(store: &impl Store) {
    let ann = connect(store, "ann").await;
    let bob = connect(store, "bob").await;
    make(store, &ann, "hash").await;
    let before = (state(store, &ann).await, state(store, &bob).await);
    for open_id in ["bob", "stranger", ""] {
        assert_eq!(renew(store, open_id, "hash").await, LinkOutcome::OtherAccount, "{open_id}");
    }
    for account in [
        AccountKey { platform: "other".to_owned(), client_key: "key".to_owned(), open_id: "ann".into() },
        AccountKey { platform: "douyin".to_owned(), client_key: "another key".to_owned(), open_id: "ann".into() },
    ] {
        let consent = LinkConsent { account, ..consent("ann", "hash", now()) };
        assert_eq!(store.renew_by_link(consent, &seal).await.expect("decides"), LinkOutcome::OtherAccount);
    }
    assert_eq!((state(store, &ann).await, state(store, &bob).await), before);
    assert_eq!(store.creator_by_id("c-stranger").await.expect("reads"), None);
    assert_eq!(renew(store, "ann", "hash").await, LinkOutcome::Renewed(ann));
}

pub(super) async fn a_link_ends_by_time_by_withdrawal_and_by_a_newer_one(store: &impl Store) {
    let ann = connect(store, "ann").await;
    let member = MemberId::from("m-ann");
    make(store, &ann, "first").await;
    make(store, &ann, "second").await;
    assert_eq!(store.link("first").await.expect("reads").and_then(|link| link.end), Some(LinkEnd::Withdrawal));
    assert_eq!(store.open_links(&ann.workspace, now(), 9).await.expect("reads").all, 1, "one takes the place of the other");
    assert_eq!(renew(store, "ann", "first").await, LinkOutcome::Ended);
    let late = now().plus_seconds(WEEK);
    assert_eq!(store.renew_by_link(consent("ann", "second", late), &seal).await.expect("decides"), LinkOutcome::Ended);
    assert_eq!(store.open_links(&ann.workspace, late, 9).await.expect("reads").all, 0);
    assert!(!store.withdraw_link(&ann, &member, late).await.expect("writes"), "it is over already");
    assert!(store.withdraw_link(&ann, &member, now()).await.expect("writes"));
    assert!(!store.withdraw_link(&ann, &member, now()).await.expect("writes"), "once");
    assert_eq!(renew(store, "ann", "second").await, LinkOutcome::Ended);
    assert_eq!(renew(store, "ann", "unknown").await, LinkOutcome::Ended);
    assert_eq!(store.link("unknown").await.expect("reads"), None);
    make(store, &ann, "third").await;
    assert_eq!(renew(store, "ann", "third").await, LinkOutcome::Renewed(ann), "after a withdrawal another one may be made");
}

pub(super) async fn links_of_another_workspace_are_not_there(store: &impl Store) {
    let ann = connect(store, "ann").await;
    let bob = connect(store, "bob").await;
    make(store, &ann, "hash").await;
    assert_eq!(store.open_links(&bob.workspace, now(), 9).await.expect("reads").all, 0);
    let foreign = CreatorKey { workspace: bob.workspace, creator: ann.creator.clone() };
    let member = MemberId::from("m-bob");
    assert!(matches!(store.withdraw_link(&foreign, &member, now()).await, Err(StoreError::UnknownCreator)));
    let link = NewLink { creator: &foreign, token_hash: "other", made_by: &member, now: now(), expires_at: now().plus_seconds(WEEK) };
    assert!(matches!(store.make_link(link).await, Err(StoreError::UnknownCreator)));
    assert_eq!(store.open_links(&ann.workspace, now(), 9).await.expect("reads").all, 1);
}

pub(super) async fn a_failing_seal_leaves_a_link_open(store: &impl Store) {
    let ann = connect(store, "ann").await;
    make(store, &ann, "hash").await;
    let before = state(store, &ann).await;
    let failing = |_: &CreatorKey| Err(StoreError::Corrupt { what: "seal" });
    assert!(store.renew_by_link(consent("ann", "hash", now()), &failing).await.is_err());
    assert_eq!(state(store, &ann).await, before);
    assert_eq!(renew(store, "ann", "hash").await, LinkOutcome::Renewed(ann));
}

pub(super) async fn old_links_are_forgotten(store: &impl Store) {
    let ann = connect(store, "ann").await;
    make(store, &ann, "hash").await;
    store.prune_links(now().plus_seconds(WEEK - 1)).await.expect("writes");
    assert!(store.link("hash").await.expect("reads").is_some());
    store.prune_links(now().plus_seconds(WEEK)).await.expect("writes");
    assert_eq!(store.link("hash").await.expect("reads"), None);
}
