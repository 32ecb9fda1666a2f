//! A platform, a database and collectors in this process, on a clock that stands until it is moved: for what takes months, or thousands of runs.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::model::PlatformDay;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use server::clock::{Clock, ManualClock};
use server::collector::Collector;
use server::config::PlatformSettings;
use server::sandbox::{Sandbox, SandboxCreator, SandboxSettings};
use server::startup::{self, Core, Kind};
use server::storage::CreatorKey;
use server::storage::accounts::{Admitted, SignUp};
use tempfile::TempDir;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::database::Database;
use super::site::{NOON, SCOPES, platform_settings, store_settings};

/// What stands between the collectors and the platform: counts, and answers in its place when told to.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    calls: AtomicU64,
    /// Answers 503 to everything.
    outage: std::sync::atomic::AtomicBool,
    /// The next calls of this path are answered 429 with this Retry-After, once per account.
    throttle: Mutex<Option<(String, u64)>>,
    /// When each account called each path.
    seen: Mutex<BTreeMap<(String, String), Vec<Instant>>>,
    /// Calls of each account under way at this moment.
    under_way: Mutex<BTreeMap<String, u32>>,
    /// The most calls of one account that were ever under way at once.
    most_at_once: AtomicU64,
}

impl Gate {
    /// Calls since this was last asked.
    pub(crate) fn take(&self) -> u64 {
        self.seen.lock().expect("calls").clear();
        self.calls.swap(0, Ordering::Relaxed)
    }

    /// Begins or ends an outage.
    pub(crate) fn set_outage(&self, outage: bool) {
        self.outage.store(outage, Ordering::Relaxed);
    }

    /// Answers 429 to the first call of each account to this path.
    pub(crate) fn throttle(&self, path: &str, seconds: u64) {
        *self.throttle.lock().expect("a rule") = Some((path.to_owned(), seconds));
    }

    /// When each account called this path.
    pub(crate) fn of_path(&self, path: &str) -> Vec<Vec<Instant>> {
        let seen = self.seen.lock().expect("calls");
        seen.iter().filter(|((called, _), _)| called == path).map(|(_, at)| at.clone()).collect()
    }

    /// The most calls of one account that were under way at once.
    pub(crate) fn most_at_once(&self) -> u64 {
        self.most_at_once.load(Ordering::Relaxed)
    }

    fn arrives(&self, path: &str, account: &str) -> Option<Response> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let before = {
            let mut seen = self.seen.lock().expect("calls");
            let at = seen.entry((path.to_owned(), account.to_owned())).or_default();
            at.push(Instant::now());
            at.len()
        };
        if self.outage.load(Ordering::Relaxed) {
            return Some(StatusCode::SERVICE_UNAVAILABLE.into_response());
        }
        let throttle = self.throttle.lock().expect("a rule").clone();
        let (_, seconds) = throttle.filter(|(throttled, _)| throttled == path && before == 1)?;
        Some((StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())]).into_response())
    }

    async fn pass(self: Arc<Self>, request: Request, next: Next) -> Response {
        let path = format!("{}/", request.uri().path().trim_end_matches('/'));
        let query = request.uri().query().unwrap_or_default();
        let account = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "open_id");
        let account = account.map(|(_, value)| value.into_owned()).unwrap_or_default();
        if let Some(answer) = self.arrives(&path, &account) {
            return answer;
        }
        if account.is_empty() {
            return next.run(request).await;
        }
        let now = {
            let mut under_way = self.under_way.lock().expect("calls");
            let count = under_way.entry(account.clone()).or_default();
            *count += 1;
            u64::from(*count)
        };
        self.most_at_once.fetch_max(now, Ordering::Relaxed);
        let answer = next.run(request).await;
        *self.under_way.lock().expect("calls").entry(account).or_default() -= 1;
        answer
    }
}

/// Thousands of runs wait for the disk all the time: where there is a file system in memory, the database lives there.
fn memory_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder")
}

/// How a yard is set up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub(crate) seed: u64,
    pub(crate) creators: u32,
    pub(crate) fans: u32,
    pub(crate) faults: &'static str,
    pub(crate) latency: Duration,
}

/// Everything in one process.
#[derive(Debug)]
pub(crate) struct Yard {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) gate: Arc<Gate>,
    pub(crate) url: String,
    pub(crate) core: Core,
    pub(crate) collector: Collector,
    pub(crate) creators: Vec<CreatorKey>,
    settings: PlatformSettings,
    stop: CancellationToken,
    folder: TempDir,
}

impl Yard {
    /// Opens the platform at noon of a day; everybody whose story says so signs in.
    pub(crate) async fn new(layout: Layout, day: PlatformDay, wanted: impl Fn(&SandboxCreator) -> bool) -> Self {
        let folder = memory_folder();
        let faults = folder.path().join("faults.toml");
        std::fs::write(&faults, layout.faults).expect("a file");
        let clock = Arc::new(ManualClock::standing_at(day.at(NOON)));
        let world = SandboxSettings {
            client_key: "sandbox-key".to_owned(),
            client_secret: "sandbox-secret".into(),
            seed: layout.seed,
            creators: layout.creators,
            fans: layout.fans,
            faults: Some(faults),
            state: None,
        };
        let sandbox = Sandbox::open(world, clock.clone()).expect("a sandbox");
        sandbox.set_latency(layout.latency);
        let gate = Arc::new(Gate::default());
        let router = sandbox.router().layer(from_fn({
            let gate = Arc::clone(&gate);
            move |request: Request, next: Next| Arc::clone(&gate).pass(request, next)
        }));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let stop = CancellationToken::new();
        tokio::spawn(startup::serve(listener, router, stop.clone()));
        let settings = platform_settings(&url, day.at(NOON).0);
        let core = Core::open(&store_settings(folder.path()), Kind::Serve, clock.clone()).await.expect("a store");
        let (grants, collector) = startup::platform(&core, &settings).expect("a client").expect("a client key");
        let mut creators = Vec::new();
        for creator in sandbox.creators().iter().filter(|creator| wanted(creator)) {
            let consent = sandbox.agree(&creator.open_id, SCOPES).expect("a code");
            match grants.admit(&consent.into(), None, SignUp::Demo).await.expect("admitted") {
                Admitted::Welcome { creator, .. } => creators.push(creator),
                other => panic!("{other:?}"),
            }
        }
        gate.take();
        Self { clock, gate, url, core, collector, creators, settings, stop, folder }
    }

    /// Another process as far as memory is concerned: its own connections, its own collector, the same file and clock.
    pub(crate) async fn another(&self) -> (Core, Collector) {
        let clock: Arc<dyn Clock> = self.clock.clone();
        let core = Core::open(&store_settings(self.folder.path()), Kind::Serve, clock).await.expect("a store");
        let (_, collector) = startup::platform(&core, &self.settings).expect("a client").expect("a client key");
        (core, collector)
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub(crate) fn database(&self) -> Database {
        Database::at(&store_settings(self.folder.path()).path)
    }

    pub(crate) fn today(&self) -> PlatformDay {
        self.clock.today()
    }

    /// Ends the platform and closes the store.
    pub(crate) async fn close(self) {
        self.collector.stop().await;
        self.core.store.close().await;
        self.stop.cancel();
    }
}
