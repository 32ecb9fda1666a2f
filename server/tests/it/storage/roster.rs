//! Contract: the roster, page by page.

use app::filter::RosterQuery;
use app::model::page::overview::RosterDay;
use app::model::page::roster::{RosterPage, RosterRow};
use app::model::{CreatorProfile, Dataset, MemberId};
use server::storage::CreatorKey;
use server::storage::accounts::{Admission, Admitted, SignUp};
use server::storage::export::ExportQuery;

use super::fixture::{Script, Store, admission, all_of, collect, connect, day, lines, morning, seal, total};

/// Connects another creator of the workspace of `ann`.
async fn join(store: &impl Store, open_id: &str, nickname: &str) -> CreatorKey {
    let admission = Admission {
        acting_owner: Some(MemberId::from("m-ann")),
        profile: CreatorProfile { nickname: nickname.to_owned(), ..CreatorProfile::default() },
        ..admission(open_id, SignUp::First)
    };
    match store.admit(admission, &seal).await.expect("admits") {
        Admitted::Welcome { creator, .. } => creator,
        other => panic!("{other:?}"),
    }
}

fn script(fans: i64) -> Script {
    Script { portrait: Some(total(fans)), ..Script::default() }
}

async fn page(store: &impl Store, query: &str) -> RosterPage {
    let (query, _) = RosterQuery::parse(query);
    store.roster(&"w-ann".into(), None, &query, day(9), morning(day(9))).await.expect("reads")
}

