//! Logs on stderr; stdout carries data only.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use crate::config::ConfigError;

/// Starts logging with this filter, e.g. `info` or `warn,server=debug`.
///
/// # Errors
/// A filter that does not parse.
pub fn start(filter: &str) -> Result<(), ConfigError> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| ConfigError(format!("FANSCOPE_LOG is `{filter}`, which is not a log filter ({error}); write it as info")))?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        // It would be told on stderr, which is what failed: the disk of a log file is full, and that line would end the process.
        .log_internal_errors(false)
        .init();
    Ok(())
}
