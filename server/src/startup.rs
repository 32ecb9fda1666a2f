//! The composition root: the only room that names the concrete parts.

mod application;
mod core;
pub mod doctor;
mod in_force;
mod listen;
mod port_holder;

pub use application::{Application, keep_tidy, serve};
pub use core::{Core, Kind, SOURCE, Store, clock, migrate, open_existing, platform, rekey, reparse};
pub use in_force::in_force;
pub use listen::listen;

pub use crate::grants::Rekeyed;

use crate::config::ConfigError;
use crate::crypto::VaultError;
use crate::source::SourceError;
use crate::storage::StoreError;

/// Why a command could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartupError {
    /// A setting makes no sense.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The database was made by `demo` and opened by another command, or the other way round.
    #[error("{0}")]
    WrongKind(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys that seal tokens.
    #[error(transparent)]
    Keys(#[from] VaultError),
    /// The client of the platform.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The address cannot be listened on; the text says why and what to do.
    #[error("{0}")]
    Listen(String),
    /// Serving ended early.
    #[error("serving ended")]
    Serve(#[source] std::io::Error),
    /// The embedded platform or its history.
    #[error("{0}")]
    Demo(String),
}
