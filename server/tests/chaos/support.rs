//! Processes, databases, platforms and browsers for the cases.

pub(crate) mod browser;
pub(crate) mod database;
pub(crate) mod dice;
pub(crate) mod lot;
pub(crate) mod process;
pub(crate) mod recount;
pub(crate) mod site;
pub(crate) mod truth;
pub(crate) mod yard;
