//! Creators and what their grants gave.

use app::model::page::frame::CreatorName;
use app::model::{Capability, CapabilityState, CapabilityStatus, CreatorId, CreatorProfile, OpenId, Timestamp, WorkspaceId};
use async_trait::async_trait;

use super::error::corrupt;
use super::{SqliteStore, codes};
use crate::storage::creators::{CreatorRecord, CreatorSchedule};
use crate::storage::{CreatorKey, CreatorStore, StoreError};

pub(super) const BY_KEY: &str = "
    SELECT w.id AS workspace, c.id, p.name AS platform, c.client_key, c.open_id, c.nickname, c.avatar, c.union_id, c.created_at
    FROM creator c
    JOIN workspace w ON w.number = c.workspace
    JOIN platform p ON p.number = c.platform
    WHERE c.id = ?1 AND (?2 IS NULL OR w.id = ?2)";

pub(super) const OF_WORKSPACE: &str = "
    SELECT w.id AS workspace, c.id, p.name AS platform, c.client_key, c.open_id, c.nickname, c.avatar, c.union_id, c.created_at
    FROM workspace w
    JOIN creator c ON c.workspace = w.number
    JOIN platform p ON p.number = c.platform
    WHERE w.id = ?
    ORDER BY c.nickname, c.id";

pub(super) const NAMES: &str = "
    SELECT c.id, c.nickname
    FROM workspace w
    JOIN creator c ON c.workspace = w.number
    WHERE w.id = ?1 AND (?2 IS NULL OR c.id = ?2)
    ORDER BY c.nickname, c.id
    LIMIT ?3";

/// The whole instance, on purpose.
const ALL: &str = "
    SELECT w.id, c.id
    FROM creator c
    JOIN workspace w ON w.number = c.workspace
    ORDER BY c.number";

/// The whole instance, on purpose, unless a creator is named; each creator costs three index look-ups.
pub(super) const SCHEDULES: &str = "
    SELECT w.id AS workspace, c.id, g.first_granted_at, g.ended_at,
      (SELECT r.period FROM run r
        WHERE r.workspace = c.workspace AND r.creator = c.number AND r.source = ?1
        ORDER BY r.period DESC LIMIT 1) AS last_period,
      (SELECT max(r.period) FROM run r INDEXED BY run_open_of
        WHERE r.workspace = c.workspace AND r.creator = c.number AND r.source = ?1 AND r.state = 'running') AS open_period
    FROM creator c
    JOIN workspace w ON w.number = c.workspace
    JOIN grant g ON g.workspace = c.workspace AND g.creator = c.number
    WHERE ?2 IS NULL OR (c.id = ?2 AND w.id = ?3)
    ORDER BY c.number";

pub(super) const CAPABILITIES: &str = "
    SELECT k.capability, k.status, k.code, k.message, k.log_id, k.since
    FROM creator c
    JOIN workspace w ON w.number = c.workspace
    JOIN capability k ON k.workspace = c.workspace AND k.creator = c.number
    WHERE c.id = ? AND w.id = ?";

#[derive(sqlx::FromRow)]
struct CreatorRow {
    workspace: String,
    id: String,
    platform: String,
    client_key: String,
    open_id: String,
    nickname: String,
    avatar: String,
    union_id: Option<String>,
    created_at: i64,
}

impl From<CreatorRow> for CreatorRecord {
    fn from(row: CreatorRow) -> Self {
        Self {
            key: CreatorKey { workspace: WorkspaceId(row.workspace), creator: CreatorId(row.id) },
            platform: row.platform,
            client_key: row.client_key,
            open_id: OpenId(row.open_id),
            profile: CreatorProfile { nickname: row.nickname, avatar: row.avatar, union_id: row.union_id },
            created_at: Timestamp(row.created_at),
        }
    }
}

#[derive(sqlx::FromRow)]
struct ScheduleRow {
    workspace: String,
    id: String,
    first_granted_at: i64,
    ended_at: Option<i64>,
    last_period: Option<i64>,
    open_period: Option<i64>,
}

