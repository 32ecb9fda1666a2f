//! A run that is ours: every capability a step, then one commit.

use app::model::{Capability, CapabilityStatus, GapReason, PlatformDay, StepState, Timestamp};
use tokio_util::sync::CancellationToken;

use super::Inner;
use super::batch::Batch;
use super::claim::LEASE_SECONDS;
use super::outcome::CollectError;
use super::retakes;
use super::staging::Staging;
use crate::grants::GrantError;
use crate::source::{Access, Action, SourceError};
use crate::storage::creators::CreatorRecord;
use crate::storage::runs::{RunTicket, StepOutcome, StepProgress};

/// The lease is renewed when this much of it is used.
pub(super) const HEARTBEAT_SECONDS: i64 = 15;

/// A run under way.
pub(super) struct Run<'a> {
    pub(super) inner: &'a Inner,
    pub(super) ticket: &'a RunTicket,
    pub(super) creator: &'a CreatorRecord,
    pub(super) cancel: &'a CancellationToken,
    /// Fans as this run's portrait says.
    pub(super) total_fans: Option<i64>,
    /// Pages read and not yet staged.
    pub(super) batch: Batch,
    /// Pages that are being staged.
    pub(super) staging: Staging,
    /// When the first of the failed steps is worth another try.
    again: Option<Timestamp>,
    lease_renewed_at: Timestamp,
    tally: Tally,
}

/// Why the remaining steps are not tried.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    pub(super) gap: GapReason,
    pub(super) code: Option<i64>,
    pub(super) message: String,
    pub(super) log_id: String,
}

/// How a step ended, as far as the rest of the run is concerned.
#[derive(Clone, Debug)]
pub(super) enum StepEnd {
    /// Done, or skipped with records staged.
    Recorded,
    /// Nothing to be had, and nothing wrong.
    Nothing,
    /// Failed, and why, with the platform's code; the run goes on.
    Failed(GapReason, Option<i64>),
    /// Failed, and the remaining steps would too.
    Stop(Stop),
}

/// What a run has to show so far.
#[derive(Debug, Default)]
struct Tally {
    /// A step beyond the profile recorded something.
    data: bool,
    /// The profile was read.
    profile: bool,
    /// Why the first step that failed did, and the first code.
    failed: Option<GapReason>,
    code: Option<i64>,
}

impl<'a> Run<'a> {
    pub(super) fn new(inner: &'a Inner, ticket: &'a RunTicket, creator: &'a CreatorRecord, cancel: &'a CancellationToken) -> Self {
        let lease_renewed_at = inner.now();
        Self {
            inner,
            ticket,
            creator,
            cancel,
            total_fans: None,
            batch: Batch::default(),
            staging: Staging::default(),
            again: None,
            lease_renewed_at,
            tally: Tally::default(),
        }
    }

    /// Reads what is missing and commits; when what failed is worth another try. An error means that the run is still open.
    pub(super) async fn collect(mut self) -> Result<Option<Timestamp>, CollectError> {
        let progress = self.inner.parts.runs.steps(self.ticket).await?;
        let mut access = None;
        let mut stop = None;
        for &capability in self.inner.parts.source.capabilities() {
            let before = progress.iter().find(|step| step.capability == capability);
            let end = match before {
                Some(ended) if matches!(ended.state, StepState::Done | StepState::Skipped) => ended_before(ended),
                _ => self.attempt(capability, before, &mut access, &mut stop).await?,
            };
            self.tally.count(capability, &end);
        }
        let again = self.again;
        self.finish(stop).await?;
        Ok(again)
    }

    /// Something failed that is worth another try then.
    pub(super) fn try_again(&mut self, at: Timestamp) {
        self.again = Some(self.again.map_or(at, |before| before.min(at)));
    }

    async fn attempt(
        &mut self,
        capability: Capability,
        before: Option<&StepProgress>,
        access: &mut Option<Access>,
        stop: &mut Option<Stop>,
    ) -> Result<StepEnd, CollectError> {
        if stop.is_none() && access.is_none() {
            match self.inner.parts.grants.access(&self.creator.key).await {
                Ok(found) => *access = Some(found),
                Err(error) => {
                    if let Some(refusal) = error.refusal() {
                        self.refused_token(refusal);
                    }
                    *stop = Some(without_access(error)?);
                }
            }
        }
        match (&*stop, access) {
            (None, Some(access)) => {
                let end = self.step(capability, before, access).await?;
                if let StepEnd::Stop(reason) = &end {
                    *stop = Some(reason.clone());
                }
                Ok(end)
            }
            (Some(reason), _) => self.give_up(capability, reason.clone(), 0).await,
            (None, None) => Ok(StepEnd::Nothing),
        }
    }

    /// The platform gives no token now; perhaps it refuses the app as a whole.
    fn refused_token(&mut self, refusal: &SourceError) {
        let (now, action) = (self.inner.now(), self.inner.parts.source.action(refusal));
        if action == Action::StopApp {
            self.inner.gate.refuse_app(refusal.code(), now);
        }
        self.try_again(retakes::again(action, now, now));
    }

