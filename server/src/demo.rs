//! The demo: a sandbox platform, its stories, and 180 days of history collected from it.

mod drive;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::model::SignUp;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::clock::ManualClock;
use crate::collector::Collector;
use crate::config::{PlatformSettings, ServeSettings, StoreSettings};
use crate::entropy::OsEntropy;
use crate::sandbox::{Sandbox, SandboxSettings, WebhookSettings};
use crate::service::{DemoProgress, LandingService};
use crate::startup::{self, Application, Core, Kind, StartupError, listen};

/// Settings of the demo.
#[derive(Clone, Debug)]
pub struct DemoSettings {
    /// Where the data lives.
    pub store: StoreSettings,
    /// How browsers reach us.
    pub serve: ServeSettings,
    /// Where the embedded platform listens.
    pub sandbox_listen: SocketAddr,
}

/// How long today's collection waits for a visitor who wants to watch it.
const WAIT_FOR_VISITOR: Duration = Duration::from_mins(15);
/// What the embedded platform takes for an answer once the history is recorded, so that a run can be watched.
const LIVE_LATENCY: Duration = Duration::from_millis(60);

const CLIENT_KEY: &str = "sandbox-key";
const CLIENT_SECRET: &str = "sandbox-secret";
/// The lists are asked for too: the embedded platform still has them.
const SCOPES: &str = "user_info,fans.data.bind,data.external.user,video.list.bind,fans.list,following.list";

/// Serves the dashboard on an embedded platform until the stop.
///
/// # Errors
/// A port in use, a database of another kind, a platform that cannot be opened.
pub async fn run(settings: DemoSettings, stop: CancellationToken) -> Result<(), StartupError> {
    let listener = listen(settings.serve.listen, "FANSCOPE_LISTEN").await?;
    let sandbox_listener = listen(settings.sandbox_listen, "FANSCOPE_SANDBOX_LISTEN").await?;
    let clock = Arc::new(ManualClock::ticking_at(0));
    let core = Core::open(&settings.store, Kind::Demo, clock.clone()).await?;
    let sandbox = open_sandbox(&settings.store.path, &clock)?;
    let platform_settings = platform_settings(settings.sandbox_listen)?;
    let platform = startup::platform(&core, &platform_settings)?;
    let Some((grants, collector)) = platform.clone() else {
        return Err(StartupError::Demo("the demo has no client key".to_owned()));
    };
    let progress = DemoProgress::default();
    let drive = drive::Drive::new(core.clone(), sandbox.clone(), grants, collector.clone(), clock, progress.clone()).await?;
    let landing = LandingService { demo: Some(progress), missing: Vec::new() };
    let serve = ServeSettings { sign_up: SignUp::Demo, ..settings.serve };
    let signed_in = Arc::new(tokio::sync::Notify::new());
    let address = serve.public_url.to_string();
    let in_force = startup::in_force(&settings.store, &serve, &platform_settings);
    let (signs_in, stops) = (Arc::clone(&signed_in), stop.clone());
    let application = Application { core: core.clone(), platform, landing, serve, in_force, signed_in: signs_in, stop: stops };
    tracing::info!(address = %address, "the demo is listening; its history is being recorded");
    let platform_server = tokio::spawn(startup::serve(sandbox_listener, sandbox.router(), stop.clone()));
    let visit = Visit { signed_in, address, webhooks: webhooks_of(listener.local_addr().ok()) };
    let history = tokio::spawn(live(drive, collector, sandbox, visit, stop.clone()));
    let tidy = tokio::spawn(startup::keep_tidy(core, 30, stop.clone()));
    let served = application.run(listener).await;
    stop.cancel();
    let _late = tokio::time::timeout(Duration::from_secs(1), history).await;
    platform_server.abort();
    tidy.abort();
    served
}

/// What waits for the visitor.
struct Visit {
    signed_in: Arc<tokio::sync::Notify>,
    /// The dashboard's address.
    address: String,
    webhooks: Option<WebhookSettings>,
}

/// The demo's own address for webhooks, whatever browsers call it.
fn webhooks_of(listen: Option<SocketAddr>) -> Option<WebhookSettings> {
    let callback = Url::parse(&format!("http://127.0.0.1:{}/webhooks/douyin", listen?.port())).ok()?;
    WebhookSettings::to(callback, Arc::new(OsEntropy))
}

/// Records the history, then lets the clock tick and the schedule run.
async fn live(drive: drive::Drive, collector: Collector, sandbox: Sandbox, visit: Visit, stop: CancellationToken) {
    let Visit { signed_in, address, webhooks } = visit;
    let visitor = signed_in.notified();
    let recorded = drive.run(&stop).await;
    if stop.is_cancelled() {
        // The store may be closed under a day that was being recorded; the next start goes on with it.
        return;
    }
    if let Err(error) = recorded {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "the demo's history could not be recorded; start the demo again to go on"
        );
        stop.cancel();
        return;
    }
    sandbox.set_latency(LIVE_LATENCY);
    // Not before: a message takes real time, and the history's clock runs far ahead of it.
    if let Some(webhooks) = webhooks {
        sandbox.send_webhooks(webhooks);
    }
    tracing::info!(address = %address, "the demo is ready: open this address in a browser");
    tokio::select! {
        () = visitor => {}
        () = tokio::time::sleep(WAIT_FOR_VISITOR) => {}
        () = stop.cancelled() => return,
    }
    collector.run_schedule(stop).await;
}

fn open_sandbox(database: &Path, clock: &Arc<ManualClock>) -> Result<Sandbox, StartupError> {
    let settings = SandboxSettings {
        client_key: CLIENT_KEY.to_owned(),
        client_secret: CLIENT_SECRET.into(),
        seed: 1,
        creators: 8,
        fans: 2000,
        faults: None,
        state: Some(state_file(database)),
    };
    Sandbox::open(settings, clock.clone()).map_err(|error| StartupError::Demo(error.to_string()))
}

/// The sandbox's state stands beside the database: `demo.db` → `demo.sandbox.json`.
fn state_file(database: &Path) -> PathBuf {
    database.with_extension("sandbox.json")
}

fn platform_settings(listen: SocketAddr) -> Result<PlatformSettings, StartupError> {
    let base_url = Url::parse(&format!("http://{listen}")).map_err(|error| StartupError::Demo(error.to_string()))?;
    Ok(PlatformSettings {
        base_url,
        client: Some((CLIENT_KEY.to_owned(), CLIENT_SECRET.into())),
        missing: Vec::new(),
        scopes: SCOPES.to_owned(),
        collect_at: drive::COLLECT_AT,
        jitter: drive::JITTER,
        raw_days: 30,
        quotas: BTreeMap::new(),
        rate: None,
        now: None,
    })
}
