//! The creator's own profile.

use app::model::{Capability, CreatorProfile, Timestamp};
use sqlx::SqliteConnection;

use super::run::Run;
use super::staged;
use crate::storage::StoreError;

/// An empty nickname or avatar in an answer is no news.
const UPDATE: &str = "
    UPDATE creator SET
      nickname = CASE ?2 WHEN '' THEN nickname ELSE ?2 END,
      avatar = CASE ?3 WHEN '' THEN avatar ELSE ?3 END,
      union_id = coalesce(?4, union_id)
    WHERE number = ?1";

pub(super) async fn commit(connection: &mut SqliteConnection, run: &Run) -> Result<(), StoreError> {
    let mut profiles = staged::records::<CreatorProfile>(connection, run.number, Capability::Profile).await?;
    let Some((_, profile)) = profiles.pop() else { return Ok(()) };
    record(connection, run, &profile).await
}

/// Whether somebody read the profile after this run: a later run, or a sign-in.
const READ_LATER: &str = "
    SELECT
      EXISTS (
        SELECT 1
        FROM run r
        JOIN run_step s ON s.run = r.number AND s.capability = 'profile'
        WHERE r.workspace = ?1 AND r.creator = ?2 AND r.period > ?3 AND s.recorded AND s.state = 'done')
      OR EXISTS (SELECT 1 FROM grant g WHERE g.workspace = ?1 AND g.creator = ?2 AND g.granted_at > ?4)";

/// Replaces the profile by one that was read again, unless a newer one was read.
pub(super) async fn replace(
    connection: &mut SqliteConnection,
    run: &Run,
    profile: &CreatorProfile,
    fetched_at: Timestamp,
) -> Result<(), StoreError> {
    let later: bool = sqlx::query_scalar(READ_LATER)
        .bind(run.creator.workspace)
        .bind(run.creator.creator)
        .bind(run.period.number())
        .bind(fetched_at.0)
        .fetch_one(&mut *connection)
        .await?;
    if later { Ok(()) } else { record(connection, run, profile).await }
}

async fn record(connection: &mut SqliteConnection, run: &Run, profile: &CreatorProfile) -> Result<(), StoreError> {
    sqlx::query(UPDATE)
        .bind(run.creator.creator)
        .bind(&profile.nickname)
        .bind(&profile.avatar)
        .bind(&profile.union_id)
        .execute(connection)
        .await?;
    Ok(())
}
