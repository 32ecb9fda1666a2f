//! Label sets that change while days are recorded: all generations of the platform, and one that nobody knows.

use std::sync::Arc;

use app::model::page::audience::Composition;
use app::model::{BucketValue, Capability, Dataset, Dimension, Period, PlatformDay};
use async_trait::async_trait;
use server::sandbox::StoryName;
use server::source::{Access, Page, ReadError, Records, Source};
use server::storage::{CreatorKey, HistoryStore as _};
use tokio_util::sync::CancellationToken;

use super::house::{House, as_the_real_one, gives_what_the_real_one_does};
use super::reparse::export;

const SINCE_2020: &str = "[platform]\nlabels = \"2020\"\n";
const LATE_2019: &str = "[platform]\nlabels = \"2019-12\"\n";
const SEED: &str = "[platform]\nlabels = \"2019\"\n";

/// What the platform might send tomorrow, in the order of its bands today; the last is no range.
const TOMORROW: [&str; 5] = ["25岁以下", "26至35岁", "36～49", "49岁以上", "年龄保密"];

/// The platform with other labels for the ages.
#[derive(Debug)]
struct Relabelled(Arc<dyn Source>);

as_the_real_one!(Relabelled);

#[async_trait]
impl Source for Relabelled {
    gives_what_the_real_one_does!();

    async fn read(&self, access: &Access, capability: Capability, cursor: Option<&str>) -> Result<Page, ReadError> {
        let mut page = self.0.read(access, capability, cursor).await?;
        if let Records::Portrait(portrait) = &mut page.records {
            for (_, buckets) in portrait.distributions.iter_mut().filter(|(dimension, _)| *dimension == Dimension::Age) {
                let relabelled =
                    buckets.iter().zip(TOMORROW).map(|(bucket, label)| BucketValue { label: label.to_owned(), ..bucket.clone() });
                *buckets = relabelled.collect();
            }
        }
        Ok(page)
    }
}

async fn days(house: &House, key: &CreatorKey, count: u64) {
    for _ in 0..count {
        house.days_later(1);
        house.collect(key).await;
    }
}

async fn composition(house: &House, key: &CreatorKey, dimension: Dimension, first: PlatformDay) -> Composition {
    let period = Period::new(first, house.today()).expect("a period");
    house.store.composition(key, dimension, period).await.expect("readable")
}

/// Scheme and number of days, one after the other; days without a portrait left out.
fn spells(composition: &Composition) -> Vec<(i64, usize)> {
    let mut spells: Vec<(i64, usize)> = Vec::new();
    for scheme in composition.days.iter().filter_map(|day| day.scheme) {
        match spells.last_mut() {
            Some((last, count)) if *last == scheme => *count += 1,
            _ => spells.push((scheme, 1)),
        }
    }
    spells
}

#[tokio::test]
async fn every_generation_and_an_unknown_one_are_spliced_and_never_mixed() {
    let house = House::changeable(SINCE_2020).await;
    let key = house.connect(StoryName::Steady).await;
    let first = house.today();
    // The portrait is ready two days after the consent.
    days(&house, &key, 4).await;
    let house = house.changed(LATE_2019).await;
    days(&house, &key, 3).await;
    let house = house.changed(SEED).await;
    days(&house, &key, 2).await;
    let house = house.changed(SINCE_2020).await;
    let unknown = house.reading(Arc::new(Relabelled(Arc::clone(&house.parts.source))));
    for _ in 0..2 {
        house.days_later(1);
        unknown.collect(&key, &CancellationToken::new()).await.expect("an outcome");
    }
    days(&house, &key, 2).await;

    let ages = composition(&house, &key, Dimension::Age, first).await;
    assert_eq!(spells(&ages), [(1, 3), (2, 3), (3, 2), (4, 2), (1, 2)], "{ages:?}");
    let splices: Vec<u64> = ages.splices().iter().map(|day| day.days_since(first).unsigned_abs()).collect();
    assert_eq!(splices, [5, 8, 10, 12]);
    let active = composition(&house, &key, Dimension::ActiveDays, first).await;
    assert_eq!(spells(&active), [(1, 6), (2, 2), (1, 4)], "two generations of ages share one of active days");
    for dimension in [Dimension::Gender, Dimension::Region, Dimension::Device, Dimension::Interest] {
        let composition = composition(&house, &key, dimension, first).await;
        assert_eq!(spells(&composition).len(), 1, "{dimension:?} did not change");
    }

    let expected = [
        "25岁以下",
        "1-11",
        "1-23",
        "12~17",
        "18-23",
        "24~29",
        "24-30",
        "26-32",
        "26至35岁",
        "30~35",
        "31-40",
        "33-39",
        "36-41",
        "36～49",
        "40-46",
        "41-50",
        "42~50",
        ">46",
        "49岁以上",
        "50-",
        "年龄保密",
    ];
    let labels: Vec<&str> = ages.labels.iter().map(String::as_str).collect();
    let mut sorted = (labels.clone(), expected.to_vec());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    assert_eq!(sorted.0, sorted.1, "50+ and 50- are those over 50 in both sets: one column");
    assert_eq!(labels.last(), Some(&"年龄保密"), "what is no range stands last");
    let begins: Vec<usize> =
        ["1-23", "24-30", "31-40", "41-50", "50-"].iter().filter_map(|label| labels.iter().position(|l| l == label)).collect();
    assert!(begins.len() == 5 && begins.is_sorted(), "{labels:?}");

    let over_50 = labels.iter().position(|label| *label == "50-").expect("a column");
    let known: Vec<bool> = ages.days.iter().filter(|day| day.scheme.is_some()).map(|day| day.values[over_50].is_some()).collect();
    assert_eq!(known, [true, true, true, true, true, true, false, false, false, false, true, true], "joined where it is the same range");
    let up_to_25 = labels.iter().position(|label| *label == "25岁以下").expect("a column");
    let known = ages.days.iter().filter(|day| day.values.get(up_to_25).copied().flatten().is_some()).count();
    assert_eq!(known, 4, "`<=25` beside `26-32` and `25岁以下` beside `26至35岁` are the same people");
}

#[tokio::test]
async fn an_export_says_which_set_a_row_belongs_to() {
    let house = House::changeable(SINCE_2020).await;
    let key = house.connect(StoryName::Steady).await;
    days(&house, &key, 3).await;
    let house = house.changed(SEED).await;
    days(&house, &key, 1).await;
    let csv = export(&house, &key, Dataset::Portrait).await;
    let ages: Vec<Vec<&str>> = csv.lines().filter(|line| line.contains(",age,")).map(|line| line.split(',').collect()).collect();
    let of = |scheme: &str| {
        let mut labels: Vec<&str> = ages.iter().filter(|row| row[6] == scheme).map(|row| row[3]).collect();
        labels.dedup();
        labels
    };
    assert_eq!(of("1"), ["1-23", "24-30", "31-40", "41-50", "50-", "1-23", "24-30", "31-40", "41-50", "50-"]);
    assert_eq!(of("2"), ["<=25", "26-32", "33-39", "40-46", ">46"], "as the platform sent it, in canonical order");
    assert_eq!(ages.len(), 15);
}
