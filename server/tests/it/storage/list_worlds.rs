//! Truth in the lists: made-up worlds, read day by day in every order, with caps, moved pages and faults, through the real store, against a
//! model that looks at one person at a time.
//!
//! `FANSCOPE_CASES` sets the number of cases (200 unless it is set), `FANSCOPE_SEED` the seed; a failure prints both and the smallest world.

mod drive;
mod model;
mod moving;
mod world;

use std::cell::Cell;

use app::filter::PeopleQuery;
use app::model::page::people::PersonRow;
use app::model::{DailyPoint, ListKind, Period, TotalSource};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use server::storage::{HistoryStore as _, PeopleStore as _};

use super::fixture::day;
use drive::{Drive, Ground, Seen};
use model::{Stays, stays_of};
use world::{DAYS, World, world};

const CASES: u32 = 200;
const SEED: u64 = 20_260_301;

#[expect(clippy::disallowed_methods, reason = "a test has no settings of its own")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

#[expect(clippy::print_stdout, reason = "whoever runs the long form wants to know what it met")]
fn say(text: &str) {
    println!("{text}");
}

/// What a run of all cases came across; a generator that never gets somewhere proves nothing about it.
#[derive(Debug, Default)]
struct Tally {
    lists: Cell<u64>,
    complete: Cell<u64>,
    not_seen: Cell<u64>,
    confirmed: Cell<u64>,
    returned: Cell<u64>,
    soon: Cell<u64>,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { lists, complete, not_seen, confirmed, returned, soon } = self;
        write!(
            f,
            "{} lists, {} of them complete; stays that ended in doubt {}, confirmed {} (back within three days {}); people who returned {}",
            lists.get(),
            complete.get(),
            not_seen.get(),
            confirmed.get(),
            soon.get(),
            returned.get()
        )
    }
}

fn add(counter: &Cell<u64>, more: usize) {
    counter.set(counter.get() + u64::try_from(more).unwrap_or(u64::MAX));
}

#[test]
fn the_ledger_of_any_world_is_what_its_lists_prove() {
    let cases = setting("FANSCOPE_CASES").and_then(|cases| u32::try_from(cases).ok()).unwrap_or(CASES);
    let seed = setting("FANSCOPE_SEED").unwrap_or(SEED);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4096, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let ground = runtime.block_on(Ground::new());
    let (tally, number) = (Tally::default(), Cell::new(0_u64));
    let result = runner.run(&world(), |world| {
        number.set(number.get() + 1);
        runtime.block_on(check(&ground, number.get(), &world, &tally))
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, world)) => {
            panic!("FANSCOPE_SEED={seed} FANSCOPE_CASES={cases}: {reason}\nthe smallest world: {world:#?}")
        }
        Err(TestError::Abort(reason)) => panic!("FANSCOPE_SEED={seed}: {reason}"),
    }
    assert_eq!(runtime.block_on(ground.fixture.store.integrity_check()).expect("checks"), Vec::<String>::new());
    say(&format!("FANSCOPE_SEED={seed} FANSCOPE_CASES={cases}: {tally}"));
    for counter in [&tally.complete, &tally.not_seen, &tally.confirmed, &tally.returned, &tally.soon] {
        assert!(counter.get() > u64::from(cases) / 20, "the worlds are too tame: {tally:?}");
    }
    assert!(tally.complete.get() < tally.lists.get() * 9 / 10, "the worlds are too tame: {tally:?}");
}

/// One world from its first to its last day.
async fn check(ground: &Ground, number: u64, world: &World, tally: &Tally) -> Result<(), TestCaseError> {
    let drive = Drive::new(ground, number, world).await;
    let mut seen: Vec<Seen> = Vec::new();
    for nth in 0..world.days.len() {
        seen.push(drive.collect(nth).await?);
        // What a day's second run spoils shows in the end too; the last one is looked at by itself.
        drive.again(nth).await;
    }
    drive.again_changes_nothing(world.days.len() - 1).await?;
    for (nth, of_day) in seen.iter().enumerate() {
        sound(world, nth, of_day)?;
        add(&tally.lists, of_day.len());
        add(&tally.complete, of_day.iter().filter(|(_, complete)| *complete).count());
    }
    let expected: Vec<Stays> = (0..world.people).map(|person| stays_of(person, &seen)).collect();
    let found = drive.stays().await;
    prop_assert_eq!(&found, &expected, "the spans are what the lists of the days prove");
    the_truth(world, &seen, &found)?;
    daily(&drive, world, &seen).await?;
    let count = |of: &dyn Fn(&model::Stay) -> bool| found.iter().flatten().filter(|stay| of(stay)).count();
    add(&tally.not_seen, count(&|stay| stay.left.is_some() && !stay.confirmed));
    add(&tally.confirmed, count(&|stay| stay.confirmed));
    add(&tally.returned, found.iter().filter(|stays| stays.len() > 1).count());
    let (losses, soon) = model::losses(&found);
    add(&tally.soon, usize::try_from(soon).unwrap_or(usize::MAX));
    let complete = seen.iter().all(|lists| lists.last().is_some_and(|(_, complete)| *complete));
    pages(&drive, world, &found, (losses, soon), complete).await
}

