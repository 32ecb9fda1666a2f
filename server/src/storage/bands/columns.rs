//! Buckets of several schemes side by side: those that mean the same are one column, all others never are.

use std::collections::{BTreeMap, HashMap};

use app::model::Dimension;
use app::model::band::Band;

use super::{LAST, is_catch_all};

/// A bucket as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Bucket {
    /// Its number.
    pub(crate) number: i64,
    /// The label as the platform sent it.
    pub(crate) label: String,
    /// The scheme it belongs to.
    pub(crate) scheme: i64,
    /// Where it stands.
    pub(crate) position: i64,
}

/// What a bucket means, as far as it can be compared with one of another scheme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    /// First and last number.
    Numbers(i64, i64),
    /// A name: a province is the same province in every set.
    Name(String),
    /// Nothing outside its scheme.
    Own(i64, String),
}

/// A column of a table of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// The label of the newest of its buckets. A label that stands in two columns, because its range is another one in either scheme, is
    /// followed by its scheme in all but the newest: `50+ #1`.
    pub(crate) label: String,
    /// Where it stands.
    pub(crate) position: i64,
    /// The numbers of its buckets.
    pub(crate) buckets: Vec<i64>,
}

/// The columns of the buckets that are shown, in no order; `last_shown` is the newest day of each.
pub(crate) fn columns(dimension: Dimension, buckets: &[Bucket], last_shown: &HashMap<i64, i64>) -> Vec<Column> {
    let mut sets: HashMap<i64, Vec<Band>> = HashMap::new();
    if dimension.is_ordered() {
        for bucket in buckets {
            sets.entry(bucket.scheme).or_default().extend(Band::parse(&bucket.label));
        }
    }
    let mut columns: BTreeMap<Meaning, (&Bucket, Vec<i64>)> = BTreeMap::new();
    let age = |bucket: &Bucket| (last_shown.get(&bucket.number).copied(), bucket.scheme);
    for bucket in buckets.iter().filter(|bucket| last_shown.contains_key(&bucket.number)) {
        let set = sets.get(&bucket.scheme).map_or(&[][..], Vec::as_slice);
        let (newest, numbers) = columns.entry(meaning(dimension, bucket, set)).or_insert((bucket, Vec::new()));
        if age(bucket) > age(newest) {
            *newest = bucket;
        }
        numbers.push(bucket.number);
    }
    let mut newest_of: HashMap<&str, &Bucket> = HashMap::new();
    for (bucket, _) in columns.values() {
        let newest = newest_of.entry(&bucket.label).or_insert(bucket);
        if age(bucket) > age(newest) {
            *newest = bucket;
        }
    }
    let label = |bucket: &Bucket| {
        let is_newest = newest_of.get(bucket.label.as_str()).is_some_and(|newest| newest.number == bucket.number);
        if is_newest { bucket.label.clone() } else { format!("{} #{}", bucket.label, bucket.scheme) }
    };
    columns.values().map(|(bucket, numbers)| Column { label: label(bucket), position: bucket.position, buckets: numbers.clone() }).collect()
}

fn meaning(dimension: Dimension, bucket: &Bucket, set: &[Band]) -> Meaning {
    let own = || Meaning::Own(bucket.scheme, bucket.label.clone());
    match dimension {
        // Who is "other" depends on who has a bucket of their own.
        Dimension::Region | Dimension::Device | Dimension::Interest if is_catch_all(&bucket.label) => own(),
        Dimension::Gender | Dimension::Region | Dimension::Device | Dimension::Interest => Meaning::Name(bucket.label.clone()),
        Dimension::Age | Dimension::ActiveDays => {
            let numbers = Band::parse(&bucket.label).and_then(|band| band.numbers(set));
            numbers.map_or_else(own, |(low, high)| Meaning::Numbers(begin(dimension, low), high))
        }
    }
}

/// `1-23` and `<=23` are the same people: nobody is younger than one, or active on fewer than no days.
const fn begin(dimension: Dimension, low: i64) -> i64 {
    let least = if matches!(dimension, Dimension::Age) { 1 } else { 0 };
    if low <= least { i64::MIN } else { low }
}

/// The places of labels that have none of their own: after those the scheme has, in the order in which they come.
pub(crate) fn next_place(taken: impl Iterator<Item = i64>) -> i64 {
    taken.filter(|position| *position >= LAST).max().map_or(LAST, |last| last + 1)
}
