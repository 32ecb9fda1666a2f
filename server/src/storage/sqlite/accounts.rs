//! Workspaces and members.

mod admit;
mod creator;
mod door;
mod member;
pub(super) mod roll;

use app::model::page::settings::MemberList;
use app::model::{MemberId, Timestamp, WorkspaceId};
use async_trait::async_trait;
use sqlx::SqliteConnection;

use super::{SqliteStore, links};
use crate::storage::accounts::{Admission, Admitted, MemberRecord, SealFor};
use crate::storage::links::{LinkConsent, LinkOutcome};
use crate::storage::{AccountStore, StoreError};

#[cfg(test)]
pub(super) use member::OF_SESSION;

const AUDIT: &str = "
    INSERT INTO audit (workspace, number, member, action, subject, at)
    SELECT w.number, coalesce((SELECT max(a.number) FROM audit a WHERE a.workspace = w.number), 0) + 1, ?2, ?3, ?4, ?5
    FROM workspace w
    WHERE w.id = ?1";

#[async_trait]
impl AccountStore for SqliteStore {
    async fn member(&self, id: &MemberId) -> Result<Option<MemberRecord>, StoreError> {
        let mut connection = self.readers().acquire().await?;
        Ok(member::by_id(&mut connection, id).await?.map(|found| found.record))
    }

    async fn member_of_session(&self, id_hash: &str, now: Timestamp) -> Result<Option<MemberRecord>, StoreError> {
        let mut connection = self.readers().acquire().await?;
        Ok(member::of_session(&mut connection, id_hash, now).await?.map(|found| found.record))
    }

    async fn members(&self, workspace: &WorkspaceId) -> Result<Vec<MemberRecord>, StoreError> {
        member::of_workspace(&mut *self.readers().acquire().await?, workspace).await
    }

    async fn member_list(&self, workspace: &WorkspaceId, limit: i64) -> Result<MemberList, StoreError> {
        roll::list(&mut *self.readers().acquire().await?, workspace, limit).await
    }

    async fn admit(&self, admission: Admission, seal: &SealFor<'_>) -> Result<Admitted, StoreError> {
        let mut write = self.write().await?;
        let admitted = admit::admit(&mut write, &admission, seal).await?;
        match admitted {
            Admitted::Welcome { .. } => write.commit().await?,
            Admitted::Refused { .. } | Admitted::Elsewhere => write.rollback().await?,
        }
        Ok(admitted)
    }

    async fn renew_by_link(&self, consent: LinkConsent, seal: &SealFor<'_>) -> Result<LinkOutcome, StoreError> {
        let mut write = self.write().await?;
        let outcome = links::renew(&mut write, &consent, seal).await?;
        match outcome {
            LinkOutcome::Renewed(_) => write.commit().await?,
            LinkOutcome::OtherAccount | LinkOutcome::Ended => write.rollback().await?,
        }
        Ok(outcome)
    }

    async fn audit(
        &self,
        workspace: &WorkspaceId,
        member: Option<&MemberId>,
        action: &str,
        subject: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        note(&mut write, workspace, member, action, subject, now).await?;
        Ok(write.commit().await?)
    }
}

/// Appends to the audit log, within the transaction of what it tells.
pub(super) async fn note(
    connection: &mut SqliteConnection,
    workspace: &WorkspaceId,
    member: Option<&MemberId>,
    action: &str,
    subject: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(AUDIT)
        .bind(workspace.as_str())
        .bind(member.map(MemberId::as_str))
        .bind(action)
        .bind(subject)
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}
