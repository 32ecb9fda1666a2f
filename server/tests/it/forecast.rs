//! What pages tell of a grant's future, against what happens to it.

use app::model::CreatorId;
use server::storage::accounts::SignUp;
use server::storage::{CreatorStore as _, GrantStore as _};
use sqlx::Connection as _;
use tokio_util::sync::CancellationToken;

use crate::support::browser::location;
use crate::support::{Browser, House, Platform};

const DAY: i64 = 86_400;

fn id(page: &str) -> String {
    page.split('/').nth(2).expect("an id").to_owned()
}

#[tokio::test]
async fn the_collection_page_tells_what_the_coming_runs_will_do_to_the_grant() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let owner = Browser::new(&house.origin);
    let creator = id(&owner.sign_in(&platform.cast()[0].open_id).await);
    let key = house.core.store.creator_by_id(&creator).await.expect("reads").expect("a creator").key;
    let cancel = CancellationToken::new();
    house.collector.collect(&key, &cancel).await.expect("collects");
    let plan = async || {
        let page = owner.text(&format!("/creators/{creator}/collection")).await;
        let panel = page.split("id=\"forecast\"").nth(1).expect("a panel").split("</section>").next().expect("its end").to_owned();
        let rows: Vec<(String, String)> = panel
            .split("<th scope=\"row\">")
            .skip(1)
            .map(|row| {
                let cell = row.split("<td class=\"keep\">").nth(1).expect("a cell");
                let text = |part: &str| part.split('<').next().expect("text").to_owned();
                (text(row), text(cell))
            })
            .collect();
        (panel, rows)
    };
    let (panel, rows) = plan().await;
    let renewals: Vec<&String> = rows.iter().filter(|(_, what)| what == "续期刷新令牌").map(|(day, _)| day).collect();
    assert_eq!(renewals.len(), 5);
    // 2026-06-01 and 140 days.
    assert_eq!(rows.last().map(|(day, _)| day.as_str()), Some("2026-10-19"));
    assert!(panel.contains("2026年10月19日") && panel.contains("class=\"plan-renewal\""));
    // Every day that was told comes true: the clock walks there, a run a day, and the grant's row says what happened.
    // The plan is for the time of day at which the next run is due.
    let schedule = house.core.store.schedule(&key, "douyin_open").await.expect("reads").expect("a creator");
    let due = house.collector.next_due(&schedule).expect("due").seconds_since(server::clock::Clock::now(&*platform.clock));
    server::clock::Advance::advance(&*platform.clock, (due - DAY).rem_euclid(DAY));
    let told = rows.clone();
    let mut happened = Vec::new();
    let mut before = house.core.store.grant(&key).await.expect("reads").expect("a grant");
    for _ in 0..60 {
        server::clock::Advance::advance(&*platform.clock, DAY);
        house.collector.collect(&key, &cancel).await.expect("collects");
        let grant = house.core.store.grant(&key).await.expect("reads").expect("a grant");
        let day = server::clock::Clock::now(&*platform.clock).day().to_string();
        if grant.renewals_used > before.renewals_used {
            happened.push((day.clone(), "续期刷新令牌".to_owned()));
        }
        if grant.access_expires_at > before.access_expires_at {
            happened.push((day, "刷新访问令牌".to_owned()));
        }
        before = grant;
    }
    assert!(happened.len() >= 6, "{happened:?}");
    assert_eq!(happened, told[..happened.len()]);
    let member = Browser::new(&house.origin);
    assert_eq!(location(&member.get(&format!("/creators/{creator}/collection")).await), "/?signed-out");
}

#[tokio::test]
async fn a_grant_warns_on_every_page_before_it_ends() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let owner = Browser::new(&house.origin);
    let creator = CreatorId(id(&owner.sign_in(&platform.cast()[0].open_id).await));
    let quiet = owner.text(&format!("/creators/{creator}")).await;
    assert!(quiet.contains("授权剩余 140 天") && !quiet.contains("action=\"/settings/links\""));
    // The run that began with the sign-in ends first: in a hundred days its tokens are dead, and it would end the grant.
    let key = house.core.store.creator_by_id(creator.as_str()).await.expect("reads").expect("a creator").key;
    house.collector.collect(&key, &CancellationToken::new()).await.expect("collects");
    // As after the last renewal: the newest tokens end on that day.
    let mut connection =
        sqlx::SqliteConnection::connect(&format!("sqlite://{}", house.core.store.path().display())).await.expect("connects");
    let end = crate::support::house::start_of_tests().plus_seconds(140 * DAY);
    sqlx::query("UPDATE grant SET renewals_used = 5, access_expires_at = ?1, refresh_expires_at = ?1")
        .bind(end.0)
        .execute(&mut connection)
        .await
        .expect("writes");
    for (days, roster, settings) in
        [(110, "30 天", "30 天内到期"), (16, "14 天", "14 天内到期"), (7, "7 天", "7 天内到期"), (6, "1 天", "最后一天")]
    {
        server::clock::Advance::advance(&*platform.clock, days * DAY);
        let page = owner.text(&format!("/creators/{creator}")).await;
        assert!(page.contains(&format!("授权剩余 {roster}")) && page.contains("后无法采集"), "{roster}: the creator's page");
        assert!(page.contains("action=\"/settings/links\""), "{roster}: and what helps");
        let list = owner.text("/creators").await;
        assert!(list.contains(&format!(">{roster}")) && list.contains(&format!("title=\"{settings}\"")), "{roster}: the roster");
        assert!(owner.text("/settings").await.contains(settings), "{roster}: the settings");
    }
}
