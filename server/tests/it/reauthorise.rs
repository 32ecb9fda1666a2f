//! Re-authorisation links through the real router and the real sandbox.

use app::model::RunState;
use reqwest::StatusCode;
use server::storage::accounts::SignUp;
use server::storage::runs::RunKey;
use server::storage::{AccountStore as _, CreatorKey, CreatorStore as _, GrantStore as _, RunStore as _};
use sqlx::Connection as _;
use tokio_util::sync::CancellationToken;

use crate::support::browser::location;
use crate::support::{Browser, House, Platform};

const DAY: i64 = 86_400;
/// The error page of a consent by the wrong account.
const OTHER: &str = "/sign-in/other-account";

fn id(page: &str) -> String {
    page.split('/').nth(2).expect("an id").to_owned()
}

/// An owner with two creators, of whom the second took the authorisation back, a day later.
struct Story {
    platform: Platform,
    house: House,
    owner: Browser,
    key: CreatorKey,
    open_id: String,
    other: String,
}

impl Story {
    async fn new() -> Self {
        let platform = Platform::start(3, 120).await;
        let house = House::start(&platform, SignUp::First).await;
        let cast = platform.cast();
        let owner = Browser::new(&house.origin);
        owner.sign_in(&cast[0].open_id).await;
        let creator = id(&owner.sign_in(&cast[1].open_id).await);
        let key = house.core.store.creator_by_id(&creator).await.expect("reads").expect("a creator").key;
        let (open_id, other) = (cast[1].open_id.clone(), cast[2].open_id.clone());
        let story = Self { platform, house, owner, key, open_id, other };
        story.collect().await;
        assert!(story.platform.sandbox.revoke(&story.open_id));
        story.days_later(1);
        story.collect().await;
        assert_eq!(story.run().await, RunState::Gap, "the withdrawal was met");
        story
    }

    fn days_later(&self, days: i64) {
        server::clock::Advance::advance(&*self.platform.clock, days * DAY);
    }

    async fn collect(&self) {
        self.house.collector.collect(&self.key, &CancellationToken::new()).await.expect("collects");
    }

    async fn run(&self) -> RunState {
        let period = server::clock::Clock::now(&*self.platform.clock).day();
        let key = RunKey { creator: self.key.clone(), source: "douyin_open".to_owned(), period };
        self.house.core.store.run(&key).await.expect("reads").expect("a run").state
    }

    /// Makes a link; the path that somebody opens, as the page shows it.
    async fn make(&self) -> String {
        let answer = self.owner.post("/settings/links", &[("creator", self.key.creator.as_str())]).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let html = answer.text().await.expect("a page");
        let start = format!("{}/authorise/", self.house.origin);
        assert_eq!(html.matches(&start).count(), 1, "shown once, and not a second time for the browser half");
        let (_, rest) = html.split_once(&start).expect("a link");
        let token: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        assert_eq!(token.len(), 32);
        let field = html.split("<input").find(|input| input.contains(&token)).expect("a field");
        assert!(field.contains("readonly"), "to be copied: {field}");
        format!("/authorise/{token}")
    }

    /// Opens a link in this browser and gives the consent of an account; where it leads.
    async fn follow(&self, browser: &Browser, link: &str, open_id: &str) -> String {
        let page = browser.text(link).await;
        let (_, rest) = page.split_once("href=\"/auth/douyin/start?link=").expect("one button");
        let token = rest.split('"').next().expect("an address");
        let consent = location(&browser.get(&format!("/auth/douyin/start?link={token}")).await);
        let callback = location(&browser.get(&format!("{consent}&auto_consent={open_id}")).await);
        location(&browser.get(&callback).await)
    }

    async fn version(&self) -> i64 {
        self.house.core.store.grant(&self.key).await.expect("reads").expect("a grant").version
    }

    async fn sql(&self, sql: &'static str) -> Vec<String> {
        let url = format!("sqlite://{}", self.house.core.store.path().display());
        let mut connection = sqlx::SqliteConnection::connect(&url).await.expect("connects");
        sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("reads")
    }
}

