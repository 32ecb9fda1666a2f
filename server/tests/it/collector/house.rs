//! Everything a collection needs, put together as in the product.

use std::sync::Arc;

use app::model::page::collection::{RunView, StepDetail, StepView};
use app::model::{Capability, CapabilityState, PlatformDay, StepState};
use server::clock::{Clock, ManualClock};
use server::collector::{CollectOutcome, Collector, CollectorParts, Limits, Schedule, this_process};
use server::crypto::Vault;
use server::entropy::OsEntropy;
use server::grants::{GrantParts, Grants};
use server::sandbox::{SandboxSettings, StoryName};
use server::source::Source;
use server::source::douyin_open::{DouyinOpen, DouyinSettings, NAME};
use server::storage::accounts::{Admitted, SignUp};
use server::storage::runs::{Owner, RunKey};
use server::storage::sqlite::{Mode, OpenOptions, SqliteStore};
use server::storage::{CreatorKey, CreatorStore as _, RunStore as _};
use sqlx::Connection as _;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::sandbox::platform::{KEY, Platform, SCOPES, SECRET, noon, settings};

/// Enough for the series of a steady creator.
const FANS: u32 = 1500;

/// 10:37, spread over ten minutes.
pub(crate) const SCHEDULE: Schedule = Schedule { at_seconds: 10 * 3600 + 37 * 60, jitter_seconds: 600 };

pub(crate) struct House {
    pub(crate) platform: Platform,
    pub(crate) store: Arc<SqliteStore>,
    pub(crate) grants: Grants,
    pub(crate) collector: Collector,
    pub(crate) parts: CollectorParts,
    folder: TempDir,
}

impl House {
    pub(crate) async fn new() -> Self {
        Self::with(None).await
    }

    pub(crate) async fn with_faults(faults: &str) -> Self {
        Self::with(Some(faults)).await
    }

    async fn with(faults: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::of(folder, faults, noon(), None).await
    }

    /// The same house, whose platform keeps its state in a file: it can be changed.
    pub(crate) async fn changeable(faults: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::of(folder, Some(faults), noon(), Some("sandbox.json")).await
    }

    /// The platform is started anew with another faults file, and everything else is as it was.
    pub(crate) async fn changed(self, faults: &str) -> Self {
        let Self { platform, store, grants, collector, parts, folder } = self;
        let clock = Arc::clone(&platform.clock);
        store.close().await;
        drop((grants, collector, parts, store));
        platform.stop().await;
        Self::of(folder, Some(faults), clock, Some("sandbox.json")).await
    }

    async fn of(folder: TempDir, faults: Option<&str>, clock: Arc<ManualClock>, state: Option<&str>) -> Self {
        let faults = faults.map(|text| {
            let file = folder.path().join("faults.toml");
            std::fs::write(&file, text).expect("a file");
            file
        });
        let state = state.map(|name| folder.path().join(name));
        let platform = Platform::with(SandboxSettings { fans: FANS, faults, state, ..settings() }, clock).await;
        let url = format!("sqlite://{}", folder.path().join("fanscope.db").display());
        let store = Arc::new(SqliteStore::open(OpenOptions { url, mode: Mode::Migrate }).await.expect("a store"));
        let source = Arc::new(douyin(&platform));
        let clock = Arc::clone(&platform.clock) as Arc<dyn Clock>;
        let vault = Vault::load_or_create(&folder.path().join("secret.key"), &OsEntropy).expect("keys");
        let grants = Grants::new(GrantParts {
            source: source.clone(),
            connect: source.clone(),
            accounts: store.clone(),
            grants: store.clone(),
            vault: Arc::new(vault),
            clock: Arc::clone(&clock),
            entropy: Arc::new(OsEntropy),
            owner: this_process(),
        });
        let parts = CollectorParts {
            source,
            grants: grants.clone(),
            runs: store.clone(),
            creators: store.clone(),
            quota: store.clone(),
            clock,
            entropy: Arc::new(OsEntropy),
            owner: this_process(),
            schedule: SCHEDULE,
            limits: Limits::default(),
        };
        Self { platform, store, grants, collector: Collector::new(parts.clone()), parts, folder }
    }

    /// What the store cannot be asked to do, done in its file.
    pub(crate) async fn execute(&self, sql: &'static str) -> u64 {
        let url = format!("sqlite://{}", self.store.path().display());
        let mut connection = sqlx::SqliteConnection::connect(&url).await.expect("connects");
        sqlx::query(sql).execute(&mut connection).await.expect("executes").rows_affected()
    }

    /// A number that the store cannot be asked for.
    pub(crate) async fn number(&self, sql: &'static str) -> i64 {
        let url = format!("sqlite://{}", self.store.path().display());
        let mut connection = sqlx::SqliteConnection::connect(&url).await.expect("connects");
        sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("a number")
    }