/// A list that counts as complete has everybody; the others may lack anybody, and nobody is in a list who is not there. A list without a
/// total cannot notice a row that was skipped: there a list counts for what it showed.
fn sound(world: &World, nth: usize, seen: &Seen) -> Result<(), TestCaseError> {
    let truth = world.present(nth);
    for (people, complete) in seen {
        prop_assert!(people.is_subset(&truth));
        if *complete && (world.kind == ListKind::Fans || !world.skips_rows(nth)) {
            prop_assert_eq!(people, &truth, "day {} counts as complete", nth);
        }
    }
    Ok(())
}

/// Nobody is lost who is there; and where every list was complete, the spans are the truth itself.
fn the_truth(world: &World, seen: &[Seen], found: &[Stays]) -> Result<(), TestCaseError> {
    let skips = world.kind == ListKind::Following && (0..world.days.len()).any(|nth| world.skips_rows(nth));
    for (person, stays) in found.iter().enumerate() {
        for left in stays.iter().filter_map(|stay| stay.left).filter(|_| !skips) {
            prop_assert!(!world.present(left).contains(&person), "{} was there on day {}", person, left);
        }
        if !skips && seen.iter().all(|lists| lists.last().is_some_and(|(_, complete)| *complete)) {
            let spells: Vec<_> = stays.iter().map(|stay| (stay.from, stay.left)).collect();
            prop_assert_eq!(spells, world.spells(person), "{}: every list was complete", person);
        }
    }
    Ok(())
}

/// The roll-up, counted again from the lists themselves.
async fn daily(drive: &Drive<'_>, world: &World, seen: &[Seen]) -> Result<(), TestCaseError> {
    let points: Vec<DailyPoint> = drive.store().daily(&drive.key, whole()).await.expect("reads");
    let whole_list = |nth: usize| {
        let last = seen.get(nth).and_then(|lists| lists.last());
        last.filter(|(_, complete)| *complete && world.kind == ListKind::Fans).map(|(people, _)| people)
    };
    for (nth, point) in points.iter().enumerate() {
        prop_assert_eq!(point.day, day(nth as u64));
        let count = |people: usize| i64::try_from(people).expect("few");
        let total = whole_list(nth).map(|people| count(people.len()));
        let before = nth.checked_sub(1).and_then(whole_list);
        let both = whole_list(nth).zip(before);
        let (new, lost) = (both.map(|(now, before)| count((now - before).len())), both.map(|(now, before)| count((before - now).len())));
        let net = new.zip(lost).map(|(new, lost)| new - lost);
        let expected = (total, total.map(|_| TotalSource::List), new, lost, net);
        prop_assert_eq!((point.total, point.source, point.new, point.lost, point.net), expected, "day {}", nth);
    }
    Ok(())
}

fn whole() -> Period {
    Period::new(day(0), day(u64::try_from(DAYS).expect("few") - 1)).expect("a period")
}

/// What the page shows: the state of each person, and how often a confirmed loss was none.
async fn pages(
    drive: &Drive<'_>,
    world: &World,
    found: &[Stays],
    rate: (i64, i64),
    every_list_was_complete: bool,
) -> Result<(), TestCaseError> {
    let (store, key) = (drive.store(), &drive.key);
    let ledger = store.ledger(key, world.kind, whole(), &PeopleQuery::default()).await.expect("reads");
    let mut shown: Vec<&PersonRow> = ledger.rows.iter().collect();
    shown.sort_by(|a, b| a.open_id.as_str().cmp(b.open_id.as_str()));
    let expected: Vec<_> = found.iter().enumerate().filter(|(_, stays)| !stays.is_empty()).collect();
    prop_assert_eq!(shown.len(), expected.len());
    for (row, (person, stays)) in shown.iter().zip(expected) {
        prop_assert_eq!(row.open_id.as_str(), world::name(person));
        prop_assert_eq!(row.state, model::state(stays), "{}", person);
        prop_assert_eq!((row.first_seen, row.spells), (day(stays[0].from as u64), stays.len()));
    }
    let summary = store.people_summary(key, world.kind, whole()).await.expect("reads");
    prop_assert_eq!((summary.losses, summary.false_losses), rate, "the published rate");
    if every_list_was_complete && summary.complete > 2 {
        prop_assert!(summary.steps().is_some(), "what came and went is the difference of the sizes: {:?}", summary);
    }
    prop_assert_eq!(store.list_quality(key, world.kind).await.expect("reads").outcome, drive.outcome.get(), "the newest list");
    Ok(())
}
