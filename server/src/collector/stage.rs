//! A page of the source as a page to be staged.

use app::model::{Capability, CapabilityStatus, ListKind, SeriesPoint, Timestamp};

use super::assess;
use super::run::Run;
use crate::source::{Page, Records};
use crate::storage::runs::{RawResponse, StagedPage, StagedRecords};

/// So many warnings of one page are logged.
const WARNINGS: usize = 5;

impl Run<'_> {
    /// The status is what the page alone says about the capability.
    pub(super) fn staged(&mut self, capability: Capability, page: Page, now: Timestamp) -> (StagedPage, CapabilityStatus) {
        self.warn(capability, &page.warnings);
        let mut status = CapabilityStatus::Working;
        let records = match page.records {
            Records::Profile(profile) => StagedRecords::Profile(profile),
            Records::Portrait(portrait) => {
                self.total_fans = portrait.total_fans;
                status = assess::portrait(&portrait, self.days_since_consent());
                StagedRecords::Portrait(portrait)
            }
            Records::Series(points) => StagedRecords::Series(self.past(points)),
            Records::Members(members) => {
                let kind = if capability == Capability::FollowingList { ListKind::Following } else { ListKind::Fans };
                StagedRecords::Members(kind, members)
            }
        };
        let raw = page.raw.into_iter().map(|raw| RawResponse { endpoint: raw.endpoint.to_owned(), body: raw.body }).collect();
        let staged = StagedPage {
            capability,
            records,
            pages: 1,
            next: page.next,
            requests: page.requests,
            reported_total: page.reported_total,
            moved: false,
            raw,
            fetched_at: now,
        };
        (staged, status)
    }

    /// Series speak of days that are over; a row dated today or later means that the two clocks disagree.
    fn past(&self, points: Vec<SeriesPoint>) -> Vec<SeriesPoint> {
        let (past, early): (Vec<_>, Vec<_>) = points.into_iter().partition(|point| point.day < self.period());
        if let Some(first) = early.first() {
            tracing::warn!(
                creator.id = %self.creator.key.creator,
                day = %first.day,
                rows = early.len(),
                "series rows dated today or later were kept out; is this machine's clock right?"
            );
        }
        past
    }

    fn warn(&self, capability: Capability, warnings: &[String]) {
        for warning in warnings.iter().take(WARNINGS) {
            tracing::warn!(creator.id = %self.creator.key.creator, capability = capability.as_str(), "{warning}");
        }
    }
}
