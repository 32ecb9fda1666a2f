//! The fence: a ticket is good as long as nobody claimed the run after it, and the run is open.

use app::model::Timestamp;
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::runs::RunTicket;

/// Refuses a ticket that is void. The caller writes in the same transaction.
pub(super) async fn hold(connection: &mut SqliteConnection, ticket: &RunTicket) -> Result<(), StoreError> {
    let good: Option<i64> = sqlx::query_scalar("SELECT number FROM run WHERE number = ? AND fence = ? AND state = 'running'")
        .bind(ticket.run)
        .bind(ticket.fence)
        .fetch_optional(connection)
        .await?;
    good.map(|_| ()).ok_or(StoreError::FenceLost)
}

/// Sets the end of the lease.
pub(super) async fn extend(connection: &mut SqliteConnection, ticket: &RunTicket, until: Timestamp) -> Result<(), StoreError> {
    let extended = sqlx::query("UPDATE run SET lease_until = ? WHERE number = ? AND fence = ? AND state = 'running'")
        .bind(until.0)
        .bind(ticket.run)
        .bind(ticket.fence)
        .execute(connection)
        .await?;
    if extended.rows_affected() == 0 {
        return Err(StoreError::FenceLost);
    }
    Ok(())
}
