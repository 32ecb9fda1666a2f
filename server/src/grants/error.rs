//! Why a creator cannot be read or connected.

use crate::crypto::VaultError;
use crate::source::SourceError;
use crate::storage::StoreError;

/// Why a creator cannot be read or connected.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// The creator has no grant.
    #[error("the creator has no grant; they have to sign in")]
    Missing,
    /// The grant ended; only a new consent helps.
    #[error("the grant ended ({0}); the creator has to authorise again")]
    Ended(String),
    /// The grant was given to another app (the client key was changed) and its token has run out.
    #[error("the grant belongs to another client key; the creator has to authorise again")]
    OtherApp,
    /// The code of a consent could not be exchanged.
    #[error("the platform did not accept the consent")]
    Exchange(#[source] SourceError),
    /// The code of a consent had run out or was used before: signing in again helps.
    #[error("the consent's code was used before or has run out")]
    CodeSpent(#[source] SourceError),
    /// The token has run out and the platform gives no new one now; trying again later may help.
    #[error("the access token could not be refreshed")]
    Platform(#[source] SourceError),
    /// Another process is refreshing this grant and does not finish.
    #[error("another process has been refreshing this grant for too long")]
    Busy,
    /// A token does not open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<crate::failpoint::Injected> for GrantError {
    fn from(injected: crate::failpoint::Injected) -> Self {
        Self::Store(injected.into())
    }
}

impl GrantError {
    /// Whether only a new consent helps: the run's gap is `grant_lost`, else `platform_failed`.
    pub const fn is_lost(&self) -> bool {
        matches!(self, Self::Missing | Self::Ended(_) | Self::OtherApp)
    }

    /// The platform's refusal, when there is one.
    pub const fn refusal(&self) -> Option<&SourceError> {
        match self {
            Self::Exchange(error) | Self::CodeSpent(error) | Self::Platform(error) => Some(error),
            _ => None,
        }
    }
}
