//! From the ids of URLs to the numbers the tables refer to.

use sqlx::{SqliteConnection, SqliteExecutor};

use crate::storage::{CreatorKey, StoreError};

/// A creator as other tables refer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct CreatorNumber {
    /// The tenant's number.
    pub(super) workspace: i64,
    /// The creator's number.
    pub(super) creator: i64,
}

pub(super) const FIND_CREATOR: &str = "
    SELECT c.workspace, c.number AS creator
    FROM creator c
    JOIN workspace w ON w.number = c.workspace
    WHERE c.id = ? AND w.id = ?";

/// Looks a creator up inside its tenant.
pub(super) async fn find(executor: impl SqliteExecutor<'_>, key: &CreatorKey) -> Result<Option<CreatorNumber>, StoreError> {
    let found = sqlx::query_as(FIND_CREATOR).bind(key.creator.as_str()).bind(key.workspace.as_str()).fetch_optional(executor).await?;
    Ok(found)
}

/// Looks up a creator that a caller already knows to exist.
pub(super) async fn require(executor: impl SqliteExecutor<'_>, key: &CreatorKey) -> Result<CreatorNumber, StoreError> {
    find(executor, key).await?.ok_or(StoreError::UnknownCreator)
}

/// The number of a platform, given out at its first use.
pub(super) async fn platform(connection: &mut SqliteConnection, name: &str) -> Result<i64, StoreError> {
    sqlx::query("INSERT INTO platform (name) VALUES (?) ON CONFLICT (name) DO NOTHING").bind(name).execute(&mut *connection).await?;
    Ok(sqlx::query_scalar("SELECT number FROM platform WHERE name = ?").bind(name).fetch_one(connection).await?)
}
