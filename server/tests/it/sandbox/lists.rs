//! The fan list and the following list.

use std::collections::HashSet;

use serde_json::Value;
use server::sandbox::StoryName;

use super::platform::{Platform, code_of};

fn ids(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| row["open_id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn paging_shows_everybody_once_in_an_order_that_changes_from_day_to_day() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Steady).await;
    let today = ids(&platform.walk(&grant, "/fans/list/").await);
    assert_eq!(today, ids(&platform.walk(&grant, "/fans/list/").await), "the same all day long");
    assert_eq!(today.iter().collect::<HashSet<_>>().len(), today.len());
    assert_eq!(u64::try_from(today.len()).ok(), Some(u64::from(platform.creator(StoryName::Steady).fans)));
    platform.go_to(platform.today().next(), 3600);
    let tomorrow = ids(&platform.walk(&grant, "/fans/list/").await);
    let still: HashSet<_> = tomorrow.iter().collect();
    let kept: Vec<_> = today.iter().filter(|id| still.contains(id)).collect();
    let was: HashSet<_> = kept.iter().copied().collect();
    let order: Vec<_> = tomorrow.iter().filter(|id| was.contains(id)).collect();
    assert_ne!(kept, order);
    assert!(kept.len() > today.len() * 9 / 10);
}

#[tokio::test]
async fn a_list_ends_at_five_thousand_while_its_total_says_more() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Capped).await;
    let answer = platform.read(&grant, "/fans/list/", "&cursor=4990&count=500").await;
    assert_eq!((answer["data"]["list"].as_array().map(Vec::len), &answer["data"]["has_more"]), (Some(10), &Value::Bool(false)));
    assert!(answer["data"]["total"].as_i64() > Some(5000));
    assert_eq!(platform.walk(&grant, "/fans/list/").await.len(), 5000);
    let truth = platform.truth(&grant.open_id, platform.today()).await;
    assert_eq!((&truth["list"]["listed"], &truth["list"]["complete"]), (&Value::from(5000), &Value::Bool(false)));
}

#[tokio::test]
async fn a_large_count_is_clamped_and_a_bad_one_refused() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Steady).await;
    let answer = platform.read(&grant, "/fans/list/", "&cursor=0&count=1000").await;
    assert_eq!(answer["data"]["list"].as_array().map(Vec::len), Some(50));
    for more in ["&count=0", "&count=-1", "&count=x", "&count=10&cursor=-1"] {
        assert_eq!(code_of(&platform.read(&grant, "/fans/list/", more).await), 28_001_007, "{more}");
    }
    let beyond = platform.read(&grant, "/fans/list/", "&cursor=999999&count=10").await;
    assert_eq!((beyond["data"]["list"].as_array().map(Vec::len), &beyond["data"]["has_more"]), (Some(0), &Value::Bool(false)));
}

#[tokio::test]
async fn the_following_list_has_no_total_and_some_of_it_are_fans() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Steady).await;
    let answer = platform.read(&grant, "/following/list/", "&count=10").await;
    assert!(answer["data"].get("total").is_none(), "{answer}");
    let following = ids(&platform.walk(&grant, "/following/list/").await);
    let fans: HashSet<_> = ids(&platform.walk(&grant, "/fans/list/").await).into_iter().collect();
    let mutual = following.iter().filter(|id| fans.contains(*id)).count();
    assert!(0 < mutual && mutual < following.len(), "{mutual} of {}", following.len());
    let truth = platform.truth(&grant.open_id, platform.today()).await;
    let rows = truth["following"].as_array().expect("rows");
    assert_eq!(rows.iter().filter(|row| row["mutual"] == true).count(), mutual);
}

#[tokio::test]
async fn lists_can_be_offline_for_one_creator() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::NoLists).await;
    for path in ["/fans/list/", "/following/list/"] {
        assert_eq!(code_of(&platform.read(&grant, path, "&count=10").await), 28_001_056);
    }
    assert_eq!(code_of(&platform.read(&grant, "/fans/data/", "").await), 0);
    assert!(platform.truth(&grant.open_id, platform.today()).await["list"].is_null());
}

#[tokio::test]
async fn the_platform_has_people_with_awkward_names() {
    let platform = Platform::start().await;
    let grant = platform.grant(StoryName::Capped).await;
    let rows = platform.walk(&grant, "/fans/list/").await;
    let names: HashSet<&str> = rows.iter().filter_map(|row| row["nickname"].as_str()).collect();
    for awkward in ["<b>加粗</b>", "=1+1", "张三, \"老张\"", "\u{202e}逆行的鱼", "制表\t符"] {
        assert!(names.contains(awkward), "{awkward}");
    }
}
