//! What the collector makes of each fault a plan can hold: nothing that was recorded is lost, doubled or half shown, nobody is lost who is
//! there, and the days after it are whole again.

use std::collections::BTreeSet;

use app::model::page::collection::RunView;
use app::model::page::people::ListOutcome;
use app::model::{Capability, CapabilityStatus, Dataset, ListKind, PlatformDay, RunState, StepState};
use serde_json::Value;
use server::clock::Advance as _;
use server::sandbox::StoryName;
use server::storage::{CreatorKey, GrantStore as _, PeopleStore as _};
use tokio_util::sync::CancellationToken;

use super::house::House;
use super::truth::{GROWTH, check_people, export, exported, picked, rows};

const STORY: StoryName = StoryName::Steady;

/// The first day with everything; the day after it, on which most faults happen.
const WHOLE: &str = "2026-06-17";
const FAULTY: &str = "2026-06-18";

fn day(text: &str) -> PlatformDay {
    text.parse().expect("a day")
}

/// A rule for the faulty day.
fn rule(endpoint: &str, effect: &str) -> String {
    format!("[[rule]]\nendpoint = \"{endpoint}\"\nfrom = \"{FAULTY}\"\nto = \"{FAULTY}\"\n{effect}\n")
}

struct Scene {
    house: House,
    key: CreatorKey,
    open_id: String,
}

impl Scene {
    /// A whole run is recorded; it is noon of the faulty day.
    async fn of(faults: &str) -> Self {
        let house = House::with_faults(faults).await;
        let key = house.connect(STORY).await;
        house.days_later(2);
        assert_eq!(house.today(), day(WHOLE));
        assert_eq!(house.collect(&key).await.state, RunState::Committed);
        house.days_later(1);
        let open_id = house.platform.creator(STORY).open_id;
        Self { house, key, open_id }
    }

    /// Collects the faulty day.
    async fn hit(faults: &str) -> (Self, RunView) {
        let scene = Self::of(faults).await;
        scene.house.collect(&scene.key).await;
        let run = scene.house.run(&scene.key).await;
        (scene, run)
    }

    /// Everything due now, some seconds later.
    async fn later(&self, seconds: i64) {
        self.house.clock().advance(seconds);
        self.house.collector.run_due(&CancellationToken::new()).await.expect("known");
    }

    async fn truth(&self, on: PlatformDay) -> Value {
        self.house.platform.truth(&self.open_id, on).await
    }

    /// What was recorded of a day equals the truth.
    async fn is_true(&self, dataset: Dataset, on: PlatformDay, columns: &[&str]) {
        let found = exported(&self.house, &self.key, dataset, on, columns).await;
        assert_eq!(found, picked(rows(&self.truth(on).await, dataset.as_str()), columns), "{dataset:?} of {on}");
    }

    async fn records_are_true(&self, on: PlatformDay) {
        self.is_true(Dataset::Portrait, on, &["day", "dimension", "bucket", "value"]).await;
        self.is_true(Dataset::Flow, on, &["day", "metric", "all_sum", "fans_sum"]).await;
    }

    /// Days that are over: one run each, whatever became of it.
    async fn one_run_a_day(&self) {
        let runs = export(&self.house, &self.key, Dataset::Runs, day(WHOLE), self.house.today()).await;
        let periods: Vec<String> = runs.iter().map(|run| run["period"].to_string()).collect();
        assert_eq!(periods.iter().collect::<BTreeSet<_>>().len(), periods.len(), "{periods:?}");
    }

    /// Whoever is said to have left had left, and nobody is there twice.
    async fn losses_are_true(&self, list: Dataset) -> Vec<(String, bool)> {
        let all = export(&self.house, &self.key, list, day(WHOLE), self.house.today()).await;
        let ids: BTreeSet<&str> = all.iter().filter_map(|row| row["open_id"].as_str()).collect();
        assert_eq!(ids.len(), all.len(), "one row per person");
        let mut gone = Vec::new();
        for row in all.iter().filter(|row| !row["left_day"].is_null()) {
            let left = day(row["left_day"].as_str().expect("a day"));
            let confirmed = row["left_confidence"] == "confirmed";
            gone.push((row["open_id"].as_str().expect("an id").to_owned(), left, confirmed));
        }
        let days: BTreeSet<PlatformDay> = gone.iter().map(|(_, left, _)| *left).collect();
        for on in days {
            let truth = self.truth(on).await;
            let there: BTreeSet<&str> = rows(&truth, list.as_str()).iter().filter_map(|row| row["open_id"].as_str()).collect();
            let wronged: Vec<_> = gone.iter().filter(|(id, left, _)| *left == on && there.contains(id.as_str())).collect();
            assert!(wronged.is_empty(), "{list:?}: there on {on}, but said to have left: {wronged:?}");
        }
        gone.into_iter().map(|(id, _, confirmed)| (id, confirmed)).collect()
    }

