//! Contract: the ledgers of people.

use std::collections::BTreeSet;

use app::filter::PeopleQuery;
use app::model::page::people::{Ledger, ListOutcome, ListSize, PeopleCount, PersonRow, Tally};
use app::model::people::PersonState;
use app::model::{Capability, CapabilityStatus, Dataset, Gender, ListKind, ListMember, Period, StepState};
use server::storage::CreatorKey;
use server::storage::export::ExportQuery;
use server::storage::runs::StagedRecords;

use super::fixture::{Script, Store, all_of, collect, connect, day, lines, member, members, morning, ours, outcome, page, run_key, terms};

pub(super) fn period(from: u64, to: u64) -> Period {
    Period::new(day(from), day(to)).expect("a period")
}

pub(super) async fn ledger(store: &impl Store, creator: &CreatorKey, list: ListKind, period: Period, query: &str) -> Ledger {
    let (query, notices) = PeopleQuery::parse(query);
    assert_eq!(notices, [], "{query:?}");
    store.ledger(creator, list, period, &query).await.expect("reads")
}

pub(super) fn ids(rows: &[PersonRow]) -> String {
    rows.iter().map(|row| row.open_id.as_str()).collect::<Vec<_>>().join(" ")
}

/// The accounts of the first page of the fans, days 0 to 9.
async fn fans(store: &impl Store, creator: &CreatorKey, query: &str) -> String {
    ids(&ledger(store, creator, ListKind::Fans, period(0, 9), query).await.rows)
}

/// Every page's rows; each page but the last leads on.
async fn walk(store: &impl Store, creator: &CreatorKey, period: Period, query: &str) -> Vec<PersonRow> {
    let mut rows = Vec::new();
    let mut after = String::new();
    for _ in 0..1_000 {
        let page = ledger(store, creator, ListKind::Fans, period, &format!("{query}{after}")).await;
        assert!(!page.restarted && page.rows.len() <= 50);
        rows.extend(page.rows);
        let Some(next) = page.next else { return rows };
        after = format!("&after={}", next.as_word());
    }
    panic!("the pages of {query} do not end");
}

/// present: a, f · not seen: b · left: c · returned twice: d · returned and gone again: e
pub(super) async fn story(store: &impl Store) -> CreatorKey {
    let creator = connect(store, "ann").await;
    let lists = ["a b c d e", "a b c d e f", "a b f", "a b d f", "a b e f", "a b d f", "a d f"];
    for (number, names) in (1..).zip(lists) {
        collect(store, &creator, day(number), &Script::fans(names)).await;
    }
    creator
}

