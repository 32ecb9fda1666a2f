//! The flow page.

use app::error::AppError;
use app::model::page::flow::FlowHistory;
use app::model::{CreatorId, Period};
use app::ports::{Flow, Viewer};
use async_trait::async_trait;

use super::ServiceParts;
use super::access::{creator, internal};

#[derive(Debug)]
pub(super) struct FlowService(pub(super) ServiceParts);

#[async_trait]
impl Flow for FlowService {
    async fn history(&self, viewer: &Viewer, id: &CreatorId, period: Period, compare: Option<Period>) -> Result<FlowHistory, AppError> {
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        let compared = match compare {
            Some(period) => self.0.history.flow(&key, period).await.map_err(internal)?,
            None => Vec::new(),
        };
        let days = self.0.history.flow(&key, period).await.map_err(internal)?;
        Ok(FlowHistory { period, days, compared })
    }
}