    /// Two more days without faults, and then everything is as it should be.
    async fn heals(&self) {
        for _ in 0..2 {
            self.house.days_later(1);
            let outcome = self.house.collect(&self.key).await;
            assert_eq!(outcome.state, RunState::Committed, "{outcome:?}");
        }
        self.is_sound().await;
        for on in day(WHOLE).through(self.house.today().previous()) {
            self.is_true(Dataset::Growth, on, &["day", "total_fans", "new_fans", "lost_fans", "net_fans", "source"]).await;
        }
        for on in [day(WHOLE), self.house.today().previous(), self.house.today()] {
            self.records_are_true(on).await;
        }
    }

    async fn is_sound(&self) {
        self.one_run_a_day().await;
        for list in [Dataset::Fans, Dataset::Following] {
            self.losses_are_true(list).await;
        }
        check_people(&self.house, STORY, &self.key, day(WHOLE)).await;
    }

    async fn nobody_left(&self, list: Dataset) {
        let gone = self.losses_are_true(list).await;
        assert!(gone.is_empty(), "{gone:?}");
    }

    async fn step(&self, capability: Capability) -> (StepState, Option<i64>, String) {
        let step = self.house.step(&self.key, capability).await;
        (step.state, step.code, step.reason)
    }

    async fn outcome(&self, list: ListKind) -> ListOutcome {
        self.house.store.list_quality(&self.key, list).await.expect("readable").outcome
    }
}

#[tokio::test]
async fn numbers_as_strings_are_the_same_numbers() {
    let (scene, run) = Scene::hit(&rule("all", "stringly = true")).await;
    assert_eq!((run.state, run.complete), (RunState::Committed, Some(true)));
    scene.records_are_true(day(FAULTY)).await;
    scene.heals().await;
}

#[tokio::test]
async fn a_short_wait_is_waited_for_and_a_long_one_ends_the_step_for_now() {
    let (scene, run) = Scene::hit(&rule("/fans/list/", "first = 1\nstatus = 429\nretry_after = 1")).await;
    assert_eq!((run.state, run.complete, run.requests - run.pages), (RunState::Committed, Some(true), 1));
    scene.heals().await;

    let (scene, run) = Scene::hit(&rule("/fans/list/", "after = 2\nfirst = 1\nstatus = 429\nretry_after = 3600")).await;
    assert_eq!((run.state, run.complete), (RunState::Partial, Some(false)));
    scene.nobody_left(Dataset::Fans).await;
    scene.later(2 * 3600).await;
    assert_eq!(scene.house.run(&scene.key).await.complete, Some(true));
    scene.heals().await;
}

#[tokio::test]
async fn a_cursor_that_stands_still_fails_the_list_and_the_next_try_makes_it_whole() {
    let (scene, run) = Scene::hit(&rule("/fans/list/", "after = 2\nfirst = 1\ncursor = \"repeat\"")).await;
    assert_eq!((run.state, run.complete), (RunState::Partial, Some(false)));
    let (state, _, reason) = scene.step(Capability::FanList).await;
    assert!(state == StepState::Failed && reason.contains("endless"), "{state:?} {reason}");
    assert_eq!(scene.outcome(ListKind::Fans).await, ListOutcome::Interrupted);
    scene.nobody_left(Dataset::Fans).await;
    scene.later(5 * 3600).await;
    assert_eq!(scene.house.run(&scene.key).await.complete, Some(true));
    scene.heals().await;
}

#[tokio::test]
async fn a_page_that_begins_too_late_makes_the_list_uneven_and_loses_nobody() {
    let (scene, run) = Scene::hit(&rule("/fans/list/", "cursor = \"shift\"\nrows = 3")).await;
    assert_eq!((run.state, run.complete), (RunState::Committed, Some(false)));
    assert_eq!(run.reported_total.zip(run.listed).map(|(total, listed)| total - listed), Some(3), "three were skipped");
    assert_eq!(scene.outcome(ListKind::Fans).await, ListOutcome::Uneven);
    scene.nobody_left(Dataset::Fans).await;
    scene.heals().await;
}

#[tokio::test]
async fn a_page_that_begins_too_early_repeats_rows_and_the_list_is_whole() {
    let (scene, run) = Scene::hit(&rule("lists", "cursor = \"shift\"\nrows = -7")).await;
    assert_eq!((run.state, run.complete, run.listed), (RunState::Committed, Some(true), run.reported_total));
    check_people(&scene.house, STORY, &scene.key, day(WHOLE)).await;
    scene.heals().await;
}

