//! Browser sessions: tower-sessions over our own storage trait. Ids are hashed at rest.

use std::collections::HashMap;
use std::sync::Arc;

use app::model::{MemberId, Timestamp};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::{Duration, OffsetDateTime};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

use super::router::HttpParts;
use crate::clock::{Clock as _, SystemClock};
use crate::storage::sessions::SessionRow;
use crate::storage::{SessionStorage, StoreError};

const MEMBER: &str = "member";
const LIFETIME_DAYS: i64 = 30;

/// Hashes a session id, a state or a browser key for storage.
pub(super) fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Sessions live on the wall clock: the cookie's end is computed by it.
pub(super) fn wall_now() -> Timestamp {
    SystemClock.now()
}

/// The member of a session, if somebody is signed in. A store that does not answer is no sign of anybody being signed out.
///
/// # Errors
/// The store; a session that is there and does not read counts as none.
pub(super) async fn member(session: &Session) -> std::result::Result<Option<MemberId>, tower_sessions::session::Error> {
    use tower_sessions::session::Error as SessionError;
    match session.get::<MemberId>(MEMBER).await {
        Ok(member) => Ok(member),
        Err(error @ SessionError::Store(Error::Backend(_))) => Err(error),
        Err(error) => {
            tracing::warn!(error = %error, "a session could not be read");
            Ok(None)
        }
    }
}

/// Signs a member in under a new session id.
pub(super) async fn sign_in(session: &Session, member: &MemberId) -> std::result::Result<(), tower_sessions::session::Error> {
    session.cycle_id().await?;
    session.insert(MEMBER, member).await
}

/// The layer that reads and writes the session cookie.
pub(super) fn layer(parts: &HttpParts) -> SessionManagerLayer<Store> {
    let name = if parts.secure() { "__Host-fanscope" } else { "fanscope" };
    SessionManagerLayer::new(Store(Arc::clone(&parts.sessions)))
        .with_name(name)
        .with_secure(parts.secure())
        .with_same_site(SameSite::Lax)
        .with_http_only(true)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::days(LIFETIME_DAYS)))
}

/// Adapts `SessionStorage` to tower-sessions.
#[derive(Clone, Debug)]
pub(super) struct Store(Arc<dyn SessionStorage>);

#[derive(Serialize, Deserialize)]
struct Stored {
    data: HashMap<String, serde_json::Value>,
    expires_at: i64,
}

fn backend(error: &StoreError) -> Error {
    Error::Backend(error.to_string())
}

impl Store {
    async fn write(&self, record: &Record, only_new: bool) -> Result<bool> {
        let expires_at = record.expiry_date.unix_timestamp();
        let stored = Stored { data: record.data.clone(), expires_at };
        let bytes = serde_json::to_vec(&stored).map_err(|error| Error::Encode(error.to_string()))?;
        let id = hash(&record.id.to_string());
        let member = record.data.get(MEMBER).and_then(|member| member.as_str()).map(MemberId::from);
        let row = SessionRow { id_hash: &id, data: &bytes, member: member.as_ref(), expires_at: Timestamp(expires_at) };
        self.0.save_session(row, only_new).await.map_err(|error| backend(&error))
    }
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        while !self.write(record, true).await? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.write(record, false).await.map(|_| ())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let bytes = self.0.load_session(&hash(&id.to_string()), wall_now()).await.map_err(|error| backend(&error))?;
        let Some(bytes) = bytes else { return Ok(None) };
        let stored: Stored = serde_json::from_slice(&bytes).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(stored.expires_at).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data: stored.data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.delete_session(&hash(&id.to_string())).await.map_err(|error| backend(&error))
    }
}
