//! Opening the database.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use sqlx::SqliteConnection;

use super::{SqliteStore, file, migrations, pools};
use crate::storage::StoreError;

/// What opening may do to the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Create what is missing and migrate, one process at a time (`serve`, `demo`, `collect`, `migrate`).
    Migrate,
    /// Use a database that exists and is up to date, and say so when it is not (`export`, `backup`, `doctor`).
    Existing,
}

/// Which database, and how.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// `sqlite://PATH`.
    pub url: String,
    /// What opening may do to the file.
    pub mode: Mode,
}

impl SqliteStore {
    /// Opens the database.
    ///
    /// # Errors
    /// `Open` with a sentence and its remedy when the file cannot be used; `Newer` or `NeedsMigration` by its schema.
    pub async fn open(options: OpenOptions) -> Result<Self, StoreError> {
        let path: Arc<Path> = file::path_of(&options.url)?.into();
        let first = match options.mode {
            Mode::Migrate => {
                file::prepare(&path)?;
                migrate(&path).await?
            }
            Mode::Existing => {
                file::check_existing(&path)?;
                let mut connection = pools::single(&path).await?;
                migrations::check(&mut connection).await?;
                Some(connection)
            }
        };
        let (writer, readers) = pools::open(&path, options.mode).await?;
        // Not before: the last connection of a file takes its log away, and the next one makes it anew.
        if let Some(first) = first {
            pools::end(first).await?;
        }
        let export_turns = Arc::new(tokio::sync::Semaphore::new(pools::EXPORTS));
        let (watch, durable) = (Arc::default(), Arc::new(true.into()));
        Ok(Self { writer, readers, export_turns, watch, durable, path })
    }
}

/// sqlx takes no lock on SQLite while it migrates: a file lock keeps other processes out meanwhile. A new schema is written from the log into
/// the file at once, by the end of its connection; where there was nothing to do, the connection goes on.
async fn migrate(path: &Path) -> Result<Option<SqliteConnection>, StoreError> {
    let lock = lock(path).await?;
    let mut connection = pools::single(path).await?;
    let going_on = if migrations::run(&mut connection).await? {
        pools::end(connection).await?;
        None
    } else {
        Some(connection)
    };
    drop(lock);
    Ok(going_on)
}

async fn lock(path: &Path) -> Result<File, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let shown = name.to_string_lossy().into_owned();
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::options().write(true).create(true).truncate(false).open(name)?;
        file.lock()?;
        Ok::<File, std::io::Error>(file)
    });
    let result = locked.await.map_err(|error| StoreError::Database(Box::new(error)))?;
    result.map_err(|error| {
        StoreError::Open(format!("the lock file `{shown}` cannot be taken ({error}); check the directory's owner and mode"))
    })
}
