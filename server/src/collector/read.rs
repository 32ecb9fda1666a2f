//! One page: tried again where that helps, with a fresh token where that is what is missing.

use std::time::Duration;

use app::model::{Capability, GapReason};

use super::gate::{Closed, Pass};
use super::outcome::CollectError;
use super::run::{HEARTBEAT_SECONDS, Run, Stop, without_access};
use super::{Inner, retry};
use crate::grants::TAKEN_BACK;
use crate::source::{Access, Action, Page, ReadError, SourceError};

/// What came of asking for a page.
pub(super) enum Answer {
    /// A page.
    Page(Page),
    /// No page, and another try now does not help.
    Refused(Refusal),
    /// Not asked for: the platform is in trouble.
    Closed(Closed),
    /// No access any more.
    Lost(Stop),
}

/// What came of a single try.
enum Try {
    Answered(Result<Page, ReadError>),
    Closed(Closed),
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
            let ReadError { error, requests } = match self.once(capability, cursor, access).await? {
                Try::Answered(Ok(page)) => return Ok(Answer::Page(page)),
                Try::Answered(Err(error)) => error,
                Try::Closed(closed) => return Ok(Answer::Closed(closed)),
            };
            *vain += requests;
            match self.inner.parts.source.action(&error) {
                action @ (Action::BackOff | Action::SlowDown) => {
                    tries += 1;
                    match retry::pause(&error, tries, &*self.inner.parts.entropy) {
                        Some(pause) => {
                            self.rest(pause).await?;
                            self.inner.counters.retry();
                        }
                        None => return Ok(Answer::Refused(Refusal { action, error })),
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
                Action::Reauthorise => return self.end_grant(error).await,
                action => return Ok(Answer::Refused(Refusal { action, error })),
            }
        }
    }

    /// A fresh token is refused too: the grant was taken back. Unless the token opens the profile: then this capability alone is wrong,
    /// and good tokens are not thrown away for it.
    async fn refused_twice(&mut self, capability: Capability, access: &Access, error: SourceError) -> Result<Answer, CollectError> {
        if capability != Capability::Profile && matches!(self.once(Capability::Profile, None, access).await?, Try::Answered(Ok(_))) {
            return Ok(Answer::Refused(Refusal { action: Action::Skip, error }));
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
    async fn once(&mut self, capability: Capability, cursor: Option<&str>, access: &Access) -> Result<Try, CollectError> {
        let inner = self.inner;
        let answer = inner.ask(capability, cursor, access);
        tokio::pin!(answer);
        let tried = loop {
            tokio::select! {
                tried = &mut answer => break tried,
                () = self.cancel.cancelled() => return Err(CollectError::Cancelled),
                () = self.batch.wait() => self.stage_aside().await?,
                () = tokio::time::sleep(Duration::from_secs(HEARTBEAT_SECONDS.unsigned_abs())) => self.heartbeat().await?,
            }
        };
        if let Try::Answered(answer) = &tried {
            let requests = answer.as_ref().map_or_else(|error| error.requests, |page| page.requests);
            inner.counters.requests(requests);
            if answer.is_ok() {
                inner.counters.page();
            }
            inner.spend(capability, requests).await?;
        }
        Ok(tried)
    }

    async fn rest(&self, pause: Duration) -> Result<(), CollectError> {
        tokio::select! {
            () = tokio::time::sleep(pause) => Ok(()),
            () = self.cancel.cancelled() => Err(CollectError::Cancelled),
        }
    }
}

impl Inner {
    /// One call, when it is its turn and the platform may be asked.
    async fn ask(&self, capability: Capability, cursor: Option<&str>, access: &Access) -> Try {
        let _turn = self.pace.turn(capability).await;
        let pass = match self.gate.enter(capability, || self.now()).await {
            Ok(pass) => pass,
            Err(closed) => return Try::Closed(closed),
        };
        let answer = self.parts.source.read(access, capability, cursor).await;
        self.tell(pass, &answer);
        Try::Answered(answer)
    }

    /// What an answer says about the platform as a whole.
    fn tell(&self, pass: Pass<'_>, answer: &Result<Page, ReadError>) {
        let Err(ReadError { error, .. }) = answer else { return pass.served() };
        match self.parts.source.action(error) {
            Action::BackOff => pass.failed(self.now(), self.parts.entropy.unit()),
            Action::StopApp => pass.app_refused(error.code(), self.now()),
            _ => pass.served(),
        }
    }
}
