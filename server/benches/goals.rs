//! The speed goals, each beside its named rival: both are measured alternately in one run, because a shared machine makes single times
//! worth little.
//!
//! `make bench`, or `cargo bench -p app -p server --features app/ssr --bench goals -- [--small] [--only B3,P1] [--rounds N] [--times N]`.
//! Prints a row per goal and writes them to `bench.md` in cargo's target folder. `--small` is a small world, to see that it works;
//! `--rounds` is how often a rival is measured, `--times` how often each panel is asked for. A missed goal is a result, not an error.

#[path = "goals/decode.rs"]
mod decode;
#[path = "goals/export.rs"]
mod export;
#[path = "goals/fans.rs"]
mod fans;
#[path = "goals/ingest.rs"]
mod ingest;
#[path = "goals/job.rs"]
mod job;
#[path = "goals/machine.rs"]
mod machine;
#[path = "goals/pages.rs"]
mod pages;
#[path = "goals/rival.rs"]
mod rival;
#[path = "goals/table.rs"]
mod table;
#[path = "goals/web.rs"]
mod web;
#[path = "goals/wire.rs"]
mod wire;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use table::Table;

/// What is measured, and how thoroughly.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// A small world.
    small: bool,
    only: Vec<String>,
    rounds: Option<usize>,
    times: Option<usize>,
    /// Cargo's target folder.
    target: PathBuf,
}

impl Plan {
    fn read() -> Self {
        let arguments: Vec<String> = std::env::args().collect();
        let after = |flag: &str| arguments.iter().position(|argument| argument == flag).and_then(|at| arguments.get(at + 1));
        let only = after("--only").map(|ids| ids.split(',').map(str::to_owned).collect()).unwrap_or_default();
        Self {
            small: arguments.iter().any(|argument| argument == "--small"),
            only,
            rounds: after("--rounds").and_then(|rounds| rounds.parse().ok()),
            times: after("--times").and_then(|times| times.parse().ok()),
            target: target(),
        }
    }

    /// Whether one of these goals is asked for.
    fn wants(&self, ids: &[&str]) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| ids.contains(&only.as_str()))
    }

    /// How often both sides are measured, unless asked otherwise.
    fn rounds(&self, usual: usize) -> usize {
        self.rounds.unwrap_or(if self.small { 3 } else { usual }).max(1)
    }

    /// People in the large list.
    fn people(&self) -> usize {
        if self.small { 50_000 } else { 1_000_000 }
    }
}

/// This program lies in `<target>/<profile>/deps`.
fn target() -> PathBuf {
    let own = std::env::current_exe().expect("a path");
    own.ancestors().nth(3).expect("a target folder").to_owned()
}

fn main() -> ExitCode {
    let plan = Plan::read();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut table = Table::new(runtime.block_on(machine::describe(&plan)));
    if plan.wants(&["B1", "B2", "B3", "B4"]) {
        let world = fans::World::new(plan.people());
        if plan.wants(&["B1", "B2", "B3"]) {
            table.add(&plan, runtime.block_on(ingest::measure(&plan, &world)));
        }
        if plan.wants(&["B4"]) {
            table.add(&plan, vec![export::measure(&plan, &world, &runtime)]);
        }
    }
    if plan.wants(&["B5", "B6"]) {
        table.add(&plan, web::measure(&plan, &runtime));
    }
    if plan.wants(&["B7"]) {
        table.add(&plan, vec![decode::measure(&plan)]);
    }
    if plan.wants(&["B8"]) {
        table.add(&plan, vec![job::measure(&plan, &runtime)]);
    }
    if plan.wants(&["P1", "P2"]) {
        table.add(&plan, runtime.block_on(pages::measure(&plan)));
    }
    let file = plan.target.join("bench.md");
    std::fs::write(&file, table.markdown(&plan)).expect("the table can be written");
    say(&format!("\n{}", table.markdown(&plan)));
    say(&format!("written to {}", file.display()));
    ExitCode::SUCCESS
}

/// To stdout.
pub(crate) fn say(line: &str) {
    // There is nobody to tell when stdout is closed.
    let _ = writeln!(std::io::stdout(), "{line}");
}
