//! A store on a fresh file, and what a creator's days are made of.

use app::model::{
    BucketValue, Capability, CapabilityStatus, CreatorId, CreatorProfile, Dimension, FlowContribution, FlowMetric, Gender, ListKind,
    ListMember, MemberId, OpenId, PlatformDay, Portrait, SeriesMetric, SeriesPoint, StepState, Timestamp, WorkspaceId,
};
use server::storage::accounts::{AccountKey, Admission, Admitted, FreshIds, SignUp};
use server::storage::grants::{NewGrant, Sealed};
use server::storage::runs::{Claim, ClaimTerms, Committed, Owner, RunKey, RunTicket, StagedPage, StagedRecords, StepOutcome};
use server::storage::sqlite::{Mode, OpenOptions, SqliteStore};
use server::storage::{
    AccountStore, CreatorKey, CreatorStore, ExportStore, GrantStore, HistoryStore, LinkStore, PeopleStore, QuotaStore, RunStore,
    SessionStorage, SettingStore, StoreError,
};
use tempfile::TempDir;

/// Everything an engine offers.
pub(crate) trait Store:
    AccountStore
    + CreatorStore
    + ExportStore
    + GrantStore
    + HistoryStore
    + PeopleStore
    + QuotaStore
    + RunStore
    + SessionStorage
    + SettingStore
    + LinkStore
{
}

impl<S> Store for S where
    S: AccountStore
        + CreatorStore
        + ExportStore
        + GrantStore
        + HistoryStore
        + PeopleStore
        + QuotaStore
        + LinkStore
        + RunStore
        + SessionStorage
        + SettingStore
{
}

/// The source of every run here.
pub(crate) const SOURCE: &str = "douyin_open";

/// A store on a file of its own.
pub(crate) struct Fixture {
    pub(crate) store: SqliteStore,
    pub(crate) directory: TempDir,
}

impl Fixture {
    pub(crate) async fn sqlite() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let url = format!("sqlite://{}", directory.path().join("data/fanscope.db").display());
        let store = SqliteStore::open(OpenOptions { url, mode: Mode::Migrate }).await.expect("opens");
        Self { store, directory }
    }

    pub(crate) fn url(&self) -> String {
        format!("sqlite://{}", self.store.path().display())
    }
}

/// Day `number` of the story.
pub(crate) fn day(number: u64) -> PlatformDay {
    "2026-03-01".parse::<PlatformDay>().expect("a day").plus(number)
}

/// Late in the morning of a day.
pub(crate) fn morning(day: PlatformDay) -> Timestamp {
    day.at(11 * 3600)
}

pub(crate) fn admission(open_id: &str, sign_up: SignUp) -> Admission {
    Admission {
        account: AccountKey { platform: "douyin".to_owned(), client_key: "key".to_owned(), open_id: OpenId::from(open_id) },
        profile: CreatorProfile { nickname: format!("name of {open_id}"), ..CreatorProfile::default() },
        acting_owner: None,
        sign_up,
        fresh: FreshIds {
            workspace: WorkspaceId(format!("w-{open_id}")),
            member: MemberId(format!("m-{open_id}")),
            creator: CreatorId(format!("c-{open_id}")),
        },
        now: morning(day(0)),
    }
}

/// Seals by naming the row the tokens are for.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `SealFor`")]
pub(crate) fn seal(key: &CreatorKey) -> Result<NewGrant, StoreError> {
    let start = morning(day(0));
    Ok(NewGrant {
        access: Sealed(format!("access of {}", key.creator).into_bytes()),
        access_expires_at: start.plus_seconds(15 * 86_400),
        refresh: Sealed(format!("refresh of {}", key.creator).into_bytes()),
        refresh_expires_at: start.plus_seconds(30 * 86_400),
        scopes: "user_info".to_owned(),
    })
}

