//! What the collector recorded over ten days is what the platform calls true, day by day and row by row.

use std::collections::BTreeSet;

use app::model::{Dataset, PlatformDay};
use serde_json::{Map, Value, json};
use server::sandbox::StoryName;
use server::storage::export::{ExportQuery, Field};
use server::storage::{CreatorKey, ExportStore as _};
use tokio_util::sync::CancellationToken;

use super::house::House;

const DAYS: u64 = 10;

pub(super) type Row = Map<String, Value>;

/// The rows of a dataset as JSON objects by column name.
pub(super) async fn export(house: &House, key: &CreatorKey, dataset: Dataset, from: PlatformDay, to: PlatformDay) -> Vec<Row> {
    let query = ExportQuery {
        dataset,
        creators: vec![key.clone()],
        from: Some(from),
        to: Some(to),
        dimension: None,
        people: None,
        today: house.today(),
        now: house.parts.clock.now(),
    };
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let chunk = house.store.export_chunk(&query, cursor).await.expect("readable");
        rows.extend(chunk.rows.into_iter().map(|fields| row(dataset, fields)));
        cursor = chunk.next;
        if cursor.is_none() {
            return rows;
        }
    }
}

fn row(dataset: Dataset, fields: Vec<Field>) -> Row {
    let value = |field| match field {
        Field::Empty => Value::Null,
        Field::Text(text) => json!(text),
        Field::Shared(text) => json!(*text),
        Field::Word(word) => json!(word),
        Field::Day(day) => json!(day),
        Field::Instant(at) => json!(at),
        Field::Integer(number) => json!(number),
        Field::Ratio(ratio) => json!(ratio),
        Field::Flag(flag) => json!(flag),
    };
    dataset.columns().iter().map(|column| (*column).to_owned()).zip(fields.into_iter().map(value)).collect()
}

/// Those columns of a row, as text that can be compared and sorted.
fn pick(row: &Value, columns: &[&str]) -> String {
    columns.iter().map(|column| row[*column].to_string()).collect::<Vec<_>>().join(" ")
}

pub(super) fn picked<'a>(rows: impl IntoIterator<Item = &'a Value>, columns: &[&str]) -> BTreeSet<String> {
    rows.into_iter().map(|row| pick(row, columns)).collect()
}

pub(super) async fn exported(house: &House, key: &CreatorKey, dataset: Dataset, day: PlatformDay, columns: &[&str]) -> BTreeSet<String> {
    let rows: Vec<Value> = export(house, key, dataset, day, day).await.into_iter().map(Value::Object).collect();
    picked(&rows, columns)
}

pub(super) fn rows<'a>(truth: &'a Value, name: &str) -> &'a [Value] {
    truth[name].as_array().map_or(&[], Vec::as_slice)
}

/// A portrait without buckets still says how many fans there are. The collector takes its word; the platform's truth takes the list's,
/// so there the source, and with it the net, may be another one.
fn growth_columns(story: StoryName, days: i64) -> &'static [&'static str] {
    if story == StoryName::Tiny || days <= 2 { &["day", "total_fans"] } else { &GROWTH }
}

pub(super) const GROWTH: [&str; 6] = ["day", "total_fans", "new_fans", "lost_fans", "net_fans", "source"];

/// Everything of one creator, for every day but those before the portrait is ready.
async fn check(house: &House, story: StoryName, key: &CreatorKey, first: PlatformDay) {
    let open_id = house.platform.creator(story).open_id;
    for day in first.plus(2).through(house.today()) {
        let truth = house.platform.truth(&open_id, day).await;
        assert_eq!(truth["read"], true, "{story:?} {day}");
        for (dataset, columns) in
            [(Dataset::Portrait, &["day", "dimension", "bucket", "value"][..]), (Dataset::Flow, &["day", "metric", "all_sum", "fans_sum"])]
        {
            let expected = picked(rows(&truth, dataset.as_str()), columns);
            assert_eq!(exported(house, key, dataset, day, columns).await, expected, "{story:?} {day}");
        }
        let columns = growth_columns(story, day.days_since(first));
        let growth = exported(house, key, Dataset::Growth, day, columns).await;
        assert_eq!(growth, picked(rows(&truth, "growth"), columns), "{story:?} {day}");
        let run = house.run_of(key, day).await.expect("a run");
        let list = &truth["list"];
        assert_eq!(
            (run.listed, run.reported_total, run.complete),
            (list["listed"].as_i64(), list["reported_total"].as_i64(), list["complete"].as_bool()),
            "{story:?} {day}"
        );
    }
}

/// Who is in the lists today, as the platform and as the exports say it.
pub(super) async fn check_people(house: &House, story: StoryName, key: &CreatorKey, first: PlatformDay) {
    let truth = house.platform.truth(&house.platform.creator(story).open_id, house.today()).await;
    let columns = ["open_id", "gender", "country", "province", "city", "mutual"];
    for dataset in [Dataset::Fans, Dataset::Following] {
        let all = export(house, key, dataset, first, house.today()).await;
        let present: Vec<Value> = all.into_iter().filter(|row| row["left_day"].is_null()).map(Value::Object).collect();
        assert_eq!(picked(&present, &columns), picked(rows(&truth, dataset.as_str()), &columns), "{story:?} {dataset:?}");
    }
}

#[tokio::test]
async fn ten_days_of_runs_equal_the_truth() {
    let house = House::new().await;
    let first = house.today();
    let mut keys = Vec::new();
    for story in [StoryName::Steady, StoryName::BrandNew, StoryName::Tiny, StoryName::NoLists] {
        keys.push((story, house.connect(story).await));
    }
    let cancel = CancellationToken::new();
    for _ in 0..DAYS {
        assert!(house.collector.run_due(&cancel).await.expect("known").all_done());
        house.days_later(1);
    }
    assert!(house.collector.run_due(&cancel).await.expect("known").all_done());
    for (story, key) in &keys {
        check(&house, *story, key, first).await;
        if matches!(story, StoryName::Steady | StoryName::BrandNew | StoryName::Tiny) {
            check_people(&house, *story, key, first).await;
        }
    }
}

#[tokio::test]
async fn series_heal_the_days_without_a_run_and_portraits_do_not() {
    let house = House::new().await;
    let first = house.today();
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    house.collect(&key).await;
    house.days_later(6);
    house.collect(&key).await;
    let open_id = house.platform.creator(StoryName::Steady).open_id;
    for day in first.plus(3).through(house.today().previous()) {
        let truth = house.platform.truth(&open_id, day).await;
        assert_eq!(exported(&house, &key, Dataset::Growth, day, &GROWTH).await, picked(rows(&truth, "growth"), &GROWTH), "{day}");
        assert!(exported(&house, &key, Dataset::Portrait, day, &["day"]).await.is_empty(), "{day}: never invented");
    }
}
