//! Runs: claimed by one process, staged page by page, committed once.

use app::model::page::collection::{RunDetail, RunView};
use app::model::{
    Capability, CapabilityStatus, CreatorProfile, GapReason, ListKind, ListMember, PlatformDay, Portrait, RunState, SeriesPoint, StepState,
    Timestamp,
};
use async_trait::async_trait;

use super::{CreatorKey, StoreError};

/// A process, so that its death can be noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Host name.
    pub host: String,
    /// Process id.
    pub pid: i64,
    /// When the process started, as the operating system counts it; tells a reused pid apart.
    pub started: i64,
}

/// Which run: one per creator, source and platform day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunKey {
    /// Tenant and creator.
    pub creator: CreatorKey,
    /// The source's name.
    pub source: String,
    /// The platform day.
    pub period: PlatformDay,
}

/// The right to write to a run: void once somebody else claims it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunTicket {
    /// The run's row.
    pub run: i64,
    /// Which run it is.
    pub key: RunKey,
    /// Grows with every claim.
    pub fence: i64,
}

/// What asking for a run led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is ours; steps already done are in the row (`StepProgress`).
    Ours(RunTicket),
    /// A living process has it, as far as the row tells.
    Held {
        /// Who.
        owner: Owner,
        /// Until when its lease lasts.
        until: Timestamp,
    },
    /// It ended in this state and is not to be taken up again.
    Settled(RunState),
}

/// How a claim treats a run that exists.
#[derive(Clone, Debug)]
pub struct ClaimTerms {
    /// Who asks.
    pub owner: Owner,
    /// When.
    pub now: Timestamp,
    /// Until when the lease lasts unless it is renewed.
    pub until: Timestamp,
    /// An owner on this host that is known to be gone: its lease counts as ended.
    pub gone: Option<Owner>,
    /// Take a partial run up again for its failed or pending steps.
    pub retake_partial: bool,
}

/// Where a step stands, as a run that is taken up again needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepProgress {
    /// Which step.
    pub capability: Capability,
    /// Where it stands.
    pub state: StepState,
    /// The cursor to go on with; nothing = from the first page.
    pub cursor: Option<String>,
    /// Pages read.
    pub pages: i64,
    /// Rows staged; somebody on two pages of a list counts twice until the commit.
    pub rows: i64,
    /// The status found when it ended.
    pub status: Option<CapabilityStatus>,
    /// When its newest page was read: an old cursor is not gone on with.
    pub fetched_at: Option<Timestamp>,
}

/// Records of one page, to be staged.
#[derive(Clone, Debug)]
pub enum StagedRecords {
    /// The profile.
    Profile(CreatorProfile),
    /// The portrait and flow.
    Portrait(Portrait),
    /// Series values.
    Series(Vec<SeriesPoint>),
    /// List members.
    Members(ListKind, Vec<ListMember>),
}

/// A raw answer kept for re-parsing.
#[derive(Clone, Debug)]
pub struct RawResponse {
    /// The platform's path.
    pub endpoint: String,
    /// Uncompressed body; the store compresses it.
    pub body: Vec<u8>,
}

/// One page, or several of a list together, staged with the cursor that follows, in one transaction.
#[derive(Clone, Debug)]
pub struct StagedPage {
    /// The step.
    pub capability: Capability,
    /// What it holds.
    pub records: StagedRecords,
    /// How many pages of the platform it is.
    pub pages: i64,
    /// The cursor of the next page; nothing after the last.
    pub next: Option<String>,
    /// Requests made for it.
    pub requests: i64,
    /// The size of the whole list, where the platform said it.
    pub reported_total: Option<i64>,
    /// Of several pages: that size changed from one to another.
    pub moved: bool,
    /// Bodies to keep.
    pub raw: Vec<RawResponse>,
    /// When it was read.
    pub fetched_at: Timestamp,
}

/// How a step ended.
#[derive(Clone, Debug)]
pub struct StepOutcome {
    /// The step.
    pub capability: Capability,
    /// Done, skipped or failed.
    pub state: StepState,
    /// What the capability matrix shows from now on; nothing when the step says nothing of its capability: the grant ended, or the day.
    pub status: Option<CapabilityStatus>,
    /// For lists: paging ended as it should (the collector's verdict before counts are compared).
    pub paging_ended: bool,
    /// The list's cap on this platform: a list of this many rows is not complete.
    pub list_cap: Option<i64>,
    /// The platform's code, when it refused.
    pub code: Option<i64>,
    /// The platform's words, when it refused; the word of a [`GapReason`] when the step was given up for it.
    pub message: String,
    /// The platform's log id.
    pub log_id: String,
    /// Requests made in vain.
    pub requests: i64,
    /// When.
    pub now: Timestamp,
}

