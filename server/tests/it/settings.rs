//! The settings page and its forms, through the real router.

use app::model::Dataset;
use reqwest::StatusCode;
use server::storage::accounts::SignUp;
use server::storage::{AccountStore as _, CreatorStore as _, SettingStore as _};
use sqlx::Connection as _;
use tokio_util::sync::CancellationToken;

use crate::support::browser::location;
use crate::support::{Browser, House, Platform, csv};

fn id(page: &str) -> String {
    page.split('/').nth(2).expect("an id").to_owned()
}

/// The audit log: what was done, and by whom.
async fn audit(house: &House) -> Vec<String> {
    let url = format!("sqlite://{}", house.core.store.path().display());
    let mut connection = sqlx::SqliteConnection::connect(&url).await.expect("connects");
    let sql = "SELECT a.action || ' ' || m.nickname FROM audit a JOIN member m ON m.id = a.member ORDER BY a.number";
    sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("reads")
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_of_this_member_and_of_nobody_else() {
    let platform = Platform::start(2, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let cast = platform.cast();
    let laptop = Browser::new(&house.origin);
    laptop.sign_in(&cast[0].open_id).await;
    laptop.sign_in(&cast[1].open_id).await;
    let (phone, creator) = (Browser::new(&house.origin), Browser::new(&house.origin));
    phone.sign_in(&cast[0].open_id).await;
    creator.sign_in(&cast[1].open_id).await;
    for browser in [&laptop, &phone, &creator] {
        assert_eq!(browser.get("/settings").await.status(), StatusCode::OK);
    }
    let foreign = crate::support::browser::client()
        .post(format!("{}/auth/sign-out-everywhere", house.origin))
        .header("cookie", format!("fanscope={}", phone.cookie("fanscope").expect("a session")))
        .header("sec-fetch-site", "cross-site");
    assert_eq!(foreign.send().await.expect("an answer").status(), StatusCode::FORBIDDEN);
    assert_eq!(location(&laptop.post("/auth/sign-out-everywhere", &[]).await), "/");
    assert_eq!(laptop.cookie("fanscope"), None);
    assert_eq!(audit(&house).await, [format!("signed_out_everywhere {}", cast[0].nickname)]);
    for browser in [&laptop, &phone] {
        assert_eq!(location(&browser.get("/creators").await), "/?signed-out");
    }
    assert_eq!(creator.get("/creators").await.status(), StatusCode::OK, "somebody else stays signed in");
    phone.sign_in(&cast[0].open_id).await;
    assert_eq!(phone.get("/creators").await.status(), StatusCode::OK, "and one may come back");
    let stranger = Browser::new(&house.origin);
    assert_eq!(location(&stranger.post("/auth/sign-out-everywhere", &[]).await), "/");
}

#[tokio::test]
async fn names_of_fans_are_erased_when_an_owner_turns_them_off() {
    let platform = Platform::start(2, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let cast = platform.cast();
    let owner = Browser::new(&house.origin);
    let creator = id(&owner.sign_in(&cast[0].open_id).await);
    owner.sign_in(&cast[1].open_id).await;
    let member = Browser::new(&house.origin);
    member.sign_in(&cast[1].open_id).await;
    assert_eq!(location(&owner.post("/settings/names", &[("names", "on")]).await), "/settings");
    let store = &house.core.store;
    let record = store.creator_by_id(&creator).await.expect("reads").expect("a creator");
    // The run of the sign-in may have been staged without names; the next day's is not.
    server::clock::Advance::advance(&*platform.clock, 86_400);
    house.collector.collect(&record.key, &CancellationToken::new()).await.expect("collects");
    let nicknames = async || {
        let text = owner.text(&format!("/export/{}.csv?creator={creator}", Dataset::Fans.as_str())).await;
        let rows = csv::rows(&text);
        assert!(rows.len() > 50, "{}", rows.len());
        rows.into_iter().filter(|row| row["left_day"].is_empty() && !row["nickname"].is_empty()).count()
    };
    assert!(nicknames().await > 50);
    let refused = member.post("/settings/names", &[("names", "off")]).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN, "only an owner may");
    assert_eq!(owner.post("/settings/names", &[("names", "perhaps")]).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(owner.post("/settings/names", &[]).await.status(), StatusCode::BAD_REQUEST);
    assert!(nicknames().await > 50);
    assert!(owner.text("/settings").await.contains("立即删除"), "what turning off does is said before");
    assert_eq!(location(&owner.post("/settings/names", &[("names", "off")]).await), "/settings");
    assert_eq!(nicknames().await, 0);
    assert!(owner.text("/settings").await.contains("已关闭"));
    assert!(!store.keeps_names(&record.key.workspace).await.expect("reads").on);
    let actions = ["names_on", "names_off"].map(|action| format!("{action} {}", cast[0].nickname));
    assert_eq!(audit(&house).await, actions, "what was refused left no trace");
    let anonymous = Browser::new(&house.origin);
    assert_eq!(location(&anonymous.post("/settings/names", &[("names", "on")]).await), "/?signed-out");
}

#[tokio::test]
async fn everybody_sees_of_the_settings_what_is_theirs() {
    let platform = Platform::start(2, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let cast = platform.cast();
    let owner = Browser::new(&house.origin);
    let first = id(&owner.sign_in(&cast[0].open_id).await);
    let second = id(&owner.sign_in(&cast[1].open_id).await);
    let member = Browser::new(&house.origin);
    member.sign_in(&cast[1].open_id).await;
    let all = owner.text("/settings").await;
    for text in [first.as_str(), &second, "FANSCOPE_LISTEN", "fanscope.db", "10:37", "退出所有浏览器", "所有者"] {
        assert!(all.contains(text), "{text}");
    }
    assert!(all.contains(house.origin.trim_start_matches("http://")), "where it listens");
    let folder = house.core.store.path().parent().expect("a folder").display().to_string();
    assert!(!all.contains(&folder) && !all.contains(">secret<") && !all.contains(">key<"), "no secret, no path");
    let own = member.text("/settings").await;
    assert!(own.contains(&second) && own.contains("退出所有浏览器"));
    for text in [first.as_str(), "FANSCOPE_LISTEN", "fanscope.db", "/settings/names", "所有者"] {
        assert!(!own.contains(text), "{text}");
    }
    let clamped = owner.text("/settings?page=7").await;
    assert!(clamped.contains("已显示最后一页") && owner.text("/settings?page=x").await.contains("已显示第一页"));
    assert_eq!(house.core.store.member_list(&workspace(&house, &first).await, 1).await.expect("reads").all, 2);
}

async fn workspace(house: &House, creator: &str) -> app::model::WorkspaceId {
    house.core.store.creator_by_id(creator).await.expect("reads").expect("a creator").key.workspace
}

#[tokio::test]
async fn the_rosters_csv_takes_search_and_order_of_its_page() {
    let platform = Platform::start(3, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let cast = platform.cast();
    let owner = Browser::new(&house.origin);
    for creator in &cast {
        owner.sign_in(&creator.open_id).await;
    }
    let listed = async |query: &str| {
        let rows = csv::rows(&owner.text(&format!("/export/roster.csv?{query}")).await);
        rows.into_iter().map(|row| row["nickname"].clone()).collect::<Vec<_>>()
    };
    let mut names: Vec<String> = cast.iter().map(|creator| creator.nickname.clone()).collect();
    names.sort();
    assert_eq!(listed("").await, names);
    names.reverse();
    assert_eq!(listed("sort=-nickname&page=4").await, names);
    let query = serde_urlencoded::to_string([("q", &names[0])]).expect("words");
    assert_eq!(listed(&query).await, names[..1]);
    assert_eq!(owner.get("/export/roster.csv?sort=mars").await.status(), StatusCode::BAD_REQUEST);
    let page = owner.text(&format!("/creators?{query}")).await;
    assert!(page.contains(&names[0]) && page.contains("/export/roster.csv?q="));
    assert!(owner.text("/creators?q=nobody-at-all").await.contains("没有匹配的账号"));
}
