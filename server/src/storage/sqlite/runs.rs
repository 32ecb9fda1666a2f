//! Runs: claimed by one process, staged page by page, committed once.

mod claim;
mod detail;
mod finish;
mod gaps;
mod stage;
mod step;
mod ticket;
mod views;

use app::model::page::collection::{RunDetail, RunView};
use app::model::{Capability, GapReason, PlatformDay, Timestamp};
use async_trait::async_trait;

#[cfg(test)]
pub(super) use detail::{NEWEST, NEXT, PREVIOUS, STEPS};
pub(super) use finish::reason_of;
#[cfg(test)]
pub(super) use views::{OF_PERIOD, STEPS_OF};

use super::{SqliteStore, commit, keys};
use crate::failpoint::{Failpoint, reach};
use crate::storage::runs::{Claim, ClaimTerms, Committed, Gap, RunKey, RunTicket, StagedPage, StepOutcome, StepProgress};
use crate::storage::{CreatorKey, RunStore, StoreError};

#[async_trait]
impl RunStore for SqliteStore {
    async fn claim(&self, key: &RunKey, terms: ClaimTerms) -> Result<Claim, StoreError> {
        reach(Failpoint::RunClaim)?;
        let mut write = self.write().await?;
        let creator = keys::require(&mut *write, &key.creator).await?;
        let claim = claim::claim(&mut write, creator, key, &terms).await?;
        write.commit().await?;
        reach(Failpoint::RunClaimed)?;
        Ok(claim)
    }

    async fn heartbeat(&self, ticket: &RunTicket, until: Timestamp) -> Result<(), StoreError> {
        reach(Failpoint::LeaseExtend)?;
        let mut write = self.write_in_passing().await?;
        ticket::extend(&mut write, ticket, until).await?;
        write.commit().await?;
        Ok(reach(Failpoint::LeaseExtended)?)
    }

    async fn steps(&self, ticket: &RunTicket) -> Result<Vec<StepProgress>, StoreError> {
        step::progress(&mut *self.readers().acquire().await?, ticket.run).await
    }

    async fn begin_step(&self, ticket: &RunTicket, capability: Capability, restart: bool, now: Timestamp) -> Result<(), StoreError> {
        reach(Failpoint::StepBegin)?;
        let mut write = self.write_in_passing().await?;
        ticket::hold(&mut write, ticket).await?;
        step::begin(&mut write, ticket.run, capability, restart, now).await?;
        write.commit().await?;
        Ok(reach(Failpoint::StepBegun)?)
    }

    async fn stage(&self, ticket: &RunTicket, page: StagedPage) -> Result<i64, StoreError> {
        reach(Failpoint::PageStage)?;
        let mut write = self.write_in_passing().await?;
        ticket::hold(&mut write, ticket).await?;
        let rows = stage::stage(&mut write, ticket.run, page).await?;
        reach(Failpoint::PageStaging)?;
        write.commit().await?;
        reach(Failpoint::PageStaged)?;
        Ok(rows)
    }

    async fn end_step(&self, ticket: &RunTicket, outcome: StepOutcome) -> Result<(), StoreError> {
        reach(Failpoint::StepEnd)?;
        let mut write = self.write_in_passing().await?;
        ticket::hold(&mut write, ticket).await?;
        let creator = keys::require(&mut *write, &ticket.key.creator).await?;
        step::end(&mut write, ticket.run, creator, &outcome).await?;
        write.commit().await?;
        Ok(reach(Failpoint::StepEnded)?)
    }

    async fn commit(&self, ticket: &RunTicket, now: Timestamp) -> Result<Committed, StoreError> {
        reach(Failpoint::RunCommit)?;
        let mut write = self.write().await?;
        ticket::hold(&mut write, ticket).await?;
        let committed = commit::commit(&mut write, ticket.run, now).await?;
        write.commit().await?;
        reach(Failpoint::RunCommitted)?;
        Ok(committed)
    }

    async fn end_as_gap(&self, ticket: &RunTicket, reason: GapReason, code: Option<i64>, now: Timestamp) -> Result<(), StoreError> {
        reach(Failpoint::RunEndAsGap)?;
        let mut write = self.write().await?;
        ticket::hold(&mut write, ticket).await?;
        finish::without_snapshot(&mut write, ticket.run, reason, code, now).await?;
        write.commit().await?;
        Ok(reach(Failpoint::RunEndedAsGap)?)
    }

    async fn release(&self, ticket: &RunTicket, now: Timestamp) -> Result<(), StoreError> {
        reach(Failpoint::RunRelease)?;
        let mut write = self.write().await?;
        ticket::hold(&mut write, ticket).await?;
        ticket::extend(&mut write, ticket, now).await?;
        write.commit().await?;
        Ok(reach(Failpoint::RunReleased)?)
    }

    async fn record_gaps(&self, creator: &CreatorKey, source: &str, gaps: &[Gap], now: Timestamp) -> Result<(), StoreError> {
        reach(Failpoint::GapsRecord)?;
        let mut write = self.write().await?;
        let creator = keys::require(&mut *write, creator).await?;
        gaps::record(&mut write, creator, source, gaps, now).await?;
        reach(Failpoint::GapsRecording)?;
        write.commit().await?;
        Ok(reach(Failpoint::GapsRecorded)?)
    }

    async fn close_before(&self, today: PlatformDay, now: Timestamp) -> Result<u64, StoreError> {
        reach(Failpoint::RunsClose)?;
        let mut write = self.write().await?;
        let closed = finish::close_before(&mut write, today, now).await?;
        write.commit().await?;
        reach(Failpoint::RunsClosed)?;
        Ok(closed)
    }

    async fn run(&self, key: &RunKey) -> Result<Option<RunView>, StoreError> {
        Ok(self.runs(&key.creator, &key.source, key.period, key.period).await?.pop())
    }

    async fn runs(&self, creator: &CreatorKey, source: &str, from: PlatformDay, to: PlatformDay) -> Result<Vec<RunView>, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let Some(creator) = keys::find(&mut *connection, creator).await? else { return Ok(Vec::new()) };
        views::of_period(&mut connection, creator, source, from, to).await
    }

    async fn detail(&self, creator: &CreatorKey, source: &str, period: Option<PlatformDay>) -> Result<Option<RunDetail>, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let Some(creator) = keys::find(&mut *connection, creator).await? else { return Ok(None) };
        detail::of(&mut connection, creator, source, period).await
    }

    async fn prune_raw(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut write = self.write().await?;
        let pruned = sqlx::query("DELETE FROM raw_response WHERE fetched_at < ?").bind(before.0).execute(&mut *write).await?;
        write.commit().await?;
        Ok(pruned.rows_affected())
    }
}
