//! What the browser shows and asks for: pure model, pages, and the ports the server implements.

pub mod error;
pub mod model;
#[cfg(feature = "ssr")]
pub mod ports;
