//! Real parts for the tests: the sandbox over HTTP, a real SQLite file, the real router, a browser that keeps cookies.

pub(crate) mod browser;
pub(crate) mod csv;
pub(crate) mod house;
pub(crate) mod process;
pub(crate) mod relay;

pub(crate) use browser::Browser;
pub(crate) use house::{House, Platform};
