//! Pages that are kept: given to nobody for whom they were not made, and to nobody at all once something was committed.
//!
//! A page carries the second it was made in, and the clock of these tests moves when it is told to: so it can be seen whether a page was kept.

use std::time::Duration;

use server::clock::{Advance as _, Clock as _};
use server::storage::SettingStore as _;
use server::storage::accounts::SignUp;
use sqlx::Connection as _;
use tokio_util::sync::CancellationToken;

use crate::support::browser::client;
use crate::support::{Browser, House, Platform};

/// An owner with a creator whose data is recorded, and a member of role creator who is another one.
struct Scene {
    platform: Platform,
    house: House,
    owner: Browser,
    member: Browser,
    /// The owner's own creator, and the member's.
    creators: [String; 2],
}

impl Scene {
    async fn set() -> Self {
        let platform = Platform::start(2, 120).await;
        let house = House::start(&platform, SignUp::First).await;
        let cast = platform.cast();
        let owner = Browser::new(&house.origin);
        let creators = [id(&owner.sign_in(&cast[0].open_id).await), id(&owner.sign_in(&cast[1].open_id).await)];
        let member = Browser::new(&house.origin);
        assert_eq!(id(&member.sign_in(&cast[1].open_id).await), creators[1]);
        house.collector.run_due(&CancellationToken::new()).await.expect("collected");
        let scene = Self { platform, house, owner, member, creators };
        scene.settle().await;
        scene
    }

    /// Waits until nothing is written any more: sign-ins start runs of their own.
    async fn settle(&self) {
        let mut before = self.house.core.store.version().await.expect("a version");
        loop {
            tokio::time::sleep(Duration::from_millis(400)).await;
            let now = self.house.core.store.version().await.expect("a version");
            if now == before {
                break;
            }
            before = now;
        }
        // Well inside a minute.
        let seconds = self.platform.clock.now().0.rem_euclid(60);
        self.platform.clock.advance(65 - seconds);
    }

    fn overview(&self) -> String {
        format!("/creators/{}", self.creators[1])
    }

    /// Two seconds later.
    async fn later(&self, browser: &Browser, path: &str) -> String {
        self.platform.clock.advance(2);
        browser.text(path).await
    }

    /// What another process does.
    async fn elsewhere(&self, sql: &'static str) {
        let url = format!("sqlite://{}", self.house.core.store.path().display());
        let mut connection = sqlx::SqliteConnection::connect(&url).await.expect("connects");
        sqlx::raw_sql(sql).execute(&mut connection).await.expect("written");
        connection.close().await.expect("closes");
    }
}

fn id(page: &str) -> String {
    page.split('/').nth(2).expect("an id").to_owned()
}

/// A page without its nonce, and the nonce.
fn apart(page: &str) -> (String, String) {
    let nonce = page.split("nonce=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a nonce").to_owned();
    (page.replace(&nonce, ""), nonce)
}

#[tokio::test]
async fn a_page_is_kept_for_the_minute_and_each_answer_has_a_nonce_of_its_own() {
    let scene = Scene::set().await;
    for path in [
        scene.overview(),
        format!("{}/flow?days=7", scene.overview()),
        format!("{}/fans", scene.overview()),
        format!("{}/following", scene.overview()),
        format!("{}/audience/region", scene.overview()),
        "/creators".to_owned(),
    ] {
        let first = scene.owner.get(&path).await;
        let policy = first.headers()["content-security-policy"].to_str().expect("text").to_owned();
        let (text, nonce) = apart(&first.text().await.expect("text"));
        assert!(policy.contains(&format!("'nonce-{nonce}'")));
        scene.platform.clock.advance(2);
        let second = scene.owner.get(&path).await;
        let policy = second.headers()["content-security-policy"].to_str().expect("text").to_owned();
        let second = second.text().await.expect("text");
        let (kept, other) = apart(&second);
        assert_eq!(kept, text, "{path} is kept");
        assert_ne!(nonce, other);
        assert!(policy.contains(&format!("'nonce-{other}'")) && !second.contains(&nonce) && !policy.contains(&nonce));
    }
    let (text, _) = apart(&scene.owner.text(&scene.overview()).await);
    scene.platform.clock.advance(60);
    assert_ne!(apart(&scene.owner.text(&scene.overview()).await).0, text, "a minute later it is made anew");
}

