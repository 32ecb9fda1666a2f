//! The fans page and the following page.

use app::error::AppError;
use app::filter::PeopleQuery;
use app::model::page::people::{Ledger, ListOutcome, ListQuality, Origins, PeopleSummary};
use app::model::{Capability, CapabilityStatus, CreatorId, ListKind, Period, TotalSource};
use app::ports::{People, Viewer};
use async_trait::async_trait;

use super::ServiceParts;
use super::access::{creator, internal};
use crate::storage::CreatorKey;

/// How far back a total is looked for, in days.
const WEEK: u64 = 7;

#[derive(Debug)]
pub(super) struct PeopleService(pub(super) ServiceParts);

impl PeopleService {
    /// Whether the overview has the platform's own numbers: the series is given now, or was on a day of the period.
    async fn has_series(&self, key: &CreatorKey, period: Period) -> Result<bool, AppError> {
        let tried = self.0.creators.capabilities(key).await.map_err(internal)?;
        if tried.iter().any(|tried| tried.capability == Capability::Series && tried.status == CapabilityStatus::Working) {
            return Ok(true);
        }
        let days = self.0.history.daily(key, period).await.map_err(internal)?;
        Ok(days.iter().any(|day| day.source == Some(TotalSource::Series)))
    }
}

#[async_trait]
impl People for PeopleService {
    async fn ledger(
        &self,
        viewer: &Viewer,
        id: &CreatorId,
        list: ListKind,
        period: Period,
        query: &PeopleQuery,
    ) -> Result<Ledger, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        self.0.people.ledger(&key, list, period, query).await.map_err(internal)
    }

    async fn summary(&self, viewer: &Viewer, id: &CreatorId, list: ListKind, period: Period) -> Result<PeopleSummary, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        let summary = self.0.people.people_summary(&key, list, period).await.map_err(internal)?;
        let series = list == ListKind::Fans && self.has_series(&key, period).await?;
        Ok(PeopleSummary { series, ..summary })
    }

    async fn origins(&self, viewer: &Viewer, id: &CreatorId, list: ListKind, period: Period) -> Result<Origins, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        self.0.people.origins(&key, list, period).await.map_err(internal)
    }

    async fn quality(&self, viewer: &Viewer, id: &CreatorId, list: ListKind) -> Result<ListQuality, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        let mut quality = self.0.people.list_quality(&key, list).await.map_err(internal)?;
        // A capped list may say nothing of the whole, or only what it shows; the day's total does.
        if list == ListKind::Fans && quality.outcome == ListOutcome::Capped && quality.total.is_none_or(|total| total <= quality.listed) {
            let days = self.0.history.daily(&key, Period::ending(viewer.today, WEEK)).await.map_err(internal)?;
            let newest = days.iter().rev().find_map(|day| day.total);
            quality.total = newest.filter(|total| *total > quality.listed);
        }
        Ok(quality)
    }
}
