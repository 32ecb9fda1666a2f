//! Everything that does I/O: HTTP, storage, sources, the collector, the embedded sandbox platform.
//!
//! `startup` puts the parts together; `docs/ARCHITECTURE.md` says who may know whom.

pub mod cli;
pub mod clock;
pub mod collector;
pub mod config;
pub mod crypto;
#[cfg(feature = "sandbox")]
pub mod demo;
pub mod entropy;
pub mod export;
pub mod failpoint;
pub mod grants;
pub mod http;
pub mod process;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod service;
pub mod shutdown;
pub mod source;
pub mod startup;
pub mod storage;
pub mod telemetry;
