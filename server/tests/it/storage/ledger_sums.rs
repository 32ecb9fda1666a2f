//! Contract: the parts of a ledger are the whole, on the page and in its file, and what is not known is not counted.

use app::filter::PeopleQuery;
use app::model::page::people::{Origin, OriginTable, PeopleCount, Tally};
use app::model::{Dataset, Gender, ListKind, ListMember, Period};
use server::storage::CreatorKey;
use server::storage::export::ExportQuery;

use super::fixture::{Script, Store, all_of, collect, connect, day, lines, member, members};
use super::people::{exported, ids, ledger, period, story};

pub(super) async fn everybody_of_a_state_is_in_the_ledger_and_in_its_export(store: &impl Store) {
    let creator = story(store).await;
    for (from, to) in (0..9).flat_map(|from| (from..9).map(move |to| (from, to))) {
        let days = period(from, to);
        let page = ledger(store, &creator, ListKind::Fans, days, "sort=first_seen").await;
        let all: Vec<_> = page.rows.iter().map(|row| row.open_id.as_str().to_owned()).collect();
        assert_eq!(page.count, PeopleCount::Exact(i64::try_from(all.len()).expect("few")));
        assert_eq!(exported(store, &creator, days, "").await, all, "{days:?}");
        let mut parts = 0;
        for state in ["present", "lost", "not_seen", "new", "returned"] {
            let rows = ledger(store, &creator, ListKind::Fans, days, &format!("state={state}")).await.rows;
            assert!(rows.iter().all(|row| all.contains(&row.open_id.0)), "{state} of {days:?}: {} in {all:?}", ids(&rows));
            parts += if matches!(state, "new" | "returned") { 0 } else { rows.len() };
        }
        // Whoever left later was there, and is under no state of these days.
        assert!(parts == all.len() || to < 7, "{days:?}: {parts} of {all:?}");
    }
    // Whoever left on the first day is in.
    assert_eq!(ids(&ledger(store, &creator, ListKind::Fans, period(3, 3), "state=lost").await.rows), "c");
    assert!(fans_of(store, &creator, period(3, 3)).await.contains('c') && !fans_of(store, &creator, period(4, 4)).await.contains('c'));
}

/// Everybody of some days.
async fn fans_of(store: &impl Store, creator: &CreatorKey, days: Period) -> String {
    ids(&ledger(store, creator, ListKind::Fans, days, "sort=first_seen").await.rows)
}

pub(super) async fn where_new_people_come_from_is_told_of_those_who_say_it(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let who = |open_id: &str, gender: Gender, province: &str| ListMember { gender, province: province.into(), ..member(open_id) };
    let old = [who("a", Gender::Male, "广东"), who("b", Gender::Unknown, ""), who("c", Gender::Male, "海南")];
    let mut all = old.to_vec();
    all.extend(
        ["广东", "广东", "四川", "江苏", "浙江", "湖南", "湖北", ""]
            .iter()
            .zip('d'..)
            .map(|(province, name)| who(&name.to_string(), if name == 'd' { Gender::Unknown } else { Gender::Male }, province)),
    );
    let script = |fans: &[ListMember]| Script { fans: Some(fans.to_vec()), ..Script::default() };
    collect(store, &creator, day(1), &script(&old)).await;
    let first = store.origins(&creator, ListKind::Fans, period(0, 9)).await.expect("reads");
    assert_eq!((first.known, first.read, first.new), (false, 1, 0), "one list tells nobody apart");
    collect(store, &creator, day(2), &script(&all)).await;
    let without_d: Vec<_> = all.iter().filter(|person| person.open_id.as_str() != "d").cloned().collect();
    collect(store, &creator, day(3), &script(&without_d)).await;
    let doubt = store.origins(&creator, ListKind::Fans, period(0, 9)).await.expect("reads");
    assert_eq!(doubt.provinces.rows[0].left, 0, "not seen is not gone");
    collect(store, &creator, day(4), &script(&without_d)).await;
    let origins = store.origins(&creator, ListKind::Fans, period(0, 9)).await.expect("reads");
    assert_eq!((origins.known, origins.read, origins.new, origins.present, origins.read_on), (true, 4, 8, 10, Some(day(4))));
    let row = |label: &str, new, present, left| Origin { label: label.to_owned(), new, present, left };
    let OriginTable { rows, others, unsaid } = origins.provinces;
    assert_eq!((rows.len(), &rows[0]), (5, &row("广东", 2, 2, 1)));
    assert_eq!((others, unsaid), (Some(row("", 1, 2, 0)), Some(row("", 1, 2, 0))), "one new province more, and that of c");
    assert_eq!(origins.genders.rows, [row("male", 7, 9, 0)]);
    assert_eq!(origins.genders.unsaid, Some(row("unknown", 1, 1, 1)));
}

pub(super) async fn nobody_is_known_not_to_follow_back_behind_a_capped_list(store: &impl Store) {
    let creator = connect(store, "ann").await;
    let script = |fans: &str, cap| Script { following: Some(members("a x y")), list_cap: Some(cap), ..Script::fans(fans) };
    let following =
        async |query: &str| ledger(store, &creator, ListKind::Following, period(0, 9), &format!("{query}&sort=first_seen")).await;
    collect(store, &creator, day(1), &script("a b", 10)).await;
    let whole = following("mutual=no").await;
    assert_eq!((whole.other.tells_not_mutual(), ids(&whole.rows), whole.rows[0].mutual), (true, "x y".to_owned(), Some(false)));
    collect(store, &creator, day(2), &script("a b c d", 4)).await;
    let capped = following("mutual=no").await;
    assert_eq!((capped.other.tells_not_mutual(), ids(&capped.rows)), (false, "a x y".to_owned()), "the filter is left out");
    assert_eq!(capped.rows.iter().map(|row| row.mutual).collect::<Vec<_>>(), [Some(true), None, None]);
    assert_eq!(ids(&following("mutual=yes").await.rows), "a");
    let people = |query: &str| Some(PeopleQuery::parse(query).0.filter);
    for query in ["", "mutual=no"] {
        let query = ExportQuery { people: people(query), ..all_of(&creator, Dataset::Following) };
        let rows = lines(store, &query).await;
        let mutual: Vec<_> = rows.iter().filter_map(|row| row.rsplit(',').next()).collect();
        assert_eq!(mutual, ["true", "", ""], "the file says it as the page does: {rows:?}");
    }
    let summary = store.people_summary(&creator, ListKind::Following, period(0, 9)).await.expect("reads");
    assert_eq!((summary.mutual, summary.capped), (Some(Tally { count: 1, more: true }), true));
    let fans = ledger(store, &creator, ListKind::Fans, period(0, 9), "mutual=no&sort=first_seen").await;
    assert_eq!((fans.other.tells_not_mutual(), ids(&fans.rows)), (true, "b c d".to_owned()), "the following list is whole");
}
