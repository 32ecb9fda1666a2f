//! Renders every page through the handler the server uses, over invented data: full, empty, failing, signed out.

mod audience;
mod fixture;
mod growth;
mod links;
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
    let asked =
        ["?metric=lost&granularity=week", "/audience/region?province=%E8%A5%BF%E8%97%8F", "/audience/age?a=2026-10-02&b=2026-11-20"];
    let plain = ["", "/flow", "/fans", "/following", "/collection"].map(creator);
    [vec!["/creators".to_owned(), "/settings".to_owned()], plain.to_vec(), dimensions.to_vec(), asked.map(creator).to_vec()].concat()
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

/// The server keeps pages, and must know which of them are not whole: most failures leave the status at 200.
#[tokio::test]
async fn a_page_is_told_of_every_failure_it_shows() {
    for path in pages().into_iter().filter(|path| path.starts_with("/creators/")) {
        for state in [State::Full, State::Empty] {
            assert!(!page(&path, state).await.faulty, "{path} {state:?}");
        }
        assert!(page(&path, State::Failing).await.faulty, "{path}");
    }
}

#[tokio::test]
async fn pages_say_what_they_know() {
    let overview = page(&creator(""), State::Full).await;
    assert_eq!(overview.status, 200);
    for text in ["小雨的厨房日记", "79,720", "涨粉趋势", "女", "37.0%", "缺失", "/creators/c-7f3a/chart/growth.json"] {
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
    for text in ["还没有粉丝画像", "首次授权后约两天给出画像", "查看采集状态"] {
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
async fn the_roster_has_pages_that_keep_search_and_order() {
    let first = page("/creators?sort=-total_fans&q=%E9%98%BF%E5%AE%81", State::Full).await.html;
    assert!(first.contains("第 1–50 条，共 114 条") && first.contains(">合计<"));
    assert!(first.contains(r#"href="/creators?sort=-total_fans&amp;q=%E9%98%BF%E5%AE%81&amp;page=2""#), "the next page");
    assert!(first.contains(r#"href="/creators?q=%E9%98%BF%E5%AE%81&amp;sort=total_fans""#), "the other way round");
    assert!(first.contains(r#"href="/export/roster.csv?sort=-total_fans&amp;q=%E9%98%BF%E5%AE%81""#), "all that match");
    assert!(first.contains(r#"aria-sort="descending""#) && !first.contains(r#"rel="prev""#));
    let last = get("/creators?page=99", Visitor::new(State::Full).english()).await.html;
    assert!(last.contains("101–120 of 120") && last.contains("showing the last page") && !last.contains(r#"rel="next""#));
    assert!(page("/creators?page=two", State::Full).await.html.contains("已显示第一页"));
    assert!(page("/creators?q=nobody", State::Full).await.html.contains("没有匹配的账号"));
}

#[tokio::test]
async fn the_settings_say_what_is_in_force_and_fail_panel_by_panel() {
    let full = page("/settings", State::Full).await.html;
    for text in ["••••9x1b", "已设置", "10:37", "11月22日 10:41", "第 1–50 条，共 120 条", "/auth/sign-out-everywhere", "/settings/names"]
    {
        assert!(full.contains(text), "{text}");
    }
    assert!(full.contains("立即删除") && full.contains(r#"value="off""#), "what turning names off does stands before the button");
    let empty = get("/settings", Visitor::new(State::Empty).english()).await.html;
    for text in ["being erased", "nothing is collected", "not set", "No authorisation yet"] {
        assert!(empty.contains(text), "{text}");
    }
    let failing = page("/settings", State::Failing).await;
    assert_eq!(failing.html.matches("e-42").count() / 5, 1, "five panels, each with its error");
    assert!(failing.html.contains("/auth/sign-out-everywhere"), "the way out still stands");
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
        "11月20日起未见",
        "11月3日取关",
        "离开 12 天",
        "1,204",
        "首次在列表中出现",
        "至少这么多：列表被截断，更早的粉丝看不到",
        "其他省份",
        "占比不含未填写的人：新增 204 人，全部 1,000 人。",
        "26.0%",
        "其中 3 人已取关",
        "来源：粉丝列表接口 /fans/list/ · 2026年11月21日",
        "总览的涨粉、掉粉来自平台每日序列",
        "<bdi>重庆<",
    ] {
        assert!(fans.html.contains(text), "{text}");
    }
    for hostile in
        ["&lt;img src=x onerror=alert(1)&gt;", "<bdi class=\"ellipsis\">\u{202e}gnirts", "=HYPERLINK(1)", "🐼", &"长".repeat(200)]
    {
        assert!(fans.html.contains(hostile), "{hostile}");
    }
    assert!(!fans.html.contains("https://p.example"), "no picture of another host");
    let fans = get(&creator("/fans?mutual=no"), Visitor::new(State::Full).english()).await;
    for text in
        ["Remove filter: Not followed by the creator", "title=\"深圳市\"", "the newest 5,000 of 79,720 fans, so who left cannot be told"]
    {
        assert!(fans.html.contains(text), "{text}");
    }
    let following = get(&creator("/following?mutual=no"), Visitor::new(State::Full).english()).await;
    for text in [
        "Following list complete: ",
        "312 of 312 people",
        "People in the list 22 Oct 301 → 21 Nov 312 (+11)",
        "2 of them came back, 17 still gone",
        "Where the newly followed come from",
        "who is not mutual is not known; that filter was left out",
        ">Unknown<",
    ] {
        assert!(following.html.contains(text), "{text}");
    }
    let ledger = following.html.split("people-states").nth(1).and_then(|rest| rest.split("</section>").next()).expect("the ledger");
    assert!(!ledger.contains("Not following back") && !ledger.contains("mutual=no"), "{ledger}");
    assert!(!following.html.contains("daily series"), "those are of fans");
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

#[tokio::test]
async fn the_flow_page_draws_shares_volumes_loyalty_and_the_quadrant() {
    let page = page(&creator("/flow"), State::Full).await;
    for text in [
        "cards-title",
        "粉丝占比变化",
        "播放与互动量",
        "忠诚度差值",
        "破圈象限",
        "较对比时段",
        "/creators/c-7f3a/chart/fan-share.json",
        "/creators/c-7f3a/chart/flow-views.json",
        "/creators/c-7f3a/chart/loyalty.json",
        "/creators/c-7f3a/chart/breakout.json",
        "/export/flow.csv?creator=c-7f3a&amp;from=2026-10-23&amp;to=2026-11-21",
        "倍。",
    ] {
        assert!(page.html.contains(text), "{text}");
    }
    let english = get(&creator("/flow?metric=comments&period=7"), Visitor::new(State::Full).english()).await;
    for text in [
        "times as often as non-fans.",
        "chart/flow-comments.json?metric=comments&amp;period=7",
        "Broke out: views ≥ 1.5 × the median, fan share below it",
    ] {
        assert!(english.html.contains(text), "{text}");
    }
}

#[tokio::test]
async fn the_flow_page_says_once_why_it_compares_nothing() {
    // The 180 days before these lie before the first consent.
    let sparse = page(&creator("/flow?period=180"), State::Full).await;
    let remark = growth::texts(&sparse.html, "#flow .cards-remark").concat();
    assert!(remark.starts_with("对比时段 180 天中只有 ") && remark.ends_with("不作比较。"), "{remark}");
    assert!(growth::texts(&sparse.html, "#flow .card-delta").concat().is_empty());
    let whole = page(&creator("/flow"), State::Full).await;
    assert!(growth::texts(&whole.html, "#flow .cards-remark").is_empty());
    assert!(growth::texts(&whole.html, "#flow .card-delta").iter().all(|delta| delta.starts_with("较对比时段 ")));
}

#[tokio::test]
async fn a_metric_of_any_name_can_be_chosen_and_an_unknown_one_is_clamped() {
    let other = page(&creator("/flow?metric=%3Ci%3Ecollect%3C%2Fi%3E%2Fcnt%3F"), State::Full).await;
    assert!(other.html.contains("chart/flow-other.json?metric=%3Ci%3Ecollect"), "its name is no path");
    assert!(!other.html.contains("已改为播放"));
    let mars = page(&creator("/flow?metric=mars"), State::Full).await;
    assert!(mars.html.contains("已改为播放") && mars.html.contains("chart/flow-views.json"));
}

#[tokio::test]
async fn an_empty_flow_page_names_the_cause_and_an_action() {
    let page = page(&creator("/flow"), State::Empty).await;
    assert_eq!(page.status, 200);
    for text in ["还没有流量贡献", "首次授权后约两天", "/creators/c-7f3a/collection"] {
        assert!(page.html.contains(text), "{text}");
    }
    assert!(!page.html.contains("/chart/"), "nothing to draw");
}

#[tokio::test]
async fn the_calendar_shows_a_year_whatever_the_period_and_leads_to_each_run() {
    let week = page(&creator("/collection?period=7"), State::Full).await;
    assert!(week.html.contains("近 12 个月") && week.html.contains("2026年1月"), "months are named");
    assert_eq!(week.html.matches("class=\"cell ").count(), 365, "one cell a day");
    assert!(week.html.contains("?period=7&amp;run=2026-08-03#run"), "a link keeps the period");
    for text in ["2026年11月10日：缺失 – 到点时 Fanscope 没有运行", "4 天：11月10日、9月22日 – 9月24日"] {
        assert!(week.html.contains(text), "{text}");
    }
    let empty = page(&creator("/collection"), State::Empty).await;
    assert!(empty.html.contains("还没有采集记录") && !empty.html.contains("class=\"cell "));
}

#[tokio::test]
async fn a_run_is_shown_in_full_and_a_gap_says_what_can_be_done() {
    let run = page(&creator("/collection?run=2026-11-03"), State::Full).await;
    for text in ["采集详情 · 2026年11月3日", "1 分 34 秒", "20261121103700A1B2C3", "10004", "run=2026-11-02#run", "run=2026-11-04#run"]
    {
        assert!(run.html.contains(text), "{text}");
    }
    let gap = page(&creator("/collection?run=2026-11-10"), State::Full).await;
    assert!(gap.html.contains("让 Fanscope 每天 10:37 前后保持运行"));
    let none = page(&creator("/collection?run=2020-01-01"), State::Full).await;
    assert!(none.html.contains("这天没有采集") && none.html.contains("看最近一次采集"));
    let malformed = page(&creator("/collection?run=yesterday&after=never"), State::Full).await;
    assert_eq!(malformed.status, 200);
    for text in ["采集详情 · 2026年11月21日", "已显示最近一次", "已从头显示"] {
        assert!(malformed.html.contains(text), "{text}");
    }
}

#[tokio::test]
async fn the_list_of_runs_shows_every_day_and_goes_on_after_a_hundred() {
    let rows = |html: &str| {
        html.split("data runs").nth(1).map_or(0, |table| table.split("</table>").next().unwrap_or_default().matches("<tr").count() - 1)
    };
    let month = page(&creator("/collection"), State::Full).await;
    assert_eq!(rows(&month.html), 30);
    assert!(!month.html.contains("更早的采集"));
    let long = page(&creator("/collection?period=180"), State::Full).await;
    assert_eq!(rows(&long.html), 100);
    assert!(long.html.contains("/creators/c-7f3a/collection?period=180&amp;after=2026-08-14"), "goes on where the list ends");
    let older = page(&creator("/collection?period=180&after=2026-08-14"), State::Full).await;
    assert_eq!(rows(&older.html), 80);
    assert!(older.html.contains("回到最近的采集") && !older.html.contains("更早的采集"));
}

#[tokio::test]
async fn the_column_of_answers_is_there_only_if_the_platform_answered() {
    let full = page(&creator("/collection"), State::Full).await;
    let matrix = |html: &str| {
        html.split("data text capabilities").nth(1).and_then(|rest| rest.split("</table>").next()).unwrap_or_default().to_owned()
    };
    assert!(matrix(&full.html).contains("平台答复") && matrix(&full.html).contains("2190004"));
    let empty = page(&creator("/collection"), State::Empty).await;
    assert!(matrix(&empty.html).contains("尚未尝试") && !matrix(&empty.html).contains("平台答复"));
}

#[tokio::test]
async fn quotas_say_what_was_used_what_is_granted_and_who_waits() {
    let full = page(&creator("/collection"), State::Full).await;
    for text in ["平台配额", "fans.list", "约 420", "已用完，另有 2 个账号等待", "1 项配额不足", "1,000"] {
        assert!(full.html.contains(text), "{text}");
    }
    let empty = page(&creator("/collection"), State::Empty).await;
    assert!(empty.html.contains("还没有连接平台"));
}
