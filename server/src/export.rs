//! Datasets as CSV, streamed: rows come from the store in chunks and leave as bytes, so an export is never held in memory.

mod csv;
mod field;

use std::sync::Arc;

use bytes::Bytes;
use futures::{Stream, stream};
use tokio_util::task::AbortOnDropHandle;

use crate::storage::export::{ExportChunk, ExportCursor, ExportQuery};
use crate::storage::{ExportStore, StoreError};

/// Where a stream stands: what is written next is being read already.
enum Place {
    Header,
    Rows(AbortOnDropHandle<Result<ExportChunk, StoreError>>),
    End,
}

/// The dataset as UTF-8 bytes: byte-order mark, header, rows by RFC 4180 with CRLF. The header is there even when no row is.
/// While a chunk is written the next one is read, never more than that.
///
/// # Errors
/// An item may be an error; then the export is truncated, and whoever writes it must not end as if it were whole.
pub fn stream(store: Arc<dyn ExportStore>, query: ExportQuery) -> impl Stream<Item = Result<Bytes, StoreError>> + Send + 'static {
    stream::try_unfold((store, Arc::new(query), Place::Header), |(store, query, place)| async move {
        match place {
            Place::Header => {
                let header = csv::header(query.dataset)?;
                let rows = Place::Rows(read(&store, &query, None));
                Ok(Some((header, (store, query, rows))))
            }
            Place::Rows(reading) => {
                let chunk = reading.await.map_err(|error| StoreError::Database(Box::new(error)))??;
                let place = chunk.next.map_or(Place::End, |next| Place::Rows(read(&store, &query, Some(next))));
                Ok(Some((csv::rows(&chunk.rows)?, (store, query, place))))
            }
            Place::End => Ok(None),
        }
    })
}

fn read(
    store: &Arc<dyn ExportStore>,
    query: &Arc<ExportQuery>,
    after: Option<ExportCursor>,
) -> AbortOnDropHandle<Result<ExportChunk, StoreError>> {
    let (store, query) = (Arc::clone(store), Arc::clone(query));
    AbortOnDropHandle::new(tokio::spawn(async move { store.export_chunk(&query, after).await }))
}
