//! The collection page.

use app::error::AppError;
use app::model::grant;
use app::model::page::collection::{CollectionStatus, RunDetail, RunView};
use app::model::page::overview::DayHealth;
use app::model::{Capability, CapabilityState, CapabilityStatus, CreatorId, Period, PlatformDay};
use app::ports::{Collection, Viewer};
use async_trait::async_trait;

use super::ServiceParts;
use super::access::{creator, internal};
use crate::storage::runs::RunKey;

#[derive(Debug)]
pub(super) struct CollectionService(pub(super) ServiceParts);

#[async_trait]
impl Collection for CollectionService {
    async fn status(&self, viewer: &Viewer, id: &CreatorId) -> Result<CollectionStatus, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        let run = RunKey { creator: key.clone(), source: self.0.source.to_owned(), period: viewer.today };
        let today = self.0.runs.run(&run).await.map_err(internal)?;
        let schedule = self.0.creators.schedule(&key, self.0.source).await.map_err(internal)?;
        let next_due = self.0.collector.as_ref().zip(schedule).and_then(|(collector, schedule)| collector.next_due(&schedule));
        let next_due = next_due.map(|due| due.max(viewer.now));
        let tried = self.0.creators.capabilities(&key).await.map_err(internal)?;
        let grant = self.0.grants.grant(&key).await.map_err(internal)?.map(|grant| grant::health(&grant.terms(), viewer.now));
        Ok(CollectionStatus { today, next_due, grant: grant.unwrap_or_default(), capabilities: matrix(&tried) })
    }

    async fn runs(&self, viewer: &Viewer, id: &CreatorId, period: Period) -> Result<Vec<RunView>, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        self.0.runs.runs(&key, self.0.source, period.from(), period.to()).await.map_err(internal)
    }

    async fn calendar(&self, viewer: &Viewer, id: &CreatorId, period: Period) -> Result<Vec<DayHealth>, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        self.0.history.health(&key, period).await.map_err(internal)
    }

    async fn run(&self, viewer: &Viewer, id: &CreatorId, day: Option<PlatformDay>) -> Result<Option<RunDetail>, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        self.0.runs.detail(&key, self.0.source, day).await.map_err(internal)
    }

    async fn collect_now(&self, viewer: &Viewer, id: &CreatorId) -> Result<(), AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        let collector = self.0.collector.as_ref().ok_or(AppError::Upstream)?;
        collector.spawn_collect(key);
        Ok(())
    }
}

/// One row per capability; those never tried are untried.
fn matrix(tried: &[CapabilityState]) -> Vec<CapabilityState> {
    let untried = |capability| CapabilityState {
        capability,
        status: CapabilityStatus::Untried,
        code: None,
        message: String::new(),
        log_id: String::new(),
        since: None,
    };
    Capability::ALL
        .into_iter()
        .map(|capability| tried.iter().find(|state| state.capability == capability).cloned().unwrap_or_else(|| untried(capability)))
        .collect()
}
