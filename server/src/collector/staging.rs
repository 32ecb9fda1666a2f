//! Staging beside reading: while a batch is written, the next pages are fetched and decoded. One batch at a time, so that they are staged
//! in the order of their cursors.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::{JoinError, JoinHandle};
use tokio::time::Instant;

use crate::storage::runs::{RunTicket, StagedPage};
use crate::storage::{RunStore, StoreError};

/// A batch that takes longer is waited for when the next page comes: what a killed run fetches again stays what came in these moments.
const LONGEST: Duration = Duration::from_millis(50);

/// A batch of so few is of a platform that takes its time: it is waited for at once, so that a killed run fetches one page again.
const FEWEST: i64 = 1;

/// The batch that is being staged, if there is one.
#[derive(Debug, Default)]
pub(super) struct Staging(Option<UnderWay>);

#[derive(Debug)]
struct UnderWay {
    task: JoinHandle<Result<i64, StoreError>>,
    pages: i64,
    since: Instant,
}

impl Staging {
    /// Begins to stage a batch, after the one before.
    ///
    /// # Errors
    /// What became of the one before; this batch is not begun then.
    pub(super) async fn begin(&mut self, runs: &Arc<dyn RunStore>, ticket: &RunTicket, page: StagedPage) -> Result<(), StoreError> {
        self.settle().await?;
        let (runs, ticket, pages) = (Arc::clone(runs), ticket.clone(), page.pages);
        let task = tokio::spawn(async move { runs.stage(&ticket, page).await });
        self.0 = Some(UnderWay { task, pages, since: Instant::now() });
        Ok(())
    }

    /// Whether the batch under way must be staged before another page is asked for.
    pub(super) fn is_late(&self) -> bool {
        let late = |batch: &UnderWay| batch.pages <= FEWEST || batch.since.elapsed() >= LONGEST;
        self.0.as_ref().is_some_and(|batch| !batch.task.is_finished() && late(batch))
    }

    /// Waits for the batch that is under way; the rows that its step has staged by then, nothing when there is no batch.
    ///
    /// # Errors
    /// What became of it.
    pub(super) async fn settle(&mut self) -> Result<Option<i64>, StoreError> {
        let Some(batch) = &mut self.0 else { return Ok(None) };
        let staged = (&mut batch.task).await;
        self.0 = None;
        staged.unwrap_or_else(|error| Err(broken(error))).map(Some)
    }
}

/// A panic of the store's is ours too.
fn broken(error: JoinError) -> StoreError {
    match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(cancelled) => StoreError::Database(Box::new(cancelled)),
    }
}
