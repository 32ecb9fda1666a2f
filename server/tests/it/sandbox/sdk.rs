//! `ByteDance`'s own npm SDK against the platform.

use std::path::Path;
use std::process::Command;

use server::sandbox::SandboxSettings;

use super::platform::{Platform, noon, settings};

/// Runs end2end/sdk with node's own test runner. `npm ci` in that folder installs the SDK; `make test` does so before the Rust tests.
#[tokio::test]
async fn the_official_sdk_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end/sdk");
    assert!(folder.join("node_modules/@open-dy/open_api_sdk").is_dir(), "the SDK is not installed: run `npm ci` in end2end/sdk");
    let platform = Platform::with(SandboxSettings { fans: 1500, ..settings() }, noon()).await;
    let mut node = Command::new("node");
    node.args(["--test", "sdk.test.mjs"]).current_dir(folder).env("SANDBOX_URL", &platform.url);
    let output = tokio::task::spawn_blocking(move || node.output()).await.expect("no panic").expect("node runs");
    assert!(output.status.success(), "{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}