pub(super) async fn a_ledger_tells_every_state_and_the_period_in_numbers(store: &impl Store) {
    let creator = story(store).await;
    let rows = ledger(store, &creator, ListKind::Fans, period(0, 9), "sort=first_seen").await.rows;
    let told: Vec<_> = rows.iter().map(|row| (row.open_id.as_str(), row.state, row.spells)).collect();
    let expected = [
        ("a", PersonState::Present, 1),
        ("b", PersonState::NotSeen { since: day(7) }, 1),
        ("c", PersonState::Left { day: day(3) }, 1),
        ("d", PersonState::Returned { day: day(6), away: 1, confirmed: false }, 3),
        ("e", PersonState::Left { day: day(6) }, 2),
        ("f", PersonState::Present, 1),
    ];
    assert_eq!(told, expected);
    for (query, expected) in [
        ("state=present&sort=first_seen", "a d f"),
        ("state=new", "f"),
        ("state=lost&sort=left", "c e"),
        ("state=lost&sort=-left", "e c"),
        ("state=not_seen", "b"),
        ("state=returned", "d"),
        ("sort=-left", "b e c f d a"),
        ("sort=left", "c e b a d f"),
    ] {
        assert_eq!(fans(store, &creator, query).await, expected, "{query}");
    }
    let early = ledger(store, &creator, ListKind::Fans, period(4, 5), "state=lost").await;
    assert_eq!((ids(&early.rows), early.count), (String::new(), PeopleCount::Exact(0)), "c had left, e was back");
    assert_eq!(ids(&ledger(store, &creator, ListKind::Fans, period(4, 5), "sort=first_seen").await.rows), "a b d e f");
    let summary = store.people_summary(&creator, ListKind::Fans, period(0, 9)).await.expect("reads");
    let known = |count| Some(Tally { count, more: false });
    assert_eq!((summary.new, summary.lost, summary.not_seen, summary.returned), (known(1), known(3), known(1), known(3)));
    assert_eq!((summary.back, summary.still_back, summary.slips), (1, 1, 2), "e was back once; d is there; d was missing from two lists");
    let size = |on, people| ListSize { day: day(on), people };
    assert_eq!((summary.sizes, summary.steps()), (Some((size(1, 5), size(7, 3))), Some([1, 3, -3, -1, -2])));
    let late = store.people_summary(&creator, ListKind::Fans, period(6, 7)).await.expect("reads");
    assert_eq!((late.sizes, late.steps()), (Some((size(5, 4), size(7, 3))), Some([0, 1, -1, -1, 0])), "from the list of the eve on");
    assert_eq!(late.read_on, Some(day(7)));
    assert_eq!((summary.mutual, summary.read, summary.complete), (None, 7, 7));
    assert_eq!((summary.losses, summary.false_losses), (3, 1), "c, e twice; e was back after two days");
    let origins = store.origins(&creator, ListKind::Fans, period(0, 9)).await.expect("reads");
    assert_eq!((origins.new, origins.present, origins.provinces.rows[0].label.as_str()), (1, 3, "广东"));
}

pub(super) async fn a_capped_list_loses_nobody_and_says_so(store: &impl Store) {
    let creator = connect(store, "ann").await;
    for (number, names) in [(1, "a b c"), (2, "d a b"), (3, "e d a")] {
        collect(store, &creator, day(number), &Script { list_cap: Some(3), ..Script::fans(names) }).await;
    }
    let summary = store.people_summary(&creator, ListKind::Fans, period(0, 9)).await.expect("reads");
    assert_eq!((summary.lost, summary.not_seen, summary.read, summary.complete), (None, None, 3, 0), "unknown, not zero");
    assert_eq!(summary.new, Some(Tally { count: 2, more: false }));
    assert_eq!(fans(store, &creator, "state=new").await, "e d");
    assert_eq!(fans(store, &creator, "state=lost").await, "");
    let quality = store.list_quality(&creator, ListKind::Fans).await.expect("reads");
    assert_eq!((quality.outcome, quality.listed, quality.last_complete), (ListOutcome::Capped, 3, None));
}

pub(super) async fn the_quality_of_a_list_is_that_of_its_newest_run(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let outcome_now = async || store.list_quality(&creator, ListKind::Fans).await.expect("reads");
    assert_eq!(outcome_now().await.outcome, ListOutcome::Never);
    assert!(!ledger(store, &creator, ListKind::Fans, period(0, 9), "").await.ever);
    collect(store, &creator, day(1), &Script { reported_total: Some(2), ..Script::fans("a b") }).await;
    let complete = outcome_now().await;
    assert_eq!((complete.outcome, complete.total, complete.read_at), (ListOutcome::Complete, Some(2), Some(morning(day(1)))));
    collect(store, &creator, day(2), &Script { reported_total: Some(3), ..Script::fans("a b") }).await;
    assert_eq!(outcome_now().await.outcome, ListOutcome::Uneven);
    let now = morning(day(3));
    let ticket = ours(store.claim(&run_key(&creator, day(3)), terms(1, now)).await.expect("claims"));
    let records = StagedRecords::Members(ListKind::Fans, members("c"));
    store.stage(&ticket, page(Capability::FanList, records, now)).await.expect("stages");
    let failed = outcome(Capability::FanList, StepState::Failed, CapabilityStatus::Failing, now);
    store.end_step(&ticket, failed).await.expect("ends");
    store.commit(&ticket, now).await.expect("commits");
    let broken = outcome_now().await;
    assert_eq!((broken.outcome, broken.pages, broken.listed), (ListOutcome::Interrupted, 1, 1));
    assert_eq!((broken.last_complete, broken.last_read), (Some(day(1)), Some(day(3))));
    collect(store, &creator, day(4), &Script::default()).await;
    let refused = outcome_now().await;
    assert_eq!(refused.outcome, ListOutcome::Refused(CapabilityStatus::NotGranted));
    assert_eq!((refused.day, refused.last_read), (Some(day(4)), Some(day(3))));
    assert!(refused.since.is_some());
    let following = store.list_quality(&creator, ListKind::Following).await.expect("reads");
    assert_eq!((following.outcome, following.last_read), (ListOutcome::Refused(CapabilityStatus::NotGranted), None));
}

