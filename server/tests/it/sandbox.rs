//! The embedded platform over HTTP.

mod faults;
mod lists;
mod oauth;
mod page;
pub(crate) mod platform;
mod portrait;
mod restart;
mod sdk;
mod series;
mod truth;
mod world;
