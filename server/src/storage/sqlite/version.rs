//! Whether the database is still the one that was read: a number that every commit changes, of this process or another.

use std::path::Path;

use sqlx::{Connection as _, SqliteConnection};

use super::pools;
use crate::storage::StoreError;
use crate::storage::settings::StoreVersion;

/// A connection that never writes, so that every commit is somebody else's to it: `PRAGMA data_version` counts just those.
#[derive(Debug, Default)]
pub(super) struct Watch {
    connection: Option<SqliteConnection>,
    /// The count begins anew with every connection.
    opened: u64,
    closed: bool,
}

impl Watch {
    /// The version of now: whatever was committed before this was asked is counted.
    pub(super) async fn version(&mut self, path: &Path) -> Result<StoreVersion, StoreError> {
        if self.closed {
            return Err(sqlx::Error::PoolClosed.into());
        }
        // A connection that fails, or is given up in the middle, is not put back: what it counted is compared with nothing again.
        let mut connection = if let Some(connection) = self.connection.take() {
            connection
        } else {
            self.opened += 1;
            pools::watch(path).await?
        };
        let commits = sqlx::query_scalar("PRAGMA data_version").fetch_one(&mut connection).await?;
        self.connection = Some(connection);
        Ok(StoreVersion { opened: self.opened, commits })
    }

    /// Ends the connection: the last one that is closed folds the WAL into the file.
    pub(super) async fn close(&mut self) {
        self.closed = true;
        if let Some(connection) = self.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::debug!(error = &error as &dyn std::error::Error, "a connection did not end properly");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::storage::SettingStore as _;
    use crate::storage::sqlite::{Mode, OpenOptions, SqliteStore};

    async fn opened(folder: &std::path::Path) -> SqliteStore {
        let url = format!("sqlite://{}", folder.join("fanscope.db").display());
        SqliteStore::open(OpenOptions { url, mode: Mode::Migrate }).await.expect("a store")
    }

    #[tokio::test]
    async fn every_commit_makes_a_new_version_and_nothing_else_does() {
        let folder = tempfile::tempdir().expect("a folder");
        let (ours, theirs) = (opened(folder.path()).await, opened(folder.path()).await);
        let mut known = ours.version().await.expect("a version");
        for (store, value) in [(&ours, "of ours"), (&theirs, "of theirs")] {
            store.set_setting("name", value).await.expect("written");
            let next = ours.version().await.expect("a version");
            assert_ne!(next, known, "a commit");
            store.setting("name").await.expect("read");
            drop(store.write().await.expect("begun"));
            assert_eq!(ours.version().await.expect("a version"), next, "a read, and a write that was given up");
            known = next;
        }
    }

    #[tokio::test]
    async fn versions_of_two_connections_are_never_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(folder.path()).await;
        let known = store.version().await.expect("a version");
        store.watch.lock().await.connection = None;
        assert_ne!(store.version().await.expect("a version"), known);
    }

    #[tokio::test]
    async fn a_closed_store_opens_nothing_again_and_leaves_no_log() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(folder.path()).await;
        store.set_setting("name", "value").await.expect("written");
        store.version().await.expect("a version");
        store.close().await;
        assert!(store.version().await.is_err());
        let log = folder.path().join("fanscope.db-wal");
        assert!(!log.exists(), "the last connection folds the log into the file");
    }
}
