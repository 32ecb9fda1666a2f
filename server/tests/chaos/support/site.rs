//! A platform and a database with some days of history, made once for each seed and copied for each case.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::model::PlatformDay;
use server::clock::{Clock as _, ManualClock};
use server::config::{PlatformSettings, StoreSettings};
use server::startup::{self, Core, Kind};
use server::storage::CreatorKey;
use server::storage::accounts::{Admitted, SignUp};
use tempfile::TempDir;
use tokio::sync::{Mutex, OnceCell};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::browser::{client, location};
use super::lot::{Lot, Sandbox, World, copy};

pub(crate) const SCOPES: &str = "user_info,fans.data.bind,data.external.user,video.list.bind,fans.list,following.list";
pub(crate) const NOON: i64 = 12 * 3600;

/// Fans of the steady creator: enough for the series and for some twenty pages.
const FANS: u32 = 1100;
/// Those of the sandbox's cast who sign in: steady, brand new, tiny.
const CAST: [usize; 3] = [0, 4, 6];

/// The day everything begins; history is recorded on this day and the next.
pub(crate) fn first_day() -> PlatformDay {
    "2026-06-15".parse().expect("a day")
}

/// The day of an ordinary case: the portrait is ready, and no period was missed.
pub(crate) fn next_day() -> PlatformDay {
    first_day().plus(2)
}

/// What cases of one seed share.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) world: World,
    pub(crate) creators: Vec<(String, CreatorKey)>,
    folder: TempDir,
    /// The same platform on several days, each a process of its own.
    platforms: Mutex<BTreeMap<PlatformDay, Arc<Sandbox>>>,
    renewing: OnceCell<PathBuf>,
}

static SITES: Mutex<BTreeMap<u64, Arc<OnceCell<Arc<Site>>>>> = Mutex::const_new(BTreeMap::new());

/// The site of a seed.
pub(crate) async fn of(seed: u64) -> Arc<Site> {
    let cell = Arc::clone(SITES.lock().await.entry(seed).or_default());
    Arc::clone(cell.get_or_init(|| async { Arc::new(Site::make(seed).await) }).await)
}

/// Ends the shared platforms and removes the files.
pub(crate) async fn forget_all() {
    SITES.lock().await.clear();
}

impl Site {
    async fn make(seed: u64) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let world = World { seed, creators: 8, fans: FANS };
        let template = folder.path().join("template");
        std::fs::create_dir_all(template.join("data")).expect("a folder");
        let sandbox = Sandbox::start(&template, world, first_day(), "").await;
        let creators = record(&template, &sandbox).await;
        sandbox.stop().await;
        Self { world, creators, folder, platforms: Mutex::default(), renewing: OnceCell::new() }
    }

    /// The creator with series, a portrait and long lists.
    pub(crate) fn steady(&self) -> &(String, CreatorKey) {
        &self.creators[0]
    }

    fn template(&self) -> PathBuf {
        self.folder.path().join("template")
    }

    /// The platform on a day, shared with other cases: nothing may change on it.
    pub(crate) async fn platform(&self, day: PlatformDay) -> Arc<Sandbox> {
        let mut platforms = self.platforms.lock().await;
        if let Some(found) = platforms.get(&day) {
            return Arc::clone(found);
        }
        let folder = self.folder.path().join(format!("platform-{day}"));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::copy(self.template().join("state.json"), folder.join("state.json")).expect("the state");
        let started = Arc::new(Sandbox::start(&folder, self.world, day, PAGE_BY_PAGE).await);
        platforms.insert(day, Arc::clone(&started));
        started
    }

    /// A copy of the database and of the platform's memory, for one case.
    pub(crate) fn lot(&self) -> Lot {
        Lot::copied(&self.template())
    }

    /// The same, eleven days later: the access token was refreshed, so that it outlives the refresh token's renewal.
    pub(crate) async fn renewing_lot(&self) -> Lot {
        let made = async {
            let lot = self.lot();
            let day = first_day().plus(13);
            let sandbox = lot.platform(self.world, day, "").await;
            lot.collect(day, &sandbox.url, &[]).await.expect_well("the collection of the 13th day");
            sandbox.stop().await;
            let kept = self.folder.path().join("renewing");
            copy(lot.path(), &kept);
            kept
        };
        Lot::copied(self.renewing.get_or_init(|| made).await)
    }
}

/// Every fourth page of a list takes longer than pages are staged together for.
pub(crate) const PAGE_BY_PAGE: &str = "[[rule]]\nendpoint = \"lists\"\nevery = 4\ndelay_ms = 60\n";

/// Signs the cast in and records two days, with the product's own parts in this process.
async fn record(template: &Path, sandbox: &Sandbox) -> Vec<(String, CreatorKey)> {
    let hands = Arc::new(ManualClock::standing_at(first_day().at(NOON)));
    let core = Core::open(&store_settings(template), Kind::Serve, hands.clone()).await.expect("a store");
    let parts = startup::platform(&core, &platform_settings(&sandbox.url, hands.now().0)).expect("a client");
    let (grants, collector) = parts.expect("a client key");
    let mut creators = Vec::new();
    for place in CAST {
        let open_id = sandbox.creators().await[place].clone();
        let consent = code(sandbox, &open_id).await;
        match grants.admit(&consent.into(), None, SignUp::Demo).await.expect("admitted") {
            Admitted::Welcome { creator, .. } => creators.push((open_id, creator)),
            other => panic!("{other:?}"),
        }
    }
    for day in [first_day(), first_day().plus(1)] {
        hands.set(day.at(NOON));
        let summary = collector.run_due(&CancellationToken::new()).await.expect("known");
        assert!(summary.all_done() && summary.collected.len() == creators.len(), "{summary:?}");
        sandbox.advance(86_400).await;
    }
    core.store.close().await;
    creators
}

async fn code(sandbox: &Sandbox, open_id: &str) -> String {
    let query = [
        ("client_key", "sandbox-key"),
        ("response_type", "code"),
        ("scope", SCOPES),
        ("redirect_uri", "http://127.0.0.1:3000/auth/douyin/callback"),
        ("state", "s"),
        ("auto_consent", open_id),
    ];
    let url = Url::parse_with_params(&format!("{}/platform/oauth/connect/", sandbox.url), query).expect("an address");
    let target = location(&client().get(url).send().await.expect("an answer"));
    let target = Url::parse(&target).expect("an address");
    let code = target.query_pairs().find(|(name, _)| name == "code");
    code.expect("a code").1.into_owned()
}

/// The store in a folder.
pub(crate) fn store_settings(folder: &Path) -> StoreSettings {
    let path = folder.join("data").join("fanscope.db");
    StoreSettings { database_url: format!("sqlite://{}", path.display()), path, secret_keys: None }
}

/// The platform at an address, as `serve` would be told of it.
pub(crate) fn platform_settings(url: &str, now: i64) -> PlatformSettings {
    PlatformSettings {
        base_url: Url::parse(url).expect("an address"),
        client: Some(("sandbox-key".to_owned(), "sandbox-secret".into())),
        missing: Vec::new(),
        scopes: SCOPES.to_owned(),
        collect_at: 10 * 3600 + 37 * 60,
        jitter: 600,
        raw_days: 30,
        quotas: std::collections::BTreeMap::new(),
        rate: None,
        now: Some(app::model::Timestamp(now)),
    }
}
