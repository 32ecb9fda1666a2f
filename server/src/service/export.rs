//! CSV exports from the browser: the same authorisation and the same periods as the pages.

use std::pin::Pin;

use app::error::AppError;
use app::filter::{Filter, PeopleFilter, Preset, Range, RosterQuery};
use app::model::{CreatorId, Dataset, Dimension, PlatformDay};
use app::ports::Viewer;
use bytes::Bytes;
use futures::Stream;

use super::ServiceParts;
use super::access::{Sight, creator, internal, sight};
use crate::export;
use crate::storage::export::ExportQuery;
use crate::storage::{CreatorKey, StoreError};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// Which dataset.
    pub dataset: Dataset,
    /// One creator; nothing = all the viewer sees.
    pub creator: Option<CreatorId>,
    /// First day, included.
    pub from: Option<PlatformDay>,
    /// Last day, included.
    pub to: Option<PlatformDay>,
    /// A preset of the period picker, when neither day is given.
    pub period: Option<String>,
    /// Only this dimension of the portrait.
    pub dimension: Option<Dimension>,
    /// Only these people of a list.
    pub people: PeopleFilter,
    /// Search and order of the roster; its page does not matter.
    pub roster: RosterQuery,
}

/// The bytes of a CSV file.
pub type CsvStream = Pin<Box<dyn Stream<Item = Result<Bytes, StoreError>> + Send>>;

/// CSV exports.
#[derive(Clone, Debug)]
pub struct Exports(ServiceParts);

impl Exports {
    /// Exports over these parts.
    pub fn new(parts: ServiceParts) -> Self {
        Self(parts)
    }

    /// The file's name and its bytes.
    pub async fn stream(&self, viewer: &Viewer, request: ExportRequest) -> Result<(String, CsvStream), AppError> {
        let creators = self.creators(viewer, &request).await?;
        let (from, to) = self.range(viewer, &creators, &request).await?;
        let who = request.creator.as_ref().map(|id| format!("-{id}")).unwrap_or_default();
        let name = format!("fanscope-{}{who}-{}.csv", request.dataset.as_str(), viewer.today);
        let query = ExportQuery {
            dataset: request.dataset,
            creators,
            from,
            to,
            dimension: request.dimension,
            people: Some(request.people).filter(|people| !people.is_empty()),
            today: viewer.today,
            now: viewer.now,
        };
        Ok((name, Box::pin(export::stream(std::sync::Arc::clone(&self.0.exports), query))))
    }

    async fn creators(&self, viewer: &Viewer, request: &ExportRequest) -> Result<Vec<CreatorKey>, AppError> {
        let one = request.creator.as_ref();
        let own = match sight(viewer) {
            Sight::Own(None) => return if one.is_some() { Err(AppError::NotFound) } else { Ok(Vec::new()) },
            Sight::Own(own) => own,
            Sight::Workspace => None,
        };
        if let Some(id) = one.or(own) {
            return Ok(vec![creator(&*self.0.creators, viewer, id).await?.key]);
        }
        if request.dataset == Dataset::Roster {
            let (workspace, query) = (&viewer.workspace, &request.roster);
            let ids = self.0.history.roster_order(workspace, None, query, viewer.today, viewer.now).await.map_err(internal)?;
            return Ok(ids.into_iter().map(|creator| CreatorKey { workspace: workspace.clone(), creator }).collect());
        }
        let all = self.0.creators.creators(&viewer.workspace).await.map_err(internal)?;
        Ok(all.into_iter().map(|record| record.key).collect())
    }

    /// The days of the picker's preset, as the page resolves them; a known preset wins over single days, as it does there.
    async fn range(&self, viewer: &Viewer, creators: &[CreatorKey], request: &ExportRequest) -> Result<Days, AppError> {
        let Some(word) = request.period.as_deref().filter(|word| !matches!(*word, "" | "custom")) else {
            return Ok((request.from, request.to));
        };
        let (filter, notices) = Filter::parse(&format!("period={word}"));
        if !notices.is_empty() {
            return Err(AppError::Invalid { field: "period".to_owned() });
        }
        if filter.range == Range::Preset(Preset::All) {
            return Ok((None, None));
        }
        let first_day = match creators {
            [one] => self.0.history.span(one).await.map_err(internal)?.first_day,
            _ => None,
        };
        let period = filter.resolve(viewer.today, first_day).period;
        Ok((Some(period.from()), Some(period.to())))
    }
}

/// First and last day, both included; nothing = no bound.
type Days = (Option<PlatformDay>, Option<PlatformDay>);
