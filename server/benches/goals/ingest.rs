//! B1–B3: a list of a million, from the platform's bytes to spans, on its first day and on the next.
//!
//! Ours is what a run does: decode a page, stage what came in 50 ms together with its cursor while the next pages are decoded, commit. The
//! rival is given less to do: the rows come decoded and without names, and it keeps no spans.

use std::path::Path;
use std::time::Duration;

use app::model::{Capability, CapabilityStatus, ListKind, ListMember, PlatformDay, StepState, Timestamp};
use server::collector::this_process;
use server::source::Records;
use server::source::douyin_open::decode_list;
use server::startup::{SOURCE, Store};
use server::storage::runs::{Claim, ClaimTerms, RunKey, RunTicket, StagedPage, StagedRecords, StepOutcome};
use server::storage::sqlite::{Mode, OpenOptions};
use server::storage::{CreatorKey, RunStore as _};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::fans::{self, World};
use crate::pages::{fill, house};
use crate::rival::{SETTINGS, TABLE, folder, sqlite3};
use crate::table::{Row, median, ratio, seconds};
use crate::{Plan, say};

/// Pages that come within this time are staged together, as the collector does.
const TOGETHER: Duration = Duration::from_millis(50);

/// Where the time of a run went.
#[derive(Clone, Copy, Debug, Default)]
struct Spent {
    decoding: Duration,
    staging: Duration,
    committing: Duration,
    whole: Duration,
}

pub(crate) async fn measure(plan: &Plan, world: &World) -> Vec<Row> {
    let work = folder(plan);
    let (first, second) = (work.path().join("first.csv"), work.path().join("second.csv"));
    fans::csv(&world.first, &first);
    fans::csv(&world.second, &second);
    let days = [fans::pages(&world.first), fans::pages(&world.second)];
    let (mut import, mut difference) = (Vec::new(), Vec::new());
    let mut ours: [Vec<Spent>; 2] = Default::default();
    let rounds = plan.rounds(7);
    for round in 0..rounds {
        let rival = work.path().join(format!("rival-{round}.db"));
        import.push(imported(&rival, &first));
        let database = work.path().join(format!("ours-{round}.db"));
        for (day, (pages, spent)) in days.iter().zip(&mut ours).enumerate() {
            spent.push(run(&database, day as u64, pages).await);
        }
        difference.push(differing(&rival, &second, world));
        check(&database, world);
        let [a, b] = &ours;
        let last = |spent: &[Spent]| spent.last().map_or(Duration::ZERO, |spent| spent.whole);
        let (a, b) = (seconds(last(a)), seconds(last(b)));
        say(&format!(
            "  round {}: import {}, ours {a} and {b}, difference {}",
            round + 1,
            seconds(import[round]),
            seconds(difference[round])
        ));
        std::fs::remove_file(rival).expect("removable");
        std::fs::remove_file(database).expect("removable");
    }
    let people = world.first.len();
    let row = |id, what: &str, spent: &[Spent], against: Duration, rival: &str, goal: f64| {
        let whole = median(&spent.iter().map(|spent| spent.whole).collect::<Vec<_>>());
        let reached = ratio(whole, against);
        let part = |part: fn(&Spent) -> Duration| seconds(median(&spent.iter().map(part).collect::<Vec<_>>()));
        let (decoding, staging, committing) = (part(|s| s.decoding), part(|s| s.staging), part(|s| s.committing));
        Row {
            id,
            what: format!("{what}, {people} fans"),
            ours: seconds(whole),
            against: format!("{} {rival}", seconds(against)),
            reached: format!("{reached:.2}"),
            goal: format!("≤ {goal}"),
            rounds,
            met: reached <= goal,
            notes: vec![format!("decoding {decoding}, waiting for what is staged meanwhile {staging}, committing {committing}")],
        }
    };
    let (import, difference) = (median(&import), median(&difference));
    vec![
        row("B1", "first ingest", &ours[0], import, "`sqlite3 .import`", 1.5),
        row("B2", "next day, 0.7 % changed", &ours[1], import, "`sqlite3 .import`", 0.35),
        row("B3", "who came and left", &ours[1], difference, "staging and NOT EXISTS both ways", 0.25),
    ]
}

/// A store with one creator and these days of its list; for what is measured on a full database.
pub(crate) async fn filled(database: &Path, days: &[Vec<String>]) {
    for (day, pages) in (0..).zip(days) {
        run(database, day, pages).await;
    }
}

