//! Integration tests.

mod collector;
mod grants;
mod sandbox;
mod source;
