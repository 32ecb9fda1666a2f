//! Truth: what the collector recorded over weeks equals what happened in the sandbox's world.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use app::model::{Dataset, PlatformDay};
use futures::StreamExt as _;
use serde_json::Value;
use server::clock::Clock as _;
use server::export;
use server::sandbox::SandboxCreator;
use server::storage::CreatorKey;
use server::storage::accounts::SignUp;
use server::storage::export::ExportQuery;
use tokio_util::sync::CancellationToken;

use crate::support::csv::{Row, rows};
use crate::support::house::NOON;
use crate::support::{Browser, House, Platform};

/// Long enough for the break-out (75 days ago), the lost grant (60 to 46), the clean-up (40) and the brand-new account (10).
const DAYS: u64 = 78;

async fn export(house: &House, key: &CreatorKey, dataset: Dataset) -> Vec<Row> {
    let now = house.core.clock.now();
    let query =
        ExportQuery { dataset, creators: vec![key.clone()], from: None, to: None, dimension: None, people: None, today: now.day(), now };
    let chunks: Vec<_> = export::stream(Arc::new(house.core.store.clone()), query).collect().await;
    let bytes: Vec<u8> = chunks.into_iter().flat_map(|chunk| chunk.expect("a chunk").to_vec()).collect();
    rows(&String::from_utf8(bytes).expect("UTF-8"))
}

/// A value of the truth as CSV writes it.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn fields(row: &Row, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| row[*name].clone()).collect()
}

fn truth_fields(row: &Value, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| text(&row[*name])).collect()
}

struct Actor {
    creator: SandboxCreator,
    key: Option<CreatorKey>,
    /// The list of the day before, when it was complete.
    known: Option<BTreeSet<String>>,
    compared: usize,
}

/// The people's own part: who authorises or withdraws on this day.
async fn play(platform: &Platform, house: &House, owner: &Browser, actor: &mut Actor, day: PlatformDay, first: PlatformDay) {
    let story = &actor.creator.story;
    if story.revoked.is_some_and(|(from, _)| from == day) {
        platform.sandbox.revoke(&actor.creator.open_id);
    }
    let begins = day == story.first_grant.max(first);
    if begins || story.revoked.is_some_and(|(_, until)| until == day) {
        let page = owner.sign_in(&actor.creator.open_id).await;
        let id = page.split('/').nth(2).expect("an id").to_owned();
        let record = server::storage::CreatorStore::creator_by_id(&house.core.store, &id).await.expect("a store").expect("a creator");
        actor.key = Some(record.key);
    }
}

