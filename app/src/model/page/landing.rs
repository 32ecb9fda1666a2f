//! The landing page.

use serde::{Deserialize, Serialize};

/// What the landing page says about this installation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installation {
    /// The embedded platform answers behind "Try the demo".
    pub demo: bool,
    /// Days of history the demo has recorded so far, and of how many; nothing once it is complete.
    pub history: Option<(i64, i64)>,
    /// Settings that are missing before somebody can sign in, by their variable names.
    pub missing: Vec<String>,
}