/// One day's run, from the pages of its list to the end of the commit.
async fn run(database: &Path, day: u64, pages: &[String]) -> Spent {
    let url = format!("sqlite://{}", database.display());
    let store = Store::open(OpenOptions { url, mode: Mode::Migrate }).await.expect("a store");
    if day == 0 {
        fill::connect(&store, 0, None).await;
    }
    let creator = CreatorKey { workspace: "w".into(), creator: fill::creator(0).as_str().into() };
    let period = house::today().plus(day);
    let now = period.at(11 * 3600);
    let begun = Instant::now();
    let ticket = claimed(&store, RunKey { creator, source: SOURCE.to_owned(), period }, now).await;
    store.begin_step(&ticket, Capability::FanList, false, now).await.expect("begins");
    let mut spent = Spent::default();
    let (mut members, mut read, mut asked): (Vec<ListMember>, i64, Option<String>) = (Vec::new(), 0, None);
    let mut aside: Option<JoinHandle<()>> = None;
    let mut since = Instant::now();
    for body in pages {
        let page = decode_list(ListKind::Fans, asked.as_deref(), body.as_bytes()).expect("a page");
        let Records::Members(mut came) = page.records else { panic!("a list") };
        members.append(&mut came);
        read += 1;
        asked = page.next;
        if asked.is_none() || since.elapsed() >= TOGETHER {
            spent.decoding += since.elapsed();
            since = Instant::now();
            let records = StagedRecords::Members(ListKind::Fans, std::mem::take(&mut members));
            let (next, total) = (asked.clone(), page.reported_total);
            let staged = StagedPage {
                capability: Capability::FanList,
                records,
                pages: std::mem::take(&mut read),
                next,
                requests: 1,
                reported_total: total,
                moved: false,
                raw: Vec::new(),
                fetched_at: now,
            };
            ended(&mut aside).await;
            aside = Some(tokio::spawn(stage(store.clone(), ticket.clone(), staged)));
            spent.staging += since.elapsed();
            since = Instant::now();
        }
    }
    ended(&mut aside).await;
    spent.staging += since.elapsed();
    since = Instant::now();
    store.end_step(&ticket, done(now)).await.expect("ends");
    let committed = store.commit(&ticket, now).await.expect("commits");
    assert_eq!(committed.complete, Some(true));
    store.close().await;
    spent.committing = since.elapsed();
    spent.whole = begun.elapsed();
    spent
}

/// One batch is staged while the next is decoded, never two.
async fn stage(store: Store, ticket: RunTicket, page: StagedPage) {
    store.stage(&ticket, page).await.expect("stages");
}

async fn ended(aside: &mut Option<JoinHandle<()>>) {
    if let Some(batch) = aside.take() {
        batch.await.expect("stages");
    }
}

async fn claimed(store: &Store, key: RunKey, now: Timestamp) -> RunTicket {
    let terms = ClaimTerms { owner: this_process(), now, until: now.plus_seconds(60), gone: None, retake_partial: true };
    match store.claim(&key, terms).await.expect("claims") {
        Claim::Ours(ticket) => ticket,
        other => panic!("{other:?}"),
    }
}

fn done(now: Timestamp) -> StepOutcome {
    StepOutcome {
        capability: Capability::FanList,
        state: StepState::Done,
        status: Some(CapabilityStatus::Working),
        paging_ended: true,
        list_cap: None,
        code: None,
        message: String::new(),
        log_id: String::new(),
        requests: 0,
        now,
    }
}

fn imported(database: &Path, rows: &Path) -> Duration {
    sqlite3(database, &format!("{SETTINGS}CREATE TABLE fan {TABLE}\n.import --csv {} fan\n", rows.display())).0
}

/// The next day in plain SQL: the rows staged, then both differences.
fn differing(database: &Path, rows: &Path, world: &World) -> Duration {
    let missing = |from: &str, other: &str| {
        format!(
            "SELECT a.open_id FROM {from} a WHERE NOT EXISTS (SELECT 1 FROM {other} b
               WHERE b.workspace = a.workspace AND b.platform = a.platform AND b.open_id = a.open_id);"
        )
    };
    let script = format!(
        "{SETTINGS}CREATE TABLE staged {TABLE}
         CREATE TABLE joined (open_id TEXT NOT NULL) STRICT; CREATE TABLE departed (open_id TEXT NOT NULL) STRICT;
         .import --csv {} staged
         INSERT INTO joined {} INSERT INTO departed {} SELECT count(*) FROM joined; SELECT count(*) FROM departed;\n",
        rows.display(),
        missing("staged", "fan"),
        missing("fan", "staged"),
    );
    let script: Vec<&str> = script.lines().map(str::trim).collect();
    let (took, said) = sqlite3(database, &format!("{}\n", script.join("\n")));
    assert_eq!(said.split_whitespace().collect::<Vec<_>>(), [world.joined.to_string(), world.left.to_string()]);
    took
}

/// Both sides came to the same result.
fn check(database: &Path, world: &World) {
    let day: PlatformDay = house::today();
    let next = day.next().number();
    let script = format!(
        "SELECT count(*) FROM span WHERE first_day = {next}; SELECT count(*) FROM span WHERE left_day = {next}; SELECT count(*) FROM fan;"
    );
    let (_, said) = sqlite3(database, &script);
    let expected = [world.joined, world.left, world.first.len() + world.joined].map(|count| count.to_string());
    assert_eq!(said.split_whitespace().collect::<Vec<_>>(), expected);
}
