//! Use cases; one file per page, implementing that page's port.

mod access;
mod asked_once;
mod audience;
mod collection;
mod export;
mod flow;
mod landing;
mod links;
mod metrics;
mod overview;
mod people;
mod roster;
mod settings;
mod sign_in;
mod webhooks;

use std::sync::Arc;

use app::model::page::settings::InForce;
use app::ports::Ports;

pub use asked_once::asked_once;
pub use export::{CsvStream, ExportRequest, Exports};
pub use landing::{DemoProgress, LandingService};
pub use links::{link_hash, links_forgotten_before};
pub use metrics::Metrics;
pub use sign_in::{Relinked, SignIn, SignedIn};
pub use webhooks::{Received, WebhookError, Webhooks};

use crate::clock::Clock;
use crate::collector::Collector;
use crate::entropy::Entropy;
use crate::storage::{
    AccountStore, CreatorStore, ExportStore, GrantStore, HistoryStore, LinkStore, PeopleStore, RunStore, SessionStorage, SettingStore,
};

/// What the use cases are made of.
#[derive(Clone)]
pub struct ServiceParts {
    /// Creators and capabilities.
    pub creators: Arc<dyn CreatorStore>,
    /// Grants, for their health.
    pub grants: Arc<dyn GrantStore>,
    /// Re-authorisation links.
    pub links: Arc<dyn LinkStore>,
    /// Runs.
    pub runs: Arc<dyn RunStore>,
    /// Reads for pages.
    pub history: Arc<dyn HistoryStore>,
    /// Reads for the ledgers of people.
    pub people: Arc<dyn PeopleStore>,
    /// Reads for exports.
    pub exports: Arc<dyn ExportStore>,
    /// Members and the audit log.
    pub accounts: Arc<dyn AccountStore>,
    /// Browser sessions.
    pub sessions: Arc<dyn SessionStorage>,
    /// What an owner chose.
    pub settings: Arc<dyn SettingStore>,
    /// The settings the installation runs with.
    pub in_force: InForce,
    /// Collects now; nothing without a client key.
    pub collector: Option<Collector>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// What stands in links.
    pub entropy: Arc<dyn Entropy>,
    /// The source whose runs are shown.
    pub source: &'static str,
}

impl std::fmt::Debug for ServiceParts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ServiceParts").field("source", &self.source).finish_non_exhaustive()
    }
}

/// Puts one service behind each port.
pub fn ports(parts: &ServiceParts, landing: LandingService) -> Ports {
    Ports {
        landing: Arc::new(landing),
        roster: Arc::new(roster::RosterService(parts.clone())),
        overview: Arc::new(overview::OverviewService(parts.clone())),
        audience: Arc::new(audience::AudienceService(parts.clone())),
        people: Arc::new(people::PeopleService(parts.clone())),
        flow: Arc::new(flow::FlowService(parts.clone())),
        collection: Arc::new(collection::CollectionService(parts.clone())),
        links: Arc::new(links::LinkService(parts.clone())),
        settings: Arc::new(settings::SettingsService(parts.clone())),
        rendered: app::rendered::Rendered::default(),
    }
}
