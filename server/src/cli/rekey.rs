//! `fanscope rekey`.

use std::io::Write as _;

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::CommandError;
use super::serve::DATABASE;
use crate::config::{StoreFlags, StoreSettings};
use crate::startup::{self, Rekeyed};

/// Flags of `rekey`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    store: StoreFlags,
}

/// Seals every stored token with the newest key; exit code 1 when a token is left that is not.
pub(super) async fn run(arguments: Arguments, stop: CancellationToken) -> Result<(), CommandError> {
    let settings = StoreSettings::new(&arguments.store, DATABASE)?;
    let done = startup::rekey(&settings, &stop).await?;
    tell(&done).map_err(|error| CommandError::failed(format!("the result cannot be written ({error})")))?;
    verdict(&done)
}

fn tell(done: &Rekeyed) -> std::io::Result<()> {
    let mut out = std::io::stderr().lock();
    let Rekeyed { key, resealed, current, without, .. } = done;
    writeln!(out, "sealed anew with the key `{key}`: {} ({current} were already, {without} hold no tokens)", grants(*resealed))?;
    for (creator, reason) in &done.shut {
        writeln!(out, "left as it was: {}: {reason}", creator.creator)?;
    }
    Ok(())
}

fn verdict(done: &Rekeyed) -> Result<(), CommandError> {
    let mut lacking = Vec::new();
    if !done.shut.is_empty() {
        let shut = grants(done.shut.len());
        lacking.push(format!(
            "the tokens of {shut} do not open; put the key back that they were sealed with, or have the creators authorise again"
        ));
    }
    if done.left > 0 {
        lacking.push(format!("{} left as before; run it again for the rest", grants(done.left)));
    }
    if lacking.is_empty() { Ok(()) } else { Err(CommandError::failed(lacking.join("; "))) }
}

fn grants(count: usize) -> String {
    format!("{count} {}", if count == 1 { "grant" } else { "grants" })
}
