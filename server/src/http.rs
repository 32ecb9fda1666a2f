//! The router and everything a request passes through.

pub(crate) mod assets;