/// Signs an account in as the owner of a workspace of its own; returns it as a creator.
pub(crate) async fn connect(store: &impl Store, open_id: &str) -> CreatorKey {
    match store.admit(admission(open_id, SignUp::Open), &seal).await.expect("admits") {
        Admitted::Welcome { creator, .. } => creator,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn run_key(creator: &CreatorKey, day: PlatformDay) -> RunKey {
    RunKey { creator: creator.clone(), source: SOURCE.to_owned(), period: day }
}

pub(crate) fn owner(pid: i64) -> Owner {
    Owner { host: "here".to_owned(), pid, started: 7 }
}

/// Asks at `now` as process `pid`, with a lease of one minute.
pub(crate) fn terms(pid: i64, now: Timestamp) -> ClaimTerms {
    ClaimTerms { owner: owner(pid), now, until: now.plus_seconds(60), gone: None, retake_partial: true }
}

pub(crate) fn ours(claim: Claim) -> RunTicket {
    match claim {
        Claim::Ours(ticket) => ticket,
        other => panic!("not ours: {other:?}"),
    }
}

pub(crate) fn member(open_id: &str) -> ListMember {
    ListMember {
        open_id: OpenId::from(open_id),
        nickname: format!("nick {open_id}").into(),
        avatar: format!("https://p.example/{open_id}").into(),
        gender: Gender::Female,
        country: "中国".into(),
        province: "广东".into(),
        city: "深圳".into(),
    }
}

pub(crate) fn members(names: &str) -> Vec<ListMember> {
    names.split_whitespace().map(member).collect()
}

pub(crate) fn page(capability: Capability, records: StagedRecords, at: Timestamp) -> StagedPage {
    StagedPage {
        capability,
        records,
        pages: 1,
        next: None,
        requests: 1,
        reported_total: None,
        moved: false,
        raw: Vec::new(),
        fetched_at: at,
    }
}

pub(crate) fn outcome(capability: Capability, state: StepState, status: CapabilityStatus, at: Timestamp) -> StepOutcome {
    StepOutcome {
        capability,
        state,
        status: Some(status),
        paging_ended: state == StepState::Done,
        list_cap: Some(5000),
        code: None,
        message: String::new(),
        log_id: String::new(),
        requests: 0,
        now: at,
    }
}

/// A portrait with one distribution per pair of dimension and `label:value` words.
pub(crate) fn portrait(total: i64, distributions: &[(Dimension, &str)]) -> Portrait {
    let bucket = |word: &str| {
        let (label, value) = word.rsplit_once(':').expect("label:value");
        BucketValue { label: label.to_owned(), value: value.parse().expect("a count") }
    };
    Portrait {
        total_fans: Some(total),
        distributions: distributions.iter().map(|(d, words)| (*d, words.split_whitespace().map(bucket).collect())).collect(),
        flow: vec![FlowContribution { metric: FlowMetric::Views, all_sum: Some(1000), fans_sum: Some(250) }],
    }
}

/// A portrait that says no more than its total: everybody is male.
pub(crate) fn total(total: i64) -> Portrait {
    portrait(total, &[(Dimension::Gender, &format!("male:{total}"))])
}

/// `total_fans` and `new_fans` of a day.
pub(crate) fn growth(day: PlatformDay, total: i64, new: i64) -> [SeriesPoint; 2] {
    [SeriesPoint { metric: SeriesMetric::TotalFans, day, value: total }, SeriesPoint { metric: SeriesMetric::NewFans, day, value: new }]
}

/// What one day's run reads; a step without records is skipped as not granted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    pub(crate) portrait: Option<Portrait>,
    pub(crate) series: Option<Vec<SeriesPoint>>,
    pub(crate) fans: Option<Vec<ListMember>>,
    pub(crate) following: Option<Vec<ListMember>>,
    pub(crate) reported_total: Option<i64>,
    /// The fan list's paging did not end as it should.
    pub(crate) broken_paging: bool,
    pub(crate) list_cap: Option<i64>,
}

impl Script {
    pub(crate) fn fans(names: &str) -> Self {
        Self { fans: Some(members(names)), ..Self::default() }
    }

    fn records(&self, capability: Capability) -> Option<StagedRecords> {
        match capability {
            Capability::Profile => Some(StagedRecords::Profile(CreatorProfile::default())),
            Capability::Portrait => self.portrait.clone().map(StagedRecords::Portrait),
            Capability::Series => self.series.clone().map(StagedRecords::Series),
            Capability::FanList => self.fans.clone().map(|fans| StagedRecords::Members(ListKind::Fans, fans)),
            Capability::FollowingList => self.following.clone().map(|list| StagedRecords::Members(ListKind::Following, list)),
        }
    }
}

/// Reads one step of a script.
pub(crate) async fn read(store: &impl Store, ticket: &RunTicket, script: &Script, capability: Capability) {
    let at = morning(ticket.key.period);
    let Some(records) = script.records(capability) else {
        let skipped = outcome(capability, StepState::Skipped, CapabilityStatus::NotGranted, at);
        return store.end_step(ticket, skipped).await.expect("ends");
    };
    store.begin_step(ticket, capability, false, at).await.expect("begins");
    let fans = capability == Capability::FanList;
    let page = StagedPage { reported_total: script.reported_total.filter(|_| fans), ..page(capability, records, at) };
    store.stage(ticket, page).await.expect("stages");
    let mut done = outcome(capability, StepState::Done, CapabilityStatus::Working, at);
    done.paging_ended = !(fans && script.broken_paging);
    done.list_cap = script.list_cap.or(done.list_cap);
    store.end_step(ticket, done).await.expect("ends");
}

/// A whole run of one day.
pub(crate) async fn collect(store: &impl Store, creator: &CreatorKey, day: PlatformDay, script: &Script) -> Committed {
    let ticket = ours(store.claim(&run_key(creator, day), terms(1, morning(day))).await.expect("claims"));
    for capability in Capability::ALL {
        read(store, &ticket, script, capability).await;
    }
    store.commit(&ticket, morning(day).plus_seconds(30)).await.expect("commits")
}

/// The whole of a dataset as CSV lines, without header.
pub(crate) async fn lines(store: &impl Store, query: &server::storage::export::ExportQuery) -> Vec<String> {
    let mut lines = Vec::new();
    let mut cursor = None;
    loop {
        let chunk = store.export_chunk(query, cursor).await.expect("a chunk");
        for row in &chunk.rows {
            lines.push(row.iter().map(plain).collect::<Vec<_>>().join(","));
        }
        cursor = chunk.next;
        if cursor.is_none() {
            return lines;
        }
    }
}

fn plain(field: &server::storage::export::Field) -> String {
    use server::storage::export::Field;
    match field {
        Field::Empty => String::new(),
        Field::Text(text) => text.clone(),
        Field::Shared(text) => text.to_string(),
        Field::Word(word) => (*word).to_owned(),
        Field::Day(day) => day.to_string(),
        Field::Instant(at) => at.to_rfc3339(),
        Field::Integer(number) => number.to_string(),
        Field::Ratio(ratio) => format!("{ratio}"),
        Field::Flag(flag) => flag.to_string(),
    }
}

/// A query for everything of one creator.
pub(crate) fn all_of(creator: &CreatorKey, dataset: app::model::Dataset) -> server::storage::export::ExportQuery {
    server::storage::export::ExportQuery {
        dataset,
        creators: vec![creator.clone()],
        from: None,
        to: None,
        dimension: None,
        people: None,
        today: day(9),
        now: morning(day(9)),
    }
}
