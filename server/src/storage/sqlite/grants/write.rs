//! Writes to one grant.

use app::model::Timestamp;
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::grants::{GrantRecord, Lease, LeaseTerms, NewGrant, RefreshToken, Reseal, Sealed, TokenUpdate};
use crate::storage::sqlite::keys::CreatorNumber;

const STORE: &str = "
    INSERT INTO grant (workspace, creator, access, access_expires_at, refresh, refresh_expires_at, scopes, renewals_used,
      granted_at, first_granted_at, ended_at, ended_reason, version)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?8, NULL, '', 1)
    ON CONFLICT (workspace, creator) DO UPDATE SET
      access = excluded.access,
      access_expires_at = excluded.access_expires_at,
      refresh = excluded.refresh,
      refresh_expires_at = excluded.refresh_expires_at,
      scopes = excluded.scopes,
      renewals_used = 0,
      renewal_begun_at = NULL,
      granted_at = excluded.granted_at,
      ended_at = NULL,
      ended_reason = '',
      version = grant.version + 1";

const UPDATE: &str = "
    UPDATE grant SET
      access = coalesce(?4, access),
      access_expires_at = coalesce(?5, access_expires_at),
      refresh = coalesce(?6, refresh),
      refresh_expires_at = coalesce(?7, refresh_expires_at),
      renewals_used = ?8,
      renewal_begun_at = NULL,
      version = version + 1
    WHERE workspace = ?1 AND creator = ?2 AND version = ?3 AND ended_at IS NULL";

const BEGIN_RENEWAL: &str = "
    UPDATE grant SET renewal_begun_at = ?4
    WHERE workspace = ?1 AND creator = ?2 AND version = ?3 AND ended_at IS NULL";

const END: &str = "
    UPDATE grant SET
      access = NULL,
      refresh = NULL,
      ended_at = ?4,
      ended_reason = ?5,
      version = version + 1
    WHERE workspace = ?1 AND creator = ?2 AND version = ?3 AND ended_at IS NULL";

const RESEAL: &str = "
    UPDATE grant SET access = coalesce(?5, access), refresh = coalesce(?6, refresh)
    WHERE workspace = ?1 AND creator = ?2 AND access IS ?3 AND refresh IS ?4";

const LEASE: &str = "
    UPDATE grant SET lease_holder = ?3, lease_until = ?5
    WHERE workspace = ?1 AND creator = ?2
      AND (lease_holder IS NULL OR lease_holder = ?3 OR lease_holder = ?6 OR lease_until <= ?4)";

const HOLDER: &str = "SELECT lease_holder FROM grant WHERE workspace = ? AND creator = ?";

const RELEASE: &str = "
    UPDATE grant SET lease_holder = NULL, lease_until = NULL
    WHERE workspace = ?1 AND creator = ?2 AND lease_holder = ?3";

/// Stores what a consent gave; an older grant of the creator is replaced.
pub(in crate::storage::sqlite) async fn store_consent(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    grant: NewGrant,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(STORE)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(grant.access.0)
        .bind(grant.access_expires_at.0)
        .bind(grant.refresh.0)
        .bind(grant.refresh_expires_at.0)
        .bind(grant.scopes)
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn update_tokens(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    version: i64,
    update: TokenUpdate,
) -> Result<bool, StoreError> {
    let (access, access_expires_at) = update.access.map(|(sealed, at)| (sealed.0, at.0)).unzip();
    let (refresh, refresh_expires_at) = match update.refresh {
        RefreshToken::Kept => (None, None),
        RefreshToken::New(sealed, at) => (Some(sealed.0), Some(at.0)),
        RefreshToken::Lost(at) => (None, Some(at.0)),
    };
    let updated = sqlx::query(UPDATE)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(version)
        .bind(access)
        .bind(access_expires_at)
        .bind(refresh)
        .bind(refresh_expires_at)
        .bind(update.renewals_used)
        .execute(connection)
        .await?;
    Ok(updated.rows_affected() > 0)
}

pub(super) async fn begin_renewal(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    version: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let begun =
        sqlx::query(BEGIN_RENEWAL).bind(creator.workspace).bind(creator.creator).bind(version).bind(now.0).execute(connection).await?;
    Ok(begun.rows_affected() > 0)
}

pub(super) async fn end(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    version: i64,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(END).bind(creator.workspace).bind(creator.creator).bind(version).bind(now.0).bind(reason).execute(connection).await?;
    Ok(())
}

pub(super) async fn reseal(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    read: &GrantRecord,
    again: Reseal,
) -> Result<bool, StoreError> {
    let bytes = |sealed: &Option<Sealed>| sealed.as_ref().map(|sealed| sealed.0.clone());
    let resealed = sqlx::query(RESEAL)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(bytes(&read.access))
        .bind(bytes(&read.refresh))
        .bind(bytes(&again.access))
        .bind(bytes(&again.refresh))
        .execute(connection)
        .await?;
    Ok(resealed.rows_affected() > 0)
}

pub(super) async fn lease(connection: &mut SqliteConnection, creator: CreatorNumber, terms: LeaseTerms<'_>) -> Result<Lease, StoreError> {
    let leased = sqlx::query(LEASE)
        .bind(creator.workspace)
        .bind(creator.creator)
        .bind(terms.holder)
        .bind(terms.now.0)
        .bind(terms.until.0)
        .bind(terms.gone)
        .execute(&mut *connection)
        .await?;
    if leased.rows_affected() > 0 {
        return Ok(Lease::Ours);
    }
    let holder: Option<Option<String>> =
        sqlx::query_scalar(HOLDER).bind(creator.workspace).bind(creator.creator).fetch_optional(connection).await?;
    Ok(Lease::Held(holder.flatten().unwrap_or_default()))
}

pub(super) async fn release(connection: &mut SqliteConnection, creator: CreatorNumber, holder: &str) -> Result<(), StoreError> {
    sqlx::query(RELEASE).bind(creator.workspace).bind(creator.creator).bind(holder).execute(connection).await?;
    Ok(())
}
