//! Storage traits per area, and their SQLite implementation.
