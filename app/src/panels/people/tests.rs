use super::banner::Banner;
use super::ledger::LedgerPanel;
use super::origins::OriginsPanel;
use super::*;
use crate::filter::{Address, Filter, Notice, PeoplePlace, PeopleSort, PlaceKey};
use crate::html::Html;
use crate::model::page::people::{
    Ledger, ListOutcome, ListQuality, ListSize, Origin, OriginTable, Origins, OtherList, PeopleCount, PeopleSummary, Tally,
};
use crate::model::{CapabilityStatus, GapReason, Language, OpenId, Period, PlatformDay, Timestamp};

const NOW: Timestamp = Timestamp(1_795_230_300);

fn scope(list: ListKind, language: Language, query: &str) -> Scope {
    let today = NOW.day();
    Scope {
        creator: "c-1".into(),
        address: Address::new(format!("/creators/c-1{}", page_of(list)), query),
        filter: Filter::parse(query).0,
        period: Period::ending(today, 30),
        compare: None,
        language,
        today,
    }
}

fn quality(outcome: ListOutcome) -> ListQuality {
    ListQuality {
        outcome,
        day: Some(NOW.day()),
        read_at: Some(NOW),
        listed: 4_790,
        total: Some(4_812),
        pages: 37,
        since: Some(NOW.plus_seconds(-5 * 86_400)),
        last_complete: Some(NOW.day().previous()),
        last_read: Some(NOW.day().previous()),
    }
}

fn banner(quality: ListQuality, list: ListKind, language: Language) -> String {
    let scope = scope(list, language, "");
    let html = scope.html(|| view! { <Banner scope=scope.clone() list quality /> }.into_any());
    html.into_string()
}

#[test]
fn the_banner_says_what_the_list_is_worth_and_what_helps() {
    let english = |outcome| banner(quality(outcome), ListKind::Fans, Language::English);
    let cases = [
        (ListOutcome::Complete, "Fan list complete: <!></strong><span>4,790 of 4,812 people, read 21 Nov 11:05", ""),
        (ListOutcome::Capped, "only the newest 4,790 of 4,812 fans, so who left cannot be told", ""),
        (ListOutcome::Uneven, "4,790 people read, the platform said 4,812", "/creators/c-1/collection"),
        (
            ListOutcome::Interrupted,
            "it broke off after page 37, with 4,790 people, so who left cannot be told. The complete list of 20 Nov 2026 stands.",
            "/creators/c-1/collection",
        ),
        (ListOutcome::Never, "the next run tries it", "/creators/c-1/collection"),
        (
            ListOutcome::Refused(CapabilityStatus::NotGranted),
            "Since 16 Nov 2026. Authorise again with this scope ticked. It was last read on 20 Nov 2026",
            "/auth/douyin/start",
        ),
        (
            ListOutcome::GivenUp(GapReason::GrantLost),
            "Fan list not read on 21 Nov: <!></strong><span>the authorisation ",
            // The heading has the button.
            "",
        ),
        (ListOutcome::GivenUp(GapReason::PlatformFailed), "the platform refused", "/creators/c-1/collection"),
        (ListOutcome::Refused(CapabilityStatus::Offline), "the platform no longer offers it", "/creators/c-1/collection"),
    ];
    for (outcome, text, action) in cases {
        let html = english(outcome);
        assert!(html.contains(text), "{outcome:?}: {html}");
        assert_eq!(html.contains("<a "), !action.is_empty(), "{outcome:?}");
        assert!(html.contains(action), "{outcome:?}: {html}");
        assert!(!banner(quality(outcome), ListKind::Following, Language::Chinese).contains("粉丝列表"), "{outcome:?}");
    }
    let unknown = ListQuality { total: None, last_complete: None, ..quality(ListOutcome::Capped) };
    assert!(banner(unknown.clone(), ListKind::Fans, Language::Chinese).contains("平台只显示最近的 4,790 位粉丝"));
    let broken = ListQuality { outcome: ListOutcome::Interrupted, ..unknown };
    assert!(banner(broken, ListKind::Fans, Language::Chinese).contains("至今还没有完整的列表"));
}

#[test]
fn the_rate_of_false_losses_is_told_with_its_counts_and_unknown_is_no_zero() {
    use crate::model::page::people::Tally;
    let rate = |losses, false_losses, more, language| {
        let lost = Some(Tally { count: losses, more });
        crate::i18n::false_losses(&PeopleSummary { lost, losses, false_losses, ..PeopleSummary::default() }, language)
    };
    let (english, chinese) = (Language::English, Language::Chinese);
    assert_eq!(rate(41, 2, false, english), "Of 41 confirmed departures 2 (4.9%) came back within 3 days and may have been none.");
    assert_eq!(rate(1200, 0, false, chinese), "1,200 次已确认的离开里，没有一次在 3 天内又回来。");
    assert!(rate(10_000, 9, true, english).ends_with("Only the newest 10,000 are counted."));
    assert_eq!(
        (rate(0, 0, false, english), rate(0, 0, false, chinese)),
        (String::new(), String::new()),
        "nothing is known, and nothing said"
    );
}