impl From<ScheduleRow> for CreatorSchedule {
    fn from(row: ScheduleRow) -> Self {
        Self {
            key: CreatorKey { workspace: WorkspaceId(row.workspace), creator: CreatorId(row.id) },
            first_day: Timestamp(row.first_granted_at).day(),
            last_period: row.last_period.map(codes::day),
            open_period: row.open_period.map(codes::day),
            grant_ended: row.ended_at.is_some(),
        }
    }
}

#[derive(sqlx::FromRow)]
struct CapabilityRow {
    capability: String,
    status: String,
    code: Option<i64>,
    message: String,
    log_id: String,
    since: i64,
}

impl CapabilityRow {
    fn into_state(self) -> Result<CapabilityState, StoreError> {
        Ok(CapabilityState {
            capability: Capability::parse(&self.capability).ok_or_else(|| corrupt("capability.capability"))?,
            status: CapabilityStatus::parse(&self.status).ok_or_else(|| corrupt("capability.status"))?,
            code: self.code,
            message: self.message,
            log_id: self.log_id,
            since: Some(Timestamp(self.since)),
        })
    }
}

impl SqliteStore {
    async fn find_creator(&self, creator: &str, workspace: Option<&str>) -> Result<Option<CreatorRecord>, StoreError> {
        let row: Option<CreatorRow> = sqlx::query_as(BY_KEY).bind(creator).bind(workspace).fetch_optional(self.readers()).await?;
        Ok(row.map(CreatorRecord::from))
    }
}

#[async_trait]
impl CreatorStore for SqliteStore {
    async fn creator(&self, key: &CreatorKey) -> Result<Option<CreatorRecord>, StoreError> {
        self.find_creator(key.creator.as_str(), Some(key.workspace.as_str())).await
    }

    async fn creator_by_id(&self, creator: &str) -> Result<Option<CreatorRecord>, StoreError> {
        self.find_creator(creator, None).await
    }

    async fn creators(&self, workspace: &WorkspaceId) -> Result<Vec<CreatorRecord>, StoreError> {
        let rows: Vec<CreatorRow> = sqlx::query_as(OF_WORKSPACE).bind(workspace.as_str()).fetch_all(self.readers()).await?;
        Ok(rows.into_iter().map(CreatorRecord::from).collect())
    }

    async fn names(&self, workspace: &WorkspaceId, only: Option<&str>, limit: usize) -> Result<Vec<CreatorName>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<(String, String)> =
            sqlx::query_as(NAMES).bind(workspace.as_str()).bind(only).bind(limit).fetch_all(self.readers()).await?;
        Ok(rows.into_iter().map(|(id, nickname)| CreatorName { id: CreatorId(id), nickname }).collect())
    }

    async fn schedules(&self, source: &str) -> Result<Vec<CreatorSchedule>, StoreError> {
        let unnamed: Option<&str> = None;
        let rows: Vec<ScheduleRow> = sqlx::query_as(SCHEDULES).bind(source).bind(unnamed).bind(unnamed).fetch_all(self.readers()).await?;
        Ok(rows.into_iter().map(CreatorSchedule::from).collect())
    }

    async fn schedule(&self, key: &CreatorKey, source: &str) -> Result<Option<CreatorSchedule>, StoreError> {
        let row: Option<ScheduleRow> = sqlx::query_as(SCHEDULES)
            .bind(source)
            .bind(key.creator.as_str())
            .bind(key.workspace.as_str())
            .fetch_optional(self.readers())
            .await?;
        Ok(row.map(CreatorSchedule::from))
    }

    async fn all_creators(&self) -> Result<Vec<CreatorKey>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(ALL).fetch_all(self.readers()).await?;
        Ok(rows
            .into_iter()
            .map(|(workspace, creator)| CreatorKey { workspace: WorkspaceId(workspace), creator: CreatorId(creator) })
            .collect())
    }

    async fn capabilities(&self, key: &CreatorKey) -> Result<Vec<CapabilityState>, StoreError> {
        let rows: Vec<CapabilityRow> =
            sqlx::query_as(CAPABILITIES).bind(key.creator.as_str()).bind(key.workspace.as_str()).fetch_all(self.readers()).await?;
        let mut states = rows.into_iter().map(CapabilityRow::into_state).collect::<Result<Vec<_>, _>>()?;
        states.sort_by_key(|state| state.capability);
        Ok(states)
    }
}
