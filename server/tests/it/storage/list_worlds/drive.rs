//! Carries a world's days into the store as the collector would: page by page, with the cursor that follows each.

use std::cell::Cell;
use std::collections::BTreeSet;

use app::model::page::people::ListOutcome;
use app::model::{Capability, CapabilityStatus, ListKind, StepState, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use server::storage::runs::{Claim, RunTicket, StagedPage, StagedRecords, StepOutcome};
use server::storage::sqlite::SqliteStore;
use server::storage::{CreatorKey, HistoryStore as _, RunStore as _};
use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::Mutex;

use super::model::{Stay, Stays};
use super::world::{End, Reading, Run, World, name, person};
use crate::storage::fixture::{Fixture, connect, day, member, morning, ours, outcome, page, run_key, terms};

/// The lists of one day in the order of their commits: who was in each, and whether it is all there is.
pub(super) type Seen = Vec<(BTreeSet<usize>, bool)>;

/// A process that takes over waits for the lease of the one before.
const LEASE: i64 = 61;

/// The store of all worlds, and a connection that looks into its file.
pub(super) struct Ground {
    pub(super) fixture: Fixture,
    pub(super) reader: Mutex<SqliteConnection>,
}

impl Ground {
    pub(super) async fn new() -> Self {
        let fixture = Fixture::sqlite().await;
        // Nothing here outlives the test.
        fixture.store.set_durable(false);
        let reader = SqliteConnection::connect(&fixture.url()).await.expect("connects");
        Self { fixture, reader: Mutex::new(reader) }
    }
}

/// One world on its way into the store.
pub(super) struct Drive<'a> {
    ground: &'a Ground,
    world: &'a World,
    pub(super) key: CreatorKey,
    /// How the newest list came out.
    pub(super) outcome: Cell<ListOutcome>,
}

impl<'a> Drive<'a> {
    pub(super) async fn new(ground: &'a Ground, number: u64, world: &'a World) -> Self {
        let key = connect(&ground.fixture.store, &format!("creator {number}")).await;
        Self { ground, world, key, outcome: Cell::new(ListOutcome::Never) }
    }

    pub(super) const fn store(&self) -> &SqliteStore {
        &self.ground.fixture.store
    }

    const fn capability(&self) -> Capability {
        match self.world.kind {
            ListKind::Fans => Capability::FanList,
            ListKind::Following => Capability::FollowingList,
        }
    }

    /// What the platform says of the size: the fan list has a total, the following list has none.
    fn total(&self, nth: usize) -> Option<i64> {
        (self.world.kind == ListKind::Fans).then(|| i64::try_from(self.world.present(nth).len()).expect("few"))
    }

    fn now(nth: usize) -> Timestamp {
        morning(day(u64::try_from(nth).expect("few")))
    }

    async fn claim(&self, nth: usize, pid: i64, now: Timestamp) -> RunTicket {
        let key = run_key(&self.key, day(u64::try_from(nth).expect("few")));
        ours(self.store().claim(&key, terms(pid, now)).await.expect("claims"))
    }

    /// Collects a day; what its lists showed.
    pub(super) async fn collect(&self, nth: usize) -> Result<Seen, TestCaseError> {
        match &self.world.days[nth].run {
            Run::Missed => Ok(Vec::new()),
            Run::Read(reading) => Ok(self.read(nth, reading, 1).await?.into_iter().collect()),
            Run::Retaken(pages, reading) => {
                let broken = Reading { end: End::BreaksOff(*pages), order: reading.order ^ 0xffff, ..reading.clone() };
                let first = self.read(nth, &broken, 1).await?;
                Ok(first.into_iter().chain(self.read(nth, reading, 5).await?).collect())
            }
        }
    }

    /// One reading, recorded; nothing when it brought no page.
    async fn read(&self, nth: usize, reading: &Reading, pid: i64) -> Result<Option<(BTreeSet<usize>, bool)>, TestCaseError> {
        let mut now = Self::now(nth).plus_seconds(pid * 600);
        let mut ticket = self.claim(nth, pid, now).await;
        let pages = self.world.pages(nth, reading);
        self.begin(&ticket, pid > 1, now).await;
        let mut seen = BTreeSet::new();
        let mut staged = 0;
        match reading.end {
            End::Whole | End::Endless => staged = self.stage(&ticket, nth, &pages, now, &mut seen).await,
            End::BreaksOff(after) => staged = self.stage(&ticket, nth, &pages[..after.min(pages.len())], now, &mut seen).await,
            End::Null => staged = self.stage(&ticket, nth, &[Vec::new()], now, &mut seen).await,
            End::Resumed(after) | End::Restarted(after) => {
                let (before, rest) = pages.split_at(after.min(pages.len() - 1));
                self.stage(&ticket, nth, before, now, &mut seen).await;
                now = now.plus_seconds(LEASE);
                ticket = self.claim(nth, pid + 1, now).await;
                let again = matches!(reading.end, End::Restarted(_));
                self.begin(&ticket, again, now).await;
                if again {
                    seen.clear();
                    let other = Reading { order: reading.order.rotate_left(7), ..reading.clone() };
                    staged += self.stage(&ticket, nth, &self.world.pages(nth, &other), now, &mut seen).await;
                } else {
                    let from = before.len().saturating_sub(1);
                    staged += self.stage(&ticket, nth, &before[from..], now, &mut seen).await;
                    staged += self.stage(&ticket, nth, rest, now, &mut seen).await;
                }
            }
        }
        self.store().end_step(&ticket, self.end(reading.end, now)).await.expect("ends");
        let committed = self.store().commit(&ticket, now).await.expect("commits");
        let complete = self.is_complete(nth, reading.end, seen.len());
        self.outcome.set(self.kind_of(reading.end, complete, staged, seen.len()));
        if self.world.kind == ListKind::Fans && staged > 0 {
            prop_assert_eq!(committed.complete, Some(complete), "day {}", nth);
            prop_assert_eq!(committed.listed, i64::try_from(seen.len()).ok());
        }
        Ok((staged > 0).then_some((seen, complete)))
    }

