//! Use cases; one file per page, implementing that page's port.
