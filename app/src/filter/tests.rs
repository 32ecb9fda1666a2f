use super::*;

fn day(text: &str) -> PlatformDay {
    text.parse().expect("a day")
}

fn period(from: &str, to: &str) -> Period {
    Period::new(day(from), day(to)).expect("ordered")
}

const TODAY: &str = "2026-11-21";

fn resolve(query: &str) -> (Period, Vec<Notice>) {
    let (filter, mut notices) = Filter::parse(query);
    let resolved = filter.resolve(day(TODAY), Some(day("2026-05-26")));
    notices.extend(resolved.notices);
    (resolved.period, notices)
}

#[test]
fn without_a_query_it_is_the_thirty_days_that_end_today() {
    assert_eq!(resolve(""), (period("2026-10-23", TODAY), vec![]));
    assert_eq!(Filter::default().to_query(), "");
}

#[test]
fn presets_end_today_and_all_begins_with_the_history() {
    assert_eq!(resolve("?period=7"), (period("2026-11-15", TODAY), vec![]));
    assert_eq!(resolve("period=all"), (period("2026-05-26", TODAY), vec![]));
    assert_eq!(Filter::parse("period=all").0.resolve(day(TODAY), None).period.len(), 30);
}

#[test]
fn a_query_survives_being_read_and_written() {
    for query in ["", "period=7", "period=all&compare=none", "from=2026-10-01&to=2026-10-31", "compare=year", "to=2026-10-31"] {
        assert_eq!(Filter::parse(query).0.to_query(), query);
    }
}

#[test]
fn malformed_words_fall_back_with_a_notice() {
    let default = period("2026-10-23", TODAY);
    assert_eq!(resolve("period=fortnight"), (default, vec![Notice::UnknownPeriod]));
    assert_eq!(resolve("from=2026-02-30&to=x"), (default, vec![Notice::MalformedDay]));
    assert_eq!(resolve("compare=mars"), (default, vec![Notice::UnknownComparison]));
    assert_eq!(resolve("%%%=%ff&&&=period"), (default, vec![]));
}

#[test]
fn impossible_days_are_clamped_with_a_notice() {
    assert_eq!(resolve("from=2026-11-10&to=2026-11-01"), (period("2026-11-01", "2026-11-10"), vec![Notice::Exchanged]));
    assert_eq!(resolve("from=2026-11-10&to=2027-01-01"), (period("2026-11-10", TODAY), vec![Notice::AfterToday]));
    assert_eq!(resolve("from=2027-01-01&to=2027-02-01"), (period(TODAY, TODAY), vec![Notice::AfterToday]));
    let (long, notices) = resolve("from=0001-01-01");
    assert_eq!((long.len(), notices), (LONGEST, vec![Notice::TooLong]));
}

#[test]
fn comparisons_are_of_the_same_length() {
    let compare = |query: &str| Filter::parse(query).0.resolve(day(TODAY), None).compare;
    assert_eq!(compare("period=7"), Some(period("2026-11-08", "2026-11-14")));
    assert_eq!(compare("period=7&compare=year"), Some(period("2025-11-16", "2025-11-22")));
    assert_eq!(compare("period=7&compare=none"), None);
}

fn row(id: &str, name: &str, total: Option<i64>) -> crate::model::page::roster::RosterRow {
    crate::model::page::roster::RosterRow {
        id: id.into(),
        nickname: name.to_owned(),
        open_id: format!("open-{name}").as_str().into(),
        total_fans: total,
        net_1d: None,
        net_7d: None,
        net_30d: None,
        fan_share_views: None,
        snapshot_day: None,
        grant: crate::model::page::GrantHealth::default(),
        gaps_30d: 0,
        sparkline: vec![],
    }
}

#[test]
fn the_roster_is_ordered_with_the_unknown_last_and_equals_by_id() {
    let rows = [row("4", "b", Some(5)), row("3", "a", None), row("2", " ", None), row("1", "c", Some(9)), row("5", "b", Some(9))];
    let ids = |query: &str| {
        let mut rows = rows.to_vec();
        RosterQuery::parse(query).0.order(&mut rows);
        rows.into_iter().map(|row| row.id.0).collect::<String>()
    };
    assert_eq!(ids(""), "34512");
    assert_eq!(ids("sort=-nickname"), "14532");
    assert_eq!(ids("sort=total_fans"), "41523");
    assert_eq!(ids("sort=-total_fans"), "15423");
    assert_eq!(ids("sort=-net_1d"), "12345");
}

#[test]
fn the_rosters_query_clamps_what_it_cannot_read() {
    let read = |query: &str| {
        let (query, notices) = RosterQuery::parse(query);
        (query.sort, query.descending, query.page, notices)
    };
    assert_eq!(read("sort=-net_7d&page=3&q=a"), (SortColumn::Net7, true, 3, vec![]));
    assert_eq!(read("sort=-mars"), (SortColumn::Nickname, false, 1, vec![Notice::UnknownSort]));
    for page in ["0", "-1", "two", "1.5", "%2B2", "007"] {
        assert_eq!(read(&format!("page={page}")), (SortColumn::Nickname, false, 1, vec![Notice::MalformedPage]), "{page}");
    }
    assert_eq!(read("page=99999999999999999999999").2, usize::MAX);
    assert_eq!(RosterQuery::parse("sort=-total_fans").0.toward(SortColumn::Total), "total_fans");
    assert_eq!(RosterQuery::default().toward(SortColumn::Gaps), "-gaps_30d");
}
