//! Links by which a creator authorises again.

use app::model::page::frame::CreatorName;
use app::model::page::link::{LinkEnd, OpenLink, OpenLinks};
use app::model::{CreatorId, MemberId, Timestamp, WorkspaceId};
use async_trait::async_trait;
use sqlx::SqliteConnection;

use super::accounts::note;
use super::error::corrupt;
use super::keys::{self, CreatorNumber};
use super::{SqliteStore, grants};
use crate::storage::accounts::SealFor;
use crate::storage::links::{LinkConsent, LinkOutcome, LinkRecord, LinkStore, NewLink};
use crate::storage::{CreatorKey, StoreError};

pub(super) const FIND: &str = "
    SELECT w.id AS workspace, c.id AS creator, c.client_key, c.nickname, coalesce(m.nickname, '') AS asked_by, l.expires_at, l.ended_by
    FROM authorisation_link l
    JOIN workspace w ON w.number = l.workspace
    JOIN creator c ON c.number = l.creator
    LEFT JOIN member m ON m.id = l.made_by
    WHERE l.token_hash = ?";

/// Whom an open link is for.
pub(super) const BOUND_TO: &str = "
    SELECT l.workspace, l.creator, w.id AS workspace_id, c.id AS creator_id, p.name AS platform, c.client_key, c.open_id
    FROM authorisation_link l
    JOIN workspace w ON w.number = l.workspace
    JOIN creator c ON c.number = l.creator
    JOIN platform p ON p.number = c.platform
    WHERE l.token_hash = ? AND l.ended_at IS NULL AND l.expires_at > ?";

pub(super) const OPEN: &str = "
    SELECT c.id, c.nickname, l.made_at, l.expires_at
    FROM workspace w
    JOIN authorisation_link l ON l.workspace = w.number AND l.ended_at IS NULL AND l.expires_at > ?2
    JOIN creator c ON c.number = l.creator
    WHERE w.id = ?1
    ORDER BY l.expires_at, c.id
    LIMIT ?3";

pub(super) const COUNT_OPEN: &str = "
    SELECT count(*)
    FROM workspace w
    JOIN authorisation_link l ON l.workspace = w.number AND l.ended_at IS NULL AND l.expires_at > ?2
    WHERE w.id = ?1";

const MAKE: &str = "
    INSERT INTO authorisation_link (workspace, creator, token_hash, made_by, made_at, expires_at)
    VALUES (?, ?, ?, ?, ?, ?)";

/// Ends the creator's open link, whether its time had come or not.
pub(super) const END: &str = "
    UPDATE authorisation_link SET ended_at = ?3, ended_by = ?4
    WHERE workspace = ?1 AND creator = ?2 AND ended_at IS NULL";

pub(super) const WITHDRAW: &str = "
    UPDATE authorisation_link SET ended_at = ?3, ended_by = 'withdrawal'
    WHERE workspace = ?1 AND creator = ?2 AND ended_at IS NULL AND expires_at > ?3";

pub(super) const PRUNE: &str = "DELETE FROM authorisation_link WHERE expires_at <= ?";

const fn word(end: LinkEnd) -> &'static str {
    match end {
        LinkEnd::Use => "use",
        LinkEnd::Withdrawal => "withdrawal",
    }
}

fn parse(word_: &str) -> Result<LinkEnd, StoreError> {
    [LinkEnd::Use, LinkEnd::Withdrawal].into_iter().find(|end| word(*end) == word_).ok_or_else(|| corrupt("authorisation_link.ended_by"))
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    workspace: String,
    creator: String,
    client_key: String,
    nickname: String,
    asked_by: String,
    expires_at: i64,
    ended_by: Option<String>,
}

#[derive(sqlx::FromRow)]
struct BoundRow {
    workspace: i64,
    creator: i64,
    workspace_id: String,
    creator_id: String,
    platform: String,
    client_key: String,
    open_id: String,
}