    /// A collector that reads through another source.
    pub(crate) fn reading(&self, source: Arc<dyn Source>) -> Collector {
        Collector::new(CollectorParts { source, ..self.parts.clone() })
    }

    /// A collector in another process, which knows nothing but the database.
    pub(crate) fn process(&self, owner: Owner) -> Collector {
        Collector::new(CollectorParts { owner, ..self.parts.clone() })
    }

    /// The creator of this story signs in.
    pub(crate) async fn connect(&self, story: StoryName) -> CreatorKey {
        self.connect_with(story, SCOPES).await
    }

    pub(crate) async fn connect_with(&self, story: StoryName, scopes: &str) -> CreatorKey {
        let open_id = self.platform.creator(story).open_id;
        let code = self.platform.code(&open_id, &[("scope", scopes)]).await;
        match self.grants.admit(&code.into(), None, SignUp::Demo).await.expect("admitted") {
            Admitted::Welcome { creator, .. } => creator,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn clock(&self) -> &ManualClock {
        &self.platform.clock
    }

    pub(crate) fn today(&self) -> PlatformDay {
        self.platform.today()
    }

    /// Moves to noon, so many days later.
    pub(crate) fn days_later(&self, days: u64) {
        self.platform.go_to(self.today().plus(days), 12 * 3600);
    }

    pub(crate) async fn collect(&self, key: &CreatorKey) -> CollectOutcome {
        self.collector.collect(key, &CancellationToken::new()).await.expect("an outcome")
    }

    pub(crate) async fn run_of(&self, key: &CreatorKey, period: PlatformDay) -> Option<RunView> {
        let key = RunKey { creator: key.clone(), source: NAME.to_owned(), period };
        self.store.run(&key).await.expect("readable")
    }

    pub(crate) async fn run(&self, key: &CreatorKey) -> RunView {
        self.run_of(key, self.today()).await.expect("a run of today")
    }

    pub(crate) async fn step(&self, key: &CreatorKey, capability: Capability) -> StepView {
        let run = self.run(key).await;
        run.steps.into_iter().find(|step| step.capability == capability).expect("the step")
    }

    /// The step with its requests.
    pub(crate) async fn step_detail(&self, key: &CreatorKey, capability: Capability) -> StepDetail {
        let run = self.store.detail(key, NAME, Some(self.today())).await.expect("readable").expect("a run");
        run.steps.into_iter().find(|step| step.capability == capability).expect("the step")
    }

    pub(crate) async fn states(&self, key: &CreatorKey) -> Vec<StepState> {
        self.run(key).await.steps.iter().map(|step| step.state).collect()
    }

    pub(crate) async fn capability(&self, key: &CreatorKey, capability: Capability) -> CapabilityState {
        let matrix = self.store.capabilities(key).await.expect("readable");
        matrix.into_iter().find(|row| row.capability == capability).expect("a row")
    }

    /// Runs and gaps of the last days, oldest first: state and reason.
    pub(crate) async fn periods(&self, key: &CreatorKey, days: u64) -> Vec<(String, String)> {
        let runs = self.store.runs(key, NAME, self.today().minus(days - 1), self.today()).await.expect("readable");
        runs.into_iter().rev().map(|run| (run.state.as_str().to_owned(), run.reason)).collect()
    }
}

/// The source, as the sandbox's app.
pub(crate) fn douyin(platform: &Platform) -> DouyinOpen {
    let settings = DouyinSettings {
        base_url: platform.url.parse().expect("an address"),
        client_key: KEY.to_owned(),
        client_secret: SECRET.into(),
        scopes: SCOPES.to_owned(),
    };
    DouyinOpen::new(settings, Arc::clone(&platform.clock) as Arc<dyn Clock>).expect("a client")
}

/// A source that stands before the real one, which it holds as its only field, judges errors as that does.
macro_rules! as_the_real_one {
    ($source:ident) => {
        impl server::source::Policy for $source {
            fn action(&self, error: &server::source::SourceError) -> server::source::Action {
                self.0.action(error)
            }

            fn scope(&self, capability: app::model::Capability) -> &'static str {
                self.0.scope(capability)
            }

            fn quota_window(&self, now: app::model::Timestamp) -> server::source::QuotaWindow {
                self.0.quota_window(now)
            }
        }
    };
}
pub(crate) use as_the_real_one;

/// What such a source answers of itself, inside its `impl Source`.
macro_rules! gives_what_the_real_one_does {
    () => {
        fn name(&self) -> &'static str {
            self.0.name()
        }

        fn capabilities(&self) -> &'static [app::model::Capability] {
            self.0.capabilities()
        }

        fn list_cap(&self) -> Option<i64> {
            self.0.list_cap()
        }
    };
}
pub(crate) use gives_what_the_real_one_does;
