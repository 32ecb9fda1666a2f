//! Kept answers read again: nothing changes when nothing is wrong, what is wrong is put right, what is broken is left as it was.

use std::sync::Arc;

use app::model::{Dataset, PlatformDay, RunState};
use futures::StreamExt as _;
use server::collector::{ReparsePeriod, Reparsed};
use server::export;
use server::sandbox::StoryName;
use server::startup;
use server::storage::export::ExportQuery;
use server::storage::{CreatorKey, CreatorStore as _, HistoryStore as _};
use tokio_util::sync::CancellationToken;

use super::house::House;

/// A whole dataset of one creator.
pub(super) async fn export(house: &House, key: &CreatorKey, dataset: Dataset) -> String {
    let query = ExportQuery {
        dataset,
        creators: vec![key.clone()],
        from: None,
        to: None,
        dimension: None,
        people: None,
        today: house.today(),
        now: house.today().at(12 * 3600),
    };
    let pieces: Vec<_> = export::stream(Arc::clone(&house.store) as Arc<_>, query).map(|piece| piece.expect("a piece")).collect().await;
    String::from_utf8(pieces.concat()).expect("UTF-8")
}

async fn exports(house: &House, keys: &[CreatorKey]) -> Vec<String> {
    let mut all = Vec::new();
    for key in keys {
        for dataset in Dataset::ALL {
            all.push(export(house, key, dataset).await);
        }
    }
    all
}

async fn reparse(house: &House, from: PlatformDay, to: PlatformDay) -> Reparsed {
    let period = ReparsePeriod { creator: None, from, to };
    startup::reparse(&house.store).run(&period, &CancellationToken::new(), &|_, _| ()).await.expect("a result")
}

async fn version(house: &House, key: &CreatorKey) -> i64 {
    house.store.data_version(key).await.expect("readable")
}

/// Seven days of two creators, the fourth of them missed, and labels that changed after the fifth.
async fn history() -> (House, Vec<CreatorKey>, PlatformDay) {
    let house = House::changeable("[platform]\nlabels = \"2020\"\n").await;
    let keys = vec![house.connect(StoryName::Steady).await, house.connect(StoryName::Tiny).await];
    let first = house.today();
    let mut house = house;
    for day in 0..7 {
        if day == 5 {
            house = house.changed("[platform]\nlabels = \"2019\"\n").await;
        }
        if day > 0 {
            house.days_later(1);
        }
        if day != 3 {
            for key in &keys {
                house.collect(key).await;
            }
        }
    }
    (house, keys, first)
}

#[tokio::test]
async fn reading_again_changes_nothing_when_nothing_is_wrong() {
    let (house, keys, first) = history().await;
    let before = exports(&house, &keys).await;
    assert!(before[1].contains(",age,") && before[1].lines().count() > 100, "there is something to change");
    let versions = (version(&house, &keys[0]).await, version(&house, &keys[1]).await);
    for _ in 0..2 {
        let done = reparse(&house, first, house.today()).await;
        assert_eq!((done.changed, done.unchanged, done.without_answers, done.running), (0, 12, 0, 0), "{done:?}");
        assert!(done.unreadable.is_empty());
    }
    assert_eq!(exports(&house, &keys).await, before, "byte by byte");
    assert_eq!((version(&house, &keys[0]).await, version(&house, &keys[1]).await), versions, "no cache is thrown away for nothing");
    for day in 0..7 {
        reparse(&house, first.plus(day), first.plus(day)).await;
    }
    assert_eq!(exports(&house, &keys).await, before, "day by day too");
}

/// The series and the totals of the portraits, of which no export shows all.
const SUMS: &str = "
    SELECT (SELECT coalesce(sum(value * (metric + 1) * (day % 97) + fetched_at % 1000), 0) FROM series)
      + 7 * (SELECT coalesce(sum(total_fans * (day % 89) + fetched_at % 1000), 0) FROM portrait_day)";

