//! The audience page: the map, two days, splices.

use crate::fixture::State;
use crate::growth::{attributes, texts};
use crate::render::{Visitor, get};
use crate::{creator, page};

#[tokio::test]
async fn the_map_has_34_linked_tiles_and_lists_what_is_no_province() {
    let region = page(&creator("/audience/region?period=90"), State::Full).await;
    let tiles = attributes(&region.html, "svg.tile-map a.tile", "href");
    assert_eq!(tiles.len(), 34);
    assert!(tiles.iter().all(|href| href.starts_with("/creators/c-7f3a/audience/region?period=90&province=") && href.ends_with("#map")));
    let cells: std::collections::HashSet<_> =
        attributes(&region.html, "svg.tile-map rect", "x").into_iter().zip(attributes(&region.html, "svg.tile-map rect", "y")).collect();
    assert_eq!(cells.len(), 34, "each on a cell of its own");
    let labels = attributes(&region.html, "svg.tile-map a", "aria-label");
    assert!(labels.iter().any(|label| label.starts_with("广东：") && label.ends_with(" 人")), "{labels:?}");
    assert!(labels.contains(&"北京：画像未提及".to_owned()));
    let known = attributes(&region.html, "svg.tile-map a.tile:not(.tile-unknown)", "href").len();
    assert_eq!(known, 17, "every province of the fixture, whatever its spelling");
    assert_eq!(attributes(&region.html, "a.tile-1, a.tile-2, a.tile-4, a.tile-6, a.tile-7", "class").len(), 17);
    let legend = texts(&region.html, ".map .legend li");
    assert!(legend.len() == 6 && legend[0].starts_with("< ") && legend[4].starts_with("≥ "), "{legend:?}");
    let elsewhere = texts(&region.html, ".elsewhere li");
    assert!(elsewhere[0].starts_with("海外 ") && elsewhere[1].starts_with("<b>其他</b> "), "{elsewhere:?}");
}

#[tokio::test]
async fn a_tile_selects_its_province_without_a_script() {
    let largest = page(&creator("/audience/region"), State::Full).await;
    assert_eq!(texts(&largest.html, ".map-facts h3"), ["广东"]);
    assert_eq!(texts(&largest.html, ".tile[aria-current] text"), ["广东"], "the one whose facts stand beside the map");
    let sichuan = "/audience/region?province=%E5%9B%9B%E5%B7%9D%E7%9C%81";
    let chosen = get(&creator(sichuan), Visitor::new(State::Full).english()).await;
    assert_eq!(texts(&chosen.html, ".map-facts h3"), ["Sichuan"]);
    assert_eq!(texts(&chosen.html, ".tile[aria-current] text"), ["SC"]);
    let facts = texts(&chosen.html, ".map-facts dd");
    assert!(facts[0].ends_with('%') && facts[2].contains("since 23 Oct") && facts[3] == "6", "{facts:?}");
    let chart = attributes(&chosen.html, ".map-facts [data-chart]", "data-chart").concat();
    assert!(chart.starts_with("/creators/c-7f3a/chart/province.json?province="), "{chart}");
    let unnamed = page(&creator("/audience/region?province=%E5%8C%97%E4%BA%AC"), State::Full).await;
    assert_eq!(texts(&unnamed.html, ".map-facts dd"), ["—"; 4], "unknown is never zero");
    let unknown = page(&creator("/audience/region?province=mars"), State::Full).await;
    assert_eq!(texts(&unknown.html, ".map-facts h3"), ["广东"]);
    assert!(texts(&unknown.html, "#audience .notices").concat().contains("省份无法识别"));
}

#[tokio::test]
async fn two_days_are_compared_wherever_they_lie() {
    let default = page(&creator("/audience/age"), State::Full).await;
    assert_eq!(attributes(&default.html, ".two-days input[type=date]", "value"), ["2026-10-23", "2026-11-21"]);
    assert_eq!(texts(&default.html, ".difference tbody tr").len(), 5);
    assert_eq!(
        attributes(&default.html, ".diverging rect", "width").iter().filter(|width| *width == "500").count(),
        1,
        "the largest fills its half"
    );
    // 10 November is a gap; 1 September lies before the period.
    let asked = page(&creator("/audience/age?period=7&a=2026-09-01&b=2026-11-10"), State::Full).await;
    assert_eq!(attributes(&asked.html, ".two-days input[type=date]", "value"), ["2026-09-01", "2026-11-10"]);
    assert_eq!(attributes(&asked.html, ".two-days input[type=hidden]", "value"), ["7"]);
    let panel = texts(&asked.html, "#audience .panel:has(.two-days)").concat();
    assert!(panel.contains("2026年11月10日没有画像，采用之前最近的2026年11月9日"), "{panel}");
    assert!(panel.contains("2026年9月1日 → 2026年11月9日，增加最多："), "{panel}");
    assert_eq!(texts(&asked.html, "#audience .panel:has([data-chart]) tbody th").len(), 14, "the other panels keep the period");
    let too_early = page(&creator("/audience/age?a=2025-01-01&b=2025-02-01"), State::Full).await;
    assert!(texts(&too_early.html, ".state").concat().contains("请另选一天"));
}

