//! What sqlx says, as the store says it.

use crate::storage::StoreError;

/// SQLite's primary result codes that say what an operator can do something about (`sqlite3.h`).
mod code {
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const READONLY: i32 = 8;
    pub(super) const IOERR: i32 = 10;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANTOPEN: i32 = 14;
    /// `SQLITE_IOERR` while writing, syncing or growing a file: EDQUOT and EFBIG come as these, only ENOSPC as `SQLITE_FULL`.
    pub(super) const IOERR_WRITING: [i32; 6] = [3 << 8, 4 << 8, 5 << 8, 6 << 8, 19 << 8, 21 << 8];
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let extended = error.as_database_error().and_then(|error| error.code()?.parse::<i32>().ok());
        match (&error, extended.map(|extended| (extended & 0xff, extended & !0xff))) {
            (sqlx::Error::PoolTimedOut, _) | (_, Some((code::BUSY | code::LOCKED, _))) => Self::Busy,
            (_, Some((code::FULL, _))) => Self::Full,
            (_, Some((code::IOERR, detail))) if code::IOERR_WRITING.contains(&detail) => Self::Full,
            (_, Some((code::READONLY, _))) => Self::ReadOnly,
            (sqlx::Error::Io(_), _) | (_, Some((code::CANTOPEN, _))) => Self::OutOfReach,
            _ => Self::Database(Box::new(error)),
        }
    }
}

/// Names the table and column of a stored value that does not read as what it should be.
pub(super) fn corrupt(what: &'static str) -> StoreError {
    StoreError::Corrupt { what }
}

#[cfg(test)]
mod tests {
    use sqlx::sqlite::SqliteConnectOptions;
    use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

    use super::*;

    async fn told(connection: &mut SqliteConnection, sql: &'static str) -> StoreError {
        sqlx::query(sql).execute(connection).await.expect_err(sql).into()
    }

    #[tokio::test]
    async fn a_full_a_read_only_and_a_busy_database_are_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let options = SqliteConnectOptions::new().filename(folder.path().join("x.db")).busy_timeout(std::time::Duration::ZERO);
        let mut first = options.clone().create_if_missing(true).connect().await.expect("connects");
        sqlx::raw_sql("CREATE TABLE t (x); PRAGMA max_page_count = 2").execute(&mut first).await.expect("executes");
        let error = told(&mut first, "INSERT INTO t VALUES (zeroblob(100000))").await;
        assert!(matches!(error, StoreError::Full), "{error:?}");

        let mut reader = options.clone().read_only(true).connect().await.expect("connects");
        let error = told(&mut reader, "INSERT INTO t VALUES (1)").await;
        assert!(matches!(error, StoreError::ReadOnly), "{error:?}");

        sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut first).await.expect("begins");
        let mut second = options.connect().await.expect("connects");
        let error = told(&mut second, "BEGIN IMMEDIATE").await;
        assert!(matches!(error, StoreError::Busy), "{error:?}");
        let error = told(&mut second, "SELECT nothing FROM nowhere").await;
        assert!(matches!(error, StoreError::Database(_)), "{error:?}");
        for connection in [first, reader, second] {
            connection.close().await.expect("closes");
        }
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_opened_is_out_of_reach() {
        let missing = SqliteConnectOptions::new().filename("/nowhere/at/all.db").connect().await.expect_err("no such folder");
        assert!(matches!(StoreError::from(missing), StoreError::OutOfReach));
    }
}
