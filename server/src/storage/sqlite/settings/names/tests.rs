use super::*;
use crate::storage::SettingStore as _;
use crate::storage::sqlite::{Mode, OpenOptions};

/// Two workspaces: one with seven fans, the other with the fourth of eight.
const FILL: &str = "
    INSERT INTO workspace (number, id, names, created_at) VALUES (1, 'ours', 1, 0), (2, 'theirs', 1, 0);
    INSERT INTO place (number, country, province, city) VALUES (1, '', '', '');
    WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 8)
    INSERT INTO fan (id, workspace, platform, open_id, gender, place, nickname, avatar)
    SELECT value, iif(value = 4, 2, 1), 1, 'fan ' || value, 0, 1, 'name ' || value, 'avatar' FROM n";

const LEFT: &str = "SELECT id FROM fan WHERE nickname IS NOT NULL OR avatar IS NOT NULL ORDER BY id";

#[tokio::test]
async fn erasing_goes_on_where_it_was_interrupted_and_leaves_others_alone() {
    let directory = tempfile::tempdir().expect("a directory");
    let url = format!("sqlite://{}", directory.path().join("names.db").display());
    let store = SqliteStore::open(OpenOptions { url, mode: Mode::Migrate }).await.expect("opens");
    sqlx::raw_sql(FILL).execute(&store.writer).await.expect("fills");
    let left = async || sqlx::query_scalar::<_, i64>(LEFT).fetch_all(store.readers()).await.expect("reads");
    // A process that ended after the first chunk.
    sqlx::raw_sql("UPDATE workspace SET names = 0, names_erased_to = 0 WHERE id = 'ours'").execute(&store.writer).await.expect("writes");
    assert!(forget_fans(&store, 1).await.expect("a chunk"));
    assert_eq!(left().await, [4, 5, 6, 7, 8], "three people are a chunk here");
    let ours = WorkspaceId::from("ours");
    assert_eq!(store.keeps_names(&ours).await.expect("reads"), Names { on: false, erasing: true });
    store.forget_names().await.expect("erases");
    assert_eq!(left().await, [4]);
    assert_eq!(store.keeps_names(&ours).await.expect("reads"), Names { on: false, erasing: false });
    assert_eq!(store.keeps_names(&"theirs".into()).await.expect("reads"), Names { on: true, erasing: false });
    store.set_names(&"theirs".into(), false).await.expect("erases");
    assert_eq!(left().await, Vec::<i64>::new());
}
