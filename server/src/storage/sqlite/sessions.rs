//! Browser sessions and open sign-ins.

use app::model::{MemberId, Timestamp};
use async_trait::async_trait;

use super::SqliteStore;
use crate::storage::sessions::{OpenSignIn, SessionRow};
use crate::storage::{SessionStorage, StoreError};

const INSERT_NEW: &str = "INSERT INTO session (id_hash, data, member, expires_at) VALUES (?, ?, ?, ?) ON CONFLICT (id_hash) DO NOTHING";

const UPSERT: &str = "
    INSERT INTO session (id_hash, data, member, expires_at)
    VALUES (?, ?, ?, ?)
    ON CONFLICT (id_hash) DO UPDATE SET data = excluded.data, member = excluded.member, expires_at = excluded.expires_at";

pub(super) const DELETE_OF_MEMBER: &str = "DELETE FROM session WHERE member = ?";

/// All but the newest of one browser.
const DROP_OLDEST: &str = "
    DELETE FROM sign_in
    WHERE browser_hash = ?1
      AND number NOT IN (SELECT number FROM sign_in WHERE browser_hash = ?1 ORDER BY number DESC LIMIT ?2)";

#[async_trait]
impl SessionStorage for SqliteStore {
    async fn save_session(&self, session: SessionRow<'_>, only_new: bool) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let sql = if only_new { INSERT_NEW } else { UPSERT };
        let saved = sqlx::query(sql)
            .bind(session.id_hash)
            .bind(session.data)
            .bind(session.member.map(MemberId::as_str))
            .bind(session.expires_at.0)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(saved.rows_affected() > 0)
    }

    async fn load_session(&self, id_hash: &str, now: Timestamp) -> Result<Option<Vec<u8>>, StoreError> {
        let found = sqlx::query_scalar("SELECT data FROM session WHERE id_hash = ? AND expires_at > ?")
            .bind(id_hash)
            .bind(now.0)
            .fetch_optional(self.readers())
            .await?;
        Ok(found)
    }

    async fn delete_session(&self, id_hash: &str) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        sqlx::query("DELETE FROM session WHERE id_hash = ?").bind(id_hash).execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    async fn delete_sessions_of(&self, member: &MemberId) -> Result<u64, StoreError> {
        let mut write = self.write().await?;
        let deleted = sqlx::query(DELETE_OF_MEMBER).bind(member.as_str()).execute(&mut *write).await?;
        write.commit().await?;
        Ok(deleted.rows_affected())
    }

    async fn prune_sessions(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        sqlx::query("DELETE FROM session WHERE expires_at <= ?").bind(now.0).execute(&mut *write).await?;
        sqlx::query("DELETE FROM sign_in WHERE expires_at <= ?").bind(now.0).execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    async fn open_sign_in(
        &self,
        state_hash: &str,
        browser_hash: &str,
        link_hash: Option<&str>,
        expires_at: Timestamp,
        keep: u32,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        sqlx::query("INSERT INTO sign_in (state_hash, browser_hash, link_hash, expires_at) VALUES (?, ?, ?, ?)")
            .bind(state_hash)
            .bind(browser_hash)
            .bind(link_hash)
            .bind(expires_at.0)
            .execute(&mut *write)
            .await?;
        sqlx::query(DROP_OLDEST).bind(browser_hash).bind(keep).execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    /// A state that another browser presents stays open: its owner may still come.
    async fn take_sign_in(&self, state_hash: &str, browser_hash: &str, now: Timestamp) -> Result<Option<OpenSignIn>, StoreError> {
        let mut write = self.write().await?;
        let taken: Option<(i64, Option<String>)> =
            sqlx::query_as("DELETE FROM sign_in WHERE state_hash = ? AND browser_hash = ? RETURNING expires_at, link_hash")
                .bind(state_hash)
                .bind(browser_hash)
                .fetch_optional(&mut *write)
                .await?;
        write.commit().await?;
        Ok(taken.and_then(|(expires_at, link_hash)| (expires_at > now.0).then_some(OpenSignIn { link_hash })))
    }
}
