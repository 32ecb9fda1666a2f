//! The one authorisation: which creators a viewer may see.

use app::error::AppError;
use app::model::{CreatorId, Role};
use app::ports::Viewer;

use crate::storage::creators::CreatorRecord;
use crate::storage::{CreatorKey, CreatorStore, StoreError};

/// The creator, if this viewer may see it. Ids of others are not found, like ids that do not exist.
pub(super) async fn creator(creators: &dyn CreatorStore, viewer: &Viewer, id: &CreatorId) -> Result<CreatorRecord, AppError> {
    creators.creator(&key(viewer, id)?).await.map_err(internal)?.ok_or(AppError::NotFound)
}

/// Where the store has this creator if this viewer may see it; whether it exists is the store's to say.
pub(super) fn key(viewer: &Viewer, id: &CreatorId) -> Result<CreatorKey, AppError> {
    match sight(viewer) {
        Sight::Own(own) if own != Some(id) => Err(AppError::NotFound),
        Sight::Own(_) | Sight::Workspace => Ok(CreatorKey { workspace: viewer.workspace.clone(), creator: id.clone() }),
    }
}

/// How far a viewer sees.
pub(super) enum Sight<'a> {
    /// Every creator of the workspace.
    Workspace,
    /// The creator they are; nobody when they are none.
    Own(Option<&'a CreatorId>),
}

/// How far this viewer sees, by their role.
pub(super) fn sight(viewer: &Viewer) -> Sight<'_> {
    match viewer.role {
        Role::Owner => Sight::Workspace,
        Role::Creator => Sight::Own(viewer.creator.as_ref()),
    }
}

/// The viewer sees no creator at all.
pub(super) struct Nobody;

/// The only creator this viewer sees, or all (`None`); nobody for a member of the role creator who is none.
pub(super) fn only(viewer: &Viewer) -> Result<Option<&str>, Nobody> {
    match sight(viewer) {
        Sight::Own(None) => Err(Nobody),
        Sight::Own(Some(own)) => Ok(Some(own.as_str())),
        Sight::Workspace => Ok(None),
    }
}

/// What only an owner may see or change.
pub(super) fn owner(viewer: &Viewer) -> Result<(), AppError> {
    if viewer.role == Role::Owner { Ok(()) } else { Err(AppError::Forbidden) }
}

/// A fault of the store: logged once, here, under an id that the page shows.
#[expect(clippy::needless_pass_by_value, reason = "stands in map_err")]
pub(super) fn internal(error: StoreError) -> AppError {
    if error.is_unwritable() || error.is_passing() {
        tracing::warn!(error = &error as &dyn std::error::Error, "the store could not do what a page asked for");
        return if error.is_unwritable() { AppError::Unwritable } else { AppError::Unavailable };
    }
    let id = format!("{:08x}", fingerprint(&error));
    tracing::error!(error.id = %id, error = &error as &dyn std::error::Error, "a page could not be read from the store");
    AppError::Internal { id }
}

/// Errors of one kind share an id, so that a report finds its log line without randomness here.
fn fingerprint(error: &StoreError) -> u32 {
    use std::hash::{Hash as _, Hasher as _};
    let mut hasher = std::hash::DefaultHasher::new();
    format!("{error:?}").hash(&mut hasher);
    u32::try_from(hasher.finish() >> 32).unwrap_or_default()
}