#[tokio::test]
async fn what_was_read_wrongly_is_put_right() {
    let (house, keys, first) = history().await;
    let state = async || (exports(&house, &keys).await, house.number(SUMS).await);
    let before = state().await;
    let profile = house.store.creator(&keys[0]).await.expect("readable").expect("a creator").profile;
    let wrongs = [
        "UPDATE portrait SET value = value + 7 WHERE value % 3 = 0",
        "DELETE FROM portrait WHERE dimension IN (1, 4)",
        "UPDATE bucket SET label = label || '?' WHERE dimension = 1",
        "UPDATE portrait SET bucket = (SELECT min(b.number) FROM bucket b WHERE b.dimension = 3) WHERE dimension = 3 AND value = (SELECT max(value) FROM portrait WHERE dimension = 3)",
        "INSERT INTO portrait (workspace, creator, dimension, day, bucket, value) SELECT DISTINCT workspace, creator, 2, day, 1, 5 FROM portrait_day",
        "UPDATE portrait_day SET total_fans = NULL",
        "UPDATE flow SET fans_sum = all_sum, all_sum = NULL",
        "DELETE FROM flow WHERE metric = 'views'",
        "UPDATE series SET value = -value",
        "DELETE FROM series WHERE day % 2 = 0",
        "UPDATE daily SET net_fans = 99, lost_fans = NULL, series_total = 1",
        "UPDATE creator SET nickname = 'somebody else', avatar = ''",
    ];
    for wrong in wrongs {
        assert!(house.execute(wrong).await > 0, "{wrong}");
        assert!(state().await != before, "{wrong}");
        let done = reparse(&house, first, house.today()).await;
        assert!(done.changed > 0 && done.changed + done.unchanged == 12, "{wrong}: {done:?}");
        let after = state().await;
        for (after, before) in after.0.iter().zip(&before.0) {
            let differing = after.lines().zip(before.lines()).find(|(after, before)| after != before);
            assert!(after == before, "{wrong}: {differing:?}");
        }
        assert_eq!(after.1, before.1, "{wrong}");
        let again = reparse(&house, first, house.today()).await;
        assert_eq!(again.changed, 0, "{wrong}: {again:?}");
    }
    assert_eq!(house.store.creator(&keys[0]).await.expect("readable").expect("a creator").profile, profile);
}

#[tokio::test]
async fn a_broken_answer_leaves_its_day_as_it_was() {
    let (house, keys, first) = history().await;
    house.execute("UPDATE portrait SET value = value + 1").await;
    let wrong = export(&house, &keys[0], Dataset::Portrait).await;
    house
        .execute("UPDATE raw_response SET body = x'789c0000' WHERE capability = 'series' AND run = (SELECT max(number) FROM run WHERE creator = 1)")
        .await;
    let done = reparse(&house, first, house.today()).await;
    assert_eq!((done.changed, done.unchanged, done.unreadable.len()), (3, 8, 1), "{done:?}");
    assert_eq!((done.unreadable[0].day, &done.unreadable[0].creator), (house.today(), &keys[0]));
    assert!(done.unreadable[0].reason.contains("/data/external/user/"), "{:?}", done.unreadable[0]);
    let now = export(&house, &keys[0], Dataset::Portrait).await;
    let of =
        |csv: &str, day: PlatformDay| csv.lines().filter(|line| line.contains(&day.to_string())).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(of(&now, house.today()), of(&wrong, house.today()), "half a day is none");
    assert_ne!(of(&now, first.plus(4)), of(&wrong, first.plus(4)), "the others were put right");
}

#[tokio::test]
async fn days_without_answers_and_days_nobody_recorded_are_left_alone() {
    let (house, keys, first) = history().await;
    house.execute("DELETE FROM raw_response WHERE run IN (SELECT number FROM run WHERE period < (SELECT max(period) - 1 FROM run))").await;
    house.execute("UPDATE series SET value = value + 1").await;
    house.execute("UPDATE portrait SET value = value + 1").await;
    let wrong = export(&house, &keys[0], Dataset::Portrait).await;
    let done = reparse(&house, first, house.today()).await;
    assert_eq!((done.changed + done.unchanged, done.without_answers), (4, 8), "{done:?}");
    let now = export(&house, &keys[0], Dataset::Portrait).await;
    let of =
        |csv: &str, day: PlatformDay| csv.lines().filter(|line| line.contains(&day.to_string())).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(of(&now, first.plus(4)), of(&wrong, first.plus(4)));
    assert_ne!(of(&now, house.today()), of(&wrong, house.today()));
    assert_eq!(house.run_of(&keys[0], first.plus(3)).await.map(|run| run.state), Some(RunState::Gap), "a gap stays a gap");
    assert!(of(&now, first.plus(3)).is_empty(), "and has no portrait");
}

