//! SQLite: one writer connection, a pool of readers, WAL.
//!
//! Writes run in `BEGIN IMMEDIATE` on the one writer, so they never meet each other inside a process; other processes are waited for.
//! Readers are `query_only`. Which number stands for what in the wide tables: `codes`.

mod accounts;
mod codes;
mod commit;
mod creators;
mod error;
mod export;
mod file;
mod grants;
mod history;
mod keys;
mod maintenance;
mod migrations;
mod open;
mod people;
#[cfg(test)]
mod plans;
mod pools;
mod runs;
mod sessions;
mod settings;
mod staging;
mod webhooks;

use std::path::Path;
use std::sync::Arc;

use sqlx::{Sqlite, SqlitePool, Transaction};

pub use open::{Mode, OpenOptions};

use super::StoreError;

/// The store on one SQLite file; clones share its connections.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
    path: Arc<Path>,
}

impl SqliteStore {
    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Ends all connections, after what they are doing; the last writer folds the WAL into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Begins a write; dropped without a commit, it leaves nothing.
    async fn write(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    fn readers(&self) -> &SqlitePool {
        &self.readers
    }
}