#[tokio::test]
async fn pages_that_tell_more_than_the_database_are_made_each_time() {
    let scene = Scene::set().await;
    for path in [format!("{}/collection", scene.overview()), "/settings".to_owned()] {
        let (text, _) = apart(&scene.owner.text(&path).await);
        // Neither shows the second; what they carry does.
        let (again, _) = apart(&scene.later(&scene.owner, &path).await);
        assert_ne!(text, again, "{path}");
    }
}

#[tokio::test]
async fn a_commit_of_this_process_or_another_ends_every_kept_page() {
    let scene = Scene::set().await;
    let path = scene.overview();
    let (text, _) = apart(&scene.owner.text(&path).await);
    assert_eq!(apart(&scene.later(&scene.owner, &path).await).0, text, "it was kept");
    scene.house.core.store.set_setting("anything", "at all").await.expect("written");
    let (anew, _) = apart(&scene.later(&scene.owner, &path).await);
    assert_ne!(anew, text, "made anew after a commit of our own");
    assert_eq!(apart(&scene.later(&scene.owner, &path).await).0, anew, "and kept again");
    scene.elsewhere("UPDATE creator SET nickname = 'renamed elsewhere'").await;
    assert!(scene.owner.text(&path).await.contains("renamed elsewhere"), "made anew after another's commit");
    assert!(scene.owner.text("/creators").await.contains("renamed elsewhere"));
}

#[tokio::test]
async fn nobody_is_given_the_page_of_another() {
    let scene = Scene::set().await;
    let path = scene.overview();
    let owners = scene.owner.text(&path).await;
    let members = scene.member.text(&path).await;
    let adds = r#"href="/auth/douyin/start""#;
    assert!(owners.contains(adds) && !members.contains(adds), "only an owner adds creators");
    assert!(scene.owner.text(&path).await.contains(adds) && !scene.member.text(&path).await.contains(adds), "kept apart");
    let other = format!("/creators/{}", scene.creators[0]);
    scene.owner.text(&other).await;
    assert_eq!(scene.member.get(&other).await.status(), 404, "not even when it is kept for the owner");
    assert_eq!(Browser::new(&scene.house.origin).get(&path).await.status(), 302, "signed out");
    assert!(scene.owner.text(&format!("{path}?days=7")).await != owners, "another query");
}

#[tokio::test]
async fn language_and_theme_are_the_readers_own() {
    let scene = Scene::set().await;
    let path = scene.overview();
    assert!(scene.owner.text(&path).await.contains("<html lang=\"zh-CN\" data-theme=\"system\""));
    scene.owner.post("/preferences", &[("language", "en"), ("theme", "dark"), ("return", &path)]).await;
    assert!(scene.owner.text(&path).await.contains("<html lang=\"en\" data-theme=\"dark\""));
}

#[tokio::test]
async fn signing_out_and_losing_a_role_work_at_once() {
    let scene = Scene::set().await;
    let path = format!("/creators/{}", scene.creators[0]);
    scene.owner.text(&path).await;
    scene.elsewhere("UPDATE member SET role = 'creator', creator = (SELECT max(number) FROM creator) WHERE role = 'owner'").await;
    assert_eq!(scene.owner.get(&path).await.status(), 404, "no owner any more");
    scene.elsewhere("UPDATE member SET role = 'owner'").await;
    scene.owner.text(&path).await;
    let cookie = scene.owner.cookie("fanscope").expect("a session");
    let out = scene.owner.post("/auth/sign-out", &[]).await;
    assert_eq!((out.status(), scene.owner.cookie("fanscope")), (reqwest::StatusCode::SEE_OTHER, None));
    let request = client().get(format!("{}{path}", scene.house.origin)).header("accept", "text/html");
    let answer = request.header("cookie", format!("fanscope={cookie}")).send().await.expect("an answer");
    assert_eq!(answer.status(), 302, "the session is gone, whoever still has its cookie");
    scene.elsewhere("DELETE FROM session").await;
    assert_eq!(scene.member.get(&scene.overview()).await.status(), 302, "and sessions that another process ends");
}

#[tokio::test]
async fn a_page_with_a_failure_in_it_is_not_kept() {
    let scene = Scene::set().await;
    let path = format!("{}/flow", scene.overview());
    scene.elsewhere("ALTER TABLE flow RENAME TO flow_away").await;
    let (text, _) = apart(&scene.owner.text(&path).await);
    let (again, _) = apart(&scene.later(&scene.owner, &path).await);
    assert_ne!(again, text, "made again");
}
