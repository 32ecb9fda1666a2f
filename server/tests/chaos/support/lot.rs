//! What one case has for itself: a folder with a database, and processes that work on it.

use std::path::{Path, PathBuf};

use app::model::PlatformDay;
use serde_json::Value;
use tempfile::TempDir;

use super::browser::client;
use super::database::Database;
use super::process::{Ended, Process, Start, free_port};
use super::site::SCOPES;

/// Which world a sandbox shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) creators: u32,
    pub(crate) fans: u32,
}

/// A sandbox platform as a process; it is killed with the value.
#[derive(Debug)]
pub(crate) struct Sandbox {
    pub(crate) url: String,
    process: Process,
}

impl Sandbox {
    /// Starts at noon of a day, in a folder that keeps its memory.
    pub(crate) async fn start(folder: &Path, world: World, day: PlatformDay, faults: &str) -> Self {
        let listen = format!("127.0.0.1:{}", free_port());
        let url = format!("http://{listen}");
        std::fs::write(folder.join("faults.toml"), faults).expect("a file");
        let (seed, creators, fans) = (world.seed.to_string(), world.creators.to_string(), world.fans.to_string());
        let now = noon(day);
        let arguments = [
            "sandbox",
            "--listen",
            &listen,
            "--seed",
            &seed,
            "--creators",
            &creators,
            "--fans",
            &fans,
            "--now",
            &now,
            "--state",
            "state.json",
            "--faults",
            "faults.toml",
        ];
        let process = Process::start(folder, Start { arguments: &arguments, ..Start::default() });
        let process = process.until_answers(&format!("{url}/sandbox/creators")).await;
        Self { url, process }
    }

    async fn get(&self, path: &str) -> Value {
        client().get(format!("{}{path}", self.url)).send().await.expect("an answer").json().await.expect("JSON")
    }

    /// The cast's ids.
    pub(crate) async fn creators(&self) -> Vec<String> {
        let cast = self.get("/sandbox/creators").await;
        cast.as_array().expect("a list").iter().map(|row| row["open_id"].as_str().expect("an id").to_owned()).collect()
    }

    pub(crate) async fn advance(&self, seconds: i64) {
        let url = format!("{}/sandbox/clock?advance={seconds}", self.url);
        assert!(client().post(url).send().await.expect("an answer").status().is_success());
    }

    /// Calls of a path so far, whatever was answered.
    pub(crate) async fn calls(&self, path: &str) -> u64 {
        let calls = self.get("/sandbox/calls").await;
        let rows = calls.as_array().expect("a list").iter().filter(|row| row["path"] == path);
        rows.map(|row| row["calls"].as_u64().expect("a count")).sum()
    }

    /// Ends it properly, so that its memory is written.
    pub(crate) async fn stop(self) {
        self.process.stop().await.0.expect_well("the sandbox");
    }
}

/// Noon of a day, as flags and settings take it.
pub(crate) fn noon(day: PlatformDay) -> String {
    format!("{day}T12:00:00+08:00")
}

/// Copies a folder of files and folders.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// A folder with a database in `data`.
#[derive(Debug)]
pub(crate) struct Lot {
    folder: TempDir,
}

impl Lot {
    pub(crate) fn copied(template: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        copy(template, folder.path());
        Self { folder }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.path().join("data").join("fanscope.db")
    }

    pub(crate) fn database(&self) -> Database {
        Database::at(&self.file())
    }

    /// A platform of its own, going on with this folder's memory of it.
    pub(crate) async fn platform(&self, world: World, day: PlatformDay, faults: &str) -> Sandbox {
        Sandbox::start(self.path(), world, day, faults).await
    }

    /// Starts a command on this database at noon of a day.
    pub(crate) fn start(&self, arguments: &[&str], day: PlatformDay, platform: &str, more: &[(&str, &str)]) -> Process {
        self.start_with(Start { arguments, settings: more, ..Start::default() }, day, platform)
    }

    /// The same with everything that a start may have; a setting given there wins.
    pub(crate) fn start_with(&self, start: Start<'_>, day: PlatformDay, platform: &str) -> Process {
        let now = noon(day);
        let usual = [
            ("FANSCOPE_DOUYIN_BASE_URL", platform),
            ("FANSCOPE_DOUYIN_CLIENT_KEY", "sandbox-key"),
            ("FANSCOPE_DOUYIN_CLIENT_SECRET", "sandbox-secret"),
            ("FANSCOPE_DOUYIN_SCOPES", SCOPES),
            ("FANSCOPE_COLLECT_JITTER", "0"),
            ("FANSCOPE_NOW", &now),
        ];
        let settings: Vec<_> = usual.iter().chain(start.settings).copied().collect();
        Process::start(self.path(), Start { settings: &settings, ..start })
    }

    /// Collects everybody to the end of the process, whatever end that is.
    pub(crate) async fn collect(&self, day: PlatformDay, platform: &str, more: &[(&str, &str)]) -> Ended {
        self.start(&["collect", "--all"], day, platform, more).end().await
    }

    /// Starts the dashboard and waits until it is ready; its address.
    pub(crate) async fn serve(&self, day: PlatformDay, platform: &str, more: &[(&str, &str)]) -> (Process, String) {
        self.serve_with(Start { arguments: &["serve"], settings: more, ..Start::default() }, day, platform).await
    }

    /// The same with everything that a start may have.
    pub(crate) async fn serve_with(&self, start: Start<'_>, day: PlatformDay, platform: &str) -> (Process, String) {
        let listen = format!("127.0.0.1:{}", free_port());
        let origin = format!("http://{listen}");
        let settings: Vec<_> =
            [("FANSCOPE_LISTEN", listen.as_str()), ("FANSCOPE_COLLECT_AT", "23:50")].iter().chain(start.settings).copied().collect();
        let process = self.start_with(Start { settings: &settings, ..start }, day, platform);
        (process.until_answers(&format!("{origin}/readyz")).await, origin)
    }
}
