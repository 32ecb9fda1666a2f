//! `fanscope migrate`.

use clap::Args;

use super::CommandError;
use super::serve::DATABASE;
use crate::config::{StoreFlags, StoreSettings};
use crate::startup;

/// Flags of `migrate`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    store: StoreFlags,
}

/// Migrates the database, creating it when there is none.
pub(super) async fn run(arguments: Arguments) -> Result<(), CommandError> {
    let settings = StoreSettings::new(&arguments.store, DATABASE)?;
    startup::migrate(&settings).await?;
    tracing::info!(database = %settings.path.display(), "the database is at this version");
    Ok(())
}
