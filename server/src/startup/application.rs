//! The dashboard as one running thing.

use std::sync::Arc;
use std::time::Duration;

use app::model::page::settings::InForce;
use axum::Router;
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Core, SOURCE, StartupError};
use crate::clock::Clock as _;
use crate::collector::Collector;
use crate::config::ServeSettings;
use crate::grants::Grants;
use crate::http::{HttpParts, router};
use crate::service::{Exports, LandingService, Metrics, ServiceParts, SignIn, Webhooks, links_forgotten_before, ports};
use crate::storage::{LinkStore as _, RunStore as _, SessionStorage as _, SettingStore as _};

/// How long requests may still take after a stop was asked for.
const GRACE: Duration = Duration::from_secs(8);
/// How often old sessions, links and raw answers are removed.
const TIDY_EVERY: Duration = Duration::from_hours(1);

/// What `serve` and `demo` run.
#[derive(Debug)]
pub struct Application {
    /// Store, keys, clock.
    pub core: Core,
    /// Grants and collector; nothing without a client key.
    pub platform: Option<(Grants, Collector)>,
    /// What the landing page says.
    pub landing: LandingService,
    /// How browsers reach us.
    pub serve: ServeSettings,
    /// All settings, as an owner may read them.
    pub in_force: InForce,
    /// Notified at each sign-in.
    pub signed_in: Arc<tokio::sync::Notify>,
    /// Ends it all.
    pub stop: CancellationToken,
}

impl Application {
    /// The router of the dashboard.
    pub fn router(&self) -> Router {
        let store = Arc::new(self.core.store.clone());
        let parts = ServiceParts {
            creators: store.clone(),
            grants: store.clone(),
            links: store.clone(),
            runs: store.clone(),
            history: store.clone(),
            people: store.clone(),
            exports: store.clone(),
            accounts: store.clone(),
            sessions: store.clone(),
            settings: store.clone(),
            in_force: self.in_force.clone(),
            collector: self.platform.as_ref().map(|(_, collector)| collector.clone()),
            clock: Arc::clone(&self.core.clock),
            entropy: Arc::clone(&self.core.entropy),
            source: SOURCE,
        };
        router(HttpParts {
            ports: ports(&parts, self.landing.clone()),
            exports: Exports::new(parts),
            accounts: store.clone(),
            sessions: store.clone(),
            settings: store.clone(),
            metrics: Metrics::new(self.platform.as_ref().map(|(_, collector)| collector.clone()), store),
            sign_in: self.platform.clone().map(|(grants, collector)| SignIn::new(grants, collector, self.serve.sign_up)),
            webhooks: self.webhooks(),
            clock: Arc::clone(&self.core.clock),
            entropy: Arc::clone(&self.core.entropy),
            public_url: self.serve.public_url.clone(),
            shutdown: self.stop.clone(),
            signed_in: Arc::clone(&self.signed_in),
        })
    }

    fn webhooks(&self) -> Option<Webhooks> {
        let grants = self.platform.as_ref().map(|(grants, _)| grants.clone())?;
        Some(Webhooks::new(grants, Arc::new(self.core.store.clone()), Arc::clone(&self.core.clock)))
    }

    /// Serves until the stop, then waits for runs to be given back and closes the store.
    ///
    /// # Errors
    /// The listener fails.
    pub async fn run(self, listener: TcpListener) -> Result<(), StartupError> {
        if let Some(webhooks) = self.webhooks() {
            // What was taken before the last end and not handled.
            webhooks.settle().await;
        }
        // Both at once: a download that nobody reads must not take the runs' time to be given back.
        let give_back = async {
            self.stop.cancelled().await;
            if let Some((_, collector)) = &self.platform {
                let _late = tokio::time::timeout(GRACE, collector.stop()).await;
            }
        };
        let served = async {
            let served = serve(listener, self.router(), self.stop.clone()).await;
            // A listener that fails ends the rest as well.
            self.stop.cancel();
            served
        };
        let (served, ()) = tokio::join!(served, give_back);
        self.core.store.close().await;
        served
    }
}

/// Serves a router until the stop; requests under way get a few seconds.
///
/// # Errors
/// The listener fails.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) -> Result<(), StartupError> {
    // Without TCP_NODELAY every answer of two writes waits 40 ms for the client's delayed acknowledgement.
    let listener = listener.tap_io(|io| {
        if let Err(error) = io.set_nodelay(true) {
            tracing::debug!(error = %error, "TCP_NODELAY could not be set");
        }
    });
    let stopping = stop.clone();
    let server = axum::serve(listener, router).with_graceful_shutdown(async move { stopping.cancelled().await });
    let overdue = async {
        stop.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = server.into_future() => ended.map_err(StartupError::Serve),
        () = overdue => Ok(()),
    }
}

/// Removes what is no longer needed, every hour.
pub async fn keep_tidy(core: Core, raw_days: i64, stop: CancellationToken) {
    loop {
        let now = core.clock.now();
        if let Err(error) = core.store.prune_raw(now.plus_seconds(-raw_days * 86_400)).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "old raw answers could not be removed");
        }
        if let Err(error) = core.store.forget_names().await {
            tracing::warn!(error = &error as &dyn std::error::Error, "names that were turned off could not be erased to the end");
        }
        if let Err(error) = core.store.prune_sessions(crate::clock::SystemClock.now()).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "old sessions could not be removed");
        }
        if let Err(error) = core.store.prune_links(links_forgotten_before(now)).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "old links could not be removed");
        }
        tokio::select! {
            () = tokio::time::sleep(TIDY_EVERY) => {}
            () = stop.cancelled() => return,
        }
    }
}
