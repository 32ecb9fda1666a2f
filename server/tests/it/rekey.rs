//! Keys are exchanged with real processes: a new one beside the old one, `rekey`, and the old one thrown away.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sqlx::Connection as _;

use crate::processes::{Installation, NOW};
use crate::support::browser::Browser;
use crate::support::process::{run, succeed};

const KEYS: &str = "FANSCOPE_SECRET_KEYS";
const TOMORROW: &str = "2026-06-11T12:00:00+08:00";

/// A key of 32 equal bytes.
fn key(id: &str, byte: u8) -> String {
    format!("{id}:{}", STANDARD.encode([byte; 32]))
}

/// The sealed tokens as they stand in the file.
async fn sealed(house: &Installation) -> Vec<Vec<u8>> {
    let url = format!("sqlite://{}", house.folder.path().join("data/fanscope.db").display());
    let mut connection = sqlx::SqliteConnection::connect(&url).await.expect("connects");
    let sql = "SELECT access FROM \"grant\" WHERE access IS NOT NULL UNION ALL SELECT refresh FROM \"grant\" WHERE refresh IS NOT NULL";
    sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("reads")
}

/// How many of them name this key.
fn naming(tokens: &[Vec<u8>], key: &str) -> usize {
    tokens.iter().filter(|token| token.windows(key.len()).any(|part| part == key.as_bytes())).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_key_is_exchanged_for_a_new_one_while_the_dashboard_runs() {
    let house = Installation::new();
    let _sandbox = house.sandbox(NOW).await;
    let (old, new) = (key("spring", 1), key("autumn", 2));
    let both = format!("{new},{old}");
    let said = |arguments: &[&str], keys: &str, code: i32| {
        let settings: Vec<(&str, &str)> = house.settings().into_iter().chain([(KEYS, keys)]).collect();
        let output = run(house.folder.path(), arguments, &settings);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(code) && output.stdout.is_empty(), "{arguments:?}: {said}");
        said
    };

    let serve = house.serve_with(&[(KEYS, &old)]).await;
    let browser = Browser::new(&house.origin);
    let cast = house.creators().await;
    for creator in &cast {
        browser.sign_in(creator["open_id"].as_str().expect("an id")).await;
    }
    said(&["collect", "--all"], &old, 0);
    assert_eq!(naming(&sealed(&house).await, "spring"), 2 * cast.len());
    assert_eq!(serve.stop().0, Some(0));
    let again = said(&["rekey"], &old, 0);
    assert!(again.contains("sealed anew with the key `spring`: 0 grants (2 were already, 0 hold no tokens)"), "{again}");

    let serve = house.serve_with(&[(KEYS, &both)]).await;
    let told = said(&["rekey"], &both, 0);
    assert!(told.contains("sealed anew with the key `autumn`: 2 grants (0 were already, 0 hold no tokens)"), "{told}");
    let tokens = sealed(&house).await;
    assert_eq!((naming(&tokens, "spring"), naming(&tokens, "autumn")), (0, 2 * cast.len()));
    assert!(!told.contains("act.") && !told.contains(&STANDARD.encode([2; 32])), "no secret is told");
    assert_eq!(serve.stop().0, Some(0));

    // The old key is thrown away: the tokens still open, and a day is collected with them.
    let _advanced =
        crate::support::browser::client().post(format!("{}/sandbox/clock?advance=86400", house.platform)).send().await.expect("an answer");
    let later = house.settings_at(TOMORROW);
    let later: Vec<(&str, &str)> = later.into_iter().chain([(KEYS, new.as_str())]).collect();
    succeed(house.folder.path(), &["collect", "--all"], &later);
    let doctor = String::from_utf8(succeed(house.folder.path(), &["doctor"], &later)).expect("UTF-8");
    assert!(doctor.contains("opens every stored token (grants: 2)"), "{doctor}");

    // Without the key they are sealed with, nothing is touched.
    let shut = said(&["rekey"], &old, 1);
    assert!(
        shut.contains("the key `autumn`, which is not among the secret keys") && shut.contains("the tokens of 2 grants do not open"),
        "{shut}"
    );
    assert_eq!(naming(&sealed(&house).await, "autumn"), 2 * cast.len());
    let current = said(&["rekey"], &new, 0);
    assert!(current.contains("0 grants (2 were already"), "{current}");
}

#[test]
fn rekey_makes_neither_a_database_nor_a_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(folder.path(), &["rekey"], &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0, "{said}");
}
