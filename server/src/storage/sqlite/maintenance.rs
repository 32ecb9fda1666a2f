//! Backups and checks.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::{SqliteStore, migrations};
use crate::storage::StoreError;

/// The pages of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// Bytes of one.
    size: u64,
    count: u64,
    free: u64,
}

impl Pages {
    /// Bytes of all.
    pub const fn all(self) -> u64 {
        self.size * self.count
    }

    /// Bytes of those that hold nothing.
    pub const fn free(self) -> u64 {
        self.size * self.free
    }
}

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
    pub fn set_durable(&self, durable: bool) {
        self.durable.store(durable, Ordering::Relaxed);
    }

    /// The version of the schema in the file.
    pub async fn schema_version(&self) -> Result<Option<i64>, StoreError> {
        migrations::found(&mut *self.readers.acquire().await?).await
    }

    /// What SQLite's `quick_check` finds; empty when all is well. Reads every page once.
    pub async fn quick_check(&self) -> Result<Vec<String>, StoreError> {
        let lines: Vec<String> = sqlx::query_scalar("PRAGMA quick_check(5)").fetch_all(self.readers()).await?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }

    /// The size of the file and of what is empty in it.
    pub async fn pages(&self) -> Result<Pages, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let mut one = [0; 3];
        for (value, sql) in one.iter_mut().zip(["PRAGMA page_size", "PRAGMA page_count", "PRAGMA freelist_count"]) {
            let found: i64 = sqlx::query_scalar(sql).fetch_one(&mut *connection).await?;
            *value = u64::try_from(found).unwrap_or(0);
        }
        Ok(Pages { size: one[0], count: one[1], free: one[2] })
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
