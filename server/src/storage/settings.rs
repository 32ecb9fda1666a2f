//! Settings of the instance that live in the database.

use app::model::WorkspaceId;
use app::model::page::settings::Names;
use async_trait::async_trait;

use super::StoreError;

/// How the store stands at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoreLoad {
    /// Open connections of readers.
    pub readers: u32,
    /// Those of them that do nothing.
    pub readers_idle: u32,
    /// The writer is at work.
    pub writing: bool,
    /// Bytes of the database file.
    pub file_bytes: u64,
    /// Bytes of the write-ahead log.
    pub wal_bytes: u64,
}

/// Which commits the database has seen: two that are equal were asked for with no commit between them, of whatever process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreVersion {
    /// Which connection counted.
    pub opened: u64,
    /// What it counted.
    pub commits: i64,
}

/// Named values of the instance, e.g. `kind` (serve or demo).
#[async_trait]
pub trait SettingStore: Send + Sync {
    /// Reads a value.
    async fn setting(&self, name: &str) -> Result<Option<String>, StoreError>;

    /// Writes a value.
    async fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError>;

    /// Writes a value unless the name exists; returns the value that stands now.
    async fn setting_or_insert(&self, name: &str, value: &str) -> Result<String, StoreError>;

    /// Whether fans' names and avatars are stored for a workspace.
    async fn keeps_names(&self, workspace: &WorkspaceId) -> Result<Names, StoreError>;

    /// Turns fans' names and avatars on or off for a workspace. Off takes effect at once; then everything that is stored or staged is
    /// erased, in chunks.
    async fn set_names(&self, workspace: &WorkspaceId, on: bool) -> Result<(), StoreError>;

    /// Goes on with erasing where it was interrupted, in every workspace.
    async fn forget_names(&self) -> Result<(), StoreError>;

    /// Checks that the database answers.
    async fn ping(&self) -> Result<(), StoreError>;

    /// The version of now: every commit that came back before this was asked for is in it.
    async fn version(&self) -> Result<StoreVersion, StoreError>;

    /// Connections and file sizes now.
    fn load(&self) -> StoreLoad;
}