fn ids(rows: &[RosterRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

pub(super) async fn the_roster_comes_page_by_page(store: &impl Store) {
    connect(store, "ann").await;
    // Ann and 119 others; every fourth has a total, four of each size.
    let mut totals = Vec::new();
    for number in 0..119 {
        let open_id = format!("p{number:03}");
        let creator = join(store, &open_id, &format!("Same {}", number % 2)).await;
        if number % 4 == 0 {
            let fans = 100 * (number / 16);
            collect(store, &creator, day(9), &script(fans)).await;
            totals.push((fans, format!("c-{open_id}")));
        }
    }
    let sum = totals.iter().map(|(fans, _)| *fans).reduce(|one, other| one + other);
    let all = |query: String| async move {
        let mut seen = Vec::new();
        for number in 1..=3 {
            let page = page(store, &format!("{query}&page={number}")).await;
            assert_eq!((page.window.page, page.window.pages, page.window.all), (number, 3, 120), "{query}");
            assert_eq!(page.rows.len(), if number == 3 { 20 } else { 50 }, "{query}");
            assert_eq!(page.totals.total_fans, sum, "the sums are over all pages");
            assert!(page.rows.iter().all(|row| row.sparkline.len() == 30 && row.sparkline[29] == row.total_fans), "{query}");
            seen.extend(page.rows.into_iter().map(|row| row.id.0));
        }
        seen
    };
    let mut unknown: Vec<String> = (0..119).filter(|number| number % 4 != 0).map(|number| format!("c-p{number:03}")).collect();
    unknown.insert(0, "c-ann".to_owned());
    let expected = |mut known: Vec<(i64, String)>, sign: i64| {
        known.sort_by_key(|(fans, id)| (sign * fans, id.clone()));
        known.into_iter().map(|(_, id)| id).chain(unknown.clone()).collect::<Vec<_>>()
    };
    assert_eq!(all("sort=total_fans".to_owned()).await, expected(totals.clone(), 1));
    assert_eq!(all("sort=-total_fans".to_owned()).await, expected(totals, -1), "the unknown stay last, equals stay ordered by id");
    let by_name = all(String::new()).await;
    assert_eq!((by_name[0].as_str(), by_name[59].as_str(), by_name[119].as_str()), ("c-p000", "c-p118", "c-ann"));
    assert_eq!(page(store, "page=9").await.window.page, 3, "beyond the end is the last page");
    let (query, _) = RosterQuery::parse("sort=-total_fans&page=2");
    let order = store.roster_order(&"w-ann".into(), None, &query, day(9), morning(day(9))).await.expect("reads");
    assert_eq!(order.into_iter().map(|id| id.0).collect::<Vec<_>>(), all("sort=-total_fans".to_owned()).await);
}

pub(super) async fn the_roster_is_searched_by_name_and_account(store: &impl Store) {
    let ann = connect(store, "ann").await;
    let kitchen = join(store, "Open-Kitchen", "小雨的厨房日记").await;
    join(store, "garage", "Lao ZHANG 100%").await;
    collect(store, &ann, day(9), &script(70)).await;
    collect(store, &kitchen, day(9), &script(30)).await;
    let found = async |search: &str| {
        let query = serde_urlencoded::to_string([("q", search)]).expect("words");
        let page = page(store, &query).await;
        (ids(&page.rows).join(" "), page.window.all, page.totals.total_fans)
    };
    assert_eq!(found("厨房").await, ("c-Open-Kitchen".to_owned(), 1, Some(30)));
    assert_eq!(found("OPEN-k").await, ("c-Open-Kitchen".to_owned(), 1, Some(30)), "the account, in either case");
    assert_eq!(found("zhang").await, ("c-garage".to_owned(), 1, None), "nothing known is not zero");
    assert_eq!(found("%").await, ("c-garage".to_owned(), 1, None), "a sign stands for itself");
    assert_eq!(found("_").await, (String::new(), 0, None));
    assert_eq!(found("an").await, ("c-garage c-ann".to_owned(), 2, Some(70)));
    assert_eq!(found("' OR 1=1 --").await.1, 0);
}

pub(super) async fn the_rosters_csv_says_what_its_page_says(store: &impl Store) {
    let ann = connect(store, "ann").await;
    let bob = join(store, "bob", "Bob").await;
    join(store, "cy", "").await;
    for (number, fans) in [(1, 400), (8, 410), (9, 403)] {
        collect(store, &ann, day(number), &script(fans)).await;
    }
    collect(store, &bob, day(3), &script(10)).await;
    let page = page(store, "sort=-net_1d").await;
    assert_eq!(ids(&page.rows), ["c-ann", "c-bob", "c-cy"]);
    let text = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let shown: Vec<String> = page
        .rows
        .iter()
        .map(|row| {
            let numbers = [row.total_fans, row.net_1d, row.net_7d, row.net_30d].map(text).join(",");
            let share = row.fan_share_views.map(|share| share.to_string()).unwrap_or_default();
            let day = row.snapshot_day.map(|day| day.to_string()).unwrap_or_default();
            format!("{},{},{numbers},{share},{day},{},{}", row.id, row.nickname, text(row.grant.days_left), row.gaps_30d)
        })
        .collect();
    let creators = page.rows.iter().map(|row| CreatorKey { workspace: ann.workspace.clone(), creator: row.id.clone() }).collect();
    assert_eq!(lines(store, &ExportQuery { creators, ..all_of(&ann, Dataset::Roster) }).await, shown);
    assert_eq!(shown[0], "c-ann,name of ann,403,-7,,,0.25,2026-03-10,131,0");
    assert_eq!((page.totals.net_1d, page.totals.total_fans), (Some(-7), Some(413)));
}

pub(super) async fn a_roster_tells_how_many_fell_on_a_day(store: &impl Store) {
    connect(store, "ann").await;
    // A big one and a small one fall by 1 %, one by less than half, one grows, one is known on the second day only.
    let days = [("p1", 2_000, 1_980), ("p2", 300, 297), ("p3", 2_000, 1_991), ("p4", 100, 120)];
    for (open_id, before, after) in days {
        let creator = join(store, open_id, "Same").await;
        collect(store, &creator, day(8), &script(before)).await;
        collect(store, &creator, day(9), &script(after)).await;
    }
    let late = join(store, "p5", "Same").await;
    collect(store, &late, day(9), &script(50)).await;
    let asked = [day(7), day(8), day(9)];
    let told = store.roster_days(&"w-ann".into(), &asked).await.expect("reads");
    assert_eq!(told, [RosterDay { day: day(9), known: 4, fell: 2 }], "of the other days no change is known");
    assert_eq!(store.roster_days(&"w-bob".into(), &asked).await.expect("reads"), [], "another workspace's accounts do not count");
}
