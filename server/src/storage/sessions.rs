//! Browser sessions and open sign-ins. Ids are hashed before they come here.

use app::model::{MemberId, Timestamp};
use async_trait::async_trait;

use super::StoreError;

/// A session as it is written.
#[derive(Clone, Copy, Debug)]
pub struct SessionRow<'a> {
    /// The hashed id.
    pub id_hash: &'a str,
    /// What it holds; nobody but the session layer reads it.
    pub data: &'a [u8],
    /// Who is signed in, if somebody is.
    pub member: Option<&'a MemberId>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// An open sign-in that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSignIn {
    /// The hash of the link it was begun by, if it was.
    pub link_hash: Option<String>,
}

/// Browser sessions.
#[async_trait]
pub trait SessionStorage: std::fmt::Debug + Send + Sync + 'static {
    /// Writes a session; `false` when `only_new` and the id exists.
    async fn save_session(&self, session: SessionRow<'_>, only_new: bool) -> Result<bool, StoreError>;

    /// Reads a session that has not expired.
    async fn load_session(&self, id_hash: &str, now: Timestamp) -> Result<Option<Vec<u8>>, StoreError>;

    /// Removes a session.
    async fn delete_session(&self, id_hash: &str) -> Result<(), StoreError>;

    /// Removes every session of a member; returns how many.
    async fn delete_sessions_of(&self, member: &MemberId) -> Result<u64, StoreError>;

    /// Removes expired sessions and open sign-ins.
    async fn prune_sessions(&self, now: Timestamp) -> Result<(), StoreError>;

    /// Remembers an open sign-in, bound to one browser and to the link it was begun by; the oldest of a browser beyond `keep` are dropped.
    async fn open_sign_in(
        &self,
        state_hash: &str,
        browser_hash: &str,
        link_hash: Option<&str>,
        expires_at: Timestamp,
        keep: u32,
    ) -> Result<(), StoreError>;

    /// Takes an open sign-in away, once: if it existed, belonged to this browser and had not expired.
    async fn take_sign_in(&self, state_hash: &str, browser_hash: &str, now: Timestamp) -> Result<Option<OpenSignIn>, StoreError>;
}
