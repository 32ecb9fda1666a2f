//! Logs on stderr.
