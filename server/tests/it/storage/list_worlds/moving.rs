//! A platform whose lists move while they are read: people come and go between two pages, and some platforms lose the row between two pages
//! every time. Whoever is taken for gone although they never left is counted, and the rate is published (docs/ARCHITECTURE.md).
//!
//! A tenth of `FANSCOPE_CASES` is the number of worlds of each kind, `FANSCOPE_SEED` the seed.

use std::collections::BTreeSet;

use app::model::{Capability, CapabilityStatus, ListKind, StepState};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use server::storage::runs::{StagedPage, StagedRecords};
use server::storage::{CreatorKey, PeopleStore as _, RunStore as _};

use super::drive::Ground;
use super::{CASES, SEED, say, setting, whole};
use crate::storage::fixture::{connect, day, member, morning, ours, outcome, page, run_key, terms};

/// Days of a world.
const DAYS: u64 = 8;
/// People in the list at the beginning.
const PEOPLE: u32 = 120;
/// Rows of a page.
const PAGE: usize = 50;

/// A kind of platform, and of collector.
#[derive(Clone, Copy, Debug)]
struct Kind {
    name: &'static str,
    list: ListKind,
    /// How likely it is that somebody leaves, and that somebody comes, between two pages.
    moves: f64,
    /// Every page but the first begins a row too late, on all days but the first.
    loses_rows: bool,
    /// The first page has the same size on each day.
    rigid: bool,
    /// Of a thousand confirmed departures so many may be none.
    bound: u64,
}

const KINDS: [Kind; 5] = [
    Kind { name: "fans, moving", list: ListKind::Fans, moves: 0.2, loses_rows: false, rigid: true, bound: 10 },
    Kind { name: "fans, moving, rows lost", list: ListKind::Fans, moves: 0.2, loses_rows: true, rigid: true, bound: 10 },
    Kind { name: "following, moving", list: ListKind::Following, moves: 0.2, loses_rows: false, rigid: false, bound: 30 },
    Kind { name: "following, rows lost", list: ListKind::Following, moves: 0.0, loses_rows: true, rigid: false, bound: 30 },
    // What it would be without first pages of changing sizes: shown beside the line above.
    Kind {
        name: "following, rows lost, pages that meet at the same rows",
        list: ListKind::Following,
        moves: 0.0,
        loses_rows: true,
        rigid: true,
        bound: 1000,
    },
];

/// What came of all worlds of a kind.
#[derive(Debug, Default)]
struct Found {
    lists: u64,
    complete: u64,
    confirmed: u64,
    false_departures: u64,
    gone: u64,
}

impl Found {
    /// False ones among a thousand confirmed departures.
    fn per_mille(&self) -> f64 {
        let share = |part: u64, all: u64| f64::from(u32::try_from(part).expect("few")) / f64::from(u32::try_from(all.max(1)).expect("few"));
        1000.0 * share(self.false_departures, self.confirmed)
    }
}

/// A list as the platform keeps it, the newest first.
struct Platform {
    list: Vec<u32>,
    next: u32,
    left: BTreeSet<u32>,
    dice: StdRng,
}

impl Platform {
    fn new(seed: u64) -> Self {
        Self { list: (0..PEOPLE).collect(), next: PEOPLE, left: BTreeSet::new(), dice: StdRng::seed_from_u64(seed) }
    }

    /// Somebody may leave, and somebody may come: at the front mostly, since order is not guaranteed elsewhere at times.
    fn moves(&mut self, chance: f64) {
        if self.dice.random_bool(chance) && !self.list.is_empty() {
            let at = self.dice.random_range(0..self.list.len());
            self.left.insert(self.list.remove(at));
        }
        if self.dice.random_bool(chance) {
            let at = if self.dice.random_bool(0.8) { 0 } else { self.dice.random_range(0..=self.list.len()) };
            self.list.insert(at, self.next);
            self.next += 1;
        }
    }

    /// The pages of a reading, with the size that comes with each.
    fn pages(&mut self, kind: Kind, number: u64) -> Vec<(Vec<u32>, usize)> {
        let loses_rows = kind.loses_rows && number > 0;
        // As the source asks: another size each day, in turn from two ranges that lie apart.
        let shorter = self.dice.random_range(0..9) + if number.is_multiple_of(2) { 0 } else { 16 };
        let first = if kind.rigid { PAGE } else { PAGE - shorter };
        let (mut pages, mut cursor) = (Vec::new(), 0);
        loop {
            if cursor > 0 {
                self.moves(kind.moves);
            }
            let count = if cursor == 0 { first } else { PAGE };
            let from = (cursor + usize::from(loses_rows && cursor > 0)).min(self.list.len());
            let rows: Vec<u32> = self.list[from..].iter().take(count).copied().collect();
            cursor += rows.len();
            let more = from + rows.len() < self.list.len() && !rows.is_empty();
            pages.push((rows, self.list.len()));
            if !more {
                return pages;
            }
        }
    }
}

