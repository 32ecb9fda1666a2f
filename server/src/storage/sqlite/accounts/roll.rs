//! Members as the settings page shows them.

use app::model::page::frame::CreatorName;
use app::model::page::settings::{MemberList, MemberView};
use app::model::{CreatorId, Role, Timestamp, WorkspaceId};
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::sqlite::error::corrupt;

pub(in crate::storage::sqlite) const OF_WORKSPACE: &str = "
    SELECT m.nickname, m.role, m.created_at, c.id AS creator, c.nickname AS creator_nickname
    FROM workspace w
    JOIN member m ON m.workspace = w.number
    LEFT JOIN creator c ON c.number = m.creator
    WHERE w.id = ?
    ORDER BY m.number
    LIMIT ?";

pub(in crate::storage::sqlite) const COUNT: &str = "
    SELECT count(*)
    FROM workspace w
    JOIN member m ON m.workspace = w.number
    WHERE w.id = ?";

#[derive(sqlx::FromRow)]
struct Row {
    nickname: String,
    role: String,
    created_at: i64,
    creator: Option<String>,
    creator_nickname: Option<String>,
}

impl Row {
    fn into_view(self) -> Result<MemberView, StoreError> {
        let creator = self.creator.map(|id| CreatorName { id: CreatorId(id), nickname: self.creator_nickname.unwrap_or_default() });
        Ok(MemberView {
            nickname: self.nickname,
            role: Role::parse(&self.role).ok_or_else(|| corrupt("member.role"))?,
            since: Timestamp(self.created_at),
            creator,
        })
    }
}

pub(super) async fn list(connection: &mut SqliteConnection, workspace: &WorkspaceId, limit: i64) -> Result<MemberList, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(OF_WORKSPACE).bind(workspace.as_str()).bind(limit).fetch_all(&mut *connection).await?;
    let all: i64 = sqlx::query_scalar(COUNT).bind(workspace.as_str()).fetch_one(connection).await?;
    let rows = rows.into_iter().map(Row::into_view).collect::<Result<Vec<_>, _>>()?;
    Ok(MemberList { all: usize::try_from(all).unwrap_or(rows.len()), rows })
}
