//! Platform API families we read, behind one trait. Nothing outside this folder knows a platform's wire format.

pub mod action;
pub mod douyin_open;
pub mod error;
pub mod notice;

use std::fmt;

use app::model::{Capability, CreatorProfile, ListMember, OpenId, Portrait, SeriesMetric, SeriesPoint};
use async_trait::async_trait;
use secrecy::SecretString;
use url::Url;

pub use action::{Action, Policy, QuotaWindow};
pub use error::{ReadError, SourceError};
pub use notice::{Message, Notice, NoticeError};

/// What lets us read one creator.
#[derive(Clone, Debug)]
pub struct Access {
    /// The account.
    pub open_id: OpenId,
    /// The user access token.
    pub token: SecretString,
}

/// One answer of the platform, as it came.
#[derive(Clone, Debug)]
pub struct RawBody {
    /// The platform's path.
    pub endpoint: &'static str,
    /// The bytes of the body.
    pub body: Vec<u8>,
}

/// What a page holds, normalised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Records {
    /// The creator's own profile.
    Profile(CreatorProfile),
    /// The portrait and the flow contributions.
    Portrait(Portrait),
    /// Values of one of the daily series.
    Series(Vec<SeriesPoint>),
    /// Entries of the fan list or of the following list.
    Members(Vec<ListMember>),
}

/// One page of a capability.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it holds.
    pub records: Records,
    /// The cursor of the next page; nothing on the last one (`has_more` = false). Opaque outside the source.
    pub next: Option<String>,
    /// The size of the whole list, where the platform says it.
    pub reported_total: Option<i64>,
    /// The bodies it was read from, for re-parsing; empty for list pages.
    pub raw: Vec<RawBody>,
    /// Requests it took (a fallback path counts too).
    pub requests: i64,
    /// Values that were left out, in words.
    pub warnings: Vec<String>,
    /// The platform stands by it. False for a list that is null although nothing says that it is empty: it may be one that could not be
    /// looked up, and nobody has left it.
    pub vouched: bool,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// What it holds, normalised.
    pub records: Records,
    /// The series it speaks for; none when it is no series.
    pub metrics: &'static [SeriesMetric],
    /// Values that were left out, in words.
    pub warnings: Vec<String>,
}

/// Reads answers that were kept, without the platform.
pub trait Decode: fmt::Debug + Send + Sync {
    /// The name of the source, as in `run.source`.
    fn name(&self) -> &'static str;

    /// Reads the body of an answer as today's source reads a fresh one.
    ///
    /// # Errors
    /// The body is broken, or comes from a path this source does not know.
    fn decode(&self, capability: Capability, endpoint: &str, body: &[u8]) -> Result<Decoded, SourceError>;
}

/// A platform API family that can be read page by page.
#[async_trait]
pub trait Source: Policy + fmt::Debug {
    /// The name in `run.source` and in exports, e.g. `douyin_open`.
    fn name(&self) -> &'static str;

    /// What it can give, in the order a run reads it.
    fn capabilities(&self) -> &'static [Capability];

    /// The largest list the platform shows, if it caps lists.
    fn list_cap(&self) -> Option<i64>;

    /// Reads one page: the first with no cursor, then with the cursor of the page before.
    ///
    /// # Errors
    /// One `SourceError` per way an answer can be wrong, with the requests it took. A single try: retries are the collector's business.
    async fn read(&self, access: &Access, capability: Capability, cursor: Option<&str>) -> Result<Page, ReadError>;
}

/// What a code or a refresh token was exchanged for.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The account the tokens belong to.
    pub open_id: OpenId,
    /// User access token.
    pub access: SecretString,
    /// Its lifetime in seconds.
    pub access_seconds: i64,
    /// Refresh token.
    pub refresh: SecretString,
    /// Its lifetime in seconds.
    pub refresh_seconds: i64,
    /// Scopes as the answer listed them (may omit `.bind` ones).
    pub scopes: String,
}

/// A renewed refresh token.
#[derive(Clone, Debug)]
pub struct Renewed {
    /// The new refresh token; the old one is dead.
    pub refresh: SecretString,
    /// Its lifetime in seconds.
    pub refresh_seconds: i64,
}

/// How a creator is connected by OAuth.
#[async_trait]
pub trait Connect: Policy + fmt::Debug {
    /// The platform's word in account keys, e.g. `douyin`.
    fn platform(&self) -> &'static str;

    /// The app the grants belong to.
    fn client_key(&self) -> &str;

    /// The consent page for this state.
    fn authorize_url(&self, state: &str, redirect_uri: &Url) -> Url;

    /// Exchanges a code for tokens.
    async fn exchange(&self, code: &SecretString) -> Result<Tokens, SourceError>;

    /// Extends or replaces the access token.
    async fn refresh(&self, refresh: &SecretString) -> Result<Tokens, SourceError>;

    /// Reads what the platform told unasked: the bytes as they came, and their signature.
    ///
    /// # Errors
    /// A signature that does not fit, a message for another app, bytes that are no message.
    fn read_notice(&self, signature: Option<&str>, body: &[u8]) -> Result<Message, NoticeError>;

    /// Asks for a token of the app itself: whether the platform is there, and knows key and secret.
    async fn check_app(&self) -> Result<(), SourceError>;

    /// Replaces the refresh token; at most five times per consent.
    async fn renew(&self, refresh: &SecretString) -> Result<Renewed, SourceError>;
}