fn name(person: u32) -> String {
    format!("p{person:03}")
}

/// Carries a day's pages into the store as the collector would.
async fn read(ground: &Ground, key: &CreatorKey, number: u64, list: ListKind, pages: Vec<(Vec<u32>, usize)>) {
    let store = &ground.fixture.store;
    let now = morning(day(number));
    let capability = if list == ListKind::Fans { Capability::FanList } else { Capability::FollowingList };
    let ticket = ours(store.claim(&run_key(key, day(number)), terms(1, now)).await.expect("claims"));
    store.begin_step(&ticket, capability, false, now).await.expect("begins");
    for (rows, total) in pages {
        let records = StagedRecords::Members(list, rows.into_iter().map(|person| member(&name(person))).collect());
        let reported_total = (list == ListKind::Fans).then(|| i64::try_from(total).expect("few"));
        store.stage(&ticket, StagedPage { reported_total, ..page(capability, records, now) }).await.expect("stages");
    }
    let mut done = outcome(capability, StepState::Done, CapabilityStatus::Working, now);
    done.paging_ended = true;
    store.end_step(&ticket, done).await.expect("ends");
    store.commit(&ticket, now).await.expect("commits");
}

async fn world(ground: &Ground, kind: Kind, creator: &str, seed: u64, found: &mut Found) {
    let key = connect(&ground.fixture.store, creator).await;
    let mut platform = Platform::new(seed);
    for number in 0..DAYS {
        let pages = platform.pages(kind, number);
        read(ground, &key, number, kind.list, pages).await;
        platform.moves(0.5);
    }
    let store = &ground.fixture.store;
    let summary = store.people_summary(&key, kind.list, whole()).await.expect("reads");
    found.lists += summary.read.unsigned_abs();
    found.complete += summary.complete.unsigned_abs();
    let confirmed: Vec<String> =
        sqlx::query_scalar(CONFIRMED).bind(key.creator.as_str()).fetch_all(&mut *ground.reader.lock().await).await.expect("reads");
    let left: BTreeSet<String> = platform.left.iter().copied().map(name).collect();
    found.gone += left.len() as u64;
    found.confirmed += confirmed.len() as u64;
    found.false_departures += confirmed.iter().filter(|person| !left.contains(*person)).count() as u64;
}

/// Whoever was once said to have left.
const CONFIRMED: &str = "
    SELECT DISTINCT f.open_id
    FROM creator c
    JOIN span s ON s.workspace = c.workspace AND s.creator = c.number AND s.left_confidence = 1
    JOIN fan f ON f.id = s.fan
    WHERE c.id = ?";

#[test]
fn whoever_slips_between_two_pages_is_hardly_ever_taken_for_gone() {
    let worlds = setting("FANSCOPE_CASES").unwrap_or(u64::from(CASES)) / 10;
    let seed = setting("FANSCOPE_SEED").unwrap_or(SEED);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let ground = runtime.block_on(Ground::new());
    let mut rates = Vec::new();
    for (number, kind) in KINDS.into_iter().enumerate() {
        let mut found = Found::default();
        for case in 0..worlds {
            let creator = format!("moving {number} {case}");
            runtime.block_on(world(&ground, kind, &creator, seed.wrapping_add(case), &mut found));
        }
        let rate = found.per_mille();
        say(&format!(
            "FANSCOPE_SEED={seed}, {worlds} worlds, {}: {} lists, {} complete; {} left, {} confirmed, {} of them never left ({rate:.1} ‰)",
            kind.name, found.lists, found.complete, found.gone, found.confirmed, found.false_departures
        ));
        assert!(found.false_departures * 1000 <= kind.bound * found.confirmed, "{}: {found:?}", kind.name);
        rates.push((rate, found));
    }
    let [moving, lost, following, changing, rigid] = rates.try_into().expect("five kinds");
    assert!(moving.1.confirmed > worlds && following.1.confirmed > worlds, "departures are still confirmed");
    assert_eq!(lost.1.confirmed, 0, "a list that lacks a row is never complete where it has a total");
    assert!(rigid.1.false_departures > worlds, "the worlds are too tame: {rigid:?}");
    assert!(changing.0 * 10.0 < rigid.0, "pages that meet at other rows each day: {} ‰ instead of {} ‰", changing.0, rigid.0);
}
