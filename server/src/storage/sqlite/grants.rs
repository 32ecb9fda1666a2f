//! Grants: sealed tokens and their expiries.

mod write;

use app::model::grant::GrantTerms;
use app::model::page::frame::CreatorName;
use app::model::{CreatorId, OpenId, Timestamp, WorkspaceId};
use async_trait::async_trait;

pub(super) use write::store_consent;

use super::{SqliteStore, keys};
use crate::storage::grants::{CreatorGrant, GrantRecord, Lease, LeaseTerms, Reseal, Sealed, TokenUpdate};
use crate::storage::{CreatorKey, GrantStore, StoreError};

pub(super) const FIND: &str = "
    SELECT c.client_key, c.open_id, g.access, g.access_expires_at, g.refresh, g.refresh_expires_at, g.scopes, g.renewals_used,
      g.renewal_begun_at, g.granted_at, g.first_granted_at, g.ended_at, g.ended_reason, g.version
    FROM creator c
    JOIN workspace w ON w.number = c.workspace
    JOIN grant g ON g.workspace = c.workspace AND g.creator = c.number
    WHERE c.id = ? AND w.id = ?";

pub(super) const OF_WORKSPACE: &str = "
    SELECT c.id, c.nickname, g.granted_at, g.access_expires_at, g.refresh_expires_at, g.renewals_used, g.ended_at
    FROM workspace w
    JOIN creator c ON c.workspace = w.number
    LEFT JOIN grant g ON g.workspace = c.workspace AND g.creator = c.number
    WHERE w.id = ?1 AND (?2 IS NULL OR c.id = ?2)";

#[derive(sqlx::FromRow)]
struct TermsRow {
    id: String,
    nickname: String,
    granted_at: Option<i64>,
    access_expires_at: Option<i64>,
    refresh_expires_at: Option<i64>,
    renewals_used: Option<i64>,
    ended_at: Option<i64>,
}

impl TermsRow {
    fn terms(&self) -> Option<GrantTerms> {
        Some(GrantTerms {
            granted_at: Timestamp(self.granted_at?),
            access_expires_at: Timestamp(self.access_expires_at?),
            refresh_expires_at: Timestamp(self.refresh_expires_at?),
            renewals_used: self.renewals_used?,
            ended_at: self.ended_at.map(Timestamp),
        })
    }
}

impl From<TermsRow> for CreatorGrant {
    fn from(row: TermsRow) -> Self {
        let terms = row.terms();
        Self { creator: CreatorName { id: CreatorId(row.id), nickname: row.nickname }, terms }
    }
}

#[derive(sqlx::FromRow)]
struct GrantRow {
    client_key: String,
    open_id: String,
    access: Option<Vec<u8>>,
    access_expires_at: i64,
    refresh: Option<Vec<u8>>,
    refresh_expires_at: i64,
    scopes: String,
    renewals_used: i64,
    renewal_begun_at: Option<i64>,
    granted_at: i64,
    first_granted_at: i64,
    ended_at: Option<i64>,
    ended_reason: String,
    version: i64,
}

impl GrantRow {
    fn into_record(self, key: CreatorKey) -> GrantRecord {
        GrantRecord {
            key,
            client_key: self.client_key,
            open_id: OpenId(self.open_id),
            access: self.access.map(Sealed),
            access_expires_at: Timestamp(self.access_expires_at),
            refresh: self.refresh.map(Sealed),
            refresh_expires_at: Timestamp(self.refresh_expires_at),
            scopes: self.scopes,
            renewals_used: self.renewals_used,
            renewal_begun_at: self.renewal_begun_at.map(Timestamp),
            granted_at: Timestamp(self.granted_at),
            first_granted_at: Timestamp(self.first_granted_at),
            ended_at: self.ended_at.map(Timestamp),
            ended_reason: self.ended_reason,
            version: self.version,
        }
    }
}

#[async_trait]
impl GrantStore for SqliteStore {
    async fn grant(&self, key: &CreatorKey) -> Result<Option<GrantRecord>, StoreError> {
        let row: Option<GrantRow> =
            sqlx::query_as(FIND).bind(key.creator.as_str()).bind(key.workspace.as_str()).fetch_optional(self.readers()).await?;
        Ok(row.map(|row| row.into_record(key.clone())))
    }

    async fn grants_of(&self, workspace: &WorkspaceId, only: Option<&str>) -> Result<Vec<CreatorGrant>, StoreError> {
        let rows: Vec<TermsRow> = sqlx::query_as(OF_WORKSPACE).bind(workspace.as_str()).bind(only).fetch_all(self.readers()).await?;
        Ok(rows.into_iter().map(CreatorGrant::from).collect())
    }

    async fn update_tokens(&self, key: &CreatorKey, version: i64, update: TokenUpdate) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let creator = keys::require(&mut *write, key).await?;
        let updated = write::update_tokens(&mut write, creator, version, update).await?;
        write.commit().await?;
        Ok(updated)
    }

    async fn begin_renewal(&self, key: &CreatorKey, version: i64, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let creator = keys::require(&mut *write, key).await?;
        let begun = write::begin_renewal(&mut write, creator, version, now).await?;
        write.commit().await?;
        Ok(begun)
    }

    async fn end_grant(&self, key: &CreatorKey, version: i64, reason: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let creator = keys::require(&mut *write, key).await?;
        write::end(&mut write, creator, version, reason, now).await?;
        Ok(write.commit().await?)
    }

    async fn reseal(&self, read: &GrantRecord, again: Reseal) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let creator = keys::require(&mut *write, &read.key).await?;
        let resealed = write::reseal(&mut write, creator, read, again).await?;
        write.commit().await?;
        Ok(resealed)
    }

    async fn lease_refresh(&self, key: &CreatorKey, terms: LeaseTerms<'_>) -> Result<Lease, StoreError> {
        let mut write = self.write().await?;
        let creator = keys::require(&mut *write, key).await?;
        let leased = write::lease(&mut write, creator, terms).await?;
        write.commit().await?;
        Ok(leased)
    }

    async fn release_refresh(&self, key: &CreatorKey, holder: &str) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let creator = keys::require(&mut *write, key).await?;
        write::release(&mut write, creator, holder).await?;
        Ok(write.commit().await?)
    }
}
