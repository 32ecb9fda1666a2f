//! Settings that live in the database.

use app::model::WorkspaceId;
use async_trait::async_trait;

use super::SqliteStore;
use crate::storage::{SettingStore, StoreError};

#[async_trait]
impl SettingStore for SqliteStore {
    async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT value FROM setting WHERE name = ?").bind(name).fetch_optional(self.readers()).await?)
    }

    async fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        sqlx::query("INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .bind(name)
            .bind(value)
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }

    async fn setting_or_insert(&self, name: &str, value: &str) -> Result<String, StoreError> {
        let mut write = self.write().await?;
        sqlx::query("INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING")
            .bind(name)
            .bind(value)
            .execute(&mut *write)
            .await?;
        let stands = sqlx::query_scalar("SELECT value FROM setting WHERE name = ?").bind(name).fetch_one(&mut *write).await?;
        write.commit().await?;
        Ok(stands)
    }

    /// Turning names off also forgets those that are stored or staged.
    async fn set_names(&self, workspace: &WorkspaceId, on: bool) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let number: Option<i64> = sqlx::query_scalar("UPDATE workspace SET names = ? WHERE id = ? RETURNING number")
            .bind(on)
            .bind(workspace.as_str())
            .fetch_optional(&mut *write)
            .await?;
        if let (Some(number), false) = (number, on) {
            sqlx::query(
                "UPDATE fan SET nickname = NULL, avatar = NULL WHERE workspace = ? AND (nickname IS NOT NULL OR avatar IS NOT NULL)",
            )
            .bind(number)
            .execute(&mut *write)
            .await?;
            sqlx::query(
                "UPDATE staged_member SET nickname = NULL, avatar = NULL WHERE run IN (SELECT number FROM run WHERE workspace = ?)",
            )
            .bind(number)
            .execute(&mut *write)
            .await?;
        }
        Ok(write.commit().await?)
    }

    async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT count(*) FROM setting").fetch_one(self.readers()).await?;
        Ok(())
    }
}
