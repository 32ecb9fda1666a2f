//! Numbers, days and ages as text; nothing depends on the process or the browser's locale.
//!
//! Shares are written by whole-number arithmetic, which keeps the float printer out of the browser build.

mod day;
mod number;

pub(crate) use day::{age, clock, day, day_long, moment};
#[cfg(feature = "ssr")]
pub(crate) use day::{duration, month, weekday};
#[cfg(feature = "ssr")]
pub(crate) use number::times;
pub(crate) use number::{count, percent, permille, points, signed};
