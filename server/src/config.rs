//! Typed settings from flags and FANSCOPE_* variables, validated once. The only room that reads the environment.

pub mod flags;
mod parse;
mod secrets;
pub mod settings;

pub use flags::{PlatformFlags, ServeFlags, StoreFlags};
pub use settings::{PlatformSettings, ServeSettings, StoreSettings};

/// A setting that makes no sense: one sentence with the remedy. Ends a command with exit code 2.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

/// Reads `.env` in the working directory, if there is one; variables that are set already win.
///
/// # Errors
/// A `.env` that cannot be read or parsed.
pub fn load_dotenv() -> Result<(), ConfigError> {
    match dotenvy::dotenv() {
        Ok(_) => Ok(()),
        Err(error) if error.not_found() => Ok(()),
        Err(error) => Err(ConfigError(format!("the file .env cannot be read ({error}); correct that line or remove the file"))),
    }
}

/// What is to go wrong in a build for tests (`FANSCOPE_FAILPOINTS`).
pub fn failpoints() -> Option<String> {
    parse::variable("FANSCOPE_FAILPOINTS")
}

/// The log filter (`FANSCOPE_LOG`), needed before any flag is read.
pub fn log_filter() -> Option<String> {
    parse::variable("FANSCOPE_LOG")
}
