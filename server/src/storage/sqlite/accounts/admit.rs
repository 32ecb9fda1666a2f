//! A sign-in, decided and recorded in one transaction.

use app::model::WorkspaceId;
use sqlx::SqliteConnection;

use super::door::{self, Door, Person};
use super::{creator, member};
use crate::storage::accounts::{Admission, Admitted, SealFor};
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::grants;
use crate::storage::sqlite::keys::{self, CreatorNumber};
use crate::storage::{CreatorKey, StoreError};

pub(super) async fn admit(connection: &mut SqliteConnection, admission: &Admission, seal: &SealFor<'_>) -> Result<Admitted, StoreError> {
    let platform = keys::platform(connection, &admission.account.platform).await?;
    let (workspace, person) = match door::find(connection, platform, admission).await? {
        Door::Open { workspace, person } => (workspace, person),
        Door::Closed { owner } => return Ok(Admitted::Refused { owner }),
        Door::Elsewhere => return Ok(Admitted::Elsewhere),
    };
    let before = creator::by_account(connection, platform, admission).await?;
    if before.is_some_and(|before| before.workspace != workspace) {
        return Ok(Admitted::Elsewhere);
    }
    let (number, id) = creator::upsert(connection, workspace, platform, admission).await?;
    let member_id = seat(connection, platform, number, &person, admission).await?;
    let key = CreatorKey { workspace: workspace_id(connection, workspace).await?, creator: id };
    let grant = seal(&key)?;
    grants::store_consent(connection, number, grant, admission.now).await?;
    let member = member::by_id(connection, &member_id).await?.ok_or_else(|| corrupt("member.id"))?.record;
    Ok(Admitted::Welcome { member, creator: key, new_creator: before.is_none() })
}

async fn seat(
    connection: &mut SqliteConnection,
    platform: i64,
    creator: CreatorNumber,
    person: &Person,
    admission: &Admission,
) -> Result<app::model::MemberId, StoreError> {
    match person {
        Person::New(role) => {
            member::create(connection, creator, *role, platform, admission).await?;
            Ok(admission.fresh.member.clone())
        }
        Person::Known(member, role) => {
            if member.is(platform, admission) {
                member::refresh(connection, member, *role, creator, admission).await?;
            }
            Ok(member.record.id.clone())
        }
    }
}

async fn workspace_id(connection: &mut SqliteConnection, number: i64) -> Result<WorkspaceId, StoreError> {
    let id: String = sqlx::query_scalar("SELECT id FROM workspace WHERE number = ?").bind(number).fetch_one(connection).await?;
    Ok(WorkspaceId(id))
}
