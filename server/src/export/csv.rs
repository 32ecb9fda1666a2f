//! Records as CSV bytes.

use app::model::Dataset;
use bytes::Bytes;
use csv::{Terminator, Writer, WriterBuilder};

use super::field;
use crate::storage::StoreError;
use crate::storage::export::Field;

/// Tells spreadsheets that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The byte-order mark and the column names.
pub(super) fn header(dataset: Dataset) -> Result<Bytes, StoreError> {
    let mut writer = writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(dataset.columns()).map_err(failed)?;
    finish(writer)
}

/// Rows, each ended by CRLF.
pub(super) fn rows(rows: &[Vec<Field>]) -> Result<Bytes, StoreError> {
    let mut writer = writer(Vec::with_capacity(rows.len() * 128));
    for row in rows {
        for field in row {
            writer.write_field(&*field::text(field)).map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)?;
    }
    finish(writer)
}

fn writer(buffer: Vec<u8>) -> Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(buffer)
}

fn finish(writer: Writer<Vec<u8>>) -> Result<Bytes, StoreError> {
    let bytes = writer.into_inner().map_err(|error| StoreError::Database(Box::new(error.into_error())))?;
    Ok(Bytes::from(bytes))
}

fn failed(error: csv::Error) -> StoreError {
    StoreError::Database(Box::new(error))
}
