//! The embedded platform over HTTP.

mod check;
mod faults;
mod lists;
mod oauth;
mod page;
pub(crate) mod platform;
mod portrait;
mod restart;
mod series;
mod truth;
mod world;
