//! The schema's version, and getting to the newest.

use sqlx::SqliteConnection;
use sqlx::migrate::{MigrateError, Migrator};

use crate::storage::StoreError;

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations/sqlite");

/// The newest schema this build knows.
pub(super) fn known() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// The schema of the file; nothing before the first migration.
pub(super) async fn found(connection: &mut SqliteConnection) -> Result<Option<i64>, StoreError> {
    let tables: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'").fetch_one(&mut *connection).await?;
    if tables == 0 {
        return Ok(None);
    }
    Ok(sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations WHERE success").fetch_one(connection).await?)
}

/// Brings the schema up to date; whether there was something to do.
pub(super) async fn run(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let before = found(connection).await?;
    refuse_newer(before)?;
    refuse_strangers(connection, before).await?;
    MIGRATIONS.run_direct(None, connection, false).await.map_err(explain)?;
    let migrated = before != Some(known());
    if migrated {
        tracing::info!(schema.from = before, schema.to = known(), "the database was migrated");
    }
    Ok(migrated)
}

/// Refuses a schema that is not exactly the one this build knows.
pub(super) async fn check(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let found = found(connection).await?;
    refuse_newer(found)?;
    if found != Some(known()) {
        return Err(StoreError::NeedsMigration { found, known: known() });
    }
    Ok(())
}

fn refuse_newer(found: Option<i64>) -> Result<(), StoreError> {
    match found {
        Some(found) if found > known() => Err(StoreError::Newer { found, known: known() }),
        _ => Ok(()),
    }
}

/// A database that some other program made is not ours to write to.
async fn refuse_strangers(connection: &mut SqliteConnection, before: Option<i64>) -> Result<(), StoreError> {
    if before.is_some() {
        return Ok(());
    }
    let strangers = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_sqlx_migrations'";
    let tables: i64 = sqlx::query_scalar(strangers).fetch_one(connection).await?;
    if tables > 0 {
        let text = "the file is a database of another program; name another file with FANSCOPE_DATABASE_URL";
        return Err(StoreError::Open(text.to_owned()));
    }
    Ok(())
}

fn explain(error: MigrateError) -> StoreError {
    match error {
        MigrateError::VersionMissing(version) | MigrateError::VersionMismatch(version) => StoreError::Open(format!(
            "the database's migration {version} is not the one this Fanscope knows; install the version that wrote it, or restore a backup"
        )),
        MigrateError::Dirty(version) => {
            StoreError::Open(format!("migration {version} was begun and did not end; restore a backup and migrate again"))
        }
        other => StoreError::Database(Box::new(other)),
    }
}
