//! One step of a run: one capability, page by page.

use app::model::{Capability, CapabilityStatus, GapReason, StepState, Timestamp};

use super::assess;
use super::batch::Batch;
use super::gate::Closed;
use super::outcome::CollectError;
use super::paging::Paging;
use super::read::{Answer, Refusal};
use super::retakes;
use super::run::{Run, StepEnd, Stop};
use crate::source::{Access, Action, SourceError};
use crate::storage::runs::{StepOutcome, StepProgress};

/// A list is gone on with when its last page was read less than this ago.
const OLD_CURSOR_SECONDS: i64 = 600;

impl Run<'_> {
    pub(super) async fn step(
        &mut self,
        capability: Capability,
        before: Option<&StepProgress>,
        access: &mut Access,
    ) -> Result<StepEnd, CollectError> {
        self.batch = Batch::default();
        if let Some(until) = self.inner.waits(capability, &self.creator.key).await? {
            return self.wait_for_quota(capability, until).await;
        }
        let end = self.pages(capability, before, access).await;
        if matches!(end, Err(CollectError::Cancelled)) {
            self.flush().await?;
        }
        end
    }

    async fn pages(&mut self, capability: Capability, before: Option<&StepProgress>, access: &mut Access) -> Result<StepEnd, CollectError> {
        if let Some(read) = before.filter(|step| self.is_read(step)) {
            return self.ended(capability, read.rows, CapabilityStatus::Working, true, 0).await;
        }
        let mut cursor = self.begin(capability, before).await?;
        let mut paging = Paging::new(cursor.as_ref(), self.inner.parts.source.list_cap());
        let mut vain = 0;
        loop {
            self.keep_going().await?;
            if self.is_over() {
                return self.midnight(capability).await;
            }
            let page = match self.read(capability, cursor.as_deref(), access, &mut vain).await? {
                Answer::Page(page) => page,
                Answer::Refused(refusal) => {
                    self.flush().await?;
                    return self.refused(capability, refusal, vain).await;
                }
                Answer::Closed(closed) => {
                    self.flush().await?;
                    return self.closed(capability, closed, vain).await;
                }
                Answer::Lost(stop) => {
                    self.flush().await?;
                    return self.give_up(capability, stop, vain).await;
                }
            };
            if self.is_over() {
                return self.midnight(capability).await;
            }
            cursor.clone_from(&page.next);
            // One that nobody vouches for holds nothing, and staged it would look like the proper end of the list to whoever takes the
            // run over; the first one says at least that the list was asked for.
            let counts = page.vouched || !paging.has_begun();
            let advances = paging.advances(&page);
            let (staged, status) = self.staged(capability, page, self.inner.now());
            if counts {
                self.batch.add(staged);
            } else {
                vain += staged.requests;
            }
            match &cursor {
                None => {
                    let rows = self.flush().await?;
                    return self.ended(capability, rows, status, paging.is_vouched(), vain).await;
                }
                Some(_) if !advances => {
                    self.flush().await?;
                    let refusal = Refusal { action: Action::Skip, error: endless() };
                    return self.refused(capability, refusal, vain).await;
                }
                Some(_) if self.batch.is_due() => self.stage_aside().await?,
                Some(_) => {
                    if self.staging.is_late() {
                        self.staging.settle().await?;
                    }
                }
            }
        }
    }

    /// Whether the last page of a step with many was staged just before its process died: all that lacks is to say so.
    fn is_read(&self, step: &StepProgress) -> bool {
        let has_end = match step.capability {
            Capability::Profile | Capability::Portrait => false,
            Capability::Series => true,
            // An empty list may be one that nobody vouched for.
            Capability::FanList | Capability::FollowingList => step.rows > 0,
        };
        has_end && step.pages > 0 && step.cursor.is_none() && self.is_fresh(step)
    }

    fn is_fresh(&self, step: &StepProgress) -> bool {
        let age = step.fetched_at.map(|at| self.inner.now().seconds_since(at));
        step.state == StepState::Running && age.is_some_and(|age| (0..OLD_CURSOR_SECONDS).contains(&age))
    }

    /// Goes on at the saved cursor of an interrupted step. A failed one begins anew, as does one interrupted too long ago: lists keep no
    /// order, so a cursor means little after a while.
    async fn begin(&self, capability: Capability, before: Option<&StepProgress>) -> Result<Option<String>, CollectError> {
        let saved = before.filter(|step| self.is_fresh(step)).and_then(|step| step.cursor.clone());
        let restart = saved.is_none() && before.is_some_and(|step| step.pages > 0);
        self.inner.parts.runs.begin_step(self.ticket, capability, restart, self.inner.now()).await?;
        Ok(saved)
    }

    /// Stages what waits, while the next pages are read.
    pub(super) async fn stage_aside(&mut self) -> Result<(), CollectError> {
        match self.batch.take() {
            Some(page) => Ok(self.staging.begin(&self.inner.parts.runs, self.ticket, page).await?),
            None => Ok(()),
        }
    }

    /// Stages what waits, and sees the end of it; the rows that the step has staged so far, none when nothing waited.
    pub(super) async fn flush(&mut self) -> Result<i64, CollectError> {
        self.stage_aside().await?;
        Ok(self.staging.settle().await?.unwrap_or_default())
    }

    /// The last page is staged. What came may still be nothing for a reason: too few fans, or too early.
    async fn ended(
        &mut self,
        capability: Capability,
        rows: i64,
        status: CapabilityStatus,
        vouched: bool,
        requests: i64,
    ) -> Result<StepEnd, CollectError> {
        let status = match capability {
            Capability::Series => assess::series(rows, self.total_fans, self.days_since_consent()),
            _ => status,
        };
        let (state, end) = match status {
            CapabilityStatus::Working => (StepState::Done, StepEnd::Recorded),
            CapabilityStatus::Failing => (StepState::Failed, StepEnd::Failed(GapReason::PlatformFailed, None)),
            _ if capability == Capability::Portrait => (StepState::Skipped, StepEnd::Recorded),
            _ => (StepState::Skipped, StepEnd::Nothing),
        };
        let message = if status == CapabilityStatus::Failing { "the answer is empty although it should not be" } else { "" };
        let outcome = StepOutcome {
            paging_ended: vouched,
            list_cap: self.inner.parts.source.list_cap(),
            message: message.to_owned(),
            requests,
            ..self.blank(capability, state, status)
        };
        self.end_step(outcome).await?;
        Ok(end)
    }

    async fn refused(&mut self, capability: Capability, refusal: Refusal, requests: i64) -> Result<StepEnd, CollectError> {
        let Refusal { action, error } = refusal;
        let (state, status) = match action {
            Action::Disable(status) => (StepState::Skipped, status),
            _ => (StepState::Failed, CapabilityStatus::Failing),
        };
        let outcome = StepOutcome {
            code: error.code(),
            message: words(&error),
            log_id: error.log_id().to_owned(),
            requests,
            ..self.blank(capability, state, status)
        };
        let gap = if action == Action::StopScope { GapReason::Quota } else { GapReason::PlatformFailed };
        let stop = Stop { gap, code: outcome.code, message: outcome.message.clone(), log_id: outcome.log_id.clone() };
        self.log(capability, &error);
        self.end_step(outcome).await?;
        let now = self.inner.now();
        let filled = if action == Action::StopScope { self.inner.exhaust(capability).await? } else { now };
        if !matches!(action, Action::Disable(_)) {
            self.try_again(retakes::again(action, now, filled));
        }
        Ok(match action {
            Action::Disable(_) => StepEnd::Nothing,
            Action::SuspendAccount | Action::StopApp | Action::BackOffLong => StepEnd::Stop(stop),
            _ => StepEnd::Failed(stop.gap, stop.code),
        })
    }

    /// Nobody asks the platform now, or not for this. Nothing is said of the capability.
    async fn closed(&mut self, capability: Capability, closed: Closed, requests: i64) -> Result<StepEnd, CollectError> {
        self.try_again(closed.until);
        let gap = GapReason::PlatformFailed;
        let stop = Stop { gap, code: closed.code, message: gap.as_str().to_owned(), log_id: String::new() };
        let end = self.give_up(capability, stop, requests).await?;
        Ok(if closed.whole { end } else { StepEnd::Failed(gap, closed.code) })
    }

    /// The quota does not reach for everybody, and others were read longer ago; the rest of the run goes on.
    async fn wait_for_quota(&mut self, capability: Capability, until: Timestamp) -> Result<StepEnd, CollectError> {
        self.try_again(until);
        let gap = GapReason::Quota;
        let stop = Stop { gap, code: None, message: gap.as_str().to_owned(), log_id: String::new() };
        self.give_up(capability, stop, 0).await?;
        Ok(StepEnd::Failed(gap, None))
    }

    fn log(&self, capability: Capability, error: &SourceError) {
        let (log_id, error): (_, &dyn std::error::Error) = (error.log_id(), error);
        tracing::warn!(creator.id = %self.creator.key.creator, capability = capability.as_str(), error, log_id, "a step is not to be had");
    }

    async fn midnight(&mut self, capability: Capability) -> Result<StepEnd, CollectError> {
        let gap = GapReason::Midnight;
        let stop = Stop { gap, code: None, message: gap.as_str().to_owned(), log_id: String::new() };
        self.give_up(capability, stop, 0).await
    }
}

/// The platform's words when it refused, ours when something broke.
fn words(error: &SourceError) -> String {
    match error {
        SourceError::Api { message, .. } => message.clone(),
        _ => error.to_string(),
    }
}

fn endless() -> SourceError {
    let detail = "endless list: a cursor or the same people came again and again".to_owned();
    SourceError::Decode { endpoint: "list", detail, log_id: String::new() }
}
