//! Grants: sealed tokens and their expiries.

use app::model::grant::GrantTerms;
use app::model::page::frame::CreatorName;
use app::model::{OpenId, Timestamp, WorkspaceId};
use async_trait::async_trait;

pub use crate::crypto::Sealed;

use super::{CreatorKey, StoreError};

/// A grant to be stored after a consent.
#[derive(Clone, Debug)]
pub struct NewGrant {
    /// Sealed user access token.
    pub access: Sealed,
    /// When it ends.
    pub access_expires_at: Timestamp,
    /// Sealed refresh token.
    pub refresh: Sealed,
    /// When it ends.
    pub refresh_expires_at: Timestamp,
    /// Scopes as the answer listed them.
    pub scopes: String,
}

/// A stored grant.
#[derive(Clone, Debug)]
pub struct GrantRecord {
    /// Whose.
    pub key: CreatorKey,
    /// The app it belongs to.
    pub client_key: String,
    /// The account.
    pub open_id: OpenId,
    /// Sealed user access token; nothing after a revocation.
    pub access: Option<Sealed>,
    /// When it ends.
    pub access_expires_at: Timestamp,
    /// Sealed refresh token; nothing after a revocation.
    pub refresh: Option<Sealed>,
    /// When it ends.
    pub refresh_expires_at: Timestamp,
    /// Scopes as the answer listed them.
    pub scopes: String,
    /// Renewals used since the newest consent, 0–5.
    pub renewals_used: i64,
    /// When a renewal was asked for whose outcome is not known.
    pub renewal_begun_at: Option<Timestamp>,
    /// The newest consent.
    pub granted_at: Timestamp,
    /// The first consent.
    pub first_granted_at: Timestamp,
    /// When it was found revoked or ended.
    pub ended_at: Option<Timestamp>,
    /// Why it ended, in words.
    pub ended_reason: String,
    /// Changes with every write; updates name the version they replace.
    pub version: i64,
}

impl GrantRecord {
    /// What its health is computed from (`app::model::grant::health`).
    pub fn terms(&self) -> GrantTerms {
        GrantTerms {
            granted_at: self.granted_at,
            access_expires_at: self.access_expires_at,
            refresh_expires_at: self.refresh_expires_at,
            renewals_used: self.renewals_used,
            ended_at: self.ended_at,
        }
    }
}

/// What became of a refresh token.
#[derive(Clone, Debug)]
pub enum RefreshToken {
    /// It is the same.
    Kept,
    /// Another one, and its end.
    New(Sealed, Timestamp),
    /// It was renewed and the new one never arrived: nothing can be refreshed from this instant on.
    Lost(Timestamp),
}

/// New tokens for a grant that lives on. Writing it settles a renewal that was begun.
#[derive(Clone, Debug)]
pub struct TokenUpdate {
    /// New access token and its end, when it changed.
    pub access: Option<(Sealed, Timestamp)>,
    /// The refresh token.
    pub refresh: RefreshToken,
    /// Renewals used since the newest consent.
    pub renewals_used: i64,
}

/// A creator and what their grant's health is computed from; nothing without a grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatorGrant {
    /// Whose.
    pub creator: CreatorName,
    /// Its terms.
    pub terms: Option<GrantTerms>,
}

/// The same tokens, sealed with another key.
#[derive(Clone, Debug)]
pub struct Reseal {
    /// Access token, when it is sealed anew.
    pub access: Option<Sealed>,
    /// Refresh token, when it is sealed anew.
    pub refresh: Option<Sealed>,
}

/// Somebody who wants to refresh a grant. Whoever holds the right says who they are in words that the store only compares.
#[derive(Clone, Copy, Debug)]
pub struct LeaseTerms<'a> {
    /// Who asks.
    pub holder: &'a str,
    /// A holder that is known to be gone: their lease is over.
    pub gone: Option<&'a str>,
    /// When.
    pub now: Timestamp,
    /// Until when the right lasts.
    pub until: Timestamp,
}

/// What asking for the right to refresh led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lease {
    /// It is ours.
    Ours,
    /// This holder has it.
    Held(String),
}

/// Grants.
#[async_trait]
pub trait GrantStore: Send + Sync {
    /// Looks a grant up.
    async fn grant(&self, key: &CreatorKey) -> Result<Option<GrantRecord>, StoreError>;

    /// The grants of a workspace's creators, or of the named one alone, in no order.
    async fn grants_of(&self, workspace: &WorkspaceId, only: Option<&str>) -> Result<Vec<CreatorGrant>, StoreError>;

    /// Writes new tokens if the grant still has this version; `false` when somebody else was first.
    async fn update_tokens(&self, key: &CreatorKey, version: i64, update: TokenUpdate) -> Result<bool, StoreError>;

    /// Writes down that a renewal is about to be asked for; `false` when the grant has another version by now.
    async fn begin_renewal(&self, key: &CreatorKey, version: i64, now: Timestamp) -> Result<bool, StoreError>;

    /// Marks the grant ended and erases its tokens. Does nothing when it has another version by now.
    async fn end_grant(&self, key: &CreatorKey, version: i64, reason: &str, now: Timestamp) -> Result<(), StoreError>;

    /// Replaces the sealed tokens of a grant by the same tokens sealed anew; `false` when others stand there by now. No new version: who
    /// refreshes meanwhile goes on.
    async fn reseal(&self, read: &GrantRecord, again: Reseal) -> Result<bool, StoreError>;

    /// Takes the right to refresh the grant, unless another holder's lease lasts who is not known to be gone.
    async fn lease_refresh(&self, key: &CreatorKey, terms: LeaseTerms<'_>) -> Result<Lease, StoreError>;

    /// Gives the refresh lease back, if `holder` has it.
    async fn release_refresh(&self, key: &CreatorKey, holder: &str) -> Result<(), StoreError>;
}
