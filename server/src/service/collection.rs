//! The collection page.

use app::error::AppError;
use app::model::page::collection::{CollectionStatus, GrantForecast, QuotaView, RunDetail, RunView, ScopeView};
use app::model::page::overview::DayHealth;
use app::model::{Capability, CapabilityState, CapabilityStatus, CreatorId, Period, PlatformDay, Timestamp, grant};
use app::ports::{Collection, Viewer};
use async_trait::async_trait;

use super::ServiceParts;
use super::access::{creator, internal};
use crate::collector::ScopeQuota;
use crate::grants;
use crate::storage::CreatorKey;
use crate::storage::runs::RunKey;

const DAY_SECONDS: i64 = 86_400;

#[derive(Debug)]
pub(super) struct CollectionService(pub(super) ServiceParts);

#[async_trait]
impl Collection for CollectionService {
    async fn status(&self, viewer: &Viewer, id: &CreatorId) -> Result<CollectionStatus, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        let run = RunKey { creator: key.clone(), source: self.0.source.to_owned(), period: viewer.today };
        let today = self.0.runs.run(&run).await.map_err(internal)?;
        let next_due = self.next_due(&key).await?.map(|due| due.max(viewer.now));
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
        let days = self.0.history.health(&key, period).await.map_err(internal)?;
        Ok(days.into_iter().map(|day| day.seen_on(viewer.today)).collect())
    }

    async fn run(&self, viewer: &Viewer, id: &CreatorId, day: Option<PlatformDay>) -> Result<Option<RunDetail>, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        self.0.runs.detail(&key, self.0.source, day).await.map_err(internal)
    }

    async fn quota(&self, viewer: &Viewer, id: &CreatorId) -> Result<Option<QuotaView>, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        let Some(collector) = &self.0.collector else { return Ok(None) };
        let quotas = collector.quotas().await.map_err(internal)?;
        let scope = |quota: ScopeQuota| ScopeView {
            capability: quota.capability,
            scope: quota.scope.to_owned(),
            used: quota.used,
            limit: quota.limit,
            learned: quota.learned && quota.limit.is_some(),
            exhausted: quota.exhausted_at.is_some(),
            waits: quota.waiting.contains(&key),
            waiting: quota.waiting.len(),
        };
        Ok(Some(QuotaView { resets_at: collector.quotas_reset_at(), scopes: quotas.into_iter().map(scope).collect() }))
    }

    async fn forecast(&self, viewer: &Viewer, id: &CreatorId) -> Result<GrantForecast, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        let Some(record) = self.0.grants.grant(&key).await.map_err(internal)? else { return Ok(GrantForecast::default()) };
        let (terms, due) = (record.terms(), self.next_due(&key).await?);
        let grant = grant::health(&terms, viewer.now);
        let planned = match (due, grant.days_left.and(grant.ends_at)) {
            (Some(due), Some(end)) => {
                let first = due.max(viewer.now);
                let runs = (0..).map(|day| first.plus_seconds(day * DAY_SECONDS)).take_while(|at| *at < end);
                grants::forecast(&key, &terms, runs)
            }
            _ => Vec::new(),
        };
        Ok(GrantForecast { grant, planned })
    }

    async fn collect_now(&self, viewer: &Viewer, id: &CreatorId) -> Result<(), AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        let collector = self.0.collector.as_ref().ok_or(AppError::Upstream)?;
        collector.spawn_collect(key);
        Ok(())
    }
}

impl CollectionService {
    /// When the creator's next run is due; nothing without a client key or a living grant.
    async fn next_due(&self, key: &CreatorKey) -> Result<Option<Timestamp>, AppError> {
        let schedule = self.0.creators.schedule(key, self.0.source).await.map_err(internal)?;
        Ok(self.0.collector.as_ref().zip(schedule).and_then(|(collector, schedule)| collector.next_due(&schedule)))
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
