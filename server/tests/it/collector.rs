//! The collector with the real store, against the real sandbox platform over HTTP, on a clock that the tests move.

pub(crate) mod house;

mod aside;
mod drift;
mod endless;
mod failures;
mod fault_plans;
mod leases;
mod lost_grant;
mod reparse;
mod resume;
mod schedule;
mod slipping;
mod trouble;
mod truth;
mod whole;
