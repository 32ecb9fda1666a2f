//! The overview's choices: which number, in which slices; and what changed in words.

use scraper::{Html, Selector};

use crate::fixture::State;
use crate::render::{Visitor, get};
use crate::{creator, page};

/// The texts of what a selector finds, with single spaces.
pub(crate) fn texts(html: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    let text = |element: scraper::ElementRef<'_>| element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    Html::parse_document(html).select(&selector).map(text).collect()
}

/// The values of an attribute of what a selector finds.
pub(crate) fn attributes(html: &str, selector: &str, name: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    Html::parse_document(html).select(&selector).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
}

#[tokio::test]
async fn each_card_selects_its_metric_and_keeps_the_rest() {
    let overview = page(&creator("?period=90&granularity=week"), State::Full).await;
    let links = attributes(&overview.html, ".card-link", "href");
    let word = |metric: &str| format!("/creators/c-7f3a?period=90&granularity=week&metric={metric}#growth");
    let total = "/creators/c-7f3a?period=90&granularity=week#growth".to_owned();
    assert_eq!(links, [total, word("net"), word("new"), word("lost"), "/creators/c-7f3a/flow?period=90".to_owned()]);
    for (metric, label) in [("total", "粉丝总数"), ("net", "净增"), ("new", "涨粉"), ("lost", "掉粉 *")] {
        let overview = page(&creator(&format!("?metric={metric}")), State::Full).await;
        assert_eq!(texts(&overview.html, ".card.current .card-link[aria-current]"), [label]);
        assert_eq!(texts(&overview.html, ".card-link[aria-current]").len(), 1);
        let chart = attributes(&overview.html, "#growth [data-chart]", "data-chart");
        assert_eq!(chart, [format!("/creators/c-7f3a/chart/growth.json?metric={metric}")], "the chart gets the page's words");
    }
}

#[tokio::test]
async fn the_net_of_a_period_is_one_number_wherever_it_stands() {
    let overview = page(&creator(""), State::Full).await;
    let net = texts(&overview.html, ".card-value").get(1).cloned().unwrap_or_default();
    assert!(net.starts_with('+') || net.starts_with('\u{2212}'), "{net}");
    assert_eq!(texts(&overview.html, ".card-delta")[0], "", "the total is of another day than the net's last one");
    let sentence = texts(&overview.html, "#growth .panel-sentence").concat();
    assert!(sentence.starts_with(&format!("时段净增 {net}；")), "{sentence}");
    let notes = texts(&overview.html, ".card-note");
    assert!(
        notes[1..4].iter().all(|note| note.starts_with("已知 ") || note.starts_with("共 ") || note.starts_with("至")),
        "each sum says what it rests on: {notes:?}"
    );
    let foot = texts(&overview.html, "#growth .panel-foot").concat();
    assert!(foot.starts_with("来源：") && foot.contains("* 推算：涨粉 − 净增"), "{foot}");
}

#[tokio::test]
async fn a_day_on_which_the_whole_roster_fell_is_told_as_the_platforms_doing() {
    let within = page(&creator("?period=90"), State::Full).await;
    let told = texts(&within.html, "#growth .clean-up");
    assert_eq!(told, ["10月12日，8 个账号中有 7 个同时下跌（本账号 −21），多半是平台清理账号，与内容无关。"]);
    let compared = texts(&page(&creator("?period=30"), State::Full).await.html, "#growth .clean-up").concat();
    assert!(compared.starts_with("对比时段的10月12日"), "{compared}");
    assert!(texts(&page(&creator("?period=7"), State::Full).await.html, "#growth .clean-up").is_empty());
}

#[tokio::test]
async fn weeks_and_months_say_what_they_lack_and_the_csv_stays_daily() {
    let weeks = page(&creator("?metric=lost&granularity=week"), State::Full).await;
    let head = texts(&weeks.html, "#growth thead th");
    assert_eq!(head, ["时段", "粉丝总数", "涨粉", "掉粉 *", "净增", "已知天数", "总数来源"]);
    // 23 October is a Friday, 21 November a Saturday.
    let rows = texts(&weeks.html, "#growth tbody th");
    assert_eq!((rows.len(), rows[0].as_str(), rows[4].as_str()), (5, "2026-11-16 – 11-21", "2026-10-23 – 10-25"));
    let known = texts(&weeks.html, "#growth tbody td:nth-of-type(5)");
    assert_eq!((known[0].as_str(), known[4].as_str()), ("5/7 天，不完整", "3/7 天，不完整"));
    assert!(known[2].starts_with("7 天"), "{known:?}");
    assert_eq!(texts(&weeks.html, "#growth .segments [aria-current]"), ["按周"]);
    let foot = texts(&weeks.html, "#growth .panel-foot").concat();
    assert!(foot.contains("CSV 为同一时段的逐日数据") && foot.contains("* 推算"), "{foot}");
    assert!(weeks.html.contains("/export/growth.csv?creator=c-7f3a&amp;from=2026-10-23&amp;to=2026-11-21"));
    let months = page(&creator("?granularity=month"), State::Full).await;
    assert_eq!(texts(&months.html, "#growth tbody th"), ["2026-11", "2026-10"]);
    assert!(!texts(&months.html, "#growth .legend li").contains(&"缺失".to_owned()), "no month is without a run");
    let days = page(&creator(""), State::Full).await;
    assert_eq!(texts(&days.html, "#growth tbody th").len(), 30);
    assert!(!texts(&days.html, "#growth .panel-foot").concat().contains("CSV"));
}