pub(super) async fn names_are_shown_and_searched_only_when_they_are_on(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let named = |open_id: &str, nickname: &str| ListMember { nickname: nickname.into(), ..member(open_id) };
    let list = vec![named("o-1", "小雨 Rain"), named("o-2", "rainbow"), named("p-3", ""), named("p-4", "阿强")];
    let script = Script { fans: Some(list), ..Script::default() };
    collect(store, &creator, day(1), &script).await;
    let off = ledger(store, &creator, ListKind::Fans, period(0, 9), "q=rain").await;
    assert_eq!((off.names, ids(&off.rows), off.ever), (false, String::new(), true));
    assert_eq!(fans(store, &creator, "q=o-&sort=first_seen").await, "o-1 o-2");
    assert_eq!(fans(store, &creator, "q=p-4").await, "p-4");
    assert_eq!(
        (fans(store, &creator, "q=-4").await, fans(store, &creator, "q=…-3").await),
        ("p-4".into(), "p-3".into()),
        "as rows show it"
    );
    let unsorted = ledger(store, &creator, ListKind::Fans, period(0, 9), "sort=nickname").await;
    assert_ne!(unsorted.sort, app::filter::PeopleSort::Nickname, "there is nothing to order by");
    assert!(unsorted.rows.iter().all(|row| row.nickname.is_none()));
    store.set_names(&creator.workspace, true).await.expect("writes");
    collect(store, &creator, day(2), &script).await;
    assert_eq!(fans(store, &creator, "q=RAIN&sort=nickname").await, "o-2 o-1");
    assert_eq!(fans(store, &creator, "sort=nickname").await, "o-2 o-1 p-4 p-3", "who has no name comes last");
    let after = fans(store, &creator, "sort=nickname&after=n.o-1").await;
    assert_eq!(after, "p-4 p-3");
    assert_eq!(fans(store, &creator, "q=雨").await, "o-1");
    store.set_names(&creator.workspace, false).await.expect("writes");
    assert_eq!(fans(store, &creator, "q=雨").await, "");
}

pub(super) async fn filters_combine(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let who = |open_id: &str, gender: Gender, province: &str| ListMember { gender, province: province.into(), ..member(open_id) };
    let fan_list = [
        who("a", Gender::Male, "广东省"),
        who("b", Gender::Female, "广东"),
        who("c", Gender::Unknown, ""),
        who("d", Gender::Male, "四川"),
        who("e", Gender::Male, "广东"),
    ];
    let following = vec![who("b", Gender::Female, "广东"), who("d", Gender::Male, "四川"), who("z", Gender::Male, "广东")];
    let first = Script { fans: Some(fan_list[..4].to_vec()), following: Some(following.clone()), ..Script::default() };
    collect(store, &creator, day(1), &first).await;
    collect(store, &creator, day(2), &Script { fans: Some(fan_list[1..].to_vec()), following: Some(following), ..Script::default() }).await;
    for (query, expected) in [
        ("province=广东", "a b e"),
        ("province=广东&gender=male", "a e"),
        ("province=广东&gender=male&state=present", "e"),
        ("province=unknown", "c"),
        ("gender=unknown", "c"),
        ("mutual=yes", "b d"),
        ("mutual=yes&gender=male", "d"),
        ("mutual=no&gender=male", "a e"),
        ("state=new&mutual=no", "e"),
        ("state=new&mutual=yes", ""),
        ("state=not_seen&province=广东", "a"),
        ("q=a&gender=female", ""),
    ] {
        let page = ledger(store, &creator, ListKind::Fans, period(0, 9), &format!("{query}&sort=first_seen")).await;
        assert_eq!(ids(&page.rows), expected, "{query}");
        assert_eq!(page.count, PeopleCount::Exact(i64::try_from(page.rows.len()).expect("few")), "{query}");
    }
    let mutual = store.people_summary(&creator, ListKind::Fans, period(0, 9)).await.expect("reads").mutual;
    assert_eq!(mutual, Some(Tally { count: 2, more: false }));
}

