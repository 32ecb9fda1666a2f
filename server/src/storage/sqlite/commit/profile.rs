//! The creator's own profile.

use app::model::{Capability, CreatorProfile};
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
    sqlx::query(UPDATE)
        .bind(run.creator.creator)
        .bind(profile.nickname)
        .bind(profile.avatar)
        .bind(profile.union_id)
        .execute(connection)
        .await?;
    Ok(())
}