async fn compare_lists(platform: &Platform, house: &House, actor: &mut Actor, day: PlatformDay) {
    let Some(key) = &actor.key else { return };
    let truth = platform.truth(&actor.creator.open_id, day).await;
    let who = format!("{} on {day}", actor.creator.nickname);
    let complete = truth["list"]["complete"].as_bool().unwrap_or(false);
    if !truth["read"].as_bool().expect("whether it was read") || truth["list"].is_null() {
        actor.known = None;
        return;
    }
    let names = ["open_id", "gender", "country", "province", "city", "mutual"];
    for (dataset, list) in [(Dataset::Fans, "fans"), (Dataset::Following, "following")] {
        let recorded = export(house, key, dataset).await;
        let listed: BTreeSet<String> = truth[list].as_array().expect("a list").iter().map(|row| text(&row["open_id"])).collect();
        let present: BTreeMap<String, Vec<String>> = recorded
            .iter()
            .filter(|row| row["left_day"].is_empty() && (complete || list == "following" || listed.contains(&row["open_id"])))
            .map(|row| (row["open_id"].clone(), fields(row, &names)))
            .collect();
        let expected: BTreeMap<String, Vec<String>> =
            truth[list].as_array().expect("a list").iter().map(|row| (text(&row["open_id"]), truth_fields(row, &names))).collect();
        assert_eq!(present.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{list} of {who}");
        if complete {
            assert_eq!(present, expected, "{list} of {who}");
        }
        if list == "fans" {
            let left: BTreeSet<String> =
                recorded.iter().filter(|row| row["left_day"] == day.to_string()).map(|row| row["open_id"].clone()).collect();
            match (&actor.known, complete) {
                (Some(before), true) => assert_eq!(left, before.difference(&listed).cloned().collect(), "lost fans of {who}"),
                (_, false) => assert!(left.is_empty(), "a capped list proves no loss: {who}"),
                (None, true) => {}
            }
            actor.known = complete.then_some(listed);
        }
    }
    actor.compared += 1;
}

async fn compare_history(platform: &Platform, house: &House, actor: &Actor, first: PlatformDay, last: PlatformDay) {
    let key = actor.key.as_ref().expect("every creator was connected");
    let (growth, portrait, flow) =
        (export(house, key, Dataset::Growth).await, export(house, key, Dataset::Portrait).await, export(house, key, Dataset::Flow).await);
    let gaps: Vec<Row> = export(house, key, Dataset::Runs).await;
    let of = |rows: &[Row], day: PlatformDay| rows.iter().filter(|row| row["day"] == day.to_string()).cloned().collect::<Vec<_>>();
    for day in first.through(last) {
        let truth = platform.truth(&actor.creator.open_id, day).await;
        let who = format!("{} on {day}", actor.creator.nickname);
        let names = ["total_fans", "new_fans", "lost_fans", "net_fans", "source"];
        let recorded = of(&growth, day).first().map_or_else(|| vec![String::new(); names.len()], |row| fields(row, &names));
        assert_eq!(recorded, truth_fields(&truth["growth"][0], &names), "growth of {who}");
        let names = ["dimension", "bucket", "value"];
        let mut recorded: Vec<_> = of(&portrait, day).iter().map(|row| fields(row, &names)).collect();
        let mut expected: Vec<_> = truth["portrait"].as_array().expect("rows").iter().map(|row| truth_fields(row, &names)).collect();
        recorded.sort();
        expected.sort();
        assert_eq!(recorded, expected, "portrait of {who}");
        let names = ["metric", "all_sum", "fans_sum"];
        let mut recorded: Vec<_> = of(&flow, day).iter().map(|row| fields(row, &names)).collect();
        let mut expected: Vec<_> = truth["flow"].as_array().expect("rows").iter().map(|row| truth_fields(row, &names)).collect();
        recorded.sort();
        expected.sort();
        assert_eq!(recorded, expected, "flow of {who}");
        let state = gaps.iter().find(|row| row["period"] == day.to_string()).map(|row| row["state"].as_str());
        let begun = actor.creator.story.first_grant.max(first) <= day;
        match (begun, truth["read"].as_bool().expect("whether it was read")) {
            (true, true) => assert!(matches!(state, Some("committed" | "partial")), "run of {who}: {state:?}"),
            (true, false) => assert_eq!(state, Some("gap"), "run of {who}"),
            (false, _) => assert_eq!(state, None, "run of {who}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_recorded_over_weeks_equals_what_happened() {
    let platform = Platform::start(8, 1100).await;
    let house = House::start(&platform, SignUp::First).await;
    let last = platform.clock.today().previous();
    let first = last.minus(DAYS - 1);
    let mut actors: Vec<Actor> =
        platform.cast().into_iter().map(|creator| Actor { creator, key: None, known: None, compared: 0 }).collect();
    let owner = Browser::new(&house.origin);
    for day in first.through(last) {
        platform.clock.set(day.at(NOON));
        for actor in &mut actors {
            play(&platform, &house, &owner, actor, day, first).await;
        }
        house.collector.run_due(&CancellationToken::new()).await.expect("a day is collected");
        for actor in &mut actors {
            let event = actor.creator.story.event.is_some_and(|event| day.days_since(event).abs() <= 1);
            if day.number() % 6 == 0 || event || last.days_since(day) < 11 {
                compare_lists(&platform, &house, actor, day).await;
            } else {
                actor.known = None;
            }
        }
    }
    for actor in &actors {
        compare_history(&platform, &house, actor, first, last).await;
        assert!(actor.compared >= 10 || !actor.creator.story.lists, "{}: only {} days compared", actor.creator.nickname, actor.compared);
    }
    assert!(actors.iter().any(|actor| actor.creator.story.revoked.is_some()));
}
