//! The commands as separate processes, configured only by settings.

use app::model::Dataset;
use tempfile::TempDir;

use crate::support::browser::Browser;
use crate::support::csv::rows;
use crate::support::process::{Server, free_port, run, succeed};

pub(crate) const NOW: &str = "2026-06-10T12:00:00+08:00";
const SCOPES: &str = "user_info,fans.data.bind,data.external.user,video.list.bind,fans.list,following.list";

pub(crate) struct Installation {
    pub(crate) folder: TempDir,
    pub(crate) platform: String,
    pub(crate) origin: String,
    listen: String,
    sandbox_listen: String,
}

impl Installation {
    pub(crate) fn new() -> Self {
        let (app, platform) = (free_port(), free_port());
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            platform: format!("http://127.0.0.1:{platform}"),
            origin: format!("http://127.0.0.1:{app}"),
            listen: format!("127.0.0.1:{app}"),
            sandbox_listen: format!("127.0.0.1:{platform}"),
        }
    }

    pub(crate) fn settings(&self) -> Vec<(&str, &str)> {
        vec![
            ("FANSCOPE_DOUYIN_BASE_URL", &self.platform),
            ("FANSCOPE_DOUYIN_CLIENT_KEY", "sandbox-key"),
            ("FANSCOPE_DOUYIN_CLIENT_SECRET", "sandbox-secret"),
            ("FANSCOPE_DOUYIN_SCOPES", SCOPES),
            ("FANSCOPE_LISTEN", &self.listen),
            ("FANSCOPE_COLLECT_AT", "23:50"),
            ("FANSCOPE_COLLECT_JITTER", "0"),
            ("FANSCOPE_NOW", NOW),
        ]
    }

    pub(crate) async fn sandbox(&self, now: &str) -> Server {
        self.sandbox_with(now, &[]).await
    }

    async fn sandbox_with(&self, now: &str, more: &[&str]) -> Server {
        let usual =
            ["sandbox", "--listen", &self.sandbox_listen, "--creators", "2", "--fans", "300", "--now", now, "--state", "sandbox.json"];
        let arguments = [&usual[..], more].concat();
        Server::start(self.folder.path(), &arguments, &[], &format!("{}/sandbox/creators", self.platform)).await
    }

    /// The settings at another time.
    pub(crate) fn settings_at<'a>(&'a self, now: &'a str) -> Vec<(&'a str, &'a str)> {
        self.settings().into_iter().filter(|(name, _)| *name != "FANSCOPE_NOW").chain([("FANSCOPE_NOW", now)]).collect()
    }

    async fn serve(&self) -> Server {
        self.serve_with(&[]).await
    }

    /// The dashboard with further settings.
    pub(crate) async fn serve_with(&self, more: &[(&str, &str)]) -> Server {
        let settings: Vec<_> = self.settings().into_iter().chain(more.iter().copied()).collect();
        Server::start(self.folder.path(), &["serve"], &settings, &format!("{}/readyz", self.origin)).await
    }

    async fn truth(&self, open_id: &str, day: &str) -> serde_json::Value {
        let url = format!("{}/sandbox/truth/{open_id}/{day}", self.platform);
        crate::support::browser::client().get(url).send().await.expect("an answer").json().await.expect("the truth")
    }

    pub(crate) async fn creators(&self) -> Vec<serde_json::Value> {
        let url = format!("{}/sandbox/creators", self.platform);
        crate::support::browser::client().get(url).send().await.expect("an answer").json().await.expect("a list")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn separate_processes_sign_in_collect_and_export_the_same_facts() {
    let house = Installation::new();
    let _sandbox = house.sandbox(NOW).await;
    let serve = house.serve().await;
    let browser = Browser::new(&house.origin);
    let creators = house.creators().await;
    let open_id = creators[0]["open_id"].as_str().expect("an id");
    let creator = browser.sign_in(open_id).await.split('/').nth(2).expect("an id").to_owned();
    browser.sign_in(creators[1]["open_id"].as_str().expect("an id")).await;

    let settings = house.settings();
    // Waits for the run that the sign-in began, or makes it.
    succeed(house.folder.path(), &["collect", "--creator", &creator], &settings);
    succeed(house.folder.path(), &["collect", "--all"], &settings);
    succeed(house.folder.path(), &["collect"], &settings);

    let truth = house.truth(open_id, "2026-06-10").await;
    let fans =
        rows(&String::from_utf8(succeed(house.folder.path(), &["export", "fans", "--creator", &creator], &settings)).expect("UTF-8"));
    assert_eq!(fans.len(), truth["fans"].as_array().expect("a list").len());
    assert!(fans.iter().all(|row| row["nickname"].is_empty()), "names are off by default");
    let runs =
        rows(&String::from_utf8(succeed(house.folder.path(), &["export", "runs", "--creator", &creator], &settings)).expect("UTF-8"));
    assert_eq!(runs.len(), 1);
    assert_eq!((runs[0]["period"].as_str(), runs[0]["complete"].as_str()), ("2026-06-10", "true"));

    for dataset in Dataset::ALL {
        let name = dataset.as_str();
        let file = format!("{name}.csv");
        let by_command = succeed(house.folder.path(), &["export", name, "--creator", &creator], &settings);
        assert!(succeed(house.folder.path(), &["export", name, "--creator", &creator, "--output", &file], &settings).is_empty());
        let by_file = std::fs::read(house.folder.path().join(&file)).expect("the file");
        let by_url = browser.get(&format!("/export/{name}.csv?creator={creator}")).await.bytes().await.expect("a body");
        assert_eq!(by_command, by_file, "{name}: standard output and file");
        if dataset != Dataset::Roster {
            assert_eq!(by_command, by_url, "{name}: command and address");
        }
    }
    let (code, waited) = serve.stop();
    assert_eq!(code, Some(0), "a stop that was asked for is no failure ({waited:?})");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_use_and_settings_end_with_two_and_a_sentence() {
    let house = Installation::new();
    let _sandbox = house.sandbox(NOW).await;
    let folder = house.folder.path();
    let check = |arguments: &[&str], extra: &[(&str, &str)], code: i32, words: &str| {
        let settings: Vec<_> = house
            .settings()
            .into_iter()
            .filter(|(name, _)| !extra.iter().any(|(other, _)| other == name))
            .chain(extra.iter().copied())
            .collect();
        let output = run(folder, arguments, &settings);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?} {extra:?}: {said}");
        assert!(said.contains(words), "{arguments:?} {extra:?}: {said}");
        assert!(output.stdout.is_empty() && !said.contains("panicked"), "{arguments:?}: {said}");
    };
    check(&["export", "growth"], &[], 1, "serve");
    succeed(folder, &["migrate"], &[]);
    check(&["export", "secrets"], &[], 2, "no dataset `secrets`");
    check(&["export", "growth", "--creator", "nobody"], &[], 2, "no creator `nobody`");
    check(&["export", "growth", "--from", "2026-02-30"], &[], 2, "2026-02-30");
    check(&["export", "growth", "--from", "2026-05-02", "--to", "2026-05-01"], &[], 2, "before it begins");
    check(&["collect", "--creator", "nobody"], &[], 2, "no creator `nobody`");
    check(&["collect"], &[("FANSCOPE_DOUYIN_CLIENT_SECRET", "")], 2, "FANSCOPE_DOUYIN_CLIENT_SECRET");
    check(&["serve"], &[("FANSCOPE_LISTEN", "here")], 2, "FANSCOPE_LISTEN");
    check(&["serve"], &[("FANSCOPE_PUBLIC_URL", "http://fans.example")], 2, "https");
    check(&["serve"], &[("FANSCOPE_COLLECT_AT", "25:00")], 2, "FANSCOPE_COLLECT_AT");
    check(&["serve"], &[("FANSCOPE_DATABASE_URL", "postgres://x")], 2, "sqlite://");
    check(&["serve"], &[("FANSCOPE_DOUYIN_BASE_URL", "https://open.douyin.com")], 2, "FANSCOPE_NOW");
    check(&["sandbox", "--listen", "0.0.0.0:0"], &[], 2, "this machine");
    check(&["serve"], &[("FANSCOPE_LISTEN", &house.sandbox_listen)], 1, "is in use by fanscope");
    std::fs::write(folder.join("file"), "text").expect("a file");
    check(&["serve"], &[("FANSCOPE_DATABASE_URL", "sqlite://file/fanscope.db")], 1, "file");
    check(&["export", "growth"], &[("FANSCOPE_DATABASE_URL", "sqlite://./missing.db")], 1, "missing.db");
    check(&["migrate"], &[("FANSCOPE_DATABASE_URL", "sqlite://file")], 1, "file");
    check(&["unheard-of"], &[], 2, "unheard-of");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_platform_ends_in_one_and_the_run_in_a_gap_that_can_be_mended() {
    const TOMORROW: &str = "2026-06-11T12:00:00+08:00";
    let house = Installation::new();
    let sandbox = house.sandbox(NOW).await;
    let serve = house.serve().await;
    let browser = Browser::new(&house.origin);
    browser.sign_in(house.creators().await[0]["open_id"].as_str().expect("an id")).await;
    succeed(house.folder.path(), &["collect", "--all"], &house.settings());
    assert_eq!(serve.stop().0, Some(0));
    assert_eq!(sandbox.stop().0, Some(0));
    let settings = house.settings_at(TOMORROW);
    let output = run(house.folder.path(), &["collect", "--all"], &settings);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let runs = || rows(&String::from_utf8(succeed(house.folder.path(), &["export", "runs"], &settings)).expect("UTF-8"));
    let states = |runs: &[crate::support::csv::Row]| runs.iter().map(|row| row["state"].clone()).collect::<Vec<_>>();
    assert_eq!(states(&runs()), ["partial", "gap"], "the portrait is not ready on the first day");
    assert!(!runs()[1]["reason"].is_empty());
    let _sandbox = house.sandbox(TOMORROW).await;
    succeed(house.folder.path(), &["collect", "--all"], &settings);
    assert_eq!(states(&runs()), ["partial", "partial"], "the gap of the same day is taken up again");
}

#[test]
fn a_sandbox_that_makes_no_sense_is_refused_with_one_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = "[[rule]]\nendpoint = \"portrait\"\ncursor = \"endless\"\n";
    std::fs::write(folder.path().join("faults.toml"), plan).expect("a file");
    for (arguments, reason) in [
        (&["--faults", "faults.toml"][..], "line 3: `cursor` cannot happen to `portrait`; name lists"),
        (&["--webhook-url", "https://example.com/hook"], "--webhook-url https://example.com/hook is no http address on this machine"),
        (&["--webhook-url", "http://127.0.0.1:1/", "--webhook-content", "xml"], "--webhook-content xml is no form; use object or text"),
    ] {
        let output = run(folder.path(), &[&["sandbox", "--listen", "127.0.0.1:0"], arguments].concat(), &[]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(reason) && said.trim_end().lines().count() == 1, "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_told_by_one_process_ends_the_grant_in_another() {
    use sqlx::Connection as _;

    const LATER: &str = "2026-06-10T13:00:00+08:00";
    let house = Installation::new();
    let address = format!("{}/webhooks/douyin", house.origin);
    let _sandbox = house.sandbox_with(NOW, &["--webhook-url", &address, "--webhook-content", "text", "--webhook-retry-seconds", "1"]).await;
    let serve = house.serve().await;
    let open_id = house.creators().await[0]["open_id"].as_str().expect("an id").to_owned();
    Browser::new(&house.origin).sign_in(&open_id).await;
    assert_eq!(serve.stop().0, Some(0));

    let _serve = Server::start(house.folder.path(), &["serve"], &house.settings_at(LATER), &format!("{}/readyz", house.origin)).await;
    let client = crate::support::browser::client();
    client.post(format!("{}/sandbox/revoke?open_id={open_id}", house.platform)).send().await.expect("an answer");
    let database = format!("sqlite://{}", house.folder.path().join("data/fanscope.db").display());
    let mut connection = sqlx::SqliteConnection::connect(&database).await.expect("connects");
    for _ in 0..1000 {
        let sql = "SELECT ended_at IS NOT NULL AND access IS NULL AND refresh IS NULL FROM \"grant\"";
        if sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("reads") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the grant did not end within ten seconds");
}
