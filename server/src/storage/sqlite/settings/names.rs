//! Fans' names: whether they are stored, and forgetting them.
//!
//! Forgetting goes through the people in chunks, each a transaction of its own, so that collecting goes on meanwhile. How far it came
//! stands beside the workspace: what a stop interrupts, the hourly tidying ends.

use app::model::WorkspaceId;
use app::model::page::settings::Names;

use crate::storage::StoreError;
use crate::storage::sqlite::SqliteStore;

/// People per transaction.
const CHUNK: i64 = if cfg!(test) { 3 } else { 10_000 };

/// A name that is staged when names are turned off must not become a fan's.
pub(in crate::storage::sqlite) const STAGED_RUNS: &str = "
    WITH RECURSIVE staged (run) AS (
      SELECT min(s.run) FROM staged_list s
      UNION ALL
      SELECT (SELECT min(s.run) FROM staged_list s WHERE s.run > staged.run) FROM staged WHERE staged.run IS NOT NULL
    )
    SELECT r.number
    FROM staged
    JOIN run r ON r.number = staged.run
    WHERE r.workspace = ?";

/// The next batch of a run.
pub(in crate::storage::sqlite) const NEXT_STAGED: &str = "
    SELECT list, page
    FROM staged_list
    WHERE run = ?1 AND (list, page) > (?2, ?3)
    ORDER BY list, page
    LIMIT 1";

const FORGET_STAGED: &str = "UPDATE staged_list SET names = NULL WHERE run = ? AND list = ? AND page = ?";

/// By id, which is read in its order; the other index would be read from its beginning each time.
pub(in crate::storage::sqlite) const FORGET_FANS: &str = "
    UPDATE fan NOT INDEXED SET nickname = NULL, avatar = NULL
    WHERE id > ?1 AND id <= ?2 AND workspace = ?3 AND (nickname IS NOT NULL OR avatar IS NOT NULL)";

pub(super) async fn get(store: &SqliteStore, workspace: &WorkspaceId) -> Result<Names, StoreError> {
    let found: Option<(bool, bool)> = sqlx::query_as("SELECT names, names_erased_to IS NOT NULL FROM workspace WHERE id = ?")
        .bind(workspace.as_str())
        .fetch_optional(store.readers())
        .await?;
    Ok(found.map(|(on, erasing)| Names { on, erasing }).unwrap_or_default())
}

/// From the commit of this on, no name is stored any more.
pub(super) async fn set(store: &SqliteStore, workspace: &WorkspaceId, on: bool) -> Result<(), StoreError> {
    let mut write = store.write().await?;
    let number: Option<i64> =
        sqlx::query_scalar("UPDATE workspace SET names = ?1, names_erased_to = iif(?1, NULL, 0) WHERE id = ?2 RETURNING number")
            .bind(on)
            .bind(workspace.as_str())
            .fetch_optional(&mut *write)
            .await?;
    write.commit().await?;
    match number {
        Some(number) if !on => forget(store, number).await,
        _ => Ok(()),
    }
}

/// Ends what was interrupted.
pub(super) async fn forget_rest(store: &SqliteStore) -> Result<(), StoreError> {
    let workspaces: Vec<i64> =
        sqlx::query_scalar("SELECT number FROM workspace WHERE names_erased_to IS NOT NULL").fetch_all(store.readers()).await?;
    for workspace in workspaces {
        forget(store, workspace).await?;
    }
    Ok(())
}

async fn forget(store: &SqliteStore, workspace: i64) -> Result<(), StoreError> {
    let runs: Vec<i64> = sqlx::query_scalar(STAGED_RUNS).bind(workspace).fetch_all(store.readers()).await?;
    for run in runs {
        let mut after = (-1, -1);
        while let Some(batch) = forget_staged(store, run, after).await? {
            after = batch;
        }
    }
    while forget_fans(store, workspace).await? {}
    Ok(())
}

/// Forgets the names of the next batch, and says which it was; nothing at the end.
async fn forget_staged(store: &SqliteStore, run: i64, after: (i64, i64)) -> Result<Option<(i64, i64)>, StoreError> {
    let mut write = store.write().await?;
    let batch: Option<(i64, i64)> = sqlx::query_as(NEXT_STAGED).bind(run).bind(after.0).bind(after.1).fetch_optional(&mut *write).await?;
    if let Some((list, page)) = batch {
        sqlx::query(FORGET_STAGED).bind(run).bind(list).bind(page).execute(&mut *write).await?;
    }
    write.commit().await?;
    Ok(batch)
}

/// Whether there may be more. Ends when names were turned on again meanwhile.
async fn forget_fans(store: &SqliteStore, workspace: i64) -> Result<bool, StoreError> {
    let mut write = store.write().await?;
    let after: Option<i64> =
        sqlx::query_scalar("SELECT names_erased_to FROM workspace WHERE number = ?").bind(workspace).fetch_one(&mut *write).await?;
    let last: Option<i64> = sqlx::query_scalar("SELECT max(id) FROM fan").fetch_one(&mut *write).await?;
    let Some(after) = after else { return Ok(false) };
    let until = after + CHUNK;
    sqlx::query(FORGET_FANS).bind(after).bind(until).bind(workspace).execute(&mut *write).await?;
    let place = last.filter(|last| *last > until).map(|_| until);
    sqlx::query("UPDATE workspace SET names_erased_to = ? WHERE number = ?").bind(place).bind(workspace).execute(&mut *write).await?;
    write.commit().await?;
    Ok(place.is_some())
}

#[cfg(test)]
mod tests;
