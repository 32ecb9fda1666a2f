//! The recorded day against what the platform calls true.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use app::model::{Dataset, PlatformDay};
use futures::StreamExt as _;
use serde_json::Value;
use server::storage::CreatorKey;
use server::storage::export::ExportQuery;
use server::storage::sqlite::{Mode, OpenOptions, SqliteStore};

/// Rows as text, columns by name.
type Rows = BTreeSet<Vec<String>>;

/// What a list, a portrait and the flow have in common with the platform's truth.
const COMPARED: [(Dataset, &[&str]); 4] = [
    (Dataset::Fans, &["open_id", "gender", "country", "province", "city", "mutual"]),
    (Dataset::Following, &["open_id", "gender", "country", "province", "city", "mutual"]),
    (Dataset::Portrait, &["dimension", "bucket", "value"]),
    (Dataset::Flow, &["metric", "all_sum", "fans_sum"]),
];

async fn exported(store: &SqliteStore, key: &CreatorKey, dataset: Dataset, day: PlatformDay, columns: &[&str]) -> Rows {
    let now = day.at(12 * 3600);
    let (from, to) = (Some(day), Some(day));
    let query = ExportQuery { dataset, creators: vec![key.clone()], from, to, dimension: None, people: None, today: day, now };
    let chunks: Vec<_> = server::export::stream(Arc::new(store.clone()), query).collect().await;
    let bytes: Vec<u8> = chunks.into_iter().flat_map(|chunk| chunk.expect("a chunk").to_vec()).collect();
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name);
    let places: Vec<usize> = columns.iter().map(|name| at(name).expect("the column")).collect();
    let left = at("left_day");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.filter(|row| left.is_none_or(|left| row[left].is_empty()))
        .map(|row| places.iter().map(|at| row[*at].to_owned()).collect())
        .collect()
}

fn told(truth: &Value, dataset: Dataset, columns: &[&str]) -> Rows {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let rows = truth[dataset.as_str()].as_array().expect("rows");
    rows.iter().map(|row| columns.iter().map(|column| text(&row[*column])).collect()).collect()
}

/// Fails unless the newest day of every creator is recorded as it was.
pub(crate) async fn check(database: &Path, platform: &str, creators: &[(String, CreatorKey)], day: PlatformDay) {
    let url = format!("sqlite://{}", database.display());
    let store = SqliteStore::open(OpenOptions { url, mode: Mode::Existing }).await.expect("a store");
    for (open_id, key) in creators {
        let url = format!("{platform}/sandbox/truth/{open_id}/{day}");
        let truth: Value = super::browser::client().get(url).send().await.expect("an answer").json().await.expect("the truth");
        assert_eq!(truth["read"], true, "{open_id} on {day}");
        for (dataset, columns) in COMPARED {
            let (found, expected) = (exported(&store, key, dataset, day, columns).await, told(&truth, dataset, columns));
            assert!(found == expected, "{dataset:?} of {open_id} on {day}: {} rows, the truth has {}", found.len(), expected.len());
        }
    }
    store.close().await;
}
