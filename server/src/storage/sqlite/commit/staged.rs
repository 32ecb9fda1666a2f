//! Reading what was staged as JSON.

use app::model::{Capability, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::sqlite::error::corrupt;

/// Rows for `json_each`.
pub(super) fn rows_of(rows: &[impl Serialize]) -> Result<String, StoreError> {
    serde_json::to_string(rows).map_err(|error| StoreError::Database(Box::new(error)))
}

/// The records of a step in the order of its pages, with the instant each was read.
pub(super) async fn records<T: DeserializeOwned>(
    connection: &mut SqliteConnection,
    run: i64,
    capability: Capability,
) -> Result<Vec<(Timestamp, T)>, StoreError> {
    let rows: Vec<(i64, String)> =
        sqlx::query_as("SELECT fetched_at, body FROM staged_record WHERE run = ? AND capability = ? ORDER BY page")
            .bind(run)
            .bind(capability.as_str())
            .fetch_all(connection)
            .await?;
    rows.into_iter()
        .map(|(at, body)| {
            let record = serde_json::from_str(&body).map_err(|_| corrupt("staged_record.body"))?;
            Ok((Timestamp(at), record))
        })
        .collect()
}
