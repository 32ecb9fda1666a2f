//! What it was measured on.

use std::path::Path;
use std::process::Command;

use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use crate::Plan;

const PACKAGES: &str = "
import sys, requests, pandas, sqlite3
print(f'{sys.version.split()[0]}, requests {requests.__version__}, pandas {pandas.__version__}, its SQLite {sqlite3.sqlite_version}')";

/// Machine, versions, load.
pub(crate) async fn describe(plan: &Plan) -> Vec<String> {
    let mut memory_database = SqliteConnectOptions::new().connect().await.expect("a database in memory");
    let own: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut memory_database).await.expect("a version");
    let python = python(plan);
    vec![
        format!("{} × {}, {} GiB, {}", cores(), field("/proc/cpuinfo", "model name"), memory(), said("uname", &["-sr"])),
        format!("{}, SQLite {own} in the product", said("rustc", &["--version"])),
        format!("sqlite3 command {}", said("sqlite3", &["--version"]).split(' ').next().unwrap_or_default()),
        format!("Python {}", said(&python.display().to_string(), &["-c", PACKAGES])),
        format!("load average at the beginning: {} (the machine may be shared: the ratios count, not the times)", load()),
    ]
}

/// The Python of `scripts/setup --bench`.
pub(crate) fn python(plan: &Plan) -> std::path::PathBuf {
    plan.target.join("tools/bench-python/bin/python")
}

/// One, five and fifteen minutes.
pub(crate) fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// The most memory a process ever had, in KiB.
pub(crate) fn peak(pid: u32) -> u64 {
    let text = field(format!("/proc/{pid}/status"), "VmHWM");
    text.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, Into::into)
}

fn memory() -> u64 {
    let total = field("/proc/meminfo", "MemTotal");
    total.split(' ').next().and_then(|number| number.parse::<u64>().ok()).unwrap_or_default() / 1024 / 1024
}

fn field(file: impl AsRef<Path>, name: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.ok().filter(|output| output.status.success()).map(|output| output.stdout).unwrap_or_default();
    let text = String::from_utf8_lossy(&text).trim().to_owned();
    if text.is_empty() { format!("{program} not found: run scripts/setup --bench") } else { text }
}