#[async_trait]
impl LinkStore for SqliteStore {
    async fn make_link(&self, link: NewLink<'_>) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let creator = keys::require(&mut *write, link.creator).await?;
        end(&mut write, creator, LinkEnd::Withdrawal, link.now).await?;
        sqlx::query(MAKE)
            .bind(creator.workspace)
            .bind(creator.creator)
            .bind(link.token_hash)
            .bind(link.made_by.as_str())
            .bind(link.now.0)
            .bind(link.expires_at.0)
            .execute(&mut *write)
            .await?;
        note(&mut write, &link.creator.workspace, Some(link.made_by), "link_made", link.creator.creator.as_str(), link.now).await?;
        Ok(write.commit().await?)
    }

    async fn link(&self, token_hash: &str) -> Result<Option<LinkRecord>, StoreError> {
        let row: Option<LinkRow> = sqlx::query_as(FIND).bind(token_hash).fetch_optional(self.readers()).await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(LinkRecord {
            creator: CreatorKey { workspace: WorkspaceId(row.workspace), creator: CreatorId(row.creator) },
            client_key: row.client_key,
            nickname: row.nickname,
            asked_by: row.asked_by,
            expires_at: Timestamp(row.expires_at),
            end: row.ended_by.as_deref().map(parse).transpose()?,
        }))
    }

    async fn open_links(&self, workspace: &WorkspaceId, now: Timestamp, limit: i64) -> Result<OpenLinks, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let rows: Vec<(String, String, i64, i64)> =
            sqlx::query_as(OPEN).bind(workspace.as_str()).bind(now.0).bind(limit).fetch_all(&mut *connection).await?;
        let all: i64 = sqlx::query_scalar(COUNT_OPEN).bind(workspace.as_str()).bind(now.0).fetch_one(&mut *connection).await?;
        let view = |(id, nickname, made_at, expires_at)| OpenLink {
            creator: CreatorName { id: CreatorId(id), nickname },
            made_at: Timestamp(made_at),
            expires_at: Timestamp(expires_at),
        };
        let rows: Vec<OpenLink> = rows.into_iter().map(view).collect();
        Ok(OpenLinks { all: usize::try_from(all).unwrap_or(rows.len()), rows })
    }

    async fn withdraw_link(&self, creator: &CreatorKey, member: &MemberId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let number = keys::require(&mut *write, creator).await?;
        let withdrawn = sqlx::query(WITHDRAW).bind(number.workspace).bind(number.creator).bind(now.0).execute(&mut *write).await?;
        if withdrawn.rows_affected() == 0 {
            return Ok(false);
        }
        note(&mut write, &creator.workspace, Some(member), "link_withdrawn", creator.creator.as_str(), now).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn prune_links(&self, before: Timestamp) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        sqlx::query(PRUNE).bind(before.0).execute(&mut *write).await?;
        Ok(write.commit().await?)
    }
}

async fn end(connection: &mut SqliteConnection, creator: CreatorNumber, how: LinkEnd, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(END).bind(creator.workspace).bind(creator.creator).bind(now.0).bind(word(how)).execute(connection).await?;
    Ok(())
}

/// Stores the grant of a consent that came back by a link, if it is the one the link is for. Writes nothing otherwise.
pub(super) async fn renew(connection: &mut SqliteConnection, consent: &LinkConsent, seal: &SealFor<'_>) -> Result<LinkOutcome, StoreError> {
    let bound: Option<BoundRow> =
        sqlx::query_as(BOUND_TO).bind(&consent.token_hash).bind(consent.now.0).fetch_optional(&mut *connection).await?;
    let Some(bound) = bound else { return Ok(LinkOutcome::Ended) };
    let account = &consent.account;
    if (bound.platform, bound.client_key, bound.open_id.as_str())
        != (account.platform.clone(), account.client_key.clone(), account.open_id.as_str())
    {
        return Ok(LinkOutcome::OtherAccount);
    }
    let number = CreatorNumber { workspace: bound.workspace, creator: bound.creator };
    let key = CreatorKey { workspace: WorkspaceId(bound.workspace_id), creator: CreatorId(bound.creator_id) };
    grants::store_consent(connection, number, seal(&key)?, consent.now).await?;
    end(connection, number, LinkEnd::Use, consent.now).await?;
    note(connection, &key.workspace, None, "link_used", key.creator.as_str(), consent.now).await?;
    Ok(LinkOutcome::Renewed(key))
}