#[tokio::test]
async fn a_creator_renews_the_grant_by_a_link_without_becoming_anybody() {
    let story = Story::new().await;
    let page = story.owner.text(&format!("/creators/{}/collection", story.key.creator)).await;
    assert!(page.contains("action=\"/settings/links\""), "where the page says to authorise again");
    let settings = story.owner.text("/settings").await;
    assert!(settings.contains("action=\"/settings/links\"") && !settings.contains("/settings/links/withdraw"));
    let link = story.make().await;
    let settings = story.owner.text("/settings").await;
    assert!(settings.contains("/settings/links/withdraw") && !settings.contains(&link), "listed, and never shown again");
    assert_eq!(location(&story.owner.get("/settings/links").await), "/settings", "a page that cannot be asked for");

    let creator = Browser::new(&story.house.origin);
    let cast = story.platform.cast();
    let page = creator.text(&link).await;
    for text in [cast[1].nickname.as_str(), &cast[0].nickname, "前往抖音授权"] {
        assert!(page.contains(text), "{text}");
    }
    assert_eq!(page.matches("/auth/douyin/start").count(), 1, "one button");
    assert_eq!(story.follow(&creator, &link, &story.open_id).await, "/authorised");
    assert!(creator.text("/authorised").await.contains("可以关闭这个页面"));
    assert_eq!(creator.cookie("fanscope"), None, "nobody is signed in");
    assert_eq!(location(&creator.get("/creators").await), "/?signed-out");
    assert_eq!(story.house.core.store.members(&story.key.workspace).await.expect("reads").len(), 1, "nobody became a member");
    assert_eq!(story.house.core.store.creators(&story.key.workspace).await.expect("reads").len(), 2);

    let grant = story.house.core.store.grant(&story.key).await.expect("reads").expect("a grant");
    assert_eq!((grant.ended_at, grant.renewals_used), (None, 0));
    story.collect().await;
    assert!(matches!(story.run().await, RunState::Committed | RunState::Partial), "today's gap is taken up again");
    let used = creator.get(&link).await;
    assert_eq!(used.status(), StatusCode::GONE);
    assert!(used.text().await.expect("a page").contains("链接已经用过"));
    let token = link.rsplit('/').next().expect("a token");
    assert_eq!(location(&creator.get(&format!("/auth/douyin/start?link={token}")).await), link, "no consent is asked for again");
    let log = story.sql("SELECT action || ' ' || subject || ' ' || coalesce(member, '-') FROM audit ORDER BY number").await;
    let owner = story.house.core.store.members(&story.key.workspace).await.expect("reads")[0].id.clone();
    let creator = &story.key.creator;
    assert_eq!(log, [format!("link_made {creator} {owner}"), format!("link_used {creator} -")]);
    let stored = story.sql("SELECT token_hash FROM authorisation_link").await;
    assert!(!stored.iter().any(|hash| hash.contains(token)), "only a hash is kept");
}

#[tokio::test]
async fn days_missed_before_a_renewal_stay_gaps() {
    let story = Story::new().await;
    story.days_later(2);
    story.house.collector.close_missed().await.expect("closes");
    let link = story.make().await;
    assert_eq!(story.follow(&Browser::new(&story.house.origin), &link, &story.open_id).await, "/authorised");
    story.collect().await;
    let today = server::clock::Clock::now(&*story.platform.clock).day();
    let runs = story.house.core.store.runs(&story.key, "douyin_open", today.minus(3), today).await.expect("reads");
    let states: Vec<bool> = runs.iter().rev().map(|run| run.state == RunState::Gap).collect();
    assert_eq!(states, [false, true, true, false], "recorded, two days lost, recorded");
}

