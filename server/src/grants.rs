//! The life of a grant: consent, sealed tokens, refresh, renewal, end. The only user of `crypto`.

mod admission;
mod error;
mod holder;
mod life;
mod refresh;
mod rekey;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use app::model::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

pub use error::GrantError;
pub use life::forecast;
pub use rekey::{Rekeyed, rekey};
pub use tokens::opens;

pub use crate::source::{Message, NoticeError};

use crate::clock::Clock;
use crate::crypto::Vault;
use crate::entropy::Entropy;
use crate::failpoint::{Failpoint, reach};
use crate::source::{Access, Connect, Source};
use crate::storage::grants::{GrantRecord, Lease, LeaseTerms};
use crate::storage::runs::Owner;
use crate::storage::{AccountStore, CreatorKey, GrantStore};
use holder::Holder;
use life::Needs;

/// A refresh is two calls of at most 30 seconds each; a holder that died on another host is waited for no longer than this.
const LEASE_SECONDS: i64 = 90;
/// The platform repeats a message that was not answered three times, five seconds apart; so long may it speak of the consent before.
const LATE_NOTICE_SECONDS: i64 = 60;
/// Why a grant ended that was withdrawn.
pub const TAKEN_BACK: &str = "the creator or the platform took the authorisation back";
const LEASE_POLL: Duration = Duration::from_millis(100);
const LEASE_POLLS: u32 = 150;

/// What the grants need from the rest of the house.
#[derive(Clone)]
pub struct GrantParts {
    /// Reads the profile at sign-in.
    pub source: Arc<dyn Source>,
    /// Exchanges and refreshes.
    pub connect: Arc<dyn Connect>,
    /// Decides a sign-in.
    pub accounts: Arc<dyn AccountStore>,
    /// Keeps the sealed tokens.
    pub grants: Arc<dyn GrantStore>,
    /// Seals and opens.
    pub vault: Arc<Vault>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Ids, nonces.
    pub entropy: Arc<dyn Entropy>,
    /// This process.
    pub owner: Owner,
}

/// The grants of all creators; cheap to clone.
#[derive(Clone)]
pub struct Grants {
    parts: Arc<GrantParts>,
}

impl std::fmt::Debug for Grants {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Grants").finish_non_exhaustive()
    }
}

impl Grants {
    /// Puts the parts together.
    pub fn new(parts: GrantParts) -> Self {
        Self { parts: Arc::new(parts) }
    }

    /// The consent page for this state.
    pub fn authorize_url(&self, state: &str, redirect_uri: &Url) -> Url {
        self.parts.connect.authorize_url(state, redirect_uri)
    }

    /// What lets us read this creator now: the stored token, refreshed (and its refresh token renewed) when its end is near.
    ///
    /// # Errors
    /// `Ended` when only a new consent helps; `Platform` when the token has run out and the platform does not give a new one now.
    pub async fn access(&self, key: &CreatorKey) -> Result<Access, GrantError> {
        self.current(key, None).await
    }

    /// What lets us read this creator after the platform refused `refused`: refreshes once; who comes second gets the first one's token.
    ///
    /// # Errors
    /// As `access`; a refresh token the platform refuses too ends the grant.
    pub async fn refreshed(&self, key: &CreatorKey, refused: &Access) -> Result<Access, GrantError> {
        self.current(key, Some(&refused.token)).await
    }

    /// Marks the grant as ended (revoked, banned) and erases its tokens.
    ///
    /// # Errors
    /// `Store`.
    pub async fn end(&self, key: &CreatorKey, reason: &str) -> Result<(), GrantError> {
        let Some(record) = self.parts.grants.grant(key).await? else { return Ok(()) };
        self.end_record(&record, reason).await
    }

    /// Reads what the platform told unasked.
    ///
    /// # Errors
    /// As `Connect::read_notice`.
    pub fn read_notice(&self, signature: Option<&str>, body: &[u8]) -> Result<Message, NoticeError> {
        self.parts.connect.read_notice(signature, body)
    }

    /// The platform and the app the grants belong to.
    pub fn app(&self) -> (&'static str, &str) {
        (self.parts.connect.platform(), self.parts.connect.client_key())
    }

    /// The platform says that the creator took the grant back. A consent that is newer than the message stands.
    ///
    /// # Errors
    /// `Store`.
    pub async fn withdrawn(&self, key: &CreatorKey, told_at: Timestamp) -> Result<(), GrantError> {
        let Some(record) = self.parts.grants.grant(key).await? else { return Ok(()) };
        if record.ended_at.is_some() {
            return Ok(());
        }
        if record.granted_at.plus_seconds(LATE_NOTICE_SECONDS) > told_at {
            tracing::info!(creator.id = %key.creator, "a withdrawal was told just after a new consent; the next run finds out which stands");
            return Ok(());
        }
        self.end_record(&record, TAKEN_BACK).await
    }

    async fn end_record(&self, record: &GrantRecord, reason: &str) -> Result<(), GrantError> {
        tracing::warn!(creator.id = %record.key.creator, reason, "the grant ended; the creator has to authorise again");
        self.parts.grants.end_grant(&record.key, record.version, reason, self.now()).await?;
        Ok(())
    }

    async fn current(&self, key: &CreatorKey, refused: Option<&SecretString>) -> Result<Access, GrantError> {
        let holder = Holder::new(&self.parts.owner, self.parts.entropy.hex(8)).to_string();
        let mut gone = None;
        for _ in 0..LEASE_POLLS {
            let record = self.living(key).await?;
            let access = self.open_access(&record)?;
            if !self.needs(&record, &access, refused).anything() {
                return Ok(access);
            }
            let now = self.now();
            let terms = LeaseTerms { holder: &holder, gone: gone.as_deref(), now, until: now.plus_seconds(LEASE_SECONDS) };
            match self.parts.grants.lease_refresh(key, terms).await? {
                Lease::Ours => {
                    let result = self.refresh_leased(key, refused).await;
                    self.parts.grants.release_refresh(key, &holder).await?;
                    reach(Failpoint::GrantReleased)?;
                    return result;
                }
                Lease::Held(other) if gone.as_ref() != Some(&other) && holder::is_gone(&other) => gone = Some(other),
                // Somebody else is refreshing: read again what they wrote.
                Lease::Held(_) => tokio::time::sleep(LEASE_POLL).await,
            }
        }
        let record = self.living(key).await?;
        match refused {
            None if record.access_expires_at > self.now() => self.open_access(&record),
            _ => Err(GrantError::Busy),
        }
    }

    fn needs(&self, record: &GrantRecord, access: &Access, refused: Option<&SecretString>) -> Needs {
        let mut needs = if record.client_key == self.parts.connect.client_key() { life::needs(record, self.now()) } else { Needs::NOTHING };
        needs.refresh |= is_refused(access, refused);
        needs
    }

    /// The grant, if it has not ended.
    async fn living(&self, key: &CreatorKey) -> Result<GrantRecord, GrantError> {
        let record = self.parts.grants.grant(key).await?.ok_or(GrantError::Missing)?;
        if record.ended_at.is_some() {
            return Err(GrantError::Ended(record.ended_reason));
        }
        Ok(record)
    }

    fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }
}

/// Whether the stored token is still the one the platform refused.
fn is_refused(access: &Access, refused: Option<&SecretString>) -> bool {
    refused.is_some_and(|refused| refused.expose_secret() == access.token.expose_secret())
}
