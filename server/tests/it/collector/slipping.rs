//! A platform that loses the row between two pages, every day the same way: whoever still follows is not taken for gone.

use std::collections::BTreeSet;

use app::model::{Dataset, PlatformDay};
use server::sandbox::StoryName;
use server::storage::CreatorKey;

use super::house::House;
use super::truth::{export, rows};

/// Every page but the first begins a row too late, from the third day of the story on.
const LOSES_ROWS: &str = "[[rule]]\nendpoint = \"/following/list/\"\nfrom = \"2026-06-18\"\ncursor = \"shift\"\nrows = 1\n";

/// Days of the fault.
const DAYS: u64 = 12;

/// People whose departure is confirmed or doubted, and those of them who are there.
async fn away(house: &House, key: &CreatorKey, first: PlatformDay, confidence: &str) -> (usize, Vec<String>) {
    let truth = house.platform.truth(&house.platform.creator(StoryName::Steady).open_id, house.today()).await;
    let there: BTreeSet<String> =
        rows(&truth, "following").iter().map(|row| row["open_id"].as_str().expect("an account").to_owned()).collect();
    let all = export(house, key, Dataset::Following, first, house.today()).await;
    let gone: Vec<String> = all
        .into_iter()
        .filter(|row| row["left_confidence"] == confidence)
        .map(|row| row["open_id"].as_str().expect("an account").to_owned())
        .collect();
    (gone.len(), gone.into_iter().filter(|open_id| there.contains(open_id)).collect())
}

#[tokio::test]
async fn a_row_lost_between_two_pages_of_a_list_without_a_total_is_another_one_each_day() {
    let house = House::with_faults(LOSES_ROWS).await;
    let first = house.today();
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    house.collect(&key).await;
    let mut doubted = 0;
    for _ in 0..DAYS {
        house.days_later(1);
        house.collect(&key).await;
        doubted += away(&house, &key, first, "not_seen").await.1.len();
        let (_, wrong) = away(&house, &key, first, "confirmed").await;
        assert_eq!(wrong, Vec::<String>::new(), "{}: still followed", house.today());
    }
    assert!(doubted > 0, "the platform lost nothing: this shows nothing");
}
