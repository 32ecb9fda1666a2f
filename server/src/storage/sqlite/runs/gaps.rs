//! Periods that nobody collected.

use app::model::Timestamp;
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::runs::Gap;
use crate::storage::sqlite::keys::CreatorNumber;

const RECORD: &str = "
    INSERT INTO run (workspace, creator, period, source, state, finished_at, reason)
    VALUES (?, ?, ?, ?, 'gap', ?, ?)
    ON CONFLICT (workspace, creator, period, source) DO NOTHING";

/// Periods that have a run are left alone.
pub(super) async fn record(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    source: &str,
    gaps: &[Gap],
    now: Timestamp,
) -> Result<(), StoreError> {
    for gap in gaps {
        sqlx::query(RECORD)
            .bind(creator.workspace)
            .bind(creator.creator)
            .bind(gap.period.number())
            .bind(source)
            .bind(now.0)
            .bind(gap.reason.as_str())
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query("UPDATE creator SET data_version = data_version + 1 WHERE number = ?").bind(creator.creator).execute(connection).await?;
    Ok(())
}