#[tokio::test]
async fn a_run_that_is_under_way_is_left_alone() {
    let (house, _keys, first) = history().await;
    house.execute("UPDATE run SET state = 'running' WHERE creator = 1 AND period = (SELECT max(period) FROM run)").await;
    let done = reparse(&house, first, house.today()).await;
    assert_eq!((done.unchanged, done.running), (11, 1), "{done:?}");
}

#[tokio::test]
async fn a_value_that_is_no_longer_read_goes_back_to_the_answer_before() {
    use server::storage::reparse::{AnswerRecords, Reread};
    use server::storage::{ReparseStore as _, runs::RunKey};

    let (house, keys, first) = history().await;
    let run = |runs: &[server::storage::reparse::KeptRun]| runs.last().expect("a run").clone();
    let newest = run(&house.store.kept_runs(Some(&keys[0]), "douyin_open", first, house.today()).await.expect("readable"));
    assert_eq!(newest.key, RunKey { creator: keys[0].clone(), source: "douyin_open".to_owned(), period: house.today() });
    let metrics: &'static [app::model::SeriesMetric] = &[app::model::SeriesMetric::TotalFans, app::model::SeriesMetric::NewFans];
    let at = house
        .store
        .kept_answers(newest.run)
        .await
        .expect("readable")
        .iter()
        .find(|answer| answer.endpoint.ends_with("/user/fans/"))
        .expect("an answer")
        .fetched_at;
    let day = first.plus(2);
    let point = |value| app::model::SeriesPoint { metric: app::model::SeriesMetric::TotalFans, day, value };
    let nothing = Reread { fetched_at: at, records: AnswerRecords::Series(metrics, Vec::new()) };
    let before = Reread { fetched_at: first.plus(5).at(12 * 3600), records: AnswerRecords::Series(metrics, vec![point(4321)]) };
    house.store.replace(&newest, &[nothing], &[before]).await.expect("replaces");
    let growth = export(&house, &keys[0], Dataset::Growth).await;
    let row = |day: PlatformDay| growth.lines().find(|line| line.contains(&day.to_string())).unwrap_or_default().to_owned();
    assert!(row(day).contains(",4321,"), "{}", row(day));
    assert!(!row(first.plus(4)).ends_with("series"), "nobody gives it any more: {}", row(first.plus(4)));
}

#[tokio::test]
async fn a_missed_day_is_healed_by_the_series_and_says_so() {
    let (house, keys, first) = history().await;
    let period = app::model::Period::new(first.minus(2), house.today()).expect("a period");
    let health = house.store.health(&keys[0], period).await.expect("readable");
    let healed: Vec<PlatformDay> = health.iter().filter(|day| day.healed).map(|day| day.day).collect();
    assert_eq!(healed, [first.plus(3)], "the days before the first run were nobody's to record");
    let points = house.store.daily(&keys[0], period).await.expect("readable");
    let total = |day: PlatformDay| points.iter().find(|point| point.day == day).and_then(|point| point.total);
    assert!(total(first.plus(3)).is_some() && total(first.minus(2)).is_some());
    let portraits = house.store.composition(&keys[0], app::model::Dimension::Gender, period).await.expect("readable");
    assert!(portraits.days.iter().any(|day| day.day == first.plus(3) && day.values.is_empty()), "a portrait is never read later");
    let tiny = house.store.health(&keys[1], period).await.expect("readable");
    assert!(tiny.iter().all(|day| !day.healed), "without series nothing is healed");
}
