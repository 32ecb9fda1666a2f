//! Workspaces, members and who may sign in.

pub use app::model::SignUp;
use app::model::page::settings::MemberList;
use app::model::{CreatorId, CreatorProfile, MemberId, OpenId, Role, Timestamp, WorkspaceId};
use async_trait::async_trait;

use super::grants::NewGrant;
use super::links::{LinkConsent, LinkOutcome};
use super::{CreatorKey, StoreError};

/// A platform account as one app knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountKey {
    /// e.g. `douyin`.
    pub platform: String,
    /// The app.
    pub client_key: String,
    /// The account.
    pub open_id: OpenId,
}

/// A person who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRecord {
    /// The id.
    pub id: MemberId,
    /// What they see.
    pub workspace: WorkspaceId,
    /// What they may do.
    pub role: Role,
    /// The creator they are, for the role creator; also the owner's own creator, when they have one.
    pub creator: Option<CreatorId>,
    /// Display name.
    pub nickname: String,
}

/// Ids to be used if the sign-in creates something; drawn outside so that the store needs no randomness.
#[derive(Clone, Debug)]
pub struct FreshIds {
    /// For a new workspace.
    pub workspace: WorkspaceId,
    /// For a new member.
    pub member: MemberId,
    /// For a new creator.
    pub creator: CreatorId,
}

/// Seals the tokens for the row they will stand in; an error text ends the sign-in with nothing written.
pub type SealFor<'a> = dyn Fn(&CreatorKey) -> Result<NewGrant, StoreError> + Send + Sync + 'a;

/// A consent that came back.
#[derive(Clone, Debug)]
pub struct Admission {
    /// Whose consent it is.
    pub account: AccountKey,
    /// How the platform shows them.
    pub profile: CreatorProfile,
    /// The owner who is signed in and adds a creator; nothing when nobody, or a creator, is signed in.
    pub acting_owner: Option<MemberId>,
    /// Who is let in.
    pub sign_up: SignUp,
    /// Ids for what may have to be created.
    pub fresh: FreshIds,
    /// When.
    pub now: Timestamp,
}

/// What a consent led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admitted {
    /// The member is (still) signed in; the creator has a new grant.
    Welcome {
        /// Who is signed in from now on.
        member: MemberRecord,
        /// The creator whose grant was stored.
        creator: CreatorKey,
        /// The creator was not known before.
        new_creator: bool,
    },
    /// An unknown account while sign-up is closed; nothing was written. Carries an owner's nickname, whom to ask.
    Refused {
        /// Display name of an owner; may be empty.
        owner: String,
    },
    /// The account belongs to a creator of another workspace; nothing was written.
    Elsewhere,
}

/// Workspaces and members.
#[async_trait]
pub trait AccountStore: Send + Sync {
    /// Looks a member up.
    async fn member(&self, id: &MemberId) -> Result<Option<MemberRecord>, StoreError>;

    /// Looks up the member of a session that has not expired, by its hashed id.
    async fn member_of_session(&self, id_hash: &str, now: Timestamp) -> Result<Option<MemberRecord>, StoreError>;

    /// All members of a workspace.
    async fn members(&self, workspace: &WorkspaceId) -> Result<Vec<MemberRecord>, StoreError>;

    /// The first members of a workspace as the settings page shows them, and how many there are.
    async fn member_list(&self, workspace: &WorkspaceId, limit: i64) -> Result<MemberList, StoreError>;

    /// Decides and records a sign-in, in one transaction: product.md "Who is who".
    ///
    /// - an acting owner: the account becomes (or renews) a creator of the owner's workspace; the member stays the owner.
    ///   An account that is a creator of another workspace: `Elsewhere`.
    /// - nobody acting: a known member signs in (and their creator's grant is renewed); a known creator without a member becomes
    ///   a member of role creator; no workspace at all: a new one, with the account as owner and as creator; else by `sign_up`.
    /// - demo: whoever it is becomes an owner of the one workspace (created when missing) and sees all; their creator's grant is renewed.
    async fn admit(&self, admission: Admission, seal: &SealFor<'_>) -> Result<Admitted, StoreError>;

    /// Renews the grant of the creator a link is for, in one transaction, if the consent is theirs. Nobody becomes a member by it.
    async fn renew_by_link(&self, consent: LinkConsent, seal: &SealFor<'_>) -> Result<LinkOutcome, StoreError>;

    /// Appends to the audit log of a workspace.
    async fn audit(
        &self,
        workspace: &WorkspaceId,
        member: Option<&MemberId>,
        action: &str,
        subject: &str,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
