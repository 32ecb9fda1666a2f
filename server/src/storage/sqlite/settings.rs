//! Settings that live in the database.

pub(super) mod names;

use app::model::WorkspaceId;
use app::model::page::settings::Names;
use async_trait::async_trait;

use super::SqliteStore;
use crate::storage::settings::{StoreLoad, StoreVersion};
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

    async fn keeps_names(&self, workspace: &WorkspaceId) -> Result<Names, StoreError> {
        names::get(self, workspace).await
    }

    async fn set_names(&self, workspace: &WorkspaceId, on: bool) -> Result<(), StoreError> {
        names::set(self, workspace, on).await
    }

    async fn forget_names(&self) -> Result<(), StoreError> {
        names::forget_rest(self).await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT count(*) FROM setting").fetch_one(self.readers()).await?;
        Ok(())
    }

    async fn version(&self) -> Result<StoreVersion, StoreError> {
        self.watch.lock().await.version(self.path()).await
    }

    fn load(&self) -> StoreLoad {
        let bytes = |suffix: &str| {
            let mut name = self.path().as_os_str().to_owned();
            name.push(suffix);
            std::fs::metadata(name).map_or(0, |file| file.len())
        };
        StoreLoad {
            readers: self.readers.size(),
            readers_idle: u32::try_from(self.readers.num_idle()).unwrap_or(u32::MAX),
            writing: self.writer.num_idle() == 0,
            file_bytes: bytes(""),
            wal_bytes: bytes("-wal"),
        }
    }
}
