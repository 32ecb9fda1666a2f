//! Contract: who is who.

use app::model::{MemberId, Role, WorkspaceId};
use server::storage::accounts::{Admitted, MemberRecord, SignUp};
use server::storage::{CreatorKey, StoreError};

use super::fixture::{Store, admission, seal};

fn welcomed(admitted: Admitted) -> (MemberRecord, CreatorKey, bool) {
    match admitted {
        Admitted::Welcome { member, creator, new_creator } => (member, creator, new_creator),
        other => panic!("not welcome: {other:?}"),
    }
}

async fn enter(store: &impl Store, open_id: &str, sign_up: SignUp, acting: Option<&MemberId>) -> Admitted {
    let mut admission = admission(open_id, sign_up);
    admission.acting_owner = acting.cloned();
    store.admit(admission, &seal).await.expect("decides")
}

pub(super) async fn the_first_account_becomes_owner(store: &impl Store) {
    let (member, creator, new) = welcomed(enter(store, "ann", SignUp::First, None).await);
    assert_eq!((member.role, new), (Role::Owner, true));
    assert_eq!(member.creator.as_ref(), Some(&creator.creator));
    assert_eq!(store.member(&member.id).await.expect("reads"), Some(member.clone()));
    let grant = store.grant(&creator).await.expect("reads").expect("a grant");
    assert_eq!(grant.access.expect("sealed").0, b"access of c-ann");
    let record = store.creator(&creator).await.expect("reads").expect("a creator");
    assert_eq!((record.platform.as_str(), record.profile.nickname.as_str()), ("douyin", "name of ann"));
    store.audit(&creator.workspace, Some(&member.id), "sign_in", "ann", admission("ann", SignUp::First).now).await.expect("writes");
}

pub(super) async fn an_unknown_account_is_refused_after_the_first(store: &impl Store) {
    let (owner, ..) = welcomed(enter(store, "ann", SignUp::First, None).await);
    let refused = enter(store, "bob", SignUp::First, None).await;
    assert_eq!(refused, Admitted::Refused { owner: owner.nickname.clone() });
    assert_eq!(store.members(&owner.workspace).await.expect("reads"), [owner]);
    assert_eq!(store.creator_by_id("c-bob").await.expect("reads"), None);
}

pub(super) async fn an_open_instance_gives_each_account_a_workspace(store: &impl Store) {
    let (ann, ..) = welcomed(enter(store, "ann", SignUp::Open, None).await);
    let (bob, creator, _) = welcomed(enter(store, "bob", SignUp::Open, None).await);
    assert_eq!(bob.role, Role::Owner);
    assert_ne!(ann.workspace, bob.workspace);
    let foreign = CreatorKey { workspace: ann.workspace, creator: creator.creator };
    assert_eq!(store.creator(&foreign).await.expect("reads"), None, "a creator is not there for another workspace");
}

pub(super) async fn an_acting_owner_adds_a_creator_and_stays_the_owner(store: &impl Store) {
    let (ann, ..) = welcomed(enter(store, "ann", SignUp::First, None).await);
    let (member, creator, new) = welcomed(enter(store, "bob", SignUp::First, Some(&ann.id)).await);
    assert_eq!((&member, new), (&ann, true));
    assert_eq!(creator.workspace, ann.workspace);
    assert_eq!(store.creators(&ann.workspace).await.expect("reads").len(), 2);
    let names = store.names(&ann.workspace, None, 9).await.expect("reads");
    assert_eq!(names.len(), 2);
    assert_eq!(store.names(&ann.workspace, None, 1).await.expect("reads"), names[..1]);
    assert_eq!(store.names(&ann.workspace, Some(creator.creator.as_str()), 9).await.expect("reads").len(), 1);
    assert_eq!(store.schedules("douyin_open").await.expect("reads").len(), 2);
    let (_, _, new) = welcomed(enter(store, "bob", SignUp::First, Some(&ann.id)).await);
    assert!(!new, "the second time renews");
}

pub(super) async fn a_creator_of_another_workspace_is_elsewhere(store: &impl Store) {
    let (ann, ..) = welcomed(enter(store, "ann", SignUp::Open, None).await);
    let (bob, creator, _) = welcomed(enter(store, "bob", SignUp::Open, None).await);
    let version = store.grant(&creator).await.expect("reads").expect("a grant").version;
    assert_eq!(enter(store, "bob", SignUp::Open, Some(&ann.id)).await, Admitted::Elsewhere);
    assert_eq!(store.grant(&creator).await.expect("reads").expect("a grant").version, version);
    assert_eq!(store.creators(&bob.workspace).await.expect("reads").len(), 1);
}

pub(super) async fn a_known_creator_signs_in_as_creator(store: &impl Store) {
    let (ann, ..) = welcomed(enter(store, "ann", SignUp::First, None).await);
    enter(store, "bob", SignUp::First, Some(&ann.id)).await;
    let (bob, creator, new) = welcomed(enter(store, "bob", SignUp::First, None).await);
    assert_eq!((bob.role, new), (Role::Creator, false));
    assert_eq!(bob.creator, Some(creator.creator));
    assert_eq!(bob.workspace, ann.workspace);
    // A creator who is signed in acts for nobody else.
    assert!(matches!(enter(store, "cyd", SignUp::First, Some(&bob.id)).await, Admitted::Refused { .. }));
}

pub(super) async fn a_known_member_signs_in_again_and_renews_the_grant(store: &impl Store) {
    let (ann, creator, _) = welcomed(enter(store, "ann", SignUp::First, None).await);
    let mut again = admission("ann", SignUp::First);
    again.now = again.now.plus_seconds(86_400);
    "Ann B.".clone_into(&mut again.profile.nickname);
    again.fresh.workspace = WorkspaceId::from("w-other");
    again.fresh.member = MemberId::from("m-other");
    let now = again.now;
    let (member, same, new) = welcomed(store.admit(again, &seal).await.expect("decides"));
    assert_eq!((&member.id, &same, new), (&ann.id, &creator, false));
    assert_eq!(member.nickname, "Ann B.");
    let grant = store.grant(&creator).await.expect("reads").expect("a grant");
    assert_eq!((grant.granted_at, grant.version), (now, 2));
    assert!(grant.first_granted_at < now);
}

pub(super) async fn whoever_signs_in_to_the_demo_is_an_owner(store: &impl Store) {
    let (ann, ..) = welcomed(enter(store, "ann", SignUp::Demo, None).await);
    let (bob, ..) = welcomed(enter(store, "bob", SignUp::Demo, None).await);
    assert_eq!((ann.role, bob.role), (Role::Owner, Role::Owner));
    assert_eq!(ann.workspace, bob.workspace);
    assert_ne!(ann.id, bob.id);
    let (again, ..) = welcomed(enter(store, "ann", SignUp::Demo, None).await);
    assert_eq!(again, ann);
}

pub(super) async fn a_failing_seal_leaves_nothing(store: &impl Store) {
    let failing = |_: &CreatorKey| Err(StoreError::Corrupt { what: "seal" });
    let failed = store.admit(admission("ann", SignUp::First), &failing).await;
    assert!(matches!(failed, Err(StoreError::Corrupt { what: "seal" })));
    assert_eq!(store.creator_by_id("c-ann").await.expect("reads"), None);
    assert!(store.members(&WorkspaceId::from("w-ann")).await.expect("reads").is_empty());
}
