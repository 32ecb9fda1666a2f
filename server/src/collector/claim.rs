//! One creator's run of today: whose it is, and what became of it.

use std::time::Duration;

use app::model::Timestamp;
use tokio_util::sync::CancellationToken;

use super::Inner;
use super::outcome::{self, CollectError, CollectOutcome};
use super::retakes::{self, Retake};
use super::run::Run;
use crate::grants::GrantError;
use crate::process::is_gone;
use crate::storage::CreatorKey;
use crate::storage::creators::CreatorRecord;
use crate::storage::runs::{Claim, ClaimTerms, Owner, RunKey, RunTicket};

/// A lease lasts this long after its last heartbeat.
pub(super) const LEASE_SECONDS: i64 = 60;

/// How often a run that another process holds is looked at.
const HELD_POLL: Duration = Duration::from_millis(500);

/// A store without room, or a grant that a dead process was refreshing, may be well again soon; it costs the platform nothing to look.
const OWN_TROUBLE_SECONDS: i64 = 60;

/// When a run is taken up again that ended for a reason of our own.
fn retake_at(error: &CollectError, now: Timestamp) -> Timestamp {
    match error {
        CollectError::Store(_) | CollectError::Grant(GrantError::Store(_) | GrantError::Busy) => now.plus_seconds(OWN_TROUBLE_SECONDS),
        _ => retakes::soon(now),
    }
}

enum Claimed {
    Ours(RunTicket),
    Settled(RunKey),
}

impl Inner {
    pub(super) async fn collect(&self, key: &CreatorKey, cancel: &CancellationToken) -> Result<CollectOutcome, CollectError> {
        let creator = self.parts.creators.creator(key).await?.ok_or(CollectError::UnknownCreator)?;
        let turn = self.turn(key);
        let _turn = tokio::select! {
            turn = turn.lock() => turn,
            () = cancel.cancelled() => return Err(CollectError::Cancelled),
        };
        let result = self.claimed(&creator, cancel).await;
        if let Err(error @ (CollectError::Store(_) | CollectError::Grant(_))) = &result {
            let now = self.now();
            self.retakes.note(key, now.day(), Retake::At(retake_at(error, now)));
        }
        result
    }

    async fn claimed(&self, creator: &CreatorRecord, cancel: &CancellationToken) -> Result<CollectOutcome, CollectError> {
        loop {
            let ticket = match self.claim(&creator.key, cancel).await? {
                Claimed::Settled(run) => return self.outcome(&run, true, None).await,
                Claimed::Ours(ticket) => ticket,
            };
            let ended = Run::new(self, &ticket, creator, cancel).collect().await;
            self.save_spent().await?;
            match ended {
                Ok(again) => return self.outcome(&ticket.key, false, again).await,
                Err(CollectError::TakenOver) => tracing::warn!(creator.id = %creator.key.creator, "another process took the run over"),
                Err(error) => {
                    self.parts.runs.release(&ticket, self.now()).await?;
                    return Err(error);
                }
            }
        }
    }

    /// Asks for the run until it is ours or settled. The day is looked at each time: waiting may last past midnight.
    async fn claim(&self, key: &CreatorKey, cancel: &CancellationToken) -> Result<Claimed, CollectError> {
        let mut gone = None;
        loop {
            let run = self.today_key(key);
            let now = self.now();
            let terms = ClaimTerms {
                owner: self.parts.owner.clone(),
                now,
                until: now.plus_seconds(LEASE_SECONDS),
                gone: gone.take(),
                retake_partial: true,
            };
            match self.parts.runs.claim(&run, terms).await? {
                Claim::Ours(ticket) => return Ok(Claimed::Ours(ticket)),
                Claim::Settled(_) => return Ok(Claimed::Settled(run)),
                Claim::Held { owner, .. } if self.holds_nothing(&owner) => gone = Some(owner),
                Claim::Held { .. } => tokio::select! {
                    () = tokio::time::sleep(HELD_POLL) => {}
                    () = cancel.cancelled() => return Err(CollectError::Cancelled),
                },
            }
        }
    }

    /// A process that is gone, or this one: its turn lock says that no other task here is at it.
    fn holds_nothing(&self, owner: &Owner) -> bool {
        *owner == self.parts.owner || is_gone(owner)
    }

    /// `again`: when this run said that it is worth another try.
    async fn outcome(&self, run: &RunKey, repeated: bool, again: Option<Timestamp>) -> Result<CollectOutcome, CollectError> {
        let view = self.parts.runs.run(run).await?.ok_or(CollectError::TakenOver)?;
        let again = again.unwrap_or_else(|| retakes::soon(self.now()));
        self.retakes.note(&run.creator, run.period, if outcome::is_done(&view) { Retake::Settled } else { Retake::At(again) });
        if !repeated {
            self.counters.run(view.state);
        }
        Ok(CollectOutcome::of(view, repeated))
    }
}