/// What a commit recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Committed or partial.
    pub state: RunState,
    /// Nothing more is to be had today: every step is done, or lacks for a reason that counts as done (`CapabilityStatus::is_settled`).
    pub settled: bool,
    /// Fans in the list.
    pub listed: Option<i64>,
    /// Whether that list was complete.
    pub complete: Option<bool>,
}

/// A period without a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The period.
    pub period: PlatformDay,
    /// Why.
    pub reason: GapReason,
}

/// Runs.
#[async_trait]
pub trait RunStore: Send + Sync {
    /// Claims the run, creating it when it does not exist. A gap of the same day is taken up again like a partial run.
    /// A partial run in which every step is done or skipped, and any of an earlier day than `now`'s, is settled.
    async fn claim(&self, key: &RunKey, terms: ClaimTerms) -> Result<Claim, StoreError>;

    /// Extends the lease.
    ///
    /// # Errors
    /// `FenceLost` when another process has the run.
    async fn heartbeat(&self, ticket: &RunTicket, until: Timestamp) -> Result<(), StoreError>;

    /// Where each step stands; steps without a row are pending.
    async fn steps(&self, ticket: &RunTicket) -> Result<Vec<StepProgress>, StoreError>;

    /// Marks a step as being read; `restart` drops what it staged and its cursor.
    async fn begin_step(&self, ticket: &RunTicket, capability: Capability, restart: bool, now: Timestamp) -> Result<(), StoreError>;

    /// Stages one page. Returns the rows the step has staged so far; somebody on two pages of a list counts twice until the commit.
    async fn stage(&self, ticket: &RunTicket, page: StagedPage) -> Result<i64, StoreError>;

    /// Ends a step and updates the capability matrix.
    async fn end_step(&self, ticket: &RunTicket, outcome: StepOutcome) -> Result<(), StoreError>;

    /// Moves everything staged into the history in one transaction, and ends the run: committed when every step is done, else partial
    /// with its reasons. A partial run that lacks only what is settled (`CapabilityStatus::is_settled`) counts as done
    /// (`Committed::settled`) and is not taken up again; any other that is taken up again commits again, with what was missing.
    async fn commit(&self, ticket: &RunTicket, now: Timestamp) -> Result<Committed, StoreError>;

    /// Ends the run without a snapshot and drops what it staged. What an earlier try of the day recorded stays: such a run is partial
    /// again, never a gap.
    async fn end_as_gap(&self, ticket: &RunTicket, reason: GapReason, code: Option<i64>, now: Timestamp) -> Result<(), StoreError>;

    /// Gives the run back unfinished: its lease ends now, its staged pages stay.
    async fn release(&self, ticket: &RunTicket, now: Timestamp) -> Result<(), StoreError>;

    /// Records gaps for periods that have no run; periods that have one are left alone.
    async fn record_gaps(&self, creator: &CreatorKey, source: &str, gaps: &[Gap], now: Timestamp) -> Result<(), StoreError>;

    /// Ends open runs of periods before `today` as gaps (`Midnight`), unless a living lease holds them; returns how many.
    async fn close_before(&self, today: PlatformDay, now: Timestamp) -> Result<u64, StoreError>;

    /// The run of one period as pages show it.
    async fn run(&self, key: &RunKey) -> Result<Option<RunView>, StoreError>;

    /// Runs and gaps of a span of periods, newest first.
    async fn runs(&self, creator: &CreatorKey, source: &str, from: PlatformDay, to: PlatformDay) -> Result<Vec<RunView>, StoreError>;

    /// The run of one period in full, with its neighbours; without a period, the newest. Nothing when there is no run to start from.
    async fn detail(&self, creator: &CreatorKey, source: &str, period: Option<PlatformDay>) -> Result<Option<RunDetail>, StoreError>;

    /// Removes raw responses older than `before`; returns how many.
    async fn prune_raw(&self, before: Timestamp) -> Result<u64, StoreError>;
}
