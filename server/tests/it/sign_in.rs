//! Sign-in through the real router and the real sandbox.

use reqwest::StatusCode;
use server::storage::accounts::SignUp;

use crate::support::browser::location;
use crate::support::{Browser, House, Platform};

#[tokio::test]
async fn the_first_account_owns_the_workspace_and_connects_further_creators() {
    let platform = Platform::start(2, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let cast = platform.cast();
    let owner = Browser::new(&house.origin);
    let first = owner.sign_in(&cast[0].open_id).await;
    assert!(first.starts_with("/creators/") && first.ends_with("/collection"), "{first}");
    let second = owner.sign_in(&cast[1].open_id).await;
    assert_ne!(first, second, "another creator was added");
    let roster = owner.text("/creators").await;
    assert!(roster.contains(first.trim_end_matches("/collection")) && roster.contains(second.trim_end_matches("/collection")));
}

#[tokio::test]
async fn a_known_creator_who_signs_in_alone_sees_only_themselves() {
    let platform = Platform::start(2, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let cast = platform.cast();
    let owner = Browser::new(&house.origin);
    let own = owner.sign_in(&cast[0].open_id).await;
    owner.sign_in(&cast[1].open_id).await;
    let creator = Browser::new(&house.origin);
    let theirs = creator.sign_in(&cast[1].open_id).await;
    assert_eq!(creator.get(&theirs).await.status(), StatusCode::OK);
    assert_eq!(creator.get(&own).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_unknown_account_is_refused_with_a_page_and_nothing_is_created() {
    let platform = Platform::start(3, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let cast = platform.cast();
    let owner = Browser::new(&house.origin);
    owner.sign_in(&cast[0].open_id).await;
    let stranger = Browser::new(&house.origin);
    let page = stranger.sign_in(&cast[1].open_id).await;
    assert_eq!(page, "/sign-in/unknown-account");
    assert_eq!(stranger.get(&page).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(location(&stranger.get("/creators").await), "/?signed-out");
    assert!(!owner.text("/creators").await.contains(&cast[1].nickname));
}

#[tokio::test]
async fn with_open_sign_up_each_account_gets_a_workspace_of_its_own() {
    let platform = Platform::start(2, 120).await;
    let house = House::start(&platform, SignUp::Open).await;
    let cast = platform.cast();
    let (one, other) = (Browser::new(&house.origin), Browser::new(&house.origin));
    let first = one.sign_in(&cast[0].open_id).await;
    let second = other.sign_in(&cast[1].open_id).await;
    assert_eq!(one.get(&second).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(other.get(&first).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_state_works_once_and_only_in_the_browser_that_began() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let open_id = platform.cast()[0].open_id.clone();
    let ours = Browser::new(&house.origin);
    let callback = ours.consent(&open_id).await;
    let thief = Browser::new(&house.origin);
    assert_eq!(location(&thief.get(&callback).await), "/sign-in/foreign-state");
    assert!(location(&ours.get(&callback).await).starts_with("/creators/"));
    assert_eq!(location(&ours.get(&callback).await), "/sign-in/foreign-state");
}

#[tokio::test]
async fn five_tabs_may_be_open_at_once() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let open_id = platform.cast()[0].open_id.clone();
    let browser = Browser::new(&house.origin);
    let mut pages = Vec::new();
    for _ in 0..5 {
        pages.push(location(&browser.get("/auth/douyin/start").await));
    }
    for page in pages {
        let callback = location(&browser.get(&format!("{page}&auto_consent={open_id}")).await);
        assert!(location(&browser.get(&callback).await).starts_with("/creators/"));
    }
}

#[tokio::test]
async fn a_refused_consent_and_an_expired_code_lead_to_pages_that_say_so() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let open_id = platform.cast()[0].open_id.clone();
    let browser = Browser::new(&house.origin);
    let page = location(&browser.get("/auth/douyin/start").await);
    let state =
        url::Url::parse(&page).expect("an address").query_pairs().find(|(name, _)| name == "state").expect("a state").1.into_owned();
    let refused = browser.get(&format!("/auth/douyin/callback?state={state}")).await;
    assert_eq!(location(&refused), "/sign-in/refused");
    let callback = browser.consent(&open_id).await;
    server::clock::Advance::advance(&*platform.clock, 601);
    assert_eq!(location(&browser.get(&callback).await), "/sign-in/expired");
    assert_eq!(browser.get("/creators").await.status(), StatusCode::FOUND);
}

#[tokio::test]
async fn signing_in_changes_the_session_id_and_signing_out_ends_the_session() {
    let platform = Platform::start(2, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let cast = platform.cast();
    let browser = Browser::new(&house.origin);
    browser.sign_in(&cast[0].open_id).await;
    let before = browser.cookie("fanscope").expect("a session");
    let creator = Browser::new(&house.origin);
    creator.sign_in(&cast[0].open_id).await;
    assert_ne!(Some(before.clone()), creator.cookie("fanscope"));
    let out = browser.post("/auth/sign-out", &[]).await;
    assert_eq!(location(&out), "/");
    assert_eq!(browser.cookie("fanscope"), None);
    assert_eq!(browser.get("/creators").await.status(), StatusCode::FOUND);
}
