//! Refresh and renewal, by whoever holds the grant's refresh lease.

use app::model::grant::MOST_RENEWALS;
use secrecy::{ExposeSecret as _, SecretString};

use super::tokens::Column;
use super::{GrantError, Grants, TAKEN_BACK, is_refused};
use crate::failpoint::{Failpoint, reach};
use crate::source::{Access, Action, SourceError, Tokens};
use crate::storage::CreatorKey;
use crate::storage::grants::{GrantRecord, RefreshToken, TokenUpdate};

impl Grants {
    /// Reads the grant again, since the lease's last holder may have done it, and does what is still needed.
    pub(super) async fn refresh_leased(&self, key: &CreatorKey, refused: Option<&SecretString>) -> Result<Access, GrantError> {
        reach(Failpoint::GrantLeased)?;
        let mut record = self.living(key).await?;
        let mut access = self.open_access(&record)?;
        let mut needs = self.needs(&record, &access, refused);
        if needs.settle {
            self.settle(&record).await?;
            record = self.living(key).await?;
            access = self.open_access(&record)?;
            needs = self.needs(&record, &access, refused);
        }
        if needs.renew && !needs.settle {
            self.renew(&record).await?;
            record = self.living(key).await?;
        }
        if needs.refresh {
            let must = is_refused(&access, refused) || record.access_expires_at <= self.now();
            self.refresh(&record, must).await?;
            record = self.living(key).await?;
            access = self.open_access(&record)?;
        }
        Ok(access)
    }

    /// A renewal was asked for, and what came of it is not known: the process ended, or the answer never arrived. A refresh does not
    /// count and tells whether the old token still lives; if not, the new one is lost, and the access token is used to its end.
    async fn settle(&self, record: &GrantRecord) -> Result<(), GrantError> {
        let old = self.open_refresh(record)?;
        reach(Failpoint::GrantRefresh)?;
        let update = match self.parts.connect.refresh(&old).await {
            Ok(tokens) => {
                reach(Failpoint::GrantRefreshed)?;
                tracing::info!(creator.id = %record.key.creator, "the renewal that broke off did not happen");
                self.refreshed_with(record, &old, &tokens)?
            }
            Err(error) if self.parts.connect.action(&error) == Action::Reauthorise => {
                warn(record, &error, "the answer to a renewal was lost; the creator has to authorise again before the access token ends");
                TokenUpdate { access: None, refresh: RefreshToken::Lost(self.now()), renewals_used: record.renewals_used + 1 }
            }
            Err(error) => {
                warn(record, &error, "what became of a renewal cannot be found out now");
                return Ok(());
            }
        };
        self.write(record, update).await
    }

    /// A renewal that fails is no reason to stop: the access token still works, and the next run tries again. It counts and kills the old
    /// token, so that it is begun stands in the store before the platform hears of it.
    async fn renew(&self, record: &GrantRecord) -> Result<(), GrantError> {
        let old = self.open_refresh(record)?;
        if !self.parts.grants.begin_renewal(&record.key, record.version, self.now()).await? {
            return Ok(());
        }
        tracing::info!(creator.id = %record.key.creator, renewals.used = record.renewals_used, "renewing the refresh token");
        reach(Failpoint::GrantRenew)?;
        let update = match self.parts.connect.renew(&old).await {
            Ok(renewed) => {
                reach(Failpoint::GrantRenewed)?;
                let expires_at = self.now().plus_seconds(renewed.refresh_seconds);
                let sealed = self.seal(&record.key, Column::Refresh, &renewed.refresh)?;
                TokenUpdate { access: None, refresh: RefreshToken::New(sealed, expires_at), renewals_used: record.renewals_used + 1 }
            }
            Err(error) => {
                warn(record, &error, "the refresh token could not be renewed");
                let renewals_used = match error.code() {
                    Some(_) if self.parts.connect.action(&error) == Action::StopRenewing => MOST_RENEWALS,
                    Some(_) => record.renewals_used,
                    // No answer: it may have happened. It stays begun, and the next look settles it.
                    None => return Ok(()),
                };
                TokenUpdate { access: None, refresh: RefreshToken::Kept, renewals_used }
            }
        };
        self.write(record, update).await
    }

    /// `must`: the stored access token is of no use any more.
    async fn refresh(&self, record: &GrantRecord, must: bool) -> Result<(), GrantError> {
        if record.client_key != self.parts.connect.client_key() {
            return Err(GrantError::OtherApp);
        }
        if record.refresh_expires_at <= self.now() {
            return self.end_with(record, "the authorisation ran out").await;
        }
        let old = self.open_refresh(record)?;
        reach(Failpoint::GrantRefresh)?;
        match self.parts.connect.refresh(&old).await {
            Ok(tokens) => {
                reach(Failpoint::GrantRefreshed)?;
                let update = self.refreshed_with(record, &old, &tokens)?;
                self.write(record, update).await
            }
            Err(error) if !must => {
                warn(record, &error, "the access token could not be refreshed; the stored one is used while it lasts");
                Ok(())
            }
            Err(error) if self.parts.connect.action(&error) == Action::Reauthorise => {
                warn(record, &error, "the platform refuses the refresh token");
                self.end_with(record, TAKEN_BACK).await
            }
            Err(error) => Err(GrantError::Platform(error)),
        }
    }

    /// What a refresh gave. It does not extend the refresh token: its stored end stands unless the platform sent another token.
    fn refreshed_with(&self, record: &GrantRecord, old: &SecretString, tokens: &Tokens) -> Result<TokenUpdate, GrantError> {
        let now = self.now();
        let access = (self.seal(&record.key, Column::Access, &tokens.access)?, now.plus_seconds(tokens.access_seconds));
        let refresh = if tokens.refresh.expose_secret() == old.expose_secret() {
            RefreshToken::Kept
        } else {
            let sealed = self.seal(&record.key, Column::Refresh, &tokens.refresh)?;
            RefreshToken::New(sealed, now.plus_seconds(tokens.refresh_seconds))
        };
        Ok(TokenUpdate { access: Some(access), refresh, renewals_used: record.renewals_used })
    }

    async fn end_with(&self, record: &GrantRecord, reason: &str) -> Result<(), GrantError> {
        self.end_record(record, reason).await?;
        Err(GrantError::Ended(reason.to_owned()))
    }

    /// A write that comes second gives way: what stands there now is newer (a new consent).
    async fn write(&self, record: &GrantRecord, update: TokenUpdate) -> Result<(), GrantError> {
        if !self.parts.grants.update_tokens(&record.key, record.version, update).await? {
            tracing::info!(creator.id = %record.key.creator, "the grant changed while it was being refreshed; the newer tokens stand");
        }
        Ok(reach(Failpoint::GrantWritten)?)
    }
}

fn warn(record: &GrantRecord, error: &SourceError, message: &str) {
    let log_id = error.log_id();
    let cause: &dyn std::error::Error = error;
    tracing::warn!(creator.id = %record.key.creator, error = cause, log_id, "{message}");
}
