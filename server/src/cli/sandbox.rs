//! `fanscope sandbox`.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::CommandError;
use crate::clock::ManualClock;
use crate::config::settings::{parse_instant, sandbox_listen};
use crate::sandbox::{Sandbox, SandboxSettings};
use crate::startup;

/// Flags of `sandbox`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Address to listen on; this machine only [default: 127.0.0.1:3100]
    #[arg(long, env = "FANSCOPE_SANDBOX_LISTEN", value_name = "ADDR", hide_env_values = true)]
    listen: Option<String>,
    /// Client key it accepts
    #[arg(long, value_name = "KEY", default_value = "sandbox-key")]
    client_key: String,
    /// Client secret it accepts
    #[arg(long, value_name = "SECRET", default_value = "sandbox-secret")]
    client_secret: String,
    /// Seed of the world
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Number of creators; the first ones have stories
    #[arg(long, default_value_t = 8)]
    creators: u32,
    /// Fans of the steady creator; the others scale with it
    #[arg(long, default_value_t = 3000)]
    fans: u32,
    /// Start the clock here and let it tick (RFC 3339)
    #[arg(long, value_name = "INSTANT")]
    now: Option<String>,
    /// Fault plan (TOML)
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
    /// Where consents, revocations and quota are kept; without it they last as long as the process
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
}

/// Serves the sandbox platform until the process is asked to stop.
pub(super) async fn run(arguments: Arguments, stop: CancellationToken) -> Result<(), CommandError> {
    let address = sandbox_listen(arguments.listen.as_deref(), "127.0.0.1:3100")?;
    let clock = match arguments.now.as_deref() {
        Some(text) => ManualClock::ticking_from(parse_instant("--now", text)?),
        None => ManualClock::ticking_at(0),
    };
    let settings = SandboxSettings {
        client_key: arguments.client_key,
        client_secret: arguments.client_secret.into(),
        seed: arguments.seed,
        creators: arguments.creators,
        fans: arguments.fans,
        faults: arguments.faults,
        state: arguments.state,
    };
    let sandbox = Sandbox::open(settings, Arc::new(clock)).map_err(|error| CommandError::usage(error.to_string()))?;
    let listener = startup::listen(address, "--listen").await?;
    tracing::info!(address = %format!("http://{address}"), "the sandbox platform is listening");
    startup::serve(listener, sandbox.router(), stop).await?;
    Ok(())
}
