//! Connections: one writer, some readers.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, SqlitePool};

use super::Mode;
use crate::storage::StoreError;

/// The writer's page cache: random text keys are the cost of ingest. SQLite only takes what it uses.
const WRITER_CACHE: &str = "-16384";

/// A reader's page cache; several of them must fit the idle budget.
const READER_CACHE: &str = "-2048";

/// The page cache of a connection that reads no pages.
const WATCH_CACHE: &str = "-64";

/// The WAL file is cut back to this size after a checkpoint.
const WAL_LIMIT: &str = "67108864";

/// Pages in the WAL before a checkpoint, 16 MiB: with SQLite's 1000 a long list, staged batch by batch, is copied at every one of them.
const CHECKPOINT: &str = "4000";

/// How long a writer waits for one of another process.
const BUSY: Duration = Duration::from_secs(15);

/// How long a task waits for a connection of its own process.
const ACQUIRE: Duration = Duration::from_secs(30);

const READERS: u32 = 4;

/// Exports that read at the same time; fewer than there are readers.
pub(super) const EXPORTS: usize = 2;

/// Rows handed over from SQLite's thread before it waits for us: with sqlx's 50 the two wake each other all the time.
const ROWS: usize = 1024;

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY)
        .row_buffer_size(ROWS)
        .foreign_keys(true)
        .disable_statement_logging()
}

fn failed(path: &Path, error: sqlx::Error) -> StoreError {
    let (words, path) = (error.to_string(), path.display());
    match StoreError::from(error) {
        StoreError::ReadOnly => StoreError::Open(format!(
            "the database `{path}` is read-only, and its log is written even to read; check the owner and mode of the file and its directory"
        )),
        passing @ (StoreError::Full | StoreError::Busy) => passing,
        StoreError::OutOfReach => StoreError::Open(format!(
            "the database `{path}` cannot be opened ({words}); check the file, its directory and the limit of open files (ulimit -n)"
        )),
        _ => StoreError::Open(format!(
            "the database `{path}` cannot be opened ({words}); check the file and its directory, or restore a backup"
        )),
    }
}

/// A connection for checks and migrations.
pub(super) async fn single(path: &Path) -> Result<SqliteConnection, StoreError> {
    options(path).connect().await.map_err(|error| failed(path, error))
}

/// A connection that only ever asks whether others have written.
pub(super) async fn watch(path: &Path) -> Result<SqliteConnection, StoreError> {
    Ok(options(path).pragma("cache_size", WATCH_CACHE).pragma("query_only", "ON").connect().await?)
}

/// Ends a single connection properly.
pub(super) async fn end(connection: SqliteConnection) -> Result<(), StoreError> {
    Ok(connection.close().await?)
}

/// The writer and the readers; of the two only that which a command of this mode uses first is connected now.
pub(super) async fn open(path: &Path, mode: Mode) -> Result<(SqlitePool, SqlitePool), StoreError> {
    let writer_options =
        options(path).pragma("cache_size", WRITER_CACHE).pragma("journal_size_limit", WAL_LIMIT).pragma("wal_autocheckpoint", CHECKPOINT);
    let reader_options = options(path).pragma("cache_size", READER_CACHE).pragma("query_only", "ON");
    let (writer, readers) = match mode {
        Mode::Migrate => (pool(1).connect_with(writer_options).await, Ok(pool(READERS).connect_lazy_with(reader_options))),
        Mode::Existing => (Ok(pool(1).connect_lazy_with(writer_options)), pool(READERS).connect_with(reader_options).await),
    };
    let opened = |pool: Result<SqlitePool, sqlx::Error>| pool.map_err(|error| failed(path, error));
    Ok((opened(writer)?, opened(readers)?))
}

/// Connections are kept for good once they are open: when the process runs out of files, reading goes on.
fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None)
        .max_lifetime(None)
}
