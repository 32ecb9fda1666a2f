//! The creator a consent is for.

use app::model::CreatorId;
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::accounts::Admission;
use crate::storage::sqlite::keys::CreatorNumber;

pub(super) const BY_ACCOUNT: &str = "
    SELECT c.workspace, c.number AS creator
    FROM creator c
    WHERE c.platform = ? AND c.client_key = ? AND c.open_id = ?";

/// An empty nickname or avatar in an answer is no news.
const UPSERT: &str = "
    INSERT INTO creator (workspace, id, platform, client_key, open_id, union_id, nickname, avatar, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (workspace, platform, client_key, open_id) DO UPDATE SET
      union_id = coalesce(excluded.union_id, creator.union_id),
      nickname = CASE excluded.nickname WHEN '' THEN creator.nickname ELSE excluded.nickname END,
      avatar = CASE excluded.avatar WHEN '' THEN creator.avatar ELSE excluded.avatar END
    RETURNING number, id";

pub(super) async fn by_account(
    connection: &mut SqliteConnection,
    platform: i64,
    admission: &Admission,
) -> Result<Option<CreatorNumber>, StoreError> {
    let account = &admission.account;
    let found = sqlx::query_as(BY_ACCOUNT)
        .bind(platform)
        .bind(&account.client_key)
        .bind(account.open_id.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(found)
}

pub(super) async fn upsert(
    connection: &mut SqliteConnection,
    workspace: i64,
    platform: i64,
    admission: &Admission,
) -> Result<(CreatorNumber, CreatorId), StoreError> {
    let (number, id): (i64, String) = sqlx::query_as(UPSERT)
        .bind(workspace)
        .bind(admission.fresh.creator.as_str())
        .bind(platform)
        .bind(&admission.account.client_key)
        .bind(admission.account.open_id.as_str())
        .bind(&admission.profile.union_id)
        .bind(&admission.profile.nickname)
        .bind(&admission.profile.avatar)
        .bind(admission.now.0)
        .fetch_one(connection)
        .await?;
    Ok((CreatorNumber { workspace, creator: number }, CreatorId(id)))
}
