//! The `sqlite3` command.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio::time::Instant;

/// The settings of our own writer, and the table of the product's people with its key, as far as a flat row goes.
pub(crate) const TABLE: &str = "(
  workspace INTEGER NOT NULL, platform INTEGER NOT NULL, open_id TEXT NOT NULL, gender INTEGER NOT NULL,
  country TEXT NOT NULL, province TEXT NOT NULL, city TEXT NOT NULL, UNIQUE (workspace, platform, open_id)) STRICT;";

/// The first lines of every script.
pub(crate) const SETTINGS: &str = ".bail on\n.output /dev/null\nPRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;\n.output\n";

/// Runs a script on a database; how long it took from start to end of the process, and what it printed.
pub(crate) fn sqlite3(database: &Path, script: &str) -> (Duration, String) {
    let begun = Instant::now();
    let mut command = Command::new("sqlite3");
    let mut child = command.arg(database).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("sqlite3: run scripts/setup --bench");
    child.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("the script");
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "sqlite3 failed: {script}");
    (begun.elapsed(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A fresh folder in cargo's target, on the disk both sides are measured on.
pub(crate) fn folder(plan: &crate::Plan) -> tempfile::TempDir {
    tempfile::Builder::new().prefix("bench-").tempdir_in(&plan.target).expect("a folder")
}
