//! `fanscope backup`.

use std::path::PathBuf;

use clap::Args;

use super::CommandError;
use super::serve::DATABASE;
use crate::config::{StoreFlags, StoreSettings};
use crate::startup;

/// Flags of `backup`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// File to write; it must not exist yet
    file: PathBuf,
    #[command(flatten)]
    store: StoreFlags,
}

/// Writes a consistent copy, also while `serve` is running.
pub(super) async fn run(arguments: Arguments) -> Result<(), CommandError> {
    let settings = StoreSettings::new(&arguments.store, DATABASE)?;
    if arguments.file.exists() {
        return Err(CommandError::usage(format!("{} exists; name a new file, backups never overwrite", arguments.file.display())));
    }
    let store = startup::open_existing(&settings).await?;
    store.backup(&arguments.file).await?;
    tracing::info!(file = %arguments.file.display(), "the backup is written");
    store.close().await;
    Ok(())
}
