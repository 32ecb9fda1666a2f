//! What can go wrong with the store.

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing can be written: no room on the disk, in the quota, or under the limit of a file's size. What is there can be read.
    #[error("nothing can be written: the disk is full or a quota is used up; free some space where the database lives")]
    Full,
    /// Nothing can be written: the file or its file system is read-only. What is there can be read.
    #[error("the database is read-only; check the owner and mode of its file and directory, and whether the disk is mounted read-only")]
    ReadOnly,
    /// Somebody else held the database, or every connection to it, for too long.
    #[error("the database is busy; try again in a moment")]
    Busy,
    /// The file could not be opened just now: usually too many files are open.
    #[error("the database cannot be opened just now; check its directory and the limit of open files (ulimit -n)")]
    OutOfReach,
    /// The database refused or failed.
    #[error("the database failed")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database file could not be opened or created; the text names the file and the remedy.
    #[error("{0}")]
    Open(String),
    /// The database was made by a newer Fanscope.
    #[error(
        "the database was written by a newer Fanscope (schema {found}, this one knows {known}); install that version or restore a backup"
    )]
    Newer {
        /// Version in the file.
        found: i64,
        /// Newest version known.
        known: i64,
    },
    /// The database lacks migrations and this command never migrates.
    #[error("the database needs migrating (schema {found:?}, this Fanscope needs {known}); run `fanscope migrate` first")]
    NeedsMigration {
        /// Version in the file, if any.
        found: Option<i64>,
        /// Newest version known.
        known: i64,
    },
    /// Another process took the run over; what this one holds is void.
    #[error("the run was taken over by another process")]
    FenceLost,
    /// A write names a creator that is not there (erased, or of another workspace).
    #[error("there is no such creator")]
    UnknownCreator,
    /// A stored value does not read as what it should be.
    #[error("the database holds an unreadable {what}")]
    Corrupt {
        /// Table and column.
        what: &'static str,
    },
}

impl StoreError {
    /// Nothing can be written, whoever asks; reading goes on.
    pub const fn is_unwritable(&self) -> bool {
        matches!(self, Self::Full | Self::ReadOnly)
    }

    /// Passes by itself, usually within seconds.
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Busy | Self::OutOfReach)
    }
}

impl From<crate::failpoint::Injected> for StoreError {
    fn from(injected: crate::failpoint::Injected) -> Self {
        Self::Database(Box::new(injected))
    }
}