#[tokio::test]
async fn malformed_days_are_clamped_with_a_sentence() {
    let page = page(&creator("/audience/age?a=tomorrow&b=2030-01-01"), State::Full).await;
    let notices = texts(&page.html, "#audience .notices li");
    assert!(notices.len() == 2 && notices[0].contains("yyyy-mm-dd") && notices[1].contains("未来"), "{notices:?}");
    assert_eq!(attributes(&page.html, ".two-days input[type=date]", "value"), ["2026-10-23", "2026-11-21"]);
}

#[tokio::test]
async fn a_splice_is_a_sentence_a_row_and_no_subtraction() {
    let active = page(&creator("/audience/active_days"), State::Full).await;
    let rows = texts(&active.html, "tr.splice");
    assert_eq!(rows, ["平台自11月6日起更换了活跃天数分组，前后不可比。"; 2], "one in each table of days");
    assert!(texts(&active.html, ".splice-note").contains(&rows[0]));
    assert_eq!(attributes(&active.html, ".two-days input[name=a]", "value"), ["2026-11-06"], "by default both days have the same labels");
    let across = page(&creator("/audience/active_days?a=2026-11-01"), State::Full).await;
    let panel = texts(&across.html, "#audience .panel:has(.two-days)").concat();
    assert!(panel.contains("两天不可比"), "{panel}");
    assert!(texts(&across.html, ".difference tbody td:nth-of-type(3)").iter().all(|cell| cell == "—"));
    assert_eq!(texts(&page(&creator("/audience/gender"), State::Full).await.html, ".splice-note"), Vec::<String>::new());
}

#[tokio::test]
async fn every_panel_begins_with_numbers() {
    for dimension in ["gender", "age", "region", "active_days", "device", "interest"] {
        let full = page(&creator(&format!("/audience/{dimension}")), State::Full).await;
        let sentences = texts(&full.html, "#audience .panel-sentence");
        assert_eq!(sentences.len(), if dimension == "region" { 6 } else { 5 });
        for sentence in sentences {
            assert!(sentence.chars().any(|c| c.is_ascii_digit()), "{dimension}: {sentence}");
        }
        let empty = page(&creator(&format!("/audience/{dimension}")), State::Empty).await;
        assert!(texts(&empty.html, ".state").concat().contains("从那天起每天记录"), "{dimension}");
        let failing = page(&creator(&format!("/audience/{dimension}")), State::Failing).await;
        assert!(failing.html.contains("e-42"), "{dimension}");
    }
}

#[tokio::test]
async fn the_newest_shares_add_up_with_what_is_not_shown_as_their_last_row() {
    for (dimension, rest) in [("region", Some("其余 11 个地区")), ("age", None), ("device", None)] {
        let html = page(&creator(&format!("/audience/{dimension}")), State::Full).await.html;
        let names = texts(&html, ".latest tbody th");
        assert_eq!(names.iter().find(|name| name.starts_with("其余")).map(String::as_str), rest, "{names:?}");
        assert_eq!(texts(&html, ".latest thead th.number"), ["占比", "人数", "占比变化"]);
        let shares = texts(&html, ".latest tbody td.strong");
        let tenths: i64 = shares.iter().map(|share| share.replace(['%', '.'], "").parse::<i64>().expect("a share")).sum();
        assert!((990..=1010).contains(&tenths), "{dimension}: {shares:?}");
    }
}

#[tokio::test]
async fn a_chart_of_few_lines_that_end_apart_has_no_legend_and_the_rest_is_no_line() {
    let gender = page(&creator("/audience/gender?period=7"), State::Full).await.html;
    assert_eq!(texts(&gender, "#audience .panel:has([data-chart*=composition]) .legend li").len(), 3, "areas have one");
    assert!(texts(&gender, "#audience .panel:has([data-chart*=absolute]) .legend li").is_empty(), "names stand at the ends of the lines");
    let device = page(&creator("/audience/device?period=7"), State::Full).await.html;
    let entries = texts(&device, "#audience .panel:has([data-chart*=absolute]) .legend li");
    assert!(entries.len() == 7 && !entries.contains(&"其他".to_owned()), "{entries:?}");
    assert!(texts(&device, "#audience .panel:has([data-chart*=absolute]) .panel-foot").concat().contains("图中不画“其他”"));
}
