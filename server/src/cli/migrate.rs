//! `fanscope migrate`.

use clap::Args;

use super::CommandError;
use super::serve::DATABASE;
use crate::config::{StoreFlags, StoreSettings};
use crate::storage::sqlite::{Mode, OpenOptions, SqliteStore};

/// Flags of `migrate`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    store: StoreFlags,
}

/// Migrates the database, creating it when there is none.
pub(super) async fn run(arguments: Arguments) -> Result<(), CommandError> {
    let settings = StoreSettings::new(&arguments.store, DATABASE)?;
    let store = SqliteStore::open(OpenOptions { url: settings.database_url.clone(), mode: Mode::Migrate }).await?;
    tracing::info!(database = %settings.path.display(), "the database is at this version");
    store.close().await;
    Ok(())
}
