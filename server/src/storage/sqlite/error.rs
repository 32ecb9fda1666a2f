//! What sqlx says, as the store says it.

use crate::storage::StoreError;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(Box::new(error))
    }
}

/// Names the table and column of a stored value that does not read as what it should be.
pub(super) fn corrupt(what: &'static str) -> StoreError {
    StoreError::Corrupt { what }
}
