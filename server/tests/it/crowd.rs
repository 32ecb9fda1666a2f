//! Many at once.

use server::storage::accounts::SignUp;

use crate::support::{Browser, House, Platform};

/// The head of a page is written when the page is rendered; what it says must not hang on what is gone by then.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_that_many_ask_for_at_once_always_comes_whole() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let browser = std::sync::Arc::new(Browser::new(&house.origin));
    let page = browser.sign_in(&platform.cast()[0].open_id).await;
    let page = page.split('/').take(3).collect::<Vec<_>>().join("/");
    let ask = |page: String| {
        let browser = std::sync::Arc::clone(&browser);
        tokio::spawn(async move {
            for _ in 0..150 {
                let answer = browser.get(&page).await;
                assert_eq!(answer.status(), 200);
                let text = answer.text().await.expect("text");
                assert!(text.contains("Fanscope</title>") && text.contains("</html>"));
            }
        })
    };
    for crowd in (0..4).map(|_| ask(page.clone())).collect::<Vec<_>>() {
        crowd.await.expect("everybody is served");
    }
}