#[tokio::test]
async fn another_account_is_refused_and_nothing_is_touched() {
    let story = Story::new().await;
    let link = story.make().await;
    let before = (story.version().await, story.sql("SELECT id FROM creator").await, story.sql("SELECT id FROM member").await);
    let browser = Browser::new(&story.house.origin);
    // A stranger, and the owner's own account: being known here is no way in either.
    for open_id in [story.other.clone(), story.platform.cast()[0].open_id.clone()] {
        assert_eq!(story.follow(&browser, &link, &open_id).await, OTHER);
        assert_eq!(location(&browser.get("/creators").await), "/?signed-out");
    }
    let refused = browser.get(OTHER).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let page = refused.text().await.expect("a page");
    assert!(page.contains("再次打开收到的链接") && !page.contains("/auth/douyin/start"), "what to do");
    // Somebody signed in as the owner adds no creator by it.
    assert_eq!(story.follow(&story.owner, &link, &story.other).await, OTHER);
    let after = (story.version().await, story.sql("SELECT id FROM creator").await, story.sql("SELECT id FROM member").await);
    assert_eq!(before, after);
    assert_eq!(story.follow(&browser, &link, &story.open_id).await, "/authorised", "it still works");
}

#[tokio::test]
async fn a_link_for_the_owners_own_account_signs_nobody_in_as_owner() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::Demo).await;
    let open_id = platform.cast()[0].open_id.clone();
    let owner = Browser::new(&house.origin);
    let creator = id(&owner.sign_in(&open_id).await);
    let html = owner.post("/settings/links", &[("creator", &creator)]).await.text().await.expect("a page");
    let token: String = html.split("/authorise/").nth(1).expect("a link").chars().take_while(char::is_ascii_hexdigit).collect();
    let browser = Browser::new(&house.origin);
    let consent = location(&browser.get(&format!("/auth/douyin/start?link={token}")).await);
    let callback = location(&browser.get(&format!("{consent}&auto_consent={open_id}")).await);
    let thief = Browser::new(&house.origin);
    assert_eq!(location(&thief.get(&callback).await), "/sign-in/foreign-state", "bound to the browser that began");
    assert_eq!(location(&browser.get(&callback).await), "/authorised");
    assert_eq!(browser.cookie("fanscope"), None);
    assert_eq!(location(&browser.get("/creators").await), "/?signed-out");
}

#[tokio::test]
async fn a_link_that_is_over_says_what_became_of_it() {
    let story = Story::new().await;
    let browser = Browser::new(&story.house.origin);
    for unknown in ["/authorise/0123456789abcdef0123456789abcdef", "/authorise/x", "/authorise/%3Cb%3E%0d%0a"] {
        let answer = browser.get(unknown).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{unknown}");
        assert!(answer.text().await.expect("a page").contains("没有这个链接"), "{unknown}");
    }
    assert_eq!(location(&browser.get("/auth/douyin/start?link=%0d%0ax").await), "/authorise/unknown");
    let first = story.make().await;
    let second = story.make().await;
    let gone = async |link: &str, text: &str| {
        let answer = browser.get(link).await;
        assert_eq!(answer.status(), StatusCode::GONE, "{text}");
        let page = answer.text().await.expect("a page");
        assert!(page.contains(text) && !page.contains("/auth/douyin/start"), "{text}");
        assert!(!page.contains(&story.platform.cast()[1].nickname), "and no more about whom");
    };
    gone(&first, "链接已撤回").await;
    let consent = location(&browser.get(&second.replace("/authorise/", "/auth/douyin/start?link=")).await);
    let callback = location(&browser.get(&format!("{consent}&auto_consent={}", story.open_id)).await);
    let creator = [("creator", story.key.creator.as_str())];
    assert_eq!(location(&story.owner.post("/settings/links/withdraw", &creator).await), "/settings");
    assert_eq!(story.owner.post("/settings/links/withdraw", &creator).await.status(), StatusCode::NOT_FOUND, "there is none");
    let version = story.version().await;
    assert_eq!(location(&browser.get(&callback).await), "/sign-in/link-ended", "withdrawn while the consent was given");
    assert_eq!(story.version().await, version);
    assert_eq!(browser.get("/sign-in/link-ended").await.status(), StatusCode::GONE);
    gone(&second, "链接已撤回").await;
    let third = story.make().await;
    story.days_later(7);
    gone(&third, "链接已过期").await;
    let declined = story.make().await;
    let consent = location(&browser.get(&declined.replace("/authorise/", "/auth/douyin/start?link=")).await);
    let state = url::Url::parse(&consent).expect("an address");
    let state = state.query_pairs().find(|(name, _)| name == "state").expect("a state").1.into_owned();
    let refused = location(&browser.get(&format!("/auth/douyin/callback?state={state}")).await);
    let page = browser.text(&refused).await;
    assert!(page.contains("再次打开收到的链接") && !page.contains("/auth/douyin/start"), "{refused}");
    assert_eq!(browser.get(&declined).await.status(), StatusCode::OK, "it still works");
}

