//! Opening a database file: every way it can be unusable is one clear sentence.

use server::storage::sqlite::{Mode, OpenOptions, SqliteStore};
use server::storage::{SettingStore as _, StoreError};

use super::fixture::{Fixture, connect};

async fn open(url: String, mode: Mode) -> Result<SqliteStore, StoreError> {
    SqliteStore::open(OpenOptions { url, mode }).await
}

async fn refusal(url: String, mode: Mode) -> String {
    open(url, mode).await.expect_err("is refused").to_string()
}

/// A raw connection, as another program would open one.
async fn execute(fixture: &Fixture, sql: &'static str) {
    use sqlx::Connection as _;
    let mut connection = sqlx::SqliteConnection::connect(&fixture.url()).await.expect("connects");
    sqlx::query(sql).execute(&mut connection).await.expect("executes");
    connection.close().await.expect("closes");
}

#[tokio::test]
async fn a_missing_directory_is_created_and_the_schema_is_the_newest() {
    let fixture = Fixture::sqlite().await;
    let version = fixture.store.schema_version().await.expect("reads").expect("migrated");
    assert!(version > 20_260_000_000_000);
    let reader = open(fixture.url(), Mode::Existing).await.expect("opens");
    assert_eq!(reader.schema_version().await.expect("reads"), Some(version));
}

#[tokio::test]
async fn two_processes_may_open_at_once() {
    let directory = tempfile::tempdir().expect("a directory");
    let url = format!("sqlite://{}", directory.path().join("both.db").display());
    let (first, second) = tokio::join!(open(url.clone(), Mode::Migrate), open(url, Mode::Migrate));
    first.expect("opens").set_setting("a", "1").await.expect("writes");
    assert_eq!(second.expect("opens").setting("a").await.expect("reads").as_deref(), Some("1"));
}

#[tokio::test]
async fn files_that_cannot_be_used_are_named_with_a_remedy() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("notes.txt");
    std::fs::write(&file, "this is not a database at all").expect("writes");
    let shown = file.display().to_string();
    let text = refusal(format!("sqlite://{shown}"), Mode::Migrate).await;
    assert!(text.contains(&shown) && text.contains("is not a SQLite database"), "{text}");
    let text = refusal(format!("sqlite://{shown}/fanscope.db"), Mode::Migrate).await;
    assert!(text.contains("a file is in the way") && text.contains("FANSCOPE_DATABASE_URL"), "{text}");
    let text = refusal(format!("sqlite://{}", directory.path().display()), Mode::Migrate).await;
    assert!(text.contains("it is a directory"), "{text}");
    let text = refusal(format!("sqlite://{shown}.missing"), Mode::Existing).await;
    assert!(text.contains("there is no database"), "{text}");
    assert!(!file.with_extension("txt.missing").exists(), "nothing is created");
    for url in ["postgres://x", "sqlite://", "sqlite://a/"] {
        let text = refusal(url.to_owned(), Mode::Migrate).await;
        assert!(text.contains("sqlite://./data/fanscope.db"), "{text}");
    }
}

#[tokio::test]
async fn a_newer_an_older_and_a_foreign_database_are_told_apart() {
    let fixture = Fixture::sqlite().await;
    execute(&fixture, "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (99990101000000, 'later', 1, x'00', 0)").await;
    for mode in [Mode::Migrate, Mode::Existing] {
        assert!(matches!(open(fixture.url(), mode).await, Err(StoreError::Newer { found: 99_990_101_000_000, .. })));
    }
    execute(&fixture, "DELETE FROM _sqlx_migrations WHERE version > 20261121000001").await;
    let text = refusal(fixture.url(), Mode::Existing).await;
    assert!(text.contains("run `fanscope migrate` first"), "{text}");
    execute(&fixture, "DROP TABLE _sqlx_migrations").await;
    let text = refusal(fixture.url(), Mode::Migrate).await;
    assert!(text.contains("another program"), "{text}");
}

#[tokio::test]
async fn a_backup_is_whole_and_never_overwrites() {
    let fixture = Fixture::sqlite().await;
    connect(&fixture.store, "ann").await;
    let target = fixture.directory.path().join("backup.db");
    fixture.store.backup(&target).await.expect("writes");
    let copy = open(format!("sqlite://{}", target.display()), Mode::Existing).await.expect("opens");
    assert_eq!(copy.integrity_check().await.expect("checks"), Vec::<String>::new());
    assert!(server::storage::CreatorStore::creator_by_id(&copy, "c-ann").await.expect("reads").is_some());
    let text = fixture.store.backup(&target).await.expect_err("exists").to_string();
    assert!(text.contains("exists"), "{text}");
}
