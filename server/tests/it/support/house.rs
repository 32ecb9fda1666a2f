//! A sandbox platform and an application beside it, each on a port of its own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use app::model::Timestamp;
use server::clock::{Clock, ManualClock};
use server::collector::Collector;
use server::config::{PlatformSettings, ServeSettings, StoreSettings};
use server::sandbox::{Sandbox, SandboxCreator, SandboxSettings};
use server::service::LandingService;
use server::startup::{self, Application, Core, Kind};
use server::storage::accounts::SignUp;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

/// Noon of a platform day: after the series of the day before appeared.
pub(crate) const NOON: i64 = 12 * 3600;

/// A sandbox platform that listens.
#[derive(Debug)]
pub(crate) struct Platform {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) url: Url,
    stop: CancellationToken,
}

async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}

impl Platform {
    /// A world of some creators on a clock that stands at noon of 2026-06-01.
    pub(crate) async fn start(creators: u32, fans: u32) -> Self {
        Self::with(creators, fans, None).await
    }

    /// The same with a fault plan.
    pub(crate) async fn with_faults(creators: u32, fans: u32, plan: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("faults.toml");
        std::fs::write(&file, plan).expect("a file");
        Self::with(creators, fans, Some(file)).await
    }

    async fn with(creators: u32, fans: u32, faults: Option<std::path::PathBuf>) -> Self {
        let clock = Arc::new(ManualClock::standing_at(start_of_tests()));
        let settings =
            SandboxSettings { client_key: "key".to_owned(), client_secret: "secret".into(), seed: 7, creators, fans, faults, state: None };
        let sandbox = Sandbox::open(settings, clock.clone()).expect("a sandbox");
        let (listener, address) = listener().await;
        let stop = CancellationToken::new();
        tokio::spawn(startup::serve(listener, sandbox.router(), stop.clone()));
        let url = Url::parse(&format!("http://{address}")).expect("an address");
        Self { sandbox, clock, url, stop }
    }

    /// The creators of the world.
    pub(crate) fn cast(&self) -> Vec<SandboxCreator> {
        self.sandbox.creators()
    }

    /// What a correct collector must have of this day.
    pub(crate) async fn truth(&self, open_id: &str, day: app::model::PlatformDay) -> serde_json::Value {
        let url = format!("{}sandbox/truth/{open_id}/{day}", self.url);
        super::browser::client().get(url).send().await.expect("an answer").json().await.expect("the truth")
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Where the clocks of the tests start.
pub(crate) fn start_of_tests() -> Timestamp {
    "2026-06-01".parse::<app::model::PlatformDay>().expect("a day").at(NOON)
}

/// An application on a database of its own.
#[derive(Debug)]
pub(crate) struct House {
    pub(crate) core: Core,
    pub(crate) collector: Collector,
    pub(crate) origin: String,
    pub(crate) stop: CancellationToken,
    folder: TempDir,
}

impl House {
    /// An application that works with this platform.
    pub(crate) async fn start(platform: &Platform, sign_up: SignUp) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = store_settings(folder.path());
        let clock: Arc<dyn Clock> = platform.clock.clone();
        let core = Core::open(&store, Kind::Serve, clock).await.expect("a store");
        let settings = platform_settings(platform.url.clone());
        let parts = startup::platform(&core, &settings).expect("a client").expect("a client key");
        let (listener, address) = listener().await;
        let origin = format!("http://{address}");
        let serve = ServeSettings { listen: address, public_url: Url::parse(&origin).expect("an address"), sign_up };
        let stop = CancellationToken::new();
        let application = Application {
            core: core.clone(),
            platform: Some(parts.clone()),
            landing: LandingService::default(),
            in_force: startup::in_force(&store, &serve, &settings),
            serve,
            signed_in: Arc::default(),
            stop: stop.clone(),
        };
        tokio::spawn(startup::serve(listener, application.router(), stop.clone()));
        let (_, collector) = parts;
        Self { core, collector, origin, stop, folder }
    }

    /// The same database, served after the operator changed the client key; its address.
    pub(crate) async fn as_another_app(&self, platform: &Platform) -> String {
        let settings = PlatformSettings {
            client: Some(("another-key".to_owned(), "another-secret".into())),
            ..platform_settings(platform.url.clone())
        };
        let parts = startup::platform(&self.core, &settings).expect("a client").expect("a client key");
        let (listener, address) = listener().await;
        let origin = format!("http://{address}");
        let serve = ServeSettings { listen: address, public_url: Url::parse(&origin).expect("an address"), sign_up: SignUp::First };
        let store = store_settings(self.folder.path());
        let application = Application {
            core: self.core.clone(),
            platform: Some(parts),
            landing: LandingService::default(),
            in_force: startup::in_force(&store, &serve, &settings),
            serve,
            signed_in: Arc::default(),
            stop: self.stop.clone(),
        };
        tokio::spawn(startup::serve(listener, application.router(), self.stop.clone()));
        origin
    }

    /// Webhooks that were taken so far.
    pub(crate) async fn taken(&self) -> i64 {
        self.counted("SELECT count(*) FROM webhook_event").await
    }

    /// People who are said to have left a list.
    pub(crate) async fn departures(&self) -> i64 {
        self.counted("SELECT count(*) FROM span WHERE left_day IS NOT NULL").await
    }

    /// Counts in the file itself.
    async fn counted(&self, sql: &'static str) -> i64 {
        use sqlx::Connection as _;
        let url = format!("sqlite://{}", self.core.store.path().display());
        let mut connection = sqlx::SqliteConnection::connect(&url).await.expect("connects");
        sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("counts")
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

pub(crate) fn store_settings(folder: &Path) -> StoreSettings {
    let path = folder.join("data").join("fanscope.db");
    StoreSettings { database_url: format!("sqlite://{}", path.display()), path, secret_keys: None }
}

pub(crate) fn platform_settings(base_url: Url) -> PlatformSettings {
    PlatformSettings {
        base_url,
        client: Some(("key".to_owned(), "secret".into())),
        missing: Vec::new(),
        scopes: "user_info,fans.data.bind,data.external.user,video.list.bind,fans.list,following.list".to_owned(),
        collect_at: 10 * 3600 + 37 * 60,
        jitter: 600,
        raw_days: 30,
        quotas: BTreeMap::new(),
        rate: None,
        now: None,
    }
}
