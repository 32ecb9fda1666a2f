//! The router and everything a request passes through.
