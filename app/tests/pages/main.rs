//! Renders every page through the handler the server uses, over invented data: full, empty, failing, signed out.

mod fixture;
mod nesting;
mod render;

use fixture::{CREATOR, State};
use render::{Page, Visitor, get};

fn creator(path: &str) -> String {
    format!("/creators/{CREATOR}{path}")
}

/// Every page behind the sign-in.
fn pages() -> Vec<String> {
    let dimensions = ["gender", "age", "region", "active_days", "device", "interest"].map(|name| creator(&format!("/audience/{name}")));
    [vec!["/creators".to_owned(), creator(""), creator("/fans"), creator("/following"), creator("/collection")], dimensions.to_vec()]
        .concat()
}

async fn page(path: &str, state: State) -> Page {
    get(path, Visitor::new(state)).await
}

#[tokio::test]
async fn every_page_is_valid_html_in_both_languages_full_empty_and_failing() {
    for state in [State::Full, State::Empty, State::Failing] {
        for path in pages().iter().map(String::as_str).chain(["/", "/sign-in/refused", "/nowhere"]) {
            for visitor in [Visitor::new(state), Visitor::new(state).english()] {
                let page = get(path, visitor).await;
                assert_eq!(nesting::faults(&page.html), Vec::<String>::new(), "{path} {state:?}");
            }
        }
    }
}

#[tokio::test]
async fn pages_say_what_they_know() {
    let overview = page(&creator(""), State::Full).await;
    assert_eq!(overview.status, 200);
    for text in ["小雨的厨房日记", "79,720", "涨粉趋势", "女", "31.3%", "缺失", "/creators/c-7f3a/chart/growth.json"] {
        assert!(overview.html.contains(text), "{text}");
    }
    assert!(overview.html.contains("/export/growth.csv?creator=c-7f3a&amp;from=2026-10-23&amp;to=2026-11-21"));
    let region = get(&creator("/audience/region"), Visitor::new(State::Full).english()).await;
    assert!(region.html.contains("Guangdong") && region.html.contains("Inner Mongolia"));
}

#[tokio::test]
async fn empty_panels_name_their_cause_and_an_action() {
    let overview = page(&creator(""), State::Empty).await;
    assert_eq!(overview.status, 200);
    for text in ["还没有粉丝画像", "首次授权后约两天画像才会就绪", "查看采集状态"] {
        assert!(overview.html.contains(text), "{text}");
    }
    let roster = page("/creators", State::Empty).await;
    assert!(roster.html.contains("还没有账号") && roster.html.contains("/auth/douyin/start"));
    assert!(get("/", Visitor::new(State::Empty).signed_out()).await.html.contains("已完成 61 / 180 天"));
}

#[tokio::test]
async fn a_failing_panel_leaves_the_rest_of_the_page() {
    let overview = page(&creator(""), State::Failing).await;
    assert_eq!(overview.status, 200);
    assert!(overview.html.contains("e-42") && overview.html.contains("小雨的厨房日记"));
    assert!(get("/", Visitor::new(State::Failing).signed_out()).await.html.contains("FANSCOPE_DOUYIN_CLIENT_KEY"));
}

#[tokio::test]
async fn signed_out_every_page_sends_to_the_landing_page() {
    for path in pages() {
        let page = get(&path, Visitor::new(State::Full).signed_out()).await;
        assert_eq!((page.status, page.location.as_str()), (302, "/?signed-out"), "{path}");
        assert!(!page.html.contains("小雨的厨房日记"), "{path}");
    }
    assert!(page("/?signed-out", State::Full).await.html.contains("请先登录"));
}

#[tokio::test]
async fn unknown_addresses_are_real_404s_and_the_audience_has_a_first_page() {
    for path in ["/creators/nobody", "/creators/nobody/collection", "/creators/c-7f3a/audience/mars", "/sign-in/mars", "/mars"] {
        assert_eq!(page(path, State::Full).await.status, 404, "{path}");
    }
    let start = page(&creator("/audience"), State::Full).await;
    assert_eq!((start.status, start.location), (302, creator("/audience/gender")));
}

#[tokio::test]
async fn a_hand_edited_query_is_clamped_with_a_sentence() {
    let page = page(&creator("?period=mars&from=2026-13-01&compare=venus"), State::Full).await;
    assert_eq!(page.status, 200);
    for text in ["已改为 30 天", "yyyy-mm-dd", "已改为上一时段"] {
        assert!(page.html.contains(text), "{text}");
    }
}

