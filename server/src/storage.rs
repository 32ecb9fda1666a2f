//! Storage traits per area, and their SQLite implementation. The only room that knows sqlx.

pub mod accounts;
mod bands;
pub mod creators;
pub mod error;
pub mod export;
pub mod grants;
pub mod history;
pub mod links;
pub mod people;
pub mod quota;
pub mod reparse;
mod rollup;
pub mod runs;
pub mod sessions;
pub mod settings;
pub mod sqlite;
pub mod webhooks;

use app::model::{CreatorId, WorkspaceId};

pub use accounts::AccountStore;
pub use creators::CreatorStore;
pub use error::StoreError;
pub use export::ExportStore;
pub use grants::GrantStore;
pub use history::HistoryStore;
pub use links::LinkStore;
pub use people::PeopleStore;
pub use quota::QuotaStore;
pub use reparse::ReparseStore;
pub use runs::RunStore;
pub use sessions::SessionStorage;
pub use settings::SettingStore;
pub use webhooks::WebhookStore;

/// A creator with its tenant, the prefix of every key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreatorKey {
    /// The tenant.
    pub workspace: WorkspaceId,
    /// The creator.
    pub creator: CreatorId,
}
