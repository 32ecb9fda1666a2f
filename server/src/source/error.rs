//! What can be wrong with an answer of a platform.

/// Why a page could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The platform could not be reached, or the connection broke, or the answer took too long.
    #[error("the platform could not be reached ({endpoint})")]
    Transport {
        /// The platform's path.
        endpoint: &'static str,
        /// The client's error, without the address (it may carry a token).
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An HTTP status other than 200.
    #[error("the platform answered HTTP {status} ({endpoint})")]
    Status {
        /// The platform's path.
        endpoint: &'static str,
        /// The status.
        status: u16,
    },
    /// A business error: HTTP 200 with a code.
    #[error("the platform answered code {code}: {message} ({endpoint})")]
    Api {
        /// The platform's path.
        endpoint: &'static str,
        /// First non-zero of `err_no`, `extra.error_code`, `data.error_code`.
        code: i64,
        /// The platform's words.
        message: String,
        /// The platform's log id; may be empty.
        log_id: String,
    },
    /// HTTP 429, or a rate code with a wait.
    #[error("the platform asks to slow down ({endpoint})")]
    RateLimited {
        /// The platform's path.
        endpoint: &'static str,
        /// `Retry-After`, in seconds.
        retry_after: Option<u64>,
    },
    /// The body is not JSON (HTML, cut short).
    #[error("the platform's answer is not JSON or is cut short ({endpoint})")]
    Truncated {
        /// The platform's path.
        endpoint: &'static str,
        /// What the parser said.
        #[source]
        source: serde_json::Error,
    },
    /// The body is JSON of the wrong shape.
    #[error("the platform's answer has an unexpected shape ({endpoint}): {detail}")]
    Decode {
        /// The platform's path.
        endpoint: &'static str,
        /// Which field, in words; never the content.
        detail: String,
        /// The platform's log id; may be empty.
        log_id: String,
    },
}

/// A page that could not be read, and what asking for it took.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct ReadError {
    /// Why.
    #[source]
    pub error: SourceError,
    /// Requests it took, all in vain (a fallback path counts too).
    pub requests: i64,
}

impl From<SourceError> for ReadError {
    fn from(error: SourceError) -> Self {
        Self { error, requests: 1 }
    }
}

impl SourceError {
    /// The platform's code, when it refused with one.
    pub const fn code(&self) -> Option<i64> {
        match self {
            Self::Api { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// The platform's log id; empty when the answer had none.
    pub fn log_id(&self) -> &str {
        match self {
            Self::Api { log_id, .. } | Self::Decode { log_id, .. } => log_id,
            Self::Transport { .. } | Self::Status { .. } | Self::RateLimited { .. } | Self::Truncated { .. } => "",
        }
    }
}