#[tokio::test]
async fn markup_in_names_stays_text_and_no_style_attribute_is_written() {
    for path in pages().iter().map(String::as_str).chain(["/"]) {
        let page = page(path, State::Full).await;
        for bad in ["<i>", "<b>", "<script>alert", " style="] {
            let visible = page.html.split("<script").next().unwrap_or_default();
            assert!(!visible.contains(bad), "{bad} in {path}");
        }
    }
}

#[tokio::test]
async fn ledgers_show_people_their_states_and_how_good_the_list_is() {
    let fans = page(&creator("/fans"), State::Full).await;
    assert_eq!(fans.status, 200);
    for text in [
        "粉丝列表被截断",
        "共 79,720 位粉丝，平台只显示最近的 5,000 位",
        "未见，自11月20日",
        "已取关，11月3日",
        "离开 12 天",
        "1,204",
        "首份完整列表之后",
    ] {
        assert!(fans.html.contains(text), "{text}");
    }
    for hostile in
        ["&lt;img src=x onerror=alert(1)&gt;", "<bdi class=\"ellipsis\">\u{202e}gnirts", "=HYPERLINK(1)", "🐼", &"长".repeat(200)]
    {
        assert!(fans.html.contains(hostile), "{hostile}");
    }
    assert!(!fans.html.contains("https://p.example"), "no picture of another host");
    let following = get(&creator("/following?mutual=no"), Visitor::new(State::Full).english()).await;
    for text in ["The following list is complete", "312 of 312 people", "Not following back", "Remove filter: Not following back"] {
        assert!(following.html.contains(text), "{text}");
    }
}

#[tokio::test]
async fn links_and_export_of_a_ledger_carry_its_filter() {
    let address = creator("/fans?period=7&state=lost&gender=female&q=a%26b&sort=-left&after=g20700.x");
    let page = page(&address, State::Full).await.html;
    assert!(
        page.contains("/export/fans.csv?creator=c-7f3a&amp;from=2026-11-15&amp;to=2026-11-21&amp;state=lost&amp;gender=female&amp;q=a%26b")
    );
    let here = "/creators/c-7f3a/fans?period=7&amp;state=lost&amp;gender=female&amp;q=a%26b";
    assert!(page.contains(&format!("href=\"{here}&amp;sort=-left\"")), "from the start");
    assert!(page.contains("href=\"/creators/c-7f3a/fans?period=7&amp;state=lost&amp;gender=female&amp;sort=-left\""), "without the search");
    let form = page.split("people-filter").nth(1).and_then(|rest| rest.split("</form>").next()).expect("the form");
    for hidden in [r#"<input type="hidden" name="period" value="7""#, r#"<input type="hidden" name="state" value="lost""#] {
        assert!(form.contains(hidden), "{hidden}");
    }
    assert!(!form.contains(r#"<input type="hidden" name="q""#) && !form.contains(r#"<input type="hidden" name="after""#));
}

#[tokio::test]
async fn a_ledger_says_why_it_is_empty() {
    let never = page(&creator("/fans"), State::Empty).await.html;
    for text in ["还没有名单", "粉丝列表：平台已下线", "无需处理：平台不再向应用提供", "从未读到过"] {
        assert!(never.contains(text), "{text}");
    }
    assert!(!never.contains("table-scroll people-scroll"));
    let ungranted = page(&creator("/following"), State::Empty).await.html;
    assert!(ungranted.contains("关注列表：未授权") && ungranted.contains("/auth/douyin/start"));
    let nobody = page(&creator("/fans?q=nobody-of-that-name"), State::Full).await.html;
    assert!(nobody.contains("没有符合条件的人") && nobody.contains("清除全部筛选"));
    let clamped = page(&creator("/fans?state=x&sort=age&after=%00"), State::Full).await;
    assert_eq!(clamped.status, 200);
    for text in ["无法识别的筛选条件", "排序方式无法识别", "翻页位置已失效"] {
        assert!(clamped.html.contains(text), "{text}");
    }
}

#[tokio::test]
async fn the_document_carries_language_theme_and_nonce() {
    let page = get("/", Visitor::new(State::Full).english().dark()).await;
    assert!(page.html.contains(r#"lang="en""#) && page.html.contains(r#"data-theme="dark""#));
    assert!(page.html.contains(r#"nonce="test-nonce""#));
    assert!(page.html.contains("/pkg/hash/fanscope.css") && page.html.contains("/pkg/hash/echarts.js"));
}
