//! The audience page.

use app::error::AppError;
use app::model::page::audience::Composition;
use app::model::{CreatorId, Dimension, Period};
use app::ports::{Audience, Viewer};
use async_trait::async_trait;

use super::ServiceParts;
use super::access::{creator, internal};

#[derive(Debug)]
pub(super) struct AudienceService(pub(super) ServiceParts);

#[async_trait]
impl Audience for AudienceService {
    async fn composition(&self, viewer: &Viewer, id: &CreatorId, dimension: Dimension, period: Period) -> Result<Composition, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        self.0.history.composition(&key, dimension, period).await.map_err(internal)
    }
}
