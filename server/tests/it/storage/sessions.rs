//! Contract: sessions, open sign-ins, settings.

use app::model::{MemberId, Timestamp};
use server::storage::sessions::{OpenSignIn, SessionRow};

use super::fixture::Store;

const NOW: Timestamp = Timestamp(1000);

fn session<'a>(id_hash: &'a str, data: &'a [u8], expires_at: i64) -> SessionRow<'a> {
    SessionRow { id_hash, data, member: None, expires_at: Timestamp(expires_at) }
}

pub(super) async fn a_session_is_saved_read_and_removed(store: &impl Store) {
    assert!(store.save_session(session("id", b"one", 1010), false).await.expect("writes"));
    assert!(store.save_session(session("id", b"two", 1020), false).await.expect("writes"));
    assert_eq!(store.load_session("id", NOW).await.expect("reads").as_deref(), Some(&b"two"[..]));
    assert_eq!(store.load_session("id", Timestamp(1020)).await.expect("reads"), None, "expired");
    store.prune_sessions(Timestamp(1020)).await.expect("writes");
    assert_eq!(store.load_session("id", NOW).await.expect("reads"), None, "pruned");
    store.save_session(session("id", b"three", 1010), false).await.expect("writes");
    store.delete_session("id").await.expect("writes");
    assert_eq!(store.load_session("id", NOW).await.expect("reads"), None);
}

pub(super) async fn a_new_session_does_not_overwrite(store: &impl Store) {
    assert!(store.save_session(session("id", b"one", 1010), true).await.expect("writes"));
    assert!(!store.save_session(session("id", b"two", 1010), true).await.expect("writes"));
    assert_eq!(store.load_session("id", NOW).await.expect("reads").as_deref(), Some(&b"one"[..]));
}

pub(super) async fn all_sessions_of_one_member_are_ended(store: &impl Store) {
    let (ann, bob) = (MemberId::from("ann"), MemberId::from("bob"));
    for (id, member) in [("1", Some(&ann)), ("2", Some(&bob)), ("3", Some(&ann)), ("4", None)] {
        store.save_session(SessionRow { member, ..session(id, b"data", 1010) }, true).await.expect("writes");
    }
    // A browser that nobody was signed in with becomes hers, another one his.
    store.save_session(SessionRow { member: Some(&ann), ..session("4", b"data", 1010) }, false).await.expect("writes");
    store.save_session(SessionRow { member: Some(&bob), ..session("3", b"data", 1010) }, false).await.expect("writes");
    assert_eq!(store.delete_sessions_of(&ann).await.expect("writes"), 2);
    let mut left = Vec::new();
    for id in ["1", "2", "3", "4"] {
        left.push(store.load_session(id, NOW).await.expect("reads").is_some());
    }
    assert_eq!(left, [false, true, true, false]);
    assert_eq!(store.delete_sessions_of(&ann).await.expect("writes"), 0);
}

pub(super) async fn a_sign_in_is_taken_once_by_its_own_browser_in_time(store: &impl Store) {
    store.open_sign_in("state", "browser", None, Timestamp(1600), 5).await.expect("writes");
    assert_eq!(store.take_sign_in("state", "other", NOW).await.expect("takes"), None, "bound to its browser");
    assert_eq!(store.take_sign_in("state", "browser", NOW).await.expect("takes"), Some(OpenSignIn { link_hash: None }));
    assert_eq!(store.take_sign_in("state", "browser", NOW).await.expect("takes"), None, "once");
    store.open_sign_in("late", "browser", None, Timestamp(1600), 5).await.expect("writes");
    assert_eq!(store.take_sign_in("late", "browser", Timestamp(1600)).await.expect("takes"), None);
}

pub(super) async fn a_sign_in_begun_by_a_link_is_known_by_it(store: &impl Store) {
    store.open_sign_in("by link", "browser", Some("hash"), Timestamp(1600), 5).await.expect("writes");
    let taken = store.take_sign_in("by link", "browser", NOW).await.expect("takes");
    assert_eq!(taken, Some(OpenSignIn { link_hash: Some("hash".to_owned()) }));
}

pub(super) async fn only_the_newest_sign_ins_of_a_browser_are_kept(store: &impl Store) {
    store.open_sign_in("other", "elsewhere", None, Timestamp(1600), 2).await.expect("writes");
    for state in ["one", "two", "three"] {
        store.open_sign_in(state, "browser", None, Timestamp(1600), 2).await.expect("writes");
    }
    let mut taken = Vec::new();
    for (state, browser) in [("one", "browser"), ("two", "browser"), ("three", "browser"), ("other", "elsewhere")] {
        taken.push(store.take_sign_in(state, browser, NOW).await.expect("takes").is_some());
    }
    assert_eq!(taken, [false, true, true, true]);
}

pub(super) async fn settings_are_written_once(store: &impl Store) {
    store.ping().await.expect("answers");
    assert_eq!(store.setting("kind").await.expect("reads"), None);
    assert_eq!(store.setting_or_insert("kind", "demo").await.expect("writes"), "demo");
    assert_eq!(store.setting_or_insert("kind", "serve").await.expect("writes"), "demo");
    store.set_setting("kind", "serve").await.expect("writes");
    assert_eq!(store.setting("kind").await.expect("reads").as_deref(), Some("serve"));
}
