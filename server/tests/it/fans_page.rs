//! What the fans page says of its own numbers, over a real store.

use server::clock::Advance as _;
use server::storage::CreatorStore as _;
use server::storage::accounts::SignUp;
use tokio_util::sync::CancellationToken;

use crate::support::{Browser, House, Platform};

const DAY: i64 = 86_400;

#[tokio::test]
async fn the_fans_page_says_what_is_not_known_yet_and_speaks_of_other_numbers_only_where_there_are_some() {
    for (fans, has_series) in [(120, false), (3_000, true)] {
        let platform = Platform::start(1, fans).await;
        let house = House::start(&platform, SignUp::First).await;
        let owner = Browser::new(&house.origin);
        let page = owner.sign_in(&platform.cast()[0].open_id).await;
        let address = format!("/creators/{}/fans", page.split('/').nth(2).expect("an id"));
        let key = house.core.store.creator_by_id(address.split('/').nth(2).expect("an id")).await.expect("reads").expect("a creator").key;
        let cancel = CancellationToken::new();
        house.collector.collect(&key, &cancel).await.expect("collects");
        let first = owner.text(&address).await;
        for text in ["粉丝列表完整：", "来源：粉丝列表接口 /fans/list/ · ", "还无法判断谁是新增", "只读到一份列表，明天起可以判断。"]
        {
            assert!(first.contains(text), "{text}");
        }
        assert!(!first.contains("这个时段没有新增") && !first.contains("误判") && !first.contains("名单人数"));
        for _ in 0..4 {
            platform.clock.advance(DAY);
            house.collector.collect(&key, &cancel).await.expect("collects");
        }
        let later = owner.text(&address).await;
        assert_eq!(later.contains("总览的涨粉、掉粉来自平台每日序列"), has_series, "{fans} fans");
        let size = later.split("名单人数 ").nth(1).expect("the sizes of the lists").split('<').next().unwrap_or_default();
        assert!(size.contains("月1日 ") && size.contains(" → "), "{size}");
        assert!(size.contains('：') || size.ends_with("（0）"), "the numbers add up: {size}");
    }
}
