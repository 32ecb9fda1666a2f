//! The life of a grant: exchange, seal, open, refresh, renew, revoke.
