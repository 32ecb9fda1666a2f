//! Reads for exports, in chunks of some thousand rows.

use std::sync::Arc;

use app::model::{Dataset, PlatformDay, Timestamp};
use async_trait::async_trait;

use super::{CreatorKey, StoreError};

/// What to export.
#[derive(Clone, Debug)]
pub struct ExportQuery {
    /// Which dataset.
    pub dataset: Dataset,
    /// The creators, in the order they are written.
    pub creators: Vec<CreatorKey>,
    /// First day, included; nothing = from the beginning.
    pub from: Option<PlatformDay>,
    /// Last day, included; nothing = to the end.
    pub to: Option<PlatformDay>,
    /// Only this dimension (portrait).
    pub dimension: Option<app::model::Dimension>,
    /// Only these people (fans, following), as the ledger shows them; nothing = everybody.
    pub people: Option<app::filter::PeopleFilter>,
    /// For the roster: as of this day and instant.
    pub today: PlatformDay,
    /// The current instant.
    pub now: Timestamp,
}

/// One field of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// Unknown: empty.
    Empty,
    /// Text, escaped and made safe for spreadsheets.
    Text(String),
    /// Text that many rows have in common, treated the same.
    Shared(Arc<str>),
    /// A word of ours (a day, an enum): written as it is.
    Word(&'static str),
    /// A platform day.
    Day(PlatformDay),
    /// An instant, RFC 3339.
    Instant(Timestamp),
    /// A whole number.
    Integer(i64),
    /// A ratio, 0–1.
    Ratio(f64),
    /// true or false.
    Flag(bool),
}

/// Some rows, and where to go on.
#[derive(Clone, Debug, Default)]
pub struct ExportChunk {
    /// Rows in the dataset's column order.
    pub rows: Vec<Vec<Field>>,
    /// Opaque place to go on from; nothing after the last chunk.
    pub next: Option<ExportCursor>,
}

/// A place in an export: which creator, and the last key written (its form is the store's).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportCursor {
    /// Index into `ExportQuery::creators`.
    pub creator: usize,
    /// Last key written; empty at a creator's beginning.
    pub after: String,
}

/// Reads for exports.
#[async_trait]
pub trait ExportStore: Send + Sync {
    /// The next rows; the first with no cursor.
    async fn export_chunk(&self, query: &ExportQuery, after: Option<ExportCursor>) -> Result<ExportChunk, StoreError>;
}
