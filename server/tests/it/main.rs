//! Integration tests.

mod export;
mod storage;
