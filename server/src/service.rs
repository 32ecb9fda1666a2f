//! Use cases; one file per page, implementing that page's port.

mod access;
mod audience;
mod collection;
mod export;
mod flow;
mod landing;
mod overview;
mod roster;
mod sign_in;

use std::sync::Arc;

use app::ports::Ports;

pub use export::{CsvStream, ExportRequest, Exports};
pub use landing::{DemoProgress, LandingService};
pub use sign_in::{SignIn, SignedIn};

use crate::clock::Clock;
use crate::collector::Collector;
use crate::storage::{CreatorStore, ExportStore, GrantStore, HistoryStore, RunStore};

/// What the use cases are made of.
#[derive(Clone)]
pub struct ServiceParts {
    /// Creators and capabilities.
    pub creators: Arc<dyn CreatorStore>,
    /// Grants, for their health.
    pub grants: Arc<dyn GrantStore>,
    /// Runs.
    pub runs: Arc<dyn RunStore>,
    /// Reads for pages.
    pub history: Arc<dyn HistoryStore>,
    /// Reads for exports.
    pub exports: Arc<dyn ExportStore>,
    /// Collects now; nothing without a client key.
    pub collector: Option<Collector>,
    /// Time.
    pub clock: Arc<dyn Clock>,
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
        flow: Arc::new(flow::FlowService(parts.clone())),
        collection: Arc::new(collection::CollectionService(parts.clone())),
    }
}
