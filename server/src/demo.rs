//! The demo: a sandbox platform, its stories, and 180 days of history collected from it.
