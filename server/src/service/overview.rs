//! The overview, and what stands above every page of a creator.

use app::error::AppError;
use app::model::page::overview::{CleanUp, Growth, LatestPortrait, fell};
use app::model::page::{CreatorHeader, GrantHealth};
use app::model::{CreatorId, DailyPoint, Period, PlatformDay};
use app::ports::{Overview, Viewer};
use async_trait::async_trait;

use super::ServiceParts;
use super::access::{Sight, creator, internal, key, sight};
use crate::storage::StoreError;

#[derive(Debug)]
pub(super) struct OverviewService(pub(super) ServiceParts);

#[async_trait]
impl Overview for OverviewService {
    async fn header(&self, viewer: &Viewer, id: &CreatorId) -> Result<CreatorHeader, AppError> {
        let record = creator(&*self.0.creators, viewer, id).await?;
        let grant = self.0.grants.grant(&record.key).await.map_err(internal)?;
        let span = self.0.history.span(&record.key).await.map_err(internal)?;
        Ok(CreatorHeader {
            id: record.key.creator,
            nickname: record.profile.nickname,
            open_id: record.open_id,
            grant: grant.map_or_else(GrantHealth::default, |grant| app::model::grant::health(&grant.terms(), viewer.now)),
            snapshot_day: span.last_day,
            snapshot_at: span.last_at,
            first_day: span.first_day,
            collecting: span.running,
        })
    }

    async fn growth(&self, viewer: &Viewer, id: &CreatorId, period: Period, compare: Option<Period>) -> Result<Growth, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        let compared = match compare {
            Some(period) => self.0.history.daily(&key, period).await.map_err(internal)?,
            None => Vec::new(),
        };
        let points = self.0.history.daily(&key, period).await.map_err(internal)?;
        let health = self.0.history.health(&key, period).await.map_err(internal)?;
        let health = health.into_iter().map(|day| day.seen_on(viewer.today)).collect();
        let clean_ups = self.clean_ups(viewer, compared.iter().chain(&points)).await?;
        Ok(Growth { period, points, compared, health, clean_ups })
    }

    async fn portrait(&self, viewer: &Viewer, id: &CreatorId, period: Period) -> Result<LatestPortrait, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        self.0.history.latest_portrait(&key, period).await.map_err(internal)
    }

    async fn data_version(&self, viewer: &Viewer, id: &CreatorId) -> Result<i64, AppError> {
        self.0.history.data_version(&key(viewer, id)?).await.map_err(|error| match error {
            StoreError::UnknownCreator => AppError::NotFound,
            error => internal(error),
        })
    }
}

impl OverviewService {
    /// The days on which a creator fell and most of the roster with it; for those who see the roster.
    async fn clean_ups(&self, viewer: &Viewer, points: impl Iterator<Item = &DailyPoint>) -> Result<Vec<CleanUp>, AppError> {
        if !matches!(sight(viewer), Sight::Workspace) {
            return Ok(Vec::new());
        }
        let falls: Vec<(PlatformDay, i64)> = points.filter(|point| fell(point)).filter_map(|point| Some((point.day, point.net?))).collect();
        if falls.is_empty() {
            return Ok(Vec::new());
        }
        let days: Vec<PlatformDay> = falls.iter().map(|(day, _)| *day).collect();
        let roster = self.0.history.roster_days(&viewer.workspace, &days).await.map_err(internal)?;
        let of = |(day, net): (PlatformDay, i64)| {
            let roster = roster.iter().find(|roster| roster.day == day && roster.is_clean_up())?;
            Some(CleanUp { day, net, fell: roster.fell, known: roster.known })
        };
        Ok(falls.into_iter().filter_map(of).collect())
    }
}
