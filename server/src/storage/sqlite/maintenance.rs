//! Backups and checks.

use std::path::Path;

use super::{SqliteStore, migrations};
use crate::storage::StoreError;

impl SqliteStore {
    /// Writes a consistent copy of the database to a new file, while others go on writing.
    ///
    /// # Errors
    /// `Open` when the file exists or cannot be written.
    pub async fn backup(&self, target: &Path) -> Result<(), StoreError> {
        if target.exists() {
            return Err(StoreError::Open(format!("`{}` exists; name a new file", target.display())));
        }
        let Some(name) = target.to_str() else {
            return Err(StoreError::Open(format!("`{}` is not readable as text; name another file", target.display())));
        };
        let mut connection = super::pools::single(&self.path).await?;
        let written = sqlx::query("VACUUM INTO ?").bind(name).execute(&mut connection).await;
        super::pools::end(connection).await?;
        written.map_err(|error| {
            StoreError::Open(format!("the backup `{name}` cannot be written ({error}); check the directory and its free space"))
        })?;
        Ok(())
    }

    /// Whether each commit waits for the disk; it does from the start. Without, a power cut may lose the newest commits but never harms the
    /// file: for filling a database that could be filled again (the demo's history).
    pub async fn set_durable(&self, durable: bool) -> Result<(), StoreError> {
        let sql = if durable { "PRAGMA synchronous = FULL" } else { "PRAGMA synchronous = NORMAL" };
        sqlx::query(sql).execute(&self.writer).await?;
        Ok(())
    }

    /// The version of the schema in the file.
    pub async fn schema_version(&self) -> Result<Option<i64>, StoreError> {
        migrations::found(&mut *self.readers.acquire().await?).await
    }

    /// What SQLite's `integrity_check` and `foreign_key_check` find; empty when all is well.
    pub async fn integrity_check(&self) -> Result<Vec<String>, StoreError> {
        let lines: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(self.readers()).await?;
        let orphans: Vec<String> =
            sqlx::query_scalar("SELECT DISTINCT \"table\" || ' refers to a missing row' FROM pragma_foreign_key_check")
                .fetch_all(self.readers())
                .await?;
        Ok(lines.into_iter().filter(|line| line != "ok").chain(orphans).collect())
    }
}
