//! Datasets as CSV, streamed: rows come from the store in chunks and leave as bytes, so an export is never held in memory.

mod csv;
mod field;

use std::sync::Arc;

use bytes::Bytes;
use futures::{Stream, stream};

use crate::storage::export::{ExportCursor, ExportQuery};
use crate::storage::{ExportStore, StoreError};

/// Where a stream stands.
enum Place {
    Header,
    Rows(Option<ExportCursor>),
    End,
}

/// The dataset as UTF-8 bytes: byte-order mark, header, rows by RFC 4180 with CRLF. The header is there even when no row is.
///
/// # Errors
/// An item may be an error; then the export is truncated, and whoever writes it must not end as if it were whole.
pub fn stream(store: Arc<dyn ExportStore>, query: ExportQuery) -> impl Stream<Item = Result<Bytes, StoreError>> + Send + 'static {
    stream::try_unfold((store, query, Place::Header), |(store, query, place)| async move {
        match place {
            Place::Header => {
                let header = csv::header(query.dataset)?;
                Ok(Some((header, (store, query, Place::Rows(None)))))
            }
            Place::Rows(after) => {
                let chunk = store.export_chunk(&query, after).await?;
                let bytes = csv::rows(&chunk.rows)?;
                let place = chunk.next.map_or(Place::End, |next| Place::Rows(Some(next)));
                Ok(Some((bytes, (store, query, place))))
            }
            Place::End => Ok(None),
        }
    })
}
