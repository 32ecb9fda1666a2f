//! What the frame and the panels of one page all ask of its creator, asked once in a request.

use std::sync::Arc;

use app::error::AppError;
use app::model::page::CreatorHeader;
use app::model::page::overview::{Growth, LatestPortrait};
use app::model::{CreatorId, Period};
use app::ports::{Overview, Ports, Viewer};
use async_trait::async_trait;
use tokio::sync::OnceCell;

/// The ports of one request, which has one viewer: the header and the data version of a page's creator are asked for once.
///
/// A panel that is rendered by newer data than the version it is kept under is never asked for again: versions only grow.
pub fn asked_once(ports: &Ports) -> Ports {
    Ports { overview: Arc::new(AskedOnce { overview: Arc::clone(&ports.overview), page: OnceCell::new() }), ..ports.clone() }
}

struct AskedOnce {
    overview: Arc<dyn Overview>,
    /// Of the first creator that is asked about; a page has no other.
    page: OnceCell<Answers>,
}

struct Answers {
    creator: CreatorId,
    header: OnceCell<CreatorHeader>,
    version: OnceCell<i64>,
}

impl AskedOnce {
    async fn of(&self, creator: &CreatorId) -> Option<&Answers> {
        let first = || async { Answers { creator: creator.clone(), header: OnceCell::new(), version: OnceCell::new() } };
        Some(self.page.get_or_init(first).await).filter(|page| page.creator == *creator)
    }
}

#[async_trait]
impl Overview for AskedOnce {
    async fn header(&self, viewer: &Viewer, id: &CreatorId) -> Result<CreatorHeader, AppError> {
        let ask = || self.overview.header(viewer, id);
        match self.of(id).await {
            Some(page) => page.header.get_or_try_init(ask).await.cloned(),
            None => ask().await,
        }
    }

    async fn data_version(&self, viewer: &Viewer, id: &CreatorId) -> Result<i64, AppError> {
        let ask = || self.overview.data_version(viewer, id);
        match self.of(id).await {
            Some(page) => page.version.get_or_try_init(ask).await.copied(),
            None => ask().await,
        }
    }

    async fn growth(&self, viewer: &Viewer, id: &CreatorId, period: Period, compare: Option<Period>) -> Result<Growth, AppError> {
        self.overview.growth(viewer, id, period, compare).await
    }

    async fn portrait(&self, viewer: &Viewer, id: &CreatorId, period: Period) -> Result<LatestPortrait, AppError> {
        self.overview.portrait(viewer, id, period).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use app::model::{Language, Role, Timestamp};

    use super::*;

    /// Fails first, then counts.
    #[derive(Default)]
    struct Counting(AtomicI64);

    #[async_trait]
    impl Overview for Counting {
        async fn header(&self, _: &Viewer, _: &CreatorId) -> Result<CreatorHeader, AppError> {
            Err(AppError::NotFound)
        }

        async fn data_version(&self, _: &Viewer, _: &CreatorId) -> Result<i64, AppError> {
            match self.0.fetch_add(1, Ordering::Relaxed) {
                0 => Err(AppError::Unavailable),
                asked => Ok(asked),
            }
        }

        async fn growth(&self, _: &Viewer, _: &CreatorId, _: Period, _: Option<Period>) -> Result<Growth, AppError> {
            Err(AppError::NotFound)
        }

        async fn portrait(&self, _: &Viewer, _: &CreatorId, _: Period) -> Result<LatestPortrait, AppError> {
            Err(AppError::NotFound)
        }
    }

    #[tokio::test]
    async fn an_answer_is_asked_for_once_an_error_again_and_another_creator_always() {
        let once = AskedOnce { overview: Arc::new(Counting::default()), page: OnceCell::new() };
        let now = Timestamp(1_795_000_000);
        let (member, workspace) = ("m".into(), "w".into());
        let viewer = Viewer { member, role: Role::Owner, workspace, creator: None, language: Language::default(), today: now.day(), now };
        let ask = |id: &str| {
            let (once, viewer, id) = (&once, &viewer, CreatorId::from(id));
            async move { once.data_version(viewer, &id).await }
        };
        assert_eq!(ask("a").await, Err(AppError::Unavailable));
        assert_eq!((ask("a").await, ask("a").await), (Ok(1), Ok(1)));
        assert_eq!((ask("b").await, ask("b").await), (Ok(2), Ok(3)));
        assert_eq!(ask("a").await, Ok(1));
    }
}
