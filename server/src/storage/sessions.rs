//! Browser sessions and open sign-ins. Ids are hashed before they come here.

use app::model::Timestamp;
use async_trait::async_trait;

use super::StoreError;

/// Browser sessions.
#[async_trait]
pub trait SessionStorage: std::fmt::Debug + Send + Sync + 'static {
    /// Writes a session; `false` when `only_new` and the id exists.
    async fn save_session(&self, id_hash: &str, data: &[u8], expires_at: Timestamp, only_new: bool) -> Result<bool, StoreError>;

    /// Reads a session that has not expired.
    async fn load_session(&self, id_hash: &str, now: Timestamp) -> Result<Option<Vec<u8>>, StoreError>;

    /// Removes a session.
    async fn delete_session(&self, id_hash: &str) -> Result<(), StoreError>;

    /// Removes expired sessions and open sign-ins.
    async fn prune_sessions(&self, now: Timestamp) -> Result<(), StoreError>;

    /// Remembers an open sign-in, bound to one browser; the oldest of a browser beyond `keep` are dropped.
    async fn open_sign_in(&self, state_hash: &str, browser_hash: &str, expires_at: Timestamp, keep: u32) -> Result<(), StoreError>;

    /// Takes an open sign-in away, once: whether it existed, belonged to this browser and had not expired.
    async fn take_sign_in(&self, state_hash: &str, browser_hash: &str, now: Timestamp) -> Result<bool, StoreError>;
}
