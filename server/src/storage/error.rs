//! What can go wrong with the store.

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
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