#[tokio::test]
async fn only_an_owner_makes_links_and_only_for_their_own_creators() {
    let platform = Platform::start(3, 120).await;
    let house = House::start(&platform, SignUp::Open).await;
    let cast = platform.cast();
    let (owner, member, neighbour, nobody) =
        (Browser::new(&house.origin), Browser::new(&house.origin), Browser::new(&house.origin), Browser::new(&house.origin));
    owner.sign_in(&cast[0].open_id).await;
    let creator = id(&owner.sign_in(&cast[1].open_id).await);
    member.sign_in(&cast[1].open_id).await;
    neighbour.sign_in(&cast[2].open_id).await;
    let form = [("creator", creator.as_str())];
    for path in ["/settings/links", "/settings/links/withdraw"] {
        assert_eq!(member.post(path, &form).await.status(), StatusCode::FORBIDDEN, "{path}: a creator, even for themselves");
        assert_eq!(neighbour.post(path, &form).await.status(), StatusCode::NOT_FOUND, "{path}: another workspace");
        assert_eq!(location(&nobody.post(path, &form).await), "/?signed-out", "{path}");
        assert_eq!(owner.post(path, &[]).await.status(), StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(owner.post(path, &[("creator", "nobody")]).await.status(), StatusCode::NOT_FOUND, "{path}");
        let forged = crate::support::browser::client()
            .post(format!("{}{path}", house.origin))
            .header("cookie", format!("fanscope={}", owner.cookie("fanscope").expect("a session")))
            .header("sec-fetch-site", "cross-site")
            .form(&form);
        assert_eq!(forged.send().await.expect("an answer").status(), StatusCode::FORBIDDEN, "{path}: not from our own pages");
    }
    let own = member.text("/settings").await;
    assert!(own.contains("/auth/douyin/start") && !own.contains("/settings/links"));
    let store = &house.core.store;
    let workspace = store.creator_by_id(&creator).await.expect("reads").expect("a creator").key.workspace;
    let now = server::clock::Clock::now(&*platform.clock);
    let open = server::storage::LinkStore::open_links(store, &workspace, now, 9).await.expect("reads");
    assert_eq!(open.all, 0, "what was refused left nothing");
    assert_eq!(owner.post("/settings/links", &form).await.status(), StatusCode::OK);
    assert!(!neighbour.text("/settings").await.contains(&creator));
    assert_eq!(neighbour.post("/settings/links/withdraw", &form).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_link_made_for_another_client_key_says_so_and_works_again_with_the_former_one() {
    let story = Story::new().await;
    let link = story.make().await;
    let start = link.replace("/authorise/", "/auth/douyin/start?link=");
    let other = story.house.as_another_app(&story.platform).await;
    let browser = Browser::new(&other);
    let answer = browser.get(&link).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let page = answer.text().await.expect("a page");
    assert!(page.contains("换了 Client Key") && page.contains("换回原来的 Client Key"), "what happened, and what helps");
    assert!(!page.contains("/auth/douyin/start"), "no button that cannot succeed");
    assert!(!page.contains(&story.platform.cast()[1].nickname), "and no more about whom");
    assert_eq!(location(&browser.get(&start).await), link, "no consent is asked for");
    let browser = Browser::new(&story.house.origin);
    assert_eq!(story.follow(&browser, &link, &story.open_id).await, "/authorised", "with the former key it works");
}
