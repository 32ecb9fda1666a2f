//! Settings of the instance that live in the database.

use async_trait::async_trait;

use super::StoreError;

/// Named values of the instance, e.g. `kind` (serve or demo).
#[async_trait]
pub trait SettingStore: Send + Sync {
    /// Reads a value.
    async fn setting(&self, name: &str) -> Result<Option<String>, StoreError>;

    /// Writes a value.
    async fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError>;

    /// Writes a value unless the name exists; returns the value that stands now.
    async fn setting_or_insert(&self, name: &str, value: &str) -> Result<String, StoreError>;

    /// Turns fans' names and avatars on or off for a workspace.
    async fn set_names(&self, workspace: &app::model::WorkspaceId, on: bool) -> Result<(), StoreError>;

    /// Checks that the database answers.
    async fn ping(&self) -> Result<(), StoreError>;
}