#[tokio::test]
async fn a_row_skipped_once_in_a_list_without_a_total_is_a_doubt_and_never_a_loss() {
    let (scene, run) = Scene::hit(&rule("/following/list/", "cursor = \"shift\"\nrows = 2")).await;
    assert_eq!(run.state, RunState::Committed);
    let following = export(&scene.house, &scene.key, Dataset::Following, day(WHOLE), scene.house.today()).await;
    let doubtful = following.iter().filter(|row| row["left_confidence"] == "not_seen").count();
    let confirmed = following.iter().filter(|row| row["left_confidence"] == "confirmed").count();
    assert!(doubtful >= 2 && confirmed == 0, "{doubtful} doubtful, {confirmed} confirmed");
    scene.heals().await;
}

#[tokio::test]
async fn a_list_without_end_is_noticed_within_two_pages_of_its_end() {
    for (endpoint, capability) in [("/fans/list/", Capability::FanList), ("/following/list/", Capability::FollowingList)] {
        let (scene, run) = Scene::hit(&rule(endpoint, "cursor = \"endless\"")).await;
        assert_eq!(run.state, RunState::Partial);
        let (state, _, reason) = scene.step(capability).await;
        assert!(state == StepState::Failed && reason.contains("endless"), "{state:?} {reason}");
        let people = scene.house.step(&scene.key, capability).await;
        let pages = people.rows.div_euclid(49) + 1;
        assert!(people.pages <= pages + 3, "{} pages for {} people", people.pages, people.rows);
        scene.nobody_left(if capability == Capability::FanList { Dataset::Fans } else { Dataset::Following }).await;
        scene.heals().await;
    }
}

#[tokio::test]
async fn a_grant_withdrawn_in_the_middle_of_a_list_keeps_what_was_read_and_loses_nobody() {
    let (scene, run) = Scene::hit(&rule("/fans/list/", "after = 2\nfirst = 1\nrevoke = true")).await;
    assert_eq!((run.state, run.complete), (RunState::Partial, Some(false)));
    assert_eq!(run.reason, "fan_list: grant_lost; following_list: grant_lost");
    let grant = scene.house.store.grant(&scene.key).await.expect("readable").expect("a grant");
    assert!(grant.ended_at.is_some() && grant.access.is_none() && grant.refresh.is_none(), "its tokens are erased");
    scene.records_are_true_without_consent(day(FAULTY)).await;
    scene.nobody_left(Dataset::Fans).await;
    assert_eq!(scene.house.capability(&scene.key, Capability::FanList).await.status, CapabilityStatus::Working, "nothing is said of it");
    assert_eq!(scene.house.connect(STORY).await, scene.key);
    scene.heals().await;
}

impl Scene {
    /// The platform's truth knows nothing of a day at whose end no consent stood; the collector was there before.
    async fn records_are_true_without_consent(&self, on: PlatformDay) {
        let buckets = exported(&self.house, &self.key, Dataset::Portrait, on, &["dimension", "bucket"]).await;
        let before = exported(&self.house, &self.key, Dataset::Portrait, on.previous(), &["dimension", "bucket"]).await;
        assert_eq!(buckets, before, "a whole portrait");
    }

    /// The schemes of the age bands of a day.
    async fn schemes(&self, on: PlatformDay) -> BTreeSet<String> {
        let rows = export(&self.house, &self.key, Dataset::Portrait, on, on).await;
        rows.iter().filter(|row| row["dimension"] == "age").map(|row| row["scheme"].to_string()).collect()
    }
}

#[tokio::test]
async fn older_and_unheard_of_labels_are_kept_as_they_come_and_never_mixed() {
    let labels =
        |day: &str, labels: &str| format!("[[rule]]\nendpoint = \"portrait\"\nfrom = \"{day}\"\nto = \"{day}\"\nlabels = \"{labels}\"\n");
    let plan = [labels(FAULTY, "2019"), labels("2026-06-19", "2019-12"), labels("2026-06-20", "unknown")].concat();
    let scene = Scene::of(&plan).await;
    let mut seen = vec![scene.schemes(day(WHOLE)).await];
    for _ in 0..4 {
        assert_eq!(scene.house.collect(&scene.key).await.state, RunState::Committed);
        scene.records_are_true(scene.house.today()).await;
        seen.push(scene.schemes(scene.house.today()).await);
        scene.house.days_later(1);
    }
    assert!(seen.iter().all(|schemes| schemes.len() == 1), "{seen:?}");
    assert_eq!(seen[..4].iter().collect::<BTreeSet<_>>().len(), 4, "four generations, four schemes: {seen:?}");
    assert_eq!(seen[4], seen[0], "the first one is known again");
}

