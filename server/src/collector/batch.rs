//! Pages of a list that are staged together: a fast platform would otherwise make every page wait for a transaction.

use std::time::Duration;

use tokio::time::Instant;

use crate::storage::runs::{StagedPage, StagedRecords};

/// Pages wait no longer than this, so a run that is killed fetches again what came in these moments: one page of a real platform.
const LONGEST_WAIT: Duration = Duration::from_millis(50);

/// Pages read and not yet staged.
#[derive(Debug, Default)]
pub(super) struct Batch {
    page: Option<StagedPage>,
    since: Option<Instant>,
}

impl Batch {
    /// Adds the page that follows; the cursor and the reported total are the newest page's.
    pub(super) fn add(&mut self, page: StagedPage) {
        self.since.get_or_insert_with(Instant::now);
        self.page = Some(match self.page.take() {
            Some(before) => joined(before, page),
            None => page,
        });
    }

    /// Whether the oldest page has waited long enough, or is of a kind that does not wait.
    pub(super) fn is_due(&self) -> bool {
        let waits = matches!(self.page, Some(StagedPage { records: StagedRecords::Members(..), .. }));
        !waits || self.since.is_some_and(|since| since.elapsed() >= LONGEST_WAIT)
    }

    /// Ends when what waits has waited long enough; never while nothing waits.
    pub(super) async fn wait(&self) {
        match self.since {
            Some(since) => tokio::time::sleep_until(since + LONGEST_WAIT).await,
            None => std::future::pending().await,
        }
    }

    /// Everything that waits, as one page.
    pub(super) fn take(&mut self) -> Option<StagedPage> {
        self.since = None;
        self.page.take()
    }
}

fn joined(before: StagedPage, page: StagedPage) -> StagedPage {
    let mut joined = page;
    joined.moved |= before.moved || before.reported_total.zip(joined.reported_total).is_some_and(|(before, now)| before != now);
    joined.pages += before.pages;
    joined.requests += before.requests;
    joined.reported_total = joined.reported_total.or(before.reported_total);
    if let (StagedRecords::Members(_, members), StagedRecords::Members(_, mut earlier)) = (&mut joined.records, before.records) {
        earlier.append(members);
        *members = earlier;
    }
    joined
}
