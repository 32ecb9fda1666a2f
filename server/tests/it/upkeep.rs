//! `doctor` and `reparse` as their users run them: what they say, and their exit codes.

use std::path::Path;
use std::process::Output;

use sqlx::Connection as _;
use tempfile::TempDir;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::browser::Browser;
use crate::support::process::{Server, free_port, run, succeed};

const NOW: &str = "2026-06-10T12:00:00+08:00";
const SECRET: &str = "sandbox-secret";

/// An installation on which somebody signed in and one day was recorded.
struct Installation {
    folder: TempDir,
    platform: String,
    origin: String,
    listen: String,
    sandbox: Option<Server>,
}

impl Installation {
    async fn new() -> Self {
        let (app, platform) = (free_port(), free_port());
        let folder = tempfile::tempdir().expect("a folder");
        let platform_listen = format!("127.0.0.1:{platform}");
        let arguments =
            ["sandbox", "--listen", &platform_listen, "--creators", "2", "--fans", "300", "--now", NOW, "--state", "sandbox.json"];
        let platform = format!("http://{platform_listen}");
        let sandbox = Server::start(folder.path(), &arguments, &[], &format!("{platform}/sandbox/creators")).await;
        let listen = format!("127.0.0.1:{app}");
        let house = Self { folder, platform, origin: format!("http://{listen}"), listen, sandbox: Some(sandbox) };
        let serve = Server::start(house.path(), &["serve"], &house.settings(), &format!("{}/readyz", house.origin)).await;
        let creators =
            crate::support::browser::client().get(format!("{}/sandbox/creators", house.platform)).send().await.expect("an answer");
        let creators: Vec<serde_json::Value> = creators.json().await.expect("a list");
        let browser = Browser::new(&house.origin);
        browser.sign_in(creators[0]["open_id"].as_str().expect("an id")).await;
        succeed(house.path(), &["collect", "--all"], &house.settings());
        assert_eq!(serve.stop().0, Some(0));
        house
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn settings(&self) -> Vec<(&str, &str)> {
        vec![
            ("FANSCOPE_DOUYIN_BASE_URL", &self.platform),
            ("FANSCOPE_DOUYIN_CLIENT_KEY", "sandbox-key"),
            ("FANSCOPE_DOUYIN_CLIENT_SECRET", SECRET),
            ("FANSCOPE_LISTEN", &self.listen),
            ("FANSCOPE_COLLECT_AT", "23:50"),
            ("FANSCOPE_NOW", NOW),
        ]
    }

    fn run(&self, arguments: &[&str], extra: &[(&str, &str)]) -> Output {
        let kept = self.settings().into_iter().filter(|(name, _)| !extra.iter().any(|(other, _)| other == name));
        run(self.path(), arguments, &kept.chain(extra.iter().copied()).collect::<Vec<_>>())
    }

    /// The report and the exit code.
    fn doctor(&self, extra: &[(&str, &str)]) -> (Vec<String>, Option<i32>) {
        let output = self.run(&["doctor"], extra);
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let key = std::fs::read_to_string(self.path().join("data/secret.key")).unwrap_or_default();
        let key = key.trim().split_once(':').map_or("no key", |(_, key)| key).to_owned();
        for secret in [SECRET, "act.", "rft.", &key] {
            assert!(!said.contains(secret) && !errors.contains(secret), "{secret} in {said}{errors}");
        }
        assert!(!errors.contains("panicked"), "{errors}");
        (said.lines().map(str::to_owned).collect(), output.status.code())
    }

    /// One thing is broken: the line of its check says `words`, the exit code is `code`.
    fn ails(&self, extra: &[(&str, &str)], check: &str, verdict: &str, words: &str) {
        let (lines, code) = self.doctor(extra);
        let line = lines.iter().find(|line| line.split_whitespace().nth(1) == Some(check) && line.starts_with(verdict));
        assert!(line.is_some_and(|line| line.contains(words)), "{check} {words}: {lines:#?}");
        assert_eq!(code, Some(i32::from(lines.iter().any(|line| line.starts_with("problem")))), "{lines:#?}");
        assert!(verdict != "problem" || code == Some(1));
    }

    async fn execute(&self, sql: &'static str) {
        let url = format!("sqlite://{}", self.path().join("data/fanscope.db").display());
        let mut connection = sqlx::SqliteConnection::connect(&url).await.expect("connects");
        sqlx::query(sql).execute(&mut connection).await.expect("executes");
        connection.close().await.expect("closes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_installation_has_one_good_line_per_check() {
    let house = Installation::new().await;
    let (lines, code) = house.doctor(&[]);
    let checks: Vec<&str> = lines.iter().filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(checks, ["settings", "disk", "database", "keys", "grants", "callback", "platform", "clock", "app"], "{lines:#?}");
    assert_eq!(code, Some(0), "{lines:#?}");
    let ok = |check: &str| lines.iter().any(|line| line.starts_with("ok ") && line.contains(check));
    assert!(["settings", "database", "keys", "callback", "platform", "clock", "app"].into_iter().all(ok), "{lines:#?}");
    assert!(lines[5].ends_with(&format!("exactly {}/auth/douyin/callback", house.origin)), "{}", lines[5]);
    assert!(lines[3].contains("every stored token (grants: 1)"), "{}", lines[3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_named_with_what_to_do() {
    use std::os::unix::fs::PermissionsExt as _;

    let house = Installation::new().await;
    house.ails(&[("FANSCOPE_LISTEN", "here")], "settings", "problem", "FANSCOPE_LISTEN");
    house.ails(&[("FANSCOPE_PUBLIC_URL", "http://fans.example")], "settings", "problem", "TLS proxy");
    house.ails(&[("FANSCOPE_DATABASE_URL", "postgres://x")], "settings", "problem", "sqlite://");
    house.ails(&[("FANSCOPE_RAW_DAYS", "many")], "settings", "problem", "FANSCOPE_RAW_DAYS");
    house.ails(&[("FANSCOPE_DOUYIN_CLIENT_SECRET", "")], "settings", "warning", "FANSCOPE_DOUYIN_CLIENT_SECRET is not set");
    house.ails(&[("FANSCOPE_DOUYIN_CLIENT_SECRET", "another")], "app", "problem", "compare FANSCOPE_DOUYIN_CLIENT_KEY");
    house.ails(&[("FANSCOPE_DATABASE_URL", "sqlite://./data/other.db")], "database", "problem", "no database at");
    assert!(!house.path().join("data/other.db").exists(), "it creates nothing");
    std::fs::write(house.path().join("file"), "text").expect("a file");
    house.ails(&[("FANSCOPE_DATABASE_URL", "sqlite://file/fanscope.db")], "disk", "problem", "is a file");
    house.ails(&[("FANSCOPE_DATABASE_URL", "sqlite://file")], "database", "problem", "not a SQLite database");

    let none = format!("http://127.0.0.1:{}", free_port());
    house.ails(&[("FANSCOPE_DOUYIN_BASE_URL", &none)], "platform", "problem", "does not answer");
    house.ails(&[("FANSCOPE_DOUYIN_BASE_URL", &none)], "clock", "warning", "nothing to compare with");
    let real = format!("https://127.0.0.1:{}", free_port());
    house.ails(&[("FANSCOPE_DOUYIN_BASE_URL", &real), ("FANSCOPE_NOW", "")], "callback", "warning", "FANSCOPE_PUBLIC_URL");
    let stranger = MockServer::start().await;
    let page =
        ResponseTemplate::new(200).set_body_raw("<html>hello</html>", "text/html").insert_header("date", "Wed, 10 Jun 2020 04:00:00 GMT");
    Mock::given(any()).respond_with(page).mount(&stranger).await;
    house.ails(&[("FANSCOPE_DOUYIN_BASE_URL", &stranger.uri())], "platform", "problem", "not as the open platform");
    house.ails(&[("FANSCOPE_DOUYIN_BASE_URL", &stranger.uri())], "clock", "problem", "ahead of the platform");

    let key = house.path().join("data/secret.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).expect("a mode");
    house.ails(&[], "keys", "problem", "chmod 600");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).expect("a mode");
    let other = "other:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    house.ails(&[("FANSCOPE_SECRET_KEYS", other)], "keys", "problem", "put the key back");
    house.ails(&[("FANSCOPE_SECRET_KEYS", "nonsense")], "keys", "problem", "malformed");
    let kept = std::fs::read(&key).expect("a key");
    std::fs::remove_file(&key).expect("removes");
    house.ails(&[], "keys", "problem", "put it back from your backup");
    assert!(!key.exists(), "it makes no key");
    std::fs::write(&key, kept).expect("a key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).expect("a mode");

    house.execute("UPDATE grant SET ended_at = granted_at, access = NULL, refresh = NULL").await;
    house.ails(&[], "grants", "warning", "sign in again");
    house.execute("DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)").await;
    house.ails(&[], "database", "problem", "fanscope migrate");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_is_a_problem() {
    let house = Installation::new().await;
    house.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
    let file = house.path().join("data/fanscope.db");
    let mut bytes = std::fs::read(&file).expect("a database");
    for page in 8..bytes.len() / 4096 {
        bytes[page * 4096..page * 4096 + 200].fill(0xfe);
    }
    std::fs::write(&file, bytes).expect("writes");
    house.ails(&[], "database", "problem", "backup");
}

#[tokio::test(flavor = "multi_thread")]
async fn reparse_says_what_it_did_and_refuses_what_makes_no_sense() {
    let mut house = Installation::new().await;
    // It needs no platform and no client key.
    assert_eq!(house.sandbox.take().map(|sandbox| sandbox.stop().0), Some(Some(0)));
    let reparse = |arguments: &[&str], extra: &[(&str, &str)], code: i32, words: &str| {
        let output = house.run(&[&["reparse"], arguments].concat(), extra);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains(words) && output.stdout.is_empty(), "{arguments:?}: {said}");
    };
    let day = ["--from", "2026-06-10", "--to", "2026-06-10"];
    let no_key = [("FANSCOPE_DOUYIN_CLIENT_KEY", ""), ("FANSCOPE_DOUYIN_CLIENT_SECRET", "")];
    reparse(&day, &no_key, 0, "read again: 1 day (0 changed, 1 unchanged); 0 without kept answers");
    reparse(&["--from", "2026-06-11", "--to", "2026-06-10"], &[], 2, "before it begins");
    reparse(&["--from", "2026-06-31", "--to", "2026-06-10"], &[], 2, "2026-06-31");
    reparse(&["--from", "2026-06-10"], &[], 2, "--to");
    reparse(&["--from", "2026-06-10", "--to", "2099-01-01"], &[], 2, "in the future");
    reparse(&["--from", "2026-01-01", "--to", "2026-01-31"], &[], 2, "kept from 2026-06-10 on");
    reparse(&["--from", "2026-06-01", "--to", "2026-06-12"], &[], 0, "read again: 1 day");
    reparse(&[&day[..], &["--creator", "nobody"]].concat(), &[], 2, "no creator `nobody`");
    reparse(&day, &[("FANSCOPE_DATABASE_URL", "sqlite://./missing.db")], 1, "missing.db");
    house.execute("UPDATE creator SET nickname = 'wrong'").await;
    reparse(&day, &[], 0, "read again: 1 day (1 changed, 0 unchanged)");
    house.execute("UPDATE raw_response SET body = x'00' WHERE capability = 'profile'").await;
    reparse(&day, &[], 1, "left as it was: 2026-06-10");
    house.execute("UPDATE run SET state = 'running'").await;
    reparse(&day, &[], 1, "a run is under way");
    house.execute("DELETE FROM raw_response").await;
    reparse(&day, &[], 2, "no answer of the platform is kept");
    succeed(house.path(), &["migrate"], &[("FANSCOPE_DATABASE_URL", "sqlite://./empty.db")]);
    reparse(&day, &[("FANSCOPE_DATABASE_URL", "sqlite://./empty.db")], 2, "nothing to read again");
}