#[tokio::test]
async fn a_used_up_quota_stops_one_list_in_either_generation_of_codes() {
    for (codes, expected) in [("legacy", 2_190_001), ("new", 28_003_017)] {
        let (scene, run) = Scene::hit(&rule("/fans/list/", &format!("refuse = \"quota\"\ncodes = \"{codes}\""))).await;
        assert_eq!(run.state, RunState::Partial);
        let (state, code, _) = scene.step(Capability::FanList).await;
        assert_eq!((state, code), (StepState::Failed, Some(expected)));
        assert_eq!(scene.step(Capability::FollowingList).await.0, StepState::Done);
        scene.records_are_true(day(FAULTY)).await;
        scene.nobody_left(Dataset::Fans).await;
        scene.heals().await;
    }
}

#[tokio::test]
async fn codes_of_another_generation_mean_the_same() {
    let (scene, run) = Scene::hit(&rule("portrait", "first = 1\nrefuse = \"burst\"\ncodes = \"legacy\"")).await;
    assert_eq!((run.state, run.requests - run.pages), (RunState::Committed, 1), "tried again");
    scene.heals().await;
}

#[tokio::test]
async fn a_null_list_is_no_empty_one() {
    let twice = format!("[[rule]]\nendpoint = \"lists\"\nfrom = \"{FAULTY}\"\nto = \"2026-06-19\"\nnull_list = true\n");
    let (scene, run) = Scene::hit(&twice).await;
    assert_eq!((run.listed, run.complete), (Some(0), Some(false)));
    scene.house.days_later(1);
    scene.house.collect(&scene.key).await;
    for (dataset, list) in [(Dataset::Fans, ListKind::Fans), (Dataset::Following, ListKind::Following)] {
        scene.nobody_left(dataset).await;
        assert_ne!(scene.outcome(list).await, ListOutcome::Complete, "{list:?}");
    }
    scene.heals().await;
}

#[tokio::test]
async fn null_series_and_portraits_erase_nothing_and_heal() {
    let (scene, _) = Scene::hit(&[rule("series", "null_list = true"), rule("portrait", "null_list = true")].concat()).await;
    scene.records_are_true(day(WHOLE)).await;
    let kept = exported(&scene.house, &scene.key, Dataset::Growth, day(WHOLE).previous(), &GROWTH).await;
    assert_eq!(kept, picked(rows(&scene.truth(day(WHOLE).previous()).await, "growth"), &GROWTH), "an older row stays");
    assert!(exported(&scene.house, &scene.key, Dataset::Portrait, day(FAULTY), &["day"]).await.is_empty(), "nothing is made up");
    assert_eq!(scene.step(Capability::Portrait).await.0, StepState::Failed, "it is asked for again");
    scene.heals().await;
}

#[tokio::test]
async fn a_bucket_without_a_number_is_left_out_and_the_others_stand() {
    let (scene, run) = Scene::hit(&rule("portrait", "bad_bucket = true")).await;
    assert_eq!(run.state, RunState::Committed);
    let columns = ["day", "dimension", "bucket", "value"];
    let found = exported(&scene.house, &scene.key, Dataset::Portrait, day(FAULTY), &columns).await;
    let truth = picked(rows(&scene.truth(day(FAULTY)).await, "portrait"), &columns);
    assert!(found.is_subset(&truth), "{:?}", found.difference(&truth).collect::<Vec<_>>());
    assert_eq!(truth.len() - found.len(), 6, "one of each dimension");
    scene.heals().await;
}

#[tokio::test]
async fn faults_together_lose_nobody_either() {
    let plan = [
        rule("userinfo", "first = 2\nstatus = 503"),
        rule("portrait", "first = 1\ntruncate = 60"),
        rule("series", "every = 4\nrefuse = \"burst\"\ncodes = \"legacy\""),
        rule("/fans/list/", "after = 3\nfirst = 1\nhtml = true"),
        rule("/fans/list/", "after = 6\nfirst = 1\ncode = 2190008"),
        rule("/fans/list/", "cursor = \"shift\"\nrows = 4"),
        rule("/following/list/", "null_list = true"),
    ];
    let (scene, run) = Scene::hit(&plan.concat()).await;
    assert_eq!((run.state, run.complete), (RunState::Committed, Some(false)));
    scene.nobody_left(Dataset::Fans).await;
    scene.nobody_left(Dataset::Following).await;
    scene.heals().await;
}
