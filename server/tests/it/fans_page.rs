//! What the fans page says of its own numbers, over a real store.

use server::storage::CreatorStore as _;
use server::storage::accounts::SignUp;
use tokio_util::sync::CancellationToken;

use crate::support::{Browser, House, Platform};

#[tokio::test]
async fn the_numbers_of_the_overview_are_spoken_of_only_where_it_has_them() {
    for (fans, has_series) in [(120, false), (1_500, true)] {
        let platform = Platform::start(1, fans).await;
        let house = House::start(&platform, SignUp::First).await;
        let owner = Browser::new(&house.origin);
        let page = owner.sign_in(&platform.cast()[0].open_id).await;
        let creator = page.split('/').nth(2).expect("an id");
        let key = house.core.store.creator_by_id(creator).await.expect("reads").expect("a creator").key;
        house.collector.collect(&key, &CancellationToken::new()).await.expect("collects");
        let page = owner.text(&format!("/creators/{creator}/fans")).await;
        assert_eq!(page.contains("总览的涨粉、掉粉来自平台每日序列"), has_series, "{fans} fans");
        for text in ["粉丝列表完整：", "来源：粉丝列表接口 /fans/list/ · ", "还无法判断谁是新增", "只读到一份列表，明天起可以判断。"]
        {
            assert!(page.contains(text), "{text}");
        }
        assert!(!page.contains("这个时段没有新增") && !page.contains("误判"));
        let following = owner.text(&format!("/creators/{creator}/following")).await;
        assert!(!following.contains("总览的涨粉"), "the series are of fans");
    }
}