/// 180 people of two days, 30 of whom left and 10 of whom are back.
async fn crowd(store: &impl Store) -> CreatorKey {
    let creator = connect(store, "ann").await;
    let list = |range: std::ops::Range<u32>| (range.map(|n| format!("p{n:05}"))).collect::<Vec<_>>();
    let all = [list(0..120), list(0..180), list(30..180), list(30..180), [list(0..10), list(30..180)].concat()];
    for (number, names) in (1..).zip(all) {
        collect(store, &creator, day(number), &Script::fans(&names.join(" "))).await;
    }
    creator
}

pub(super) async fn pages_walk_every_person_once_while_keys_are_equal(store: &impl Store) {
    let creator = crowd(store).await;
    store.set_names(&creator.workspace, true).await.expect("writes");
    for sort in ["first_seen", "-first_seen", "left", "-left", "nickname"] {
        let rows = walk(store, &creator, period(0, 9), &format!("sort={sort}")).await;
        let once: BTreeSet<_> = rows.iter().map(|row| row.open_id.as_str()).collect();
        assert_eq!((rows.len(), once.len()), (180, 180), "{sort}");
    }
    let newest = walk(store, &creator, period(0, 9), "sort=-first_seen").await;
    assert!(newest.is_sorted_by_key(|row| std::cmp::Reverse(row.first_seen)));
    let missing = ledger(store, &creator, ListKind::Fans, period(0, 9), "after=f20513.nobody").await;
    assert!(missing.restarted && missing.rows.len() == 50);
}

/// The accounts of an export under a filter.
pub(super) async fn exported(store: &impl Store, creator: &CreatorKey, period: Period, query: &str) -> Vec<String> {
    let people = Some(PeopleQuery::parse(query).0.filter);
    let query = ExportQuery { people, from: Some(period.from()), to: Some(period.to()), ..all_of(creator, Dataset::Fans) };
    lines(store, &query).await.iter().map(|row| row.split(',').nth(1).unwrap_or_default().to_owned()).collect()
}

pub(super) async fn an_export_has_the_people_of_all_pages(store: &impl Store) {
    let creator = crowd(store).await;
    for days in [period(0, 9), period(3, 4), period(1, 1)] {
        for query in [
            "",
            "state=present",
            "state=new",
            "state=lost",
            "state=not_seen",
            "state=returned",
            "gender=male",
            "q=p0000",
            "state=lost&province=广",
        ] {
            let rows = walk(store, &creator, days, &format!("{query}&sort=first_seen")).await;
            let pages: Vec<_> = rows.into_iter().map(|row| row.open_id.0).collect();
            assert_eq!(exported(store, &creator, days, query).await, pages, "{query}");
        }
        let whole = ExportQuery { from: Some(days.from()), to: Some(days.to()), ..all_of(&creator, Dataset::Fans) };
        let whole: Vec<_> = lines(store, &whole).await.iter().map(|row| row.split(',').nth(1).unwrap_or_default().to_owned()).collect();
        assert_eq!(exported(store, &creator, days, "").await, whole, "no filter is the whole export");
    }
}

