//! Links by which a creator authorises again. What stands in a link is hashed before it comes here.

use app::model::page::link::{LinkEnd, OpenLinks};
use app::model::{MemberId, Timestamp, WorkspaceId};
use async_trait::async_trait;

use super::accounts::AccountKey;
use super::{CreatorKey, StoreError};

/// A link to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewLink<'a> {
    /// Who is to authorise again.
    pub creator: &'a CreatorKey,
    /// The hash of what stands in the link.
    pub token_hash: &'a str,
    /// Who asks.
    pub made_by: &'a MemberId,
    /// When.
    pub now: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A stored link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRecord {
    /// Who is to authorise again.
    pub creator: CreatorKey,
    /// The app they are known to.
    pub client_key: String,
    /// Their display name; may be empty.
    pub nickname: String,
    /// Display name of whoever asks; may be empty.
    pub asked_by: String,
    /// When it ends.
    pub expires_at: Timestamp,
    /// How it came to its end before that.
    pub end: Option<LinkEnd>,
}

/// A consent that came back by a link.
#[derive(Clone, Debug)]
pub struct LinkConsent {
    /// The hash of what stands in the link.
    pub token_hash: String,
    /// Whose consent it is.
    pub account: AccountKey,
    /// When.
    pub now: Timestamp,
}

/// What became of a consent that came back by a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkOutcome {
    /// The creator has a new grant; the link is used up.
    Renewed(CreatorKey),
    /// It is another account's consent; nothing was written and the link is still open.
    OtherAccount,
    /// The link was not open any more; nothing was written.
    Ended,
}

/// Links. Making, withdrawing and using one leaves a line in the audit log, in the same transaction.
#[async_trait]
pub trait LinkStore: Send + Sync {
    /// Makes a link; it takes the place of the creator's open one.
    async fn make_link(&self, link: NewLink<'_>) -> Result<(), StoreError>;

    /// Looks a link up, in whatever state it is.
    async fn link(&self, token_hash: &str) -> Result<Option<LinkRecord>, StoreError>;

    /// The first open links of a workspace, those that expire first, and how many there are.
    async fn open_links(&self, workspace: &WorkspaceId, now: Timestamp, limit: i64) -> Result<OpenLinks, StoreError>;

    /// Ends the creator's open link; `false` when there is none.
    async fn withdraw_link(&self, creator: &CreatorKey, member: &MemberId, now: Timestamp) -> Result<bool, StoreError>;

    /// Forgets links whose time ended before this instant.
    async fn prune_links(&self, before: Timestamp) -> Result<(), StoreError>;
}
