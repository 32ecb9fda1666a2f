//! The fault harness: real processes and real database files that are killed, starved, flooded and set to wrong times, one requirement of
//! the reliability goals (R1 to R11) after the other. A plain program: it prints a tally and how to repeat what failed.
//!
//! `make chaos`, `make chaos ARGS="--seed 7 --only R1 --cases 50"`, `scripts/test chaos` (the short form). docs/CHAOS.md says more.

mod case;
mod r1;
mod r10;
mod r11;
mod r2;
mod r3;
mod r4;
mod r5;
mod r6;
mod r7;
mod r8;
mod r9;
mod support;
mod tally;

use std::process::ExitCode;

use case::{Case, Plan};
use clap::Parser;
use futures::StreamExt as _;
use tally::{Tally, say};

#[derive(Debug, Parser)]
#[command(name = "chaos", about = "Kills, starves and floods Fanscope, and looks whether a day is lost")]
struct Arguments {
    /// A few minutes instead of an hour: every kind of fault once
    #[arg(long)]
    short: bool,
    /// Only this seed
    #[arg(long)]
    seed: Option<u64>,
    /// Seeds 1 to N [default: 5, short: 1]
    #[arg(long, value_name = "N", conflicts_with = "seed")]
    seeds: Option<u64>,
    /// Only these requirements, e.g. R1,R8
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    only: Vec<String>,
    /// Only cases whose name has this in it
    #[arg(long, value_name = "TEXT")]
    case: Option<String>,
    /// At most so many cases of each requirement
    #[arg(long, value_name = "N")]
    cases: Option<usize>,
    /// Cases at a time [default: two per processor, since most of them wait; 4 to 8]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Runs of the soak [default: 100000, short: 400]
    #[arg(long, value_name = "RUNS")]
    soak: Option<u64>,
    /// Name the cases and end
    #[arg(long)]
    list: bool,
}

type Cases = fn(&Plan) -> Vec<Case>;

/// Every requirement, in the order of the tally.
const REQUIREMENTS: [(&str, Cases); 11] = [
    ("R1", r1::cases),
    ("R2", r2::cases),
    ("R3", r3::cases),
    ("R4", r4::cases),
    ("R5", r5::cases),
    ("R6", r6::cases),
    ("R7", r7::cases),
    ("R8", r8::cases),
    ("R9", r9::cases),
    ("R10", r10::cases),
    ("R11", r11::cases),
];

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let known = |id: &String| REQUIREMENTS.iter().any(|(known, _)| known.eq_ignore_ascii_case(id));
    if let Some(id) = arguments.only.iter().find(|id| !known(id)) {
        say(&format!("chaos: there is no requirement `{id}`; write R1 to R11"));
        return ExitCode::from(2);
    }
    case::keep_quiet();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let passed = runtime.block_on(async {
        let stop = server::shutdown::on_signal().expect("signals");
        tokio::select! {
            passed = run(&arguments) => passed,
            // What runs is dropped, and its processes with it.
            () = stop.cancelled() => false,
        }
    });
    runtime.block_on(support::site::forget_all());
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn run(arguments: &Arguments) -> bool {
    let seeds = match (arguments.seed, arguments.seeds) {
        (Some(seed), _) => vec![seed],
        (None, count) => (1..=count.unwrap_or(if arguments.short { 1 } else { 5 })).collect(),
    };
    let soak = arguments.soak.unwrap_or(if arguments.short { 400 } else { 100_000 });
    let plan = Plan { short: arguments.short, seeds, soak };
    let wanted = |id: &str| arguments.only.is_empty() || arguments.only.iter().any(|only| only.eq_ignore_ascii_case(id));
    let cases: Vec<Case> = REQUIREMENTS
        .iter()
        .filter(|(id, _)| wanted(id))
        .flat_map(|(_, cases)| {
            let named = |case: &Case| arguments.case.as_ref().is_none_or(|text| case.name.contains(text.as_str()));
            cases(&plan).into_iter().filter(named).take(arguments.cases.unwrap_or(usize::MAX))
        })
        .collect();
    if arguments.list {
        for case in &cases {
            say(&format!("{} seed {} {}", case.requirement, case.seed, case.name));
        }
        return true;
    }
    let jobs = arguments.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(4, |count| (2 * count.get()).clamp(4, 8)));
    let mut tally = Tally::new(arguments.short);
    let (alone, together): (Vec<Case>, Vec<Case>) = cases.into_iter().partition(|case| case.alone);
    let mut ended = futures::stream::iter(together).map(Case::run).buffer_unordered(jobs);
    while let Some(verdict) = ended.next().await {
        tally.add(verdict);
    }
    drop(ended);
    for case in alone {
        tally.add(case.run().await);
    }
    tally.print()
}
