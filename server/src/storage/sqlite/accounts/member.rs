//! Rows of `member`.

use app::model::{CreatorId, MemberId, Role, Timestamp, WorkspaceId};
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::accounts::{Admission, MemberRecord};
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::keys::CreatorNumber;

pub(super) const BY_ID: &str = "
    SELECT m.number, m.workspace AS workspace_number, m.id, w.id AS workspace, m.role, c.id AS creator, m.nickname,
      m.platform, m.client_key, m.open_id
    FROM member m
    JOIN workspace w ON w.number = m.workspace
    LEFT JOIN creator c ON c.number = m.creator
    WHERE m.id = ?";

/// Every request of somebody who is signed in begins with this.
pub(in crate::storage::sqlite) const OF_SESSION: &str = "
    SELECT m.number, m.workspace AS workspace_number, m.id, w.id AS workspace, m.role, c.id AS creator, m.nickname,
      m.platform, m.client_key, m.open_id
    FROM session s
    JOIN member m ON m.id = s.member
    JOIN workspace w ON w.number = m.workspace
    LEFT JOIN creator c ON c.number = m.creator
    WHERE s.id_hash = ? AND s.expires_at > ?";

pub(super) const BY_ACCOUNT: &str = "
    SELECT m.number, m.workspace AS workspace_number, m.id, w.id AS workspace, m.role, c.id AS creator, m.nickname,
      m.platform, m.client_key, m.open_id
    FROM member m
    JOIN workspace w ON w.number = m.workspace
    LEFT JOIN creator c ON c.number = m.creator
    WHERE m.platform = ? AND m.client_key = ? AND m.open_id = ?";

pub(super) const OF_WORKSPACE: &str = "
    SELECT m.number, m.workspace AS workspace_number, m.id, w.id AS workspace, m.role, c.id AS creator, m.nickname,
      m.platform, m.client_key, m.open_id
    FROM workspace w
    JOIN member m ON m.workspace = w.number
    LEFT JOIN creator c ON c.number = m.creator
    WHERE w.id = ?
    ORDER BY m.number";

/// A member with the numbers of its row.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) number: i64,
    pub(super) workspace: i64,
    pub(super) record: MemberRecord,
    account: (i64, String, String),
}

impl Member {
    /// Whether this is the person whose consent came back.
    pub(super) fn is(&self, platform: i64, admission: &Admission) -> bool {
        let account = &admission.account;
        self.account.0 == platform && self.account.1 == account.client_key && self.account.2 == account.open_id.as_str()
    }
}

#[derive(sqlx::FromRow)]
struct MemberRow {
    number: i64,
    workspace_number: i64,
    id: String,
    workspace: String,
    role: String,
    creator: Option<String>,
    nickname: String,
    platform: i64,
    client_key: String,
    open_id: String,
}

impl MemberRow {
    fn into_member(self) -> Result<Member, StoreError> {
        let record = MemberRecord {
            id: MemberId(self.id),
            workspace: WorkspaceId(self.workspace),
            role: Role::parse(&self.role).ok_or_else(|| corrupt("member.role"))?,
            creator: self.creator.map(CreatorId),
            nickname: self.nickname,
        };
        let account = (self.platform, self.client_key, self.open_id);
        Ok(Member { number: self.number, workspace: self.workspace_number, record, account })
    }
}

pub(super) async fn by_id(connection: &mut SqliteConnection, id: &MemberId) -> Result<Option<Member>, StoreError> {
    let row: Option<MemberRow> = sqlx::query_as(BY_ID).bind(id.as_str()).fetch_optional(connection).await?;
    row.map(MemberRow::into_member).transpose()
}

pub(super) async fn of_session(connection: &mut SqliteConnection, id_hash: &str, now: Timestamp) -> Result<Option<Member>, StoreError> {
    let row: Option<MemberRow> = sqlx::query_as(OF_SESSION).bind(id_hash).bind(now.0).fetch_optional(connection).await?;
    row.map(MemberRow::into_member).transpose()
}

pub(super) async fn by_account(
    connection: &mut SqliteConnection,
    platform: i64,
    admission: &Admission,
) -> Result<Option<Member>, StoreError> {
    let account = &admission.account;
    let row: Option<MemberRow> = sqlx::query_as(BY_ACCOUNT)
        .bind(platform)
        .bind(&account.client_key)
        .bind(account.open_id.as_str())
        .fetch_optional(connection)
        .await?;
    row.map(MemberRow::into_member).transpose()
}

pub(super) async fn of_workspace(connection: &mut SqliteConnection, workspace: &WorkspaceId) -> Result<Vec<MemberRecord>, StoreError> {
    let rows: Vec<MemberRow> = sqlx::query_as(OF_WORKSPACE).bind(workspace.as_str()).fetch_all(connection).await?;
    rows.into_iter().map(|row| row.into_member().map(|member| member.record)).collect()
}

pub(super) async fn create(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    role: Role,
    platform: i64,
    admission: &Admission,
) -> Result<(), StoreError> {
    let account = &admission.account;
    sqlx::query(
        "INSERT INTO member (workspace, id, role, creator, platform, client_key, open_id, nickname, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(creator.workspace)
    .bind(admission.fresh.member.as_str())
    .bind(role.as_str())
    .bind(creator.creator)
    .bind(platform)
    .bind(&account.client_key)
    .bind(account.open_id.as_str())
    .bind(&admission.profile.nickname)
    .bind(admission.now.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// Brings a member's own row up to date with the consent they gave.
pub(super) async fn refresh(
    connection: &mut SqliteConnection,
    member: &Member,
    role: Role,
    creator: CreatorNumber,
    admission: &Admission,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE member SET role = ?2, creator = ?3, nickname = CASE ?4 WHEN '' THEN nickname ELSE ?4 END WHERE number = ?1")
        .bind(member.number)
        .bind(role.as_str())
        .bind(creator.creator)
        .bind(&admission.profile.nickname)
        .execute(connection)
        .await?;
    Ok(())
}
