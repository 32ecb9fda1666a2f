//! Who is let in, and as whom: product.md "Who is who".

use app::model::Role;
use sqlx::SqliteConnection;

use super::{creator, member};
use crate::storage::StoreError;
use crate::storage::accounts::{Admission, SignUp};

/// Where a consent leads.
pub(super) enum Door {
    /// Into this workspace, as this person.
    Open {
        /// The workspace's number.
        workspace: i64,
        /// Who is signed in afterwards.
        person: Person,
    },
    /// Nowhere: ask this owner.
    Closed {
        /// Their nickname; may be empty.
        owner: String,
    },
    /// Nowhere: the account belongs to another workspace.
    Elsewhere,
}

/// Who is signed in afterwards.
pub(super) enum Person {
    /// A member, from now on in this role.
    Known(Box<member::Member>, Role),
    /// Somebody new, in this role.
    New(Role),
}

pub(super) async fn find(connection: &mut SqliteConnection, platform: i64, admission: &Admission) -> Result<Door, StoreError> {
    let home = creator::by_account(connection, platform, admission).await?.map(|creator| creator.workspace);
    let known = member::by_account(connection, platform, admission).await?;
    if let Some(owner) = acting_owner(connection, admission).await? {
        let theirs = home.or(known.map(|member| member.workspace));
        if theirs.is_some_and(|theirs| theirs != owner.workspace) {
            return Ok(Door::Elsewhere);
        }
        return Ok(Door::Open { workspace: owner.workspace, person: Person::Known(Box::new(owner), Role::Owner) });
    }
    if admission.sign_up == SignUp::Demo {
        let workspace = match first_workspace(connection).await? {
            Some(workspace) => workspace,
            None => create_workspace(connection, admission).await?,
        };
        let person = known.map_or(Person::New(Role::Owner), |member| Person::Known(Box::new(member), Role::Owner));
        return Ok(Door::Open { workspace, person });
    }
    if let Some(member) = known {
        let role = member.record.role;
        return Ok(Door::Open { workspace: member.workspace, person: Person::Known(Box::new(member), role) });
    }
    if let Some(workspace) = home {
        return Ok(Door::Open { workspace, person: Person::New(Role::Creator) });
    }
    if admission.sign_up == SignUp::Open || first_workspace(connection).await?.is_none() {
        let workspace = create_workspace(connection, admission).await?;
        return Ok(Door::Open { workspace, person: Person::New(Role::Owner) });
    }
    Ok(Door::Closed { owner: owner_to_ask(connection).await? })
}

async fn acting_owner(connection: &mut SqliteConnection, admission: &Admission) -> Result<Option<member::Member>, StoreError> {
    let Some(id) = &admission.acting_owner else { return Ok(None) };
    let found = member::by_id(connection, id).await?;
    Ok(found.filter(|member| member.record.role == Role::Owner))
}

async fn first_workspace(connection: &mut SqliteConnection) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar("SELECT number FROM workspace ORDER BY number LIMIT 1").fetch_optional(connection).await?)
}

/// In the demo names are on; elsewhere an owner turns them on.
async fn create_workspace(connection: &mut SqliteConnection, admission: &Admission) -> Result<i64, StoreError> {
    let number = sqlx::query_scalar("INSERT INTO workspace (id, names, created_at) VALUES (?, ?, ?) RETURNING number")
        .bind(admission.fresh.workspace.as_str())
        .bind(admission.sign_up == SignUp::Demo)
        .bind(admission.now.0)
        .fetch_one(connection)
        .await?;
    Ok(number)
}

async fn owner_to_ask(connection: &mut SqliteConnection) -> Result<String, StoreError> {
    let found: Option<String> =
        sqlx::query_scalar("SELECT nickname FROM member WHERE role = 'owner' ORDER BY number LIMIT 1").fetch_optional(connection).await?;
    Ok(found.unwrap_or_default())
}
