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
mod links;
mod maintenance;
mod migrations;
mod open;
mod people;
#[cfg(test)]
mod plans;
mod pools;
mod quota;
mod reparse;
mod runs;
mod sessions;
mod settings;
mod staging;
mod version;
mod webhooks;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::{Sqlite, SqlitePool, Transaction};
use tokio::sync::{Mutex, Semaphore};

pub use open::{Mode, OpenOptions};

use super::StoreError;

/// How every write begins: a lock that is not to be had is waited for here, and not in the middle. Its commit waits for the disk.
const BEGIN: &str = "PRAGMA synchronous = FULL; BEGIN IMMEDIATE";

/// The same, but the commit leaves it to the next one that waits to bring both to the disk.
const BEGIN_PASSING: &str = "PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE";

/// The store on one SQLite file; clones share its connections.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
    /// Exports read large parts of the file, again and again: pages keep connections that no export may take.
    export_turns: Arc<Semaphore>,
    /// Counts the commits of all connections.
    watch: Arc<Mutex<version::Watch>>,
    /// Whether commits wait for the disk.
    durable: Arc<AtomicBool>,
    path: Arc<Path>,
}

impl SqliteStore {
    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Ends all connections, after what they are doing; the last writer folds the WAL into the file.
    pub async fn close(&self) {
        self.watch.lock().await.close().await;
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Begins a write; dropped without a commit, it leaves nothing.
    ///
    /// When the disk is full SQLite rolls a transaction back by itself. sqlx then rolls back once more, in vain, and takes the connection to
    /// be inside a transaction for good: no write would ever begin again. Such a connection is closed, and a new one begins.
    async fn write(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        self.begin(if self.durable.load(Ordering::Relaxed) { BEGIN } else { BEGIN_PASSING }).await
    }

    /// Begins a write on the way to another: what a run stages before its commit. The end of the process harms it no more than any other. A
    /// power cut may take it back, with all that came after it and as if it had never been, until a write that waits for the disk came.
    async fn write_in_passing(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        self.begin(BEGIN_PASSING).await
    }

    async fn begin(&self, sql: &'static str) -> Result<Transaction<'static, Sqlite>, StoreError> {
        match self.writer.begin_with(sql).await {
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.writer.acquire().await?.close().await?;
                Ok(self.writer.begin_with(sql).await?)
            }
            begun => Ok(begun?),
        }
    }

    fn readers(&self) -> &SqlitePool {
        &self.readers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn put(store: &SqliteStore, name: &str, bytes: i64) -> Result<(), StoreError> {
        let mut write = store.write().await?;
        let sql = "INSERT INTO setting (name, value) VALUES (?, printf('%.*c', ?, 'x'))";
        sqlx::query(sql).bind(name).bind(bytes).execute(&mut *write).await?;
        Ok(write.commit().await?)
    }

    /// SQLite's number of how far a commit goes: 1 in passing, 2 to the disk.
    async fn synchronous(write: &mut Transaction<'static, Sqlite>) -> i64 {
        sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut **write).await.expect("a number")
    }

    #[tokio::test]
    async fn only_what_is_on_the_way_to_a_commit_does_not_wait_for_the_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("fanscope.db").display());
        let store = SqliteStore::open(OpenOptions { url, mode: Mode::Migrate }).await.expect("a store");
        for (durable, expected) in [(true, 2), (false, 1), (true, 2)] {
            store.set_durable(durable);
            let mut passing = store.write_in_passing().await.expect("begins");
            assert_eq!(synchronous(&mut passing).await, 1);
            passing.commit().await.expect("commits");
            assert_eq!(synchronous(&mut store.write().await.expect("begins")).await, expected);
        }
    }

    #[tokio::test]
    async fn a_full_disk_leaves_a_store_that_writes_again_when_there_is_room() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("fanscope.db").display());
        let store = SqliteStore::open(OpenOptions { url, mode: Mode::Migrate }).await.expect("a store");
        let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&store.writer).await.expect("counted");
        sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {}", pages + 2))).execute(&store.writer).await.expect("set");
        let refused = put(&store, "large", 100_000).await;
        assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
        // The limit was that connection's, and SQLite has ended its transaction: what comes next begins on another one.
        put(&store, "large", 100_000).await.expect("there is room");
        put(&store, "small", 1).await.expect("writes go on");
        store.close().await;
    }
}
