//! Contract: reads for pages.

use app::filter::RosterQuery;
use app::model::page::roster::RosterPage;
use app::model::{Dimension, FlowContribution, FlowMetric, GapReason, Period, Portrait, RunState};
use server::storage::CreatorKey;
use server::storage::runs::Gap;

use super::fixture::{SOURCE, Script, Store, collect, connect, day, growth, morning, ours, portrait, run_key, terms};

fn period(from: u64, to: u64) -> Period {
    Period::new(day(from), day(to)).expect("a period")
}

/// The roster of a creator's workspace on the ninth day, for a page's query.
async fn roster(store: &impl Store, creator: &CreatorKey, query: &str) -> RosterPage {
    let (query, _) = RosterQuery::parse(query);
    store.roster(&creator.workspace, None, &query, day(9), morning(day(9))).await.expect("reads")
}

fn total(total: i64) -> Script {
    Script { portrait: Some(super::fixture::total(total)), ..Script::default() }
}

pub(super) async fn the_roster_tells_newest_totals_and_nets(store: &impl Store) {
    let ann = connect(store, "ann").await;
    for (number, fans) in [(1, 100), (2, 110), (8, 150)] {
        // The series of the day before is known by then, from another source than today's total.
        let series = Some(growth(day(number - 1), fans - 50, 1).to_vec());
        collect(store, &ann, day(number), &Script { series, ..total(fans) }).await;
    }
    collect(store, &ann, day(9), &total(155)).await;
    store.record_gaps(&ann, SOURCE, &[Gap { period: day(7), reason: GapReason::NotRunning }], morning(day(9))).await.expect("writes");
    let rows = roster(store, &ann, "").await.rows;
    let [row] = rows.as_slice() else { panic!("one creator: {rows:?}") };
    assert_eq!((row.total_fans, row.net_1d, row.net_7d, row.net_30d), (Some(155), Some(5), Some(45), None));
    assert_eq!((row.fan_share_views, row.snapshot_day, row.gaps_30d), (Some(0.25), Some(day(9)), 1));
    assert_eq!(row.grant.days_left, Some(131));
    assert_eq!(row.sparkline.len(), 30);
    assert_eq!(row.sparkline[29], Some(155));
    assert_eq!(row.sparkline[26], None);
    let bob = connect(store, "bob").await;
    let query = RosterQuery::default();
    let foreign = store.roster(&ann.workspace, Some("c-bob"), &query, day(9), morning(day(9))).await.expect("reads");
    assert_eq!((foreign.rows.len(), foreign.window.all), (0, 0));
    let empty = roster(store, &bob, "").await.rows;
    assert_eq!((empty[0].total_fans, empty[0].snapshot_day, empty[0].net_1d), (None, None, None));
}

pub(super) async fn a_day_of_which_nothing_is_known_is_empty(store: &impl Store) {
    let ann = connect(store, "ann").await;
    collect(store, &ann, day(1), &total(10)).await;
    collect(store, &ann, day(3), &total(12)).await;
    let points = store.daily(&ann, period(0, 4)).await.expect("reads");
    let totals: Vec<_> = points.iter().map(|point| (point.total, point.net)).collect();
    assert_eq!(totals, [(None, None), (Some(10), None), (None, None), (Some(12), None), (None, None)]);
    let span = store.span(&ann).await.expect("reads");
    assert_eq!((span.first_day, span.last_day, span.running), (Some(day(1)), Some(day(3)), false));
    assert_eq!(span.last_at, Some(morning(day(3)).plus_seconds(30)));
}

pub(super) async fn the_newest_portrait_is_compared_within_its_scheme(store: &impl Store) {
    let ann = connect(store, "ann").await;
    for (number, ages) in [(1, "<=25:9"), (2, "24-30:1 1-23:5"), (3, "1-23:8 24-30:2 31-40:1")] {
        let distributions = [(Dimension::Age, ages), (Dimension::Region, "广东:1 北京:7")];
        let script = Script { portrait: Some(portrait(10, &distributions)), ..Script::default() };
        collect(store, &ann, day(number), &script).await;
    }
    let latest = store.latest_portrait(&ann, period(1, 9)).await.expect("reads");
    let [age, region] = latest.distributions.as_slice() else { panic!("{latest:?}") };
    assert_eq!((age.dimension, age.day, age.fetched_at), (Dimension::Age, day(3), Some(morning(day(3)))));
    let buckets: Vec<_> = age.buckets.iter().map(|b| (b.label.as_str(), b.value, b.before)).collect();
    assert_eq!(buckets, [("1-23", 8, Some(5)), ("24-30", 2, Some(1)), ("31-40", 1, None)]);
    assert_eq!((age.before_day, age.before_of, region.before_day), (Some(day(2)), 6, Some(day(1))), "each dimension has its own first day");
    let labels: Vec<_> = region.buckets.iter().map(|b| (b.label.as_str(), b.before)).collect();
    assert_eq!(labels, [("北京", Some(7)), ("广东", Some(1))], "largest first");
    let alone = store.latest_portrait(&ann, period(3, 3)).await.expect("reads");
    assert!(alone.distributions[0].buckets.iter().all(|bucket| bucket.before.is_none()), "nothing to compare with");
    assert_eq!(alone.distributions[0].before_day, None);
}

