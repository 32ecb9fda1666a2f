//! The only error that crosses the wire.

use serde::{Deserialize, Serialize};

/// What went wrong, in terms a page can show. Never carries SQL, sources or secrets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AppError {
    /// No such creator, dimension, dataset or page – or not one this viewer may see.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in.
    #[error("signed out")]
    SignedOut,
    /// The viewer's role does not allow it.
    #[error("not allowed")]
    Forbidden,
    /// A field of the request makes no sense.
    #[error("invalid {field}")]
    Invalid {
        /// The query word or form field.
        field: String,
    },
    /// Too many requests.
    #[error("rate limited")]
    RateLimited,
    /// The platform refused or could not be reached.
    #[error("the platform did not answer")]
    Upstream,
    /// The store does not answer just now; the same request may do a moment later.
    #[error("the database does not answer")]
    Unavailable,
    /// Nothing can be written just now; what is recorded can still be read.
    #[error("nothing can be saved")]
    Unwritable,
    /// A fault of ours; the id stands in the log.
    #[error("internal error {id}")]
    Internal {
        /// What to look for in the log.
        id: String,
    },
    /// The browser and the server do not understand each other (an old page, a broken connection).
    #[error("the connection failed: {0}")]
    Connection(String),
}

impl AppError {
    /// The HTTP status a response with this error carries.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::SignedOut => 401,
            Self::Forbidden => 403,
            Self::Invalid { .. } => 400,
            Self::RateLimited => 429,
            Self::Upstream => 502,
            Self::Unavailable | Self::Unwritable => 503,
            Self::Internal { .. } | Self::Connection(_) => 500,
        }
    }
}