fn ledger(query: &str, change: impl FnOnce(&mut Ledger)) -> String {
    let (query, notices) = crate::filter::PeopleQuery::parse(query);
    let mut ledger = Ledger {
        rows: vec![],
        next: None,
        count: PeopleCount::Exact(0),
        searched: None,
        sort: query.sort,
        restarted: false,
        names: false,
        ever: true,
        since: None,
        other: OtherList::Whole,
        read_on: Some(NOW.day()),
    };
    change(&mut ledger);
    let scope = scope(ListKind::Fans, Language::English, "q=Rain&sort=nickname");
    let list = ListKind::Fans;
    let html = scope.html(|| view! { <LedgerPanel scope=scope.clone() list query notices ledger /> }.into_any());
    html.into_string()
}

#[test]
fn with_names_off_a_search_for_a_name_says_why_it_finds_nobody() {
    let html = ledger("q=Rain&sort=nickname", |ledger| ledger.sort = PeopleSort::default());
    assert!(html.contains("Names are off in this workspace") && html.contains("Account id or its end"), "{html}");
    assert!(html.contains("Names are off, so there is no order by nickname") && !html.contains("By nickname"));
    let named = ledger("q=Rain", |ledger| ledger.names = true);
    assert!(!named.contains("Names are off") && named.contains("Loosen the filter") && named.contains("By nickname"));
}

#[test]
fn a_search_that_stopped_goes_on_from_where_it_stopped() {
    let html = ledger("q=Rain&sort=nickname", |ledger| {
        ledger.names = true;
        ledger.sort = PeopleSort::Newest;
        ledger.searched = Some(5_000);
        ledger.count = PeopleCount::Among { found: 3, searched: 10_000 };
        let day = PlatformDay::from_number(20_500);
        ledger.next = Some(PeoplePlace { key: PlaceKey::FirstSeen(day), open_id: OpenId::from("_000x") });
    });
    assert!(html.contains("searched 5,000 people") && html.contains("3 among the newest 10,000"), "{html}");
    assert!(html.contains("href=\"/creators/c-1/fans?q=Rain&amp;after=f20500._000x\""), "the place belongs to the order in force: {html}");
    assert!(html.contains("More than 10,000 people cannot be ordered this way") && !html.contains("Nobody matches"));
    let again = ledger("after=f20500._000x", |ledger| ledger.restarted = true);
    assert!(again.contains(crate::i18n::notice(Notice::UnknownPlace, Language::English)));
}

fn cards(summary: PeopleSummary) -> String {
    Html::of(Language::English, || view! { <Cards summary list=ListKind::Fans /> }.into_any()).into_string()
}

#[test]
fn capped_lists_say_what_they_know_and_nothing_more() {
    let tally = |count| Some(Tally { count, more: false });
    let capped = PeopleSummary { new: tally(1_766), read: 30, ..PeopleSummary::default() };
    let html = cards(capped);
    assert!(html.contains("First seen in the list") && !html.contains("first complete list"), "{html}");
    assert_eq!(html.matches("No complete list in the period: not known").count(), 3, "lost, not seen and returned: {html}");
    let complete = PeopleSummary { new: tally(9), lost: tally(3), returned: tally(0), losses: 4, complete: 30, ..capped };
    let html = cards(complete);
    assert!(
        html.contains("First seen after the first complete list") && html.contains("Of 4 confirmed departures none came back"),
        "{html}"
    );
}

#[test]
fn new_people_are_compared_with_those_who_are_known() {
    let told = |bounded, settled| {
        let origins = Origins { new: 12, present: 10_000, bounded, settled, ..Origins::default() };
        crate::i18n::origins_sentence(&origins, ListKind::Fans, Language::Chinese)
    };
    assert_eq!(told(true, false), "新增 12 人，与最近出现的 10,000 人相比。");
    assert_eq!(told(false, false), "新增 12 人，与出现过的 10,000 人相比。");
    assert_eq!(told(false, true), "新增 12 人，与当前列表中的 10,000 人相比。");
}

#[test]
fn whoever_was_in_the_first_list_was_there_before_it() {
    let day = NOW.day();
    let before = |first, since| crate::i18n::before_recording(first, since, Language::English);
    assert_eq!(before(day, Some(day)), Some("Before recording began"));
    assert_eq!((before(day.next(), Some(day)), before(day, None)), (None, None));
    let near = |day: PlatformDay| crate::i18n::near_day(day, NOW.day(), Language::English);
    assert_eq!((near(day), near(day.minus(365))), ("21 Nov".to_owned(), "21 Nov 2025".to_owned()));
    assert_eq!(crate::i18n::spells(2, Language::English).as_deref(), Some("2nd time"));
    assert_eq!(crate::i18n::spells(11, Language::English).as_deref(), Some("11th time"));
}

