//! Whether the platform is there: one request that needs no token and changes nothing.

use app::model::Timestamp;
use url::Url;

use super::client::Client;
use super::envelope;
use crate::source::SourceError;

/// It refuses without a token, and says so as the platform says everything.
const PATH: &str = "/oauth/userinfo/";

/// What answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The HTTP status.
    pub status: u16,
    /// Its `Date`.
    pub date: Option<Timestamp>,
    /// It refused as the platform refuses: with a code.
    pub speaks: bool,
}

/// Asks the platform at an address.
///
/// # Errors
/// `Transport` when nothing answers.
pub async fn probe(base_url: &Url) -> Result<Probe, SourceError> {
    let (status, date, body) = Client::new(base_url.clone())?.probe(PATH).await?;
    let date = date.and_then(|date| chrono::DateTime::parse_from_rfc2822(&date).ok()).map(|date| Timestamp(date.timestamp()));
    Ok(Probe { status, date, speaks: matches!(envelope::check(PATH, &body), Err(SourceError::Api { .. })) })
}
