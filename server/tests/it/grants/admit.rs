//! Consents that come back.

use secrecy::ExposeSecret as _;
use server::grants::GrantError;
use server::sandbox::StoryName;
use server::storage::accounts::{Admitted, SignUp};
use server::storage::{CreatorStore as _, GrantStore as _};

use crate::collector::house::House;

#[tokio::test]
async fn a_consent_makes_an_owner_a_creator_and_a_sealed_grant() {
    let house = House::new().await;
    let creator = house.platform.creator(StoryName::Steady);
    let code = house.platform.code(&creator.open_id, &[]).await;
    let admitted = house.grants.admit(&code.into(), None, SignUp::First).await.expect("admitted");
    let Admitted::Welcome { creator: key, new_creator: true, .. } = admitted else { panic!("{admitted:?}") };
    let record = house.store.creator(&key).await.expect("readable").expect("there");
    assert_eq!((record.open_id.as_str(), record.profile.nickname), (creator.open_id.as_str(), creator.nickname));
    let access = house.grants.access(&key).await.expect("access");
    let sealed = house.store.grant(&key).await.expect("readable").expect("there").access.expect("a token");
    let token = access.token.expose_secret().as_bytes();
    assert!(!sealed.0.windows(token.len()).any(|window| window == token), "sealed at rest");
}

#[tokio::test]
async fn a_code_works_once() {
    let house = House::new().await;
    let code = house.platform.code(&house.platform.creator(StoryName::Steady).open_id, &[]).await;
    house.grants.admit(&code.clone().into(), None, SignUp::First).await.expect("admitted");
    let error = house.grants.admit(&code.into(), None, SignUp::First).await.expect_err("refused");
    assert!(matches!(&error, GrantError::CodeSpent(refusal) if refusal.code() == Some(10_007)), "{error:?}");
}

#[tokio::test]
async fn a_profile_that_cannot_be_read_does_not_stop_a_sign_in() {
    let house = House::with_faults("[[rule]]\nendpoint = \"userinfo\"\nstatus = 500\n").await;
    let key = house.connect(StoryName::Steady).await;
    assert_eq!(house.store.creator(&key).await.expect("readable").expect("there").profile.nickname, "");
}

#[tokio::test]
async fn an_unknown_account_is_refused_while_sign_up_is_closed() {
    let house = House::new().await;
    let codes = [StoryName::Steady, StoryName::Tiny].map(|story| house.platform.creator(story).open_id);
    let first = house.platform.code(&codes[0], &[]).await;
    house.grants.admit(&first.into(), None, SignUp::First).await.expect("admitted");
    let second = house.platform.code(&codes[1], &[]).await;
    let refused = house.grants.admit(&second.into(), None, SignUp::First).await.expect("decided");
    assert!(matches!(refused, Admitted::Refused { .. }), "{refused:?}");
}