    /// The step ends for a reason that is not its own: nothing is said of its capability.
    pub(super) async fn give_up(&mut self, capability: Capability, stop: Stop, requests: i64) -> Result<StepEnd, CollectError> {
        let outcome = StepOutcome {
            status: None,
            code: stop.code,
            message: stop.message.clone(),
            log_id: stop.log_id.clone(),
            requests,
            ..self.blank(capability, StepState::Failed, CapabilityStatus::Failing)
        };
        self.end_step(outcome).await?;
        Ok(StepEnd::Stop(stop))
    }

    /// Ends a step, after what of it is still being staged.
    pub(super) async fn end_step(&mut self, outcome: StepOutcome) -> Result<(), CollectError> {
        self.staging.settle().await?;
        Ok(self.inner.parts.runs.end_step(self.ticket, outcome).await?)
    }

    /// An outcome without a refusal.
    pub(super) fn blank(&self, capability: Capability, state: StepState, status: CapabilityStatus) -> StepOutcome {
        StepOutcome {
            capability,
            state,
            status: Some(status),
            paging_ended: false,
            list_cap: None,
            code: None,
            message: String::new(),
            log_id: String::new(),
            requests: 0,
            now: self.inner.now(),
        }
    }

    /// A run with something to show, or with nothing wrong, is committed; one still open at midnight, or with nothing, is a gap.
    /// What an earlier try of the day recorded stays in either case: the store sees to that.
    async fn finish(self, stop: Option<Stop>) -> Result<(), CollectError> {
        let runs = &self.inner.parts.runs;
        let creator = &self.creator.key.creator;
        let over = stop.as_ref().is_some_and(|stop| stop.gap == GapReason::Midnight);
        if self.tally.is_snapshot() && !over {
            let committed = runs.commit(self.ticket, self.inner.now()).await?;
            tracing::info!(creator.id = %creator, period = %self.period(), state = committed.state.as_str(), "the run is recorded");
        } else {
            let reason = stop.map(|stop| stop.gap).or(self.tally.failed).unwrap_or(GapReason::PlatformFailed);
            runs.end_as_gap(self.ticket, reason, self.tally.code, self.inner.now()).await?;
            tracing::warn!(creator.id = %creator, period = %self.period(), reason = reason.as_str(), "the run ended without a snapshot");
        }
        Ok(())
    }

    /// Before every page: still wanted, and the lease renewed in time.
    pub(super) async fn keep_going(&mut self) -> Result<(), CollectError> {
        if self.cancel.is_cancelled() {
            return Err(CollectError::Cancelled);
        }
        if self.inner.now().seconds_since(self.lease_renewed_at).abs() >= HEARTBEAT_SECONDS {
            self.heartbeat().await?;
        }
        Ok(())
    }

    pub(super) async fn heartbeat(&mut self) -> Result<(), CollectError> {
        let now = self.inner.now();
        self.inner.parts.runs.heartbeat(self.ticket, now.plus_seconds(LEASE_SECONDS)).await?;
        self.lease_renewed_at = now;
        Ok(())
    }

    /// Today's portrait is never written to yesterday: nothing is staged once the run's day is over.
    pub(super) fn is_over(&self) -> bool {
        self.inner.parts.clock.today() != self.period()
    }

    pub(super) const fn period(&self) -> PlatformDay {
        self.ticket.key.period
    }

    /// Platform days since the first consent.
    pub(super) fn days_since_consent(&self) -> i64 {
        self.period().days_since(self.creator.created_at.day())
    }
}

impl Tally {
    fn count(&mut self, capability: Capability, end: &StepEnd) {
        match end {
            StepEnd::Recorded if capability == Capability::Profile => self.profile = true,
            StepEnd::Recorded => self.data = true,
            StepEnd::Nothing => {}
            StepEnd::Failed(gap, code) => self.fail(*gap, *code),
            StepEnd::Stop(stop) => self.fail(stop.gap, stop.code),
        }
    }

    fn fail(&mut self, gap: GapReason, code: Option<i64>) {
        self.failed = self.failed.or(Some(gap));
        self.code = self.code.or(code);
    }

    /// A bare profile is a snapshot only when nothing failed: the account is small, or grants nothing more.
    const fn is_snapshot(&self) -> bool {
        self.data || (self.profile && self.failed.is_none())
    }
}

/// The platform's refusals belong to the run; trouble with our own keys or store does not.
pub(super) fn without_access(error: GrantError) -> Result<Stop, CollectError> {
    let gap = if error.is_lost() { GapReason::GrantLost } else { GapReason::PlatformFailed };
    match &error {
        GrantError::Store(_) | GrantError::Vault(_) | GrantError::Busy => Err(CollectError::Grant(error)),
        _ => Ok(Stop {
            gap,
            code: error.refusal().and_then(SourceError::code),
            message: gap.as_str().to_owned(),
            log_id: error.refusal().map(|refusal| refusal.log_id().to_owned()).unwrap_or_default(),
        }),
    }
}

/// A portrait without buckets is skipped, but its total is recorded.
fn ended_before(step: &StepProgress) -> StepEnd {
    let recorded = step.state == StepState::Done || (step.capability == Capability::Portrait && step.pages > 0);
    if recorded { StepEnd::Recorded } else { StepEnd::Nothing }
}
