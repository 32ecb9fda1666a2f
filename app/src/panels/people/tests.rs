use super::banner::Banner;
use super::ledger::LedgerPanel;
use super::*;
use crate::filter::{Address, Filter, Notice, PeoplePlace, PeopleSort, PlaceKey};
use crate::html::Html;
use crate::model::page::people::{Ledger, ListOutcome, ListQuality, Origins, PeopleCount, PeopleSummary, Tally};
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
        (ListOutcome::Complete, "4,790 of 4,812 people, read 21 Nov 11:05", ""),
        (ListOutcome::Capped, "newest 4,790 of 4,812 fans: those beyond are not seen, and no loss is derived", ""),
        (ListOutcome::Uneven, "4,790 people read, the platform said 4,812", "/creators/c-1/collection"),
        (
            ListOutcome::Interrupted,
            "broke off after page 37, with 4,790 people: it derives no loss. The complete list of 20 Nov 2026 stands.",
            "/creators/c-1/collection",
        ),
        (ListOutcome::Never, "The next run tries it", "/creators/c-1/collection"),
        (
            ListOutcome::Refused(CapabilityStatus::NotGranted),
            "Since 16 Nov 2026. Authorise again with this scope ticked. It was last read on 20 Nov 2026",
            "/auth/douyin/start",
        ),
        (
            ListOutcome::GivenUp(GapReason::GrantLost),
            "The authorisation had ended. The complete list of 20 Nov 2026 stands.",
            // The heading has the button.
            "",
        ),
        (ListOutcome::GivenUp(GapReason::PlatformFailed), "The platform refused", "/creators/c-1/collection"),
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
    assert_eq!(
        rate(41, 2, false, english),
        "False-positive rate: 4.9%, as 2 of 41 confirmed losses, those who returned later included, came back within 3 days."
    );
    assert_eq!(rate(1200, 0, false, chinese), "误判率：0.0%，即时段内 1,200 次已确认的离开（含之后回归的）中，有 0 次在 3 天内又回来。");
    assert!(rate(10_000, 9, true, english).ends_with("Only the newest 10,000 are counted."));
    assert_eq!(rate(0, 0, false, english), "False-positive rate: —, as no loss was confirmed in the period.");
    assert_eq!(rate(0, 0, false, chinese), "误判率：—，时段内没有已确认的离开。");
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
    assert!(html.contains("Names are off in this workspace") && html.contains("Account id, its beginning or end"), "{html}");
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
    assert!(html.contains("First seen after the first complete list") && html.contains("as 0 of 4 confirmed losses"), "{html}");
}

#[test]
fn new_people_are_compared_with_those_who_are_known() {
    let told = |bounded, settled| {
        let origins = Origins { new: 12, present: 10_000, bounded, settled, ..Origins::default() };
        crate::i18n::origins_sentence(&origins, Language::Chinese)
    };
    assert_eq!(told(true, false), "新增 12 人，与最近出现的 10,000 人相比。");
    assert_eq!(told(false, false), "新增 12 人，与出现过的 10,000 人相比。");
    assert_eq!(told(false, true), "新增 12 人，与当前列表中的 10,000 人相比。");
}

#[test]
fn whoever_was_in_the_first_list_was_there_before_it() {
    let day = NOW.day();
    let seen = |first, since| crate::i18n::first_seen(first, since, Language::English);
    assert_eq!(seen(day, Some(day)), "Before recording began");
    assert_eq!(seen(day.next(), Some(day)), "22 Nov 2026");
    assert_eq!(crate::i18n::spells(2, Language::English).as_deref(), Some("2nd time"));
    assert_eq!(crate::i18n::spells(11, Language::English).as_deref(), Some("11th time"));
}
