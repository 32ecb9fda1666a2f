//! One page: tried again where that helps, with a fresh token where that is what is missing.

use std::time::Duration;

use app::model::{Capability, GapReason};

use super::outcome::CollectError;
use super::policy::{self, Action};
use super::retry;
use super::run::{HEARTBEAT_SECONDS, Run, Stop, without_access};
use crate::grants::TAKEN_BACK;
use crate::source::{Access, Page, SourceError};

/// What came of asking for a page.
pub(super) enum Answer {
    /// A page.
    Page(Page),
    /// No page, and another try now does not help.
    Refused(Refusal),
    /// No access any more.
    Lost(Stop),
}

/// The last error with what is to be done about it.
pub(super) struct Refusal {
    pub(super) action: Action,
    pub(super) error: SourceError,
}

impl Run<'_> {
    /// `vain` counts the requests that brought nothing.
    pub(super) async fn read(
        &mut self,
        capability: Capability,
        cursor: Option<&str>,
        access: &mut Access,
        vain: &mut i64,
    ) -> Result<Answer, CollectError> {
        let mut tries = 0;
        let mut refreshed = false;
        loop {
            let error = match self.once(capability, cursor, access).await? {
                Ok(page) => return Ok(Answer::Page(page)),
                Err(error) => error,
            };
            *vain += 1;
            match policy::action(&error) {
                Action::Retry => {
                    tries += 1;
                    match retry::pause(&error, tries, &*self.inner.parts.entropy) {
                        Some(pause) => self.rest(pause).await?,
                        None => return Ok(Answer::Refused(Refusal { action: Action::Retry, error })),
                    }
                }
                Action::RefreshAndRetry if !refreshed => {
                    refreshed = true;
                    match self.inner.parts.grants.refreshed(&self.creator.key, access).await {
                        Ok(fresh) => *access = fresh,
                        Err(lost) => return Ok(Answer::Lost(without_access(lost)?)),
                    }
                }
                Action::RefreshAndRetry => return self.refused_twice(capability, access, error).await,
                Action::EndGrant => return self.end_grant(error).await,
                action => return Ok(Answer::Refused(Refusal { action, error })),
            }
        }
    }

    /// A fresh token is refused too: the grant was taken back. Unless the token opens the profile: then this capability alone is wrong,
    /// and good tokens are not thrown away for it.
    async fn refused_twice(&mut self, capability: Capability, access: &Access, error: SourceError) -> Result<Answer, CollectError> {
        if capability != Capability::Profile && self.once(Capability::Profile, None, access).await?.is_ok() {
            return Ok(Answer::Refused(Refusal { action: Action::FailStep, error }));
        }
        self.end_grant(error).await
    }

    async fn end_grant(&self, error: SourceError) -> Result<Answer, CollectError> {
        self.inner.parts.grants.end(&self.creator.key, TAKEN_BACK).await.map_err(CollectError::Grant)?;
        Ok(Answer::Lost(Stop {
            gap: GapReason::GrantLost,
            code: error.code(),
            message: GapReason::GrantLost.as_str().to_owned(),
            log_id: error.log_id().to_owned(),
        }))
    }

    /// A single try; the lease is kept while a slow platform thinks, and a cancelled run does not wait for it.
    async fn once(
        &mut self,
        capability: Capability,
        cursor: Option<&str>,
        access: &Access,
    ) -> Result<Result<Page, SourceError>, CollectError> {
        let source = std::sync::Arc::clone(&self.inner.parts.source);
        let mut answer = source.read(access, capability, cursor);
        loop {
            tokio::select! {
                answer = &mut answer => return Ok(answer),
                () = self.cancel.cancelled() => return Err(CollectError::Cancelled),
                () = self.batch.wait() => {
                    self.flush().await?;
                },
                () = tokio::time::sleep(Duration::from_secs(HEARTBEAT_SECONDS.unsigned_abs())) => self.heartbeat().await?,
            }
        }
    }

    async fn rest(&self, pause: Duration) -> Result<(), CollectError> {
        tokio::select! {
            () = tokio::time::sleep(pause) => Ok(()),
            () = self.cancel.cancelled() => Err(CollectError::Cancelled),
        }
    }
}