    async fn begin(&self, ticket: &RunTicket, restart: bool, now: Timestamp) {
        self.store().begin_step(ticket, self.capability(), restart, now).await.expect("begins");
    }

    async fn stage(&self, ticket: &RunTicket, nth: usize, pages: &[Vec<usize>], now: Timestamp, seen: &mut BTreeSet<usize>) -> usize {
        for (number, people) in pages.iter().enumerate() {
            let members = people.iter().map(|person| member(&name(*person))).collect();
            let records = StagedRecords::Members(self.world.kind, members);
            let next = Some((number + 1).to_string());
            let staged = StagedPage { reported_total: self.total(nth), next, ..page(self.capability(), records, now) };
            self.store().stage(ticket, staged).await.expect("stages");
            seen.extend(people);
        }
        pages.len()
    }

    fn end(&self, end: End, now: Timestamp) -> StepOutcome {
        let failed = matches!(end, End::BreaksOff(_) | End::Endless);
        let (state, status) =
            if failed { (StepState::Failed, CapabilityStatus::Failing) } else { (StepState::Done, CapabilityStatus::Working) };
        let mut outcome = outcome(self.capability(), state, status, now);
        outcome.paging_ended = !failed && end != End::Null;
        outcome.list_cap = self.world.cap.and_then(|cap| i64::try_from(cap).ok());
        outcome
    }

    /// The rules of truth: paging ended, fewer than the cap, as many as the platform says.
    fn is_complete(&self, nth: usize, end: End, distinct: usize) -> bool {
        let ended = matches!(end, End::Whole | End::Resumed(_) | End::Restarted(_));
        let count = i64::try_from(distinct).expect("few");
        ended && self.world.cap.is_none_or(|cap| distinct < cap) && self.total(nth).is_none_or(|total| total == count)
    }

    /// Complete, capped, shifted and broken-off lists, told apart.
    fn kind_of(&self, end: End, complete: bool, pages: usize, distinct: usize) -> ListOutcome {
        match end {
            _ if pages == 0 => ListOutcome::Refused(CapabilityStatus::Failing),
            End::BreaksOff(_) | End::Endless | End::Null => ListOutcome::Interrupted,
            _ if self.world.cap.is_some_and(|cap| distinct >= cap) => ListOutcome::Capped,
            _ if complete => ListOutcome::Complete,
            _ => ListOutcome::Uneven,
        }
    }

    /// Asks for the same day again, as another process would.
    pub(super) async fn again(&self, nth: usize) {
        if matches!(self.world.days[nth].run, Run::Missed) {
            return;
        }
        let now = Self::now(nth).plus_seconds(8 * 3600);
        let key = run_key(&self.key, day(u64::try_from(nth).expect("few")));
        if let Claim::Ours(ticket) = self.store().claim(&key, terms(9, now)).await.expect("claims") {
            self.store().commit(&ticket, now).await.expect("commits");
        }
    }

    /// Asking again changes nothing that is recorded.
    pub(super) async fn again_changes_nothing(&self, nth: usize) -> Result<(), TestCaseError> {
        let before = self.recorded().await;
        self.again(nth).await;
        prop_assert_eq!(self.recorded().await, before, "day {}", nth);
        Ok(())
    }

    async fn recorded(&self) -> (Vec<Stays>, String) {
        let points = self.store().daily(&self.key, super::whole()).await.expect("reads");
        (self.stays().await, format!("{points:?}"))
    }

    /// Everybody's stays, from the file itself.
    pub(super) async fn stays(&self) -> Vec<Stays> {
        let mut people = vec![Stays::new(); self.world.people];
        let list = i64::from(self.world.kind == ListKind::Following);
        let query = sqlx::query_as(SPANS).bind(self.key.creator.as_str()).bind(list);
        let rows: Vec<(String, i64, Option<i64>, Option<i64>)> =
            query.fetch_all(&mut *self.ground.reader.lock().await).await.expect("reads");
        let number = |of: i64| usize::try_from(of - day(0).number()).expect("a day of the story");
        for (open_id, from, left, confidence) in rows {
            people[person(&open_id)].push(Stay { from: number(from), left: left.map(number), confirmed: confidence == Some(1) });
        }
        people
    }
}

const SPANS: &str = "
    SELECT f.open_id, s.first_day, s.left_day, s.left_confidence
    FROM creator c
    JOIN span s ON s.workspace = c.workspace AND s.creator = c.number AND s.list = ?2
    JOIN fan f ON f.id = s.fan
    WHERE c.id = ?1
    ORDER BY f.open_id, s.first_day";
