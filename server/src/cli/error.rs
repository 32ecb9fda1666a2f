//! How a command fails: an exit code and one clear sentence.

use std::fmt;

use crate::collector::CollectError;
use crate::config::ConfigError;
use crate::startup::StartupError;
use crate::storage::StoreError;

/// A command that did not do all it was asked.
#[derive(Debug)]
pub(crate) struct CommandError {
    code: u8,
    message: String,
}

impl CommandError {
    /// Something was not done.
    pub(crate) fn failed(message: impl Into<String>) -> Self {
        Self { code: 1, message: message.into() }
    }

    /// Wrong use or settings.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { code: 2, message: message.into() }
    }

    /// The process's exit code.
    pub(crate) const fn code(&self) -> u8 {
        self.code
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// An error with its causes, in one line.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        let more = source.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = source.source();
    }
    text
}

impl From<ConfigError> for CommandError {
    fn from(error: ConfigError) -> Self {
        Self::usage(error.0)
    }
}

impl From<StartupError> for CommandError {
    fn from(error: StartupError) -> Self {
        match error {
            StartupError::Config(error) => error.into(),
            StartupError::WrongKind(message) => Self::usage(message),
            other => Self::failed(with_causes(&other)),
        }
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        Self::failed(with_causes(&error))
    }
}

impl From<CollectError> for CommandError {
    fn from(error: CollectError) -> Self {
        Self::failed(with_causes(&error))
    }
}
