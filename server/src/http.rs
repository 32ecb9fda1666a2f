//! The router and everything a request passes through.

pub(crate) mod assets;
mod chart;
mod context;
mod csrf;
mod events;
mod export;
mod headers;
mod health;
mod host;
mod kept_pages;
mod links;
mod preferences;
mod problem;
pub(crate) mod router;
mod session;
mod settings;
mod sign_in;
pub(crate) mod viewer;
mod webhook;

pub use router::{HttpParts, router};
pub use sign_in::redirect_uri;
