//! SQLite: one writer connection, a pool of readers, WAL.