pub(super) async fn a_composition_has_every_day(store: &impl Store) {
    let ann = connect(store, "ann").await;
    for (number, words) in [(1, "苹果:5 华为:9"), (3, "华为:1 小米:2 苹果:8")] {
        let script = Script { portrait: Some(portrait(10, &[(Dimension::Device, words)])), ..Script::default() };
        collect(store, &ann, day(number), &script).await;
    }
    let composition = store.composition(&ann, Dimension::Device, period(1, 3)).await.expect("reads");
    assert_eq!(composition.labels, ["苹果", "华为", "小米"], "largest first over the period");
    let values: Vec<_> = composition.days.iter().map(|day| day.values.clone()).collect();
    assert_eq!(values, [vec![Some(5), Some(9), None], vec![], vec![Some(8), Some(1), Some(2)]]);
}

pub(super) async fn health_tells_gaps_from_runs(store: &impl Store) {
    let ann = connect(store, "ann").await;
    collect(store, &ann, day(1), &total(10)).await;
    store.record_gaps(&ann, SOURCE, &[Gap { period: day(2), reason: GapReason::GrantLost }], morning(day(3))).await.expect("writes");
    ours(store.claim(&run_key(&ann, day(3)), terms(1, morning(day(3)))).await.expect("claims"));
    let health = store.health(&ann, period(0, 3)).await.expect("reads");
    let seen: Vec<_> = health.iter().map(|day| (day.state, day.reason.as_str())).collect();
    let missing = "series: not_granted; fan_list: not_granted; following_list: not_granted";
    assert_eq!(seen, [(None, ""), (Some(RunState::Partial), missing), (Some(RunState::Gap), "grant_lost"), (Some(RunState::Running), "")]);
    assert!(store.span(&ann).await.expect("reads").running);
}

pub(super) async fn flow_has_every_day_and_every_metric(store: &impl Store) {
    let ann = connect(store, "ann").await;
    let of = |name: &str, all_sum, fans_sum| FlowContribution { metric: FlowMetric::from(name.to_owned()), all_sum, fans_sum };
    for (number, flow) in [
        (1, vec![of("collect_cnt", Some(7), None), of("shares", Some(3), Some(1)), of("views", Some(1_000), Some(250))]),
        (3, vec![of("likes", Some(0), Some(0)), of("views", None, None)]),
        (5, vec![of("views", Some(9), Some(9))]),
    ] {
        let script = Script { portrait: Some(Portrait { flow, ..super::fixture::total(500) }), ..Script::default() };
        collect(store, &ann, day(number), &script).await;
    }
    store.record_gaps(&ann, SOURCE, &[Gap { period: day(2), reason: GapReason::NotRunning }], morning(day(5))).await.expect("writes");
    let days = store.flow(&ann, period(0, 4)).await.expect("reads");
    assert_eq!(days.iter().map(|read| read.day).collect::<Vec<_>>(), (0..=4).map(day).collect::<Vec<_>>(), "every day, not one more");
    assert_eq!(
        days[1].contributions,
        [of("views", Some(1_000), Some(250)), of("shares", Some(3), Some(1)), of("collect_cnt", Some(7), None)],
        "known metrics first, an unknown one under the platform's name"
    );
    assert_eq!(days[1].fetched_at, Some(morning(day(1))));
    assert!([0, 2, 4].iter().all(|index| days[*index].contributions.is_empty() && days[*index].fetched_at.is_none()));
    assert_eq!(days[3].contributions, [of("views", None, None), of("likes", Some(0), Some(0))], "zero is known, nothing is not");
    let bob = connect(store, "bob").await;
    let nobody = store.flow(&bob, period(1, 2)).await.expect("reads");
    assert!(nobody.len() == 2 && nobody.iter().all(|read| read.contributions.is_empty()), "nothing of somebody else's");
}