#[test]
fn the_cards_add_up_to_the_sizes_of_the_list() {
    let tally = |count| Some(Tally { count, more: false });
    let size = |day, people| ListSize { day, people };
    let sizes = Some((size(NOW.day().minus(30), 2_069), size(NOW.day(), 2_087)));
    let summary = PeopleSummary {
        new: tally(209),
        lost: tally(210),
        not_seen: tally(4),
        returned: tally(24),
        losses: 210,
        back: 7,
        still_back: 22,
        slips: 1,
        complete: 30,
        sizes,
        ..PeopleSummary::default()
    };
    let html = cards(summary);
    assert!(html.contains("7 of them came back, 203 still gone") && html.contains("22 of them still there"), "{html}");
    let line = |summary: &PeopleSummary, list, language| crate::i18n::size_line(summary, list, language).unwrap_or_default();
    assert_eq!(
        line(&summary, ListKind::Fans, Language::Chinese),
        "名单人数 10月22日 2,069 → 11月21日 2,087（+18）：涨粉 +209，回归 +24，掉粉 −210，未见 −4，仅缺一份列表 −1"
    );
    assert_eq!(
        line(&summary, ListKind::Following, Language::English),
        "People in the list 22 Oct 2,069 → 21 Nov 2,087 (+18): newly followed +209, returned +24, unfollowed −210, not seen −4, absent from one list −1"
    );
    let uneven = PeopleSummary { new: tally(200), ..summary };
    assert!(line(&uneven, ListKind::Fans, Language::Chinese).ends_with("（+18）"), "a sum that is none is not shown");
    assert!(!cards(PeopleSummary { sizes: None, ..summary }).contains("list-size"));
}

fn origins(change: impl FnOnce(&mut Origins)) -> String {
    let row = |label: &str, new, present, left| Origin { label: label.to_owned(), new, present, left };
    let mut origins = Origins {
        provinces: OriginTable {
            rows: vec![row("广东", 3, 400, 1), row("四川", 1, 200, 0)],
            others: Some(row("", 1, 400, 0)),
            unsaid: Some(row("", 0, 88, 0)),
        },
        new: 5,
        present: 1_088,
        settled: true,
        known: true,
        read: 30,
        ..Origins::default()
    };
    change(&mut origins);
    let scope = scope(ListKind::Fans, Language::English, "");
    let list = ListKind::Fans;
    scope.html(|| view! { <OriginsPanel scope=scope.clone() origins list /> }.into_any()).into_string()
}

#[test]
fn few_new_people_are_counted_and_shares_are_of_those_who_say_it() {
    let html = origins(|_| ());
    for text in [">3<!></td>", ">40.0%<!></td>", "Other provinces", "not stated by 0 of the new, 88 of all", "1 of them left"] {
        assert!(html.contains(text), "{text}: {html}");
    }
    assert_eq!(html.matches("of them left").count(), 1);
    let many = origins(|origins| origins.provinces.rows[0].new = 58);
    assert!(many.contains(">96.7%<!></td>") && many.contains("title=\"58\""), "{many}");
}

#[test]
fn while_one_list_was_read_nobody_is_known_to_be_new_or_not() {
    let told = |read, known| origins(|origins| (origins.new, origins.read, origins.known) = (0, read, known));
    assert!(told(1, false).contains("Who is new is not known yet") && told(1, false).contains("known from tomorrow on"));
    assert!(told(0, false).contains("No list was read in the period"));
    assert!(told(2, false).contains("No list of the period was read to its end"));
    assert!(told(30, true).contains("Nobody new in this period"));
}

#[test]
fn who_is_not_mutual_is_not_asked_where_it_is_not_known() {
    let asked = |told| ledger("mutual=no", |ledger| ledger.other = told);
    assert!(
        asked(OtherList::Whole).contains("value=\"no\"") && asked(OtherList::Whole).contains("&amp;mutual=no\""),
        "{}",
        asked(OtherList::Whole)
    );
    let html = asked(OtherList::Part);
    assert!(html.contains(crate::i18n::notice(Notice::MutualUnknown, Language::English)), "{html}");
    assert!(!html.contains("value=\"no\"") && !html.contains("mutual=no\"") && !html.contains("class=\"chips\""), "{html}");
}

#[test]
fn a_list_of_those_who_are_still_gone_says_so() {
    assert!(ledger("state=lost", |_| ()).contains("0 people; those who came back later are not listed"));
    assert!(!ledger("", |_| ()).contains("not listed"));
}

#[test]
fn a_place_is_said_once_and_in_one_language() {
    use super::rows::place;
    let (chinese, english) = (Language::Chinese, Language::English);
    let told = |province, city, language| {
        let (text, beside) = place(province, city, language);
        (text, beside.unwrap_or_default())
    };
    let only = |text: &str| (text.to_owned(), String::new());
    assert_eq!(told("重庆", "重庆市", chinese), only("重庆"));
    assert_eq!(told("重庆市", "重庆", english), only("Chongqing"));
    assert_eq!(told("湖南省", "岳阳", chinese), only("湖南省 · 岳阳"));
    assert_eq!(told("湖南省", "岳阳", english), ("Hunan".to_owned(), "岳阳".to_owned()));
    assert_eq!((told("", "岳阳", english), told("", "", chinese)), (only("岳阳"), only("—")));
}