#[tokio::test]
async fn unknown_metrics_and_slices_are_clamped_with_a_sentence() {
    let overview = page(&creator("?metric=%3Cb%3E&granularity=hour"), State::Full).await;
    assert_eq!(texts(&overview.html, "#growth .notices li").len(), 2);
    assert_eq!(texts(&overview.html, ".card.current .card-link"), ["粉丝总数"]);
    assert_eq!(texts(&overview.html, "#growth .segments [aria-current]"), ["按天"]);
}

#[tokio::test]
async fn the_largest_changes_are_told_in_words_and_lead_to_their_dimension() {
    let overview = page(&creator(""), State::Full).await;
    let told = texts(&overview.html, "#changes li");
    assert!((3..=6).contains(&told.len()), "{told:?}");
    assert!(told[0].contains("升至") && told[0].contains("个百分点") && !told[0].contains("10月"), "the day stands above: {told:?}");
    assert!(texts(&overview.html, "#changes .panel-sentence").concat().contains("自10月23日"));
    assert!(told.iter().any(|told| told.contains("降至")), "both directions: {told:?}");
    assert!(attributes(&overview.html, "#changes a:not(.export)", "href").iter().all(|href| href.contains("/audience/")));
    let english = get(&creator(""), Visitor::new(State::Full).english()).await;
    assert!(texts(&english.html, "#changes li")[0].contains(" pp, +"), "{:?}", texts(&english.html, "#changes li"));
    let empty = page(&creator(""), State::Empty).await;
    assert!(texts(&empty.html, "#changes .state").concat().contains("还没有粉丝画像"));
    let one_day = page(&creator("?from=2026-11-21&to=2026-11-21"), State::Full).await;
    assert!(texts(&one_day.html, "#changes .state").concat().contains("选更长的时段"));
}

/// Of the days shown and, where about as many days of the time before are known, against it.
const SHARES: [(&str, &str); 4] = [
    ("7", "粉丝贡献了 41.3% 的播放。"),
    ("30", "粉丝贡献了 37.0% 的播放，较对比时段 +11.5 个百分点。"),
    ("90", "粉丝贡献了 32.3% 的播放，较对比时段 −7.3 个百分点。"),
    ("180", "粉丝贡献了 35.4% 的播放。"),
];

#[tokio::test]
async fn fan_share_and_health_speak_in_numbers() {
    for (period, told) in SHARES {
        let overview = page(&creator(&format!("?period={period}")), State::Full).await;
        let flow = texts(&overview.html, "#flow .panel-sentence").concat();
        assert_eq!(flow, told, "the share of the whole period, against the one before where that is known");
        let health = texts(&overview.html, "#health .panel-sentence").concat();
        assert_eq!(health.contains("最近一次缺失：11月10日（到点时 Fanscope 没有运行）。"), period != "7", "{health}");
        assert_eq!(attributes(&overview.html, "#health rect.cell", "class").len().to_string(), period);
    }
}

#[tokio::test]
async fn a_metric_that_is_never_known_names_its_cause() {
    let today = page(&creator("?from=2026-11-21&to=2026-11-21&metric=new"), State::Full).await;
    let state = texts(&today.html, "#growth .state").concat();
    assert!(state.contains("没有这项数据") && state.contains("1,000"), "{state}");
    let empty = page(&creator("?metric=lost"), State::Empty).await;
    assert!(texts(&empty.html, "#growth .state").concat().contains("首次授权后"));
}

#[tokio::test]
async fn days_that_were_read_later_say_so_wherever_they_are_shown() {
    let overview = page(&creator("?period=90"), State::Full).await;
    let note = texts(&overview.html, "#growth .healed-note").concat();
    assert!(note.contains("补读") && note.contains("画像与列表无法补读"), "{note}");
    assert!(texts(&overview.html, "#growth .legend li").contains(&"事后补读".to_owned()));
    let rows = texts(&overview.html, "#growth tbody td:nth-of-type(5)");
    let healed = rows.iter().filter(|row| row.contains("当天未采集，事后补读")).count();
    assert!(healed > 0 && note.starts_with(&format!("{healed} 天")), "{healed}: {note}");
    let week = page(&creator("?period=90&granularity=week"), State::Full).await;
    assert!(texts(&week.html, "#growth tbody td:nth-of-type(5)").iter().any(|row| row.contains("天事后补读")));
    assert!(!texts(&week.html, "#growth .legend li").contains(&"事后补读".to_owned()), "a week has no ring");

    let collection = get(&creator("/collection"), Visitor::new(State::Full).english()).await;
    let titles = texts(&collection.html, ".calendar title");
    assert!(titles.iter().any(|title| title.contains("Gap") && title.ends_with("its fan counts were read later")), "{titles:?}");
    assert!(titles.iter().any(|title| title.contains("Gap") && !title.contains("read later")), "beyond the 30 days nothing was healed");
    assert!(texts(&collection.html, ".healed-note").concat().contains("filled in later"));
    let empty = page(&creator(""), State::Empty).await;
    assert_eq!(texts(&empty.html, ".healed-note"), Vec::<String>::new());
}