pub(super) async fn whom_a_creator_follows_is_a_ledger_too(store: &impl Store) {
    let creator = connect(store, "ann").await;
    for (number, fan_names, names) in [(1, "a b", "a c d"), (2, "a b", "a c e"), (3, "a b", "a c e")] {
        collect(store, &creator, day(number), &Script { following: Some(members(names)), ..Script::fans(fan_names) }).await;
    }
    let following = async |query: &str| ids(&ledger(store, &creator, ListKind::Following, period(0, 9), query).await.rows);
    assert_eq!(following("sort=first_seen").await, "a c d e");
    assert_eq!(following("mutual=no&state=present&sort=first_seen").await, "c e");
    assert_eq!(following("mutual=yes").await, "a");
    assert_eq!((following("state=lost").await, following("state=new").await), ("d".to_owned(), "e".to_owned()));
    let quality = store.list_quality(&creator, ListKind::Following).await.expect("reads");
    assert_eq!((quality.outcome, quality.listed), (ListOutcome::Complete, 3));
}

/// More people than are gathered at once: everything comes out of the indices, in steps.
pub(super) async fn a_long_list_is_searched_in_steps(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let list = |range: std::ops::Range<u32>| {
        let person = |n: u32| ListMember { gender: if n == 40 { Gender::Male } else { Gender::Female }, ..member(&format!("p{n:05}")) };
        range.map(person).collect::<Vec<_>>()
    };
    let days = [list(0..10_100), list(100..10_300), list(100..10_300), [list(0..5), list(100..10_300)].concat()];
    for (number, fans) in (1..).zip(days) {
        collect(store, &creator, day(number), &Script { fans: Some(fans), list_cap: Some(100_000), ..Script::default() }).await;
    }
    let first = ledger(store, &creator, ListKind::Fans, period(0, 9), "").await;
    assert_eq!((first.rows.len(), first.count), (50, PeopleCount::MoreThan(10_000)));
    assert_eq!(ledger(store, &creator, ListKind::Fans, period(0, 9), "sort=-left").await.rows[0].open_id.as_str(), "p00099");
    let sparse = ledger(store, &creator, ListKind::Fans, period(0, 9), "gender=male").await;
    assert_eq!((sparse.rows.len(), sparse.searched), (0, Some(5_000)), "it stops, and says so");
    assert_eq!(sparse.count, PeopleCount::Among { found: 0, searched: 10_000 });
    for (query, expected) in [
        ("gender=male", 1),
        ("gender=male&sort=first_seen", 1),
        ("gender=male&sort=-left", 1),
        ("state=lost", 95),
        ("state=lost&sort=-left", 95),
        ("state=returned", 5),
        ("state=new", 200),
        ("q=p0004", 10),
    ] {
        let rows = walk(store, &creator, period(0, 9), query).await;
        let once: BTreeSet<_> = rows.iter().map(|row| row.open_id.as_str()).collect();
        assert_eq!((rows.len(), once.len()), (expected, expected), "{query}");
        assert_eq!(exported(store, &creator, period(0, 9), query).await.len(), expected, "{query}");
    }
    for sort in ["first_seen", "-left"] {
        let rows = walk(store, &creator, period(0, 9), &format!("mutual=no&q=p1&sort={sort}")).await;
        assert_eq!(rows.len(), 300, "{sort}");
    }
    store.set_names(&creator.workspace, true).await.expect("writes");
    let by_name = ledger(store, &creator, ListKind::Fans, period(0, 9), "sort=nickname").await;
    assert_eq!((by_name.sort, by_name.rows.len()), (app::filter::PeopleSort::Newest, 50), "too many to order by name");
    let summary = store.people_summary(&creator, ListKind::Fans, period(0, 9)).await.expect("reads");
    assert_eq!(summary.new, Some(Tally { count: 200, more: false }), "the first list does not count against the bound");
}
