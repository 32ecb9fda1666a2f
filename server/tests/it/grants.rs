//! The life of a grant against the sandbox platform.

mod admit;
mod refresh;
