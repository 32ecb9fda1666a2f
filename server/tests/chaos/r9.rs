//! R9: run after run after run, and nothing grows but the history: memory, open files and the write-ahead log stay flat.

use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::case::{Case, Found, Plan};
use crate::r8::reader::memory;
use crate::support::site::first_day;
use crate::support::yard::{Layout, Yard};

/// Creators collected every day; a world lasts for as many days as grants do.
const CREATORS: u32 = 40;
/// Days of one world, after which another one begins on a new database.
const DAYS: u64 = 140;

const LONGEST_WAL: u64 = 64 << 20;
/// The second half of the soak may need this much more than the first, in percent, and a few MiB for what an allocator keeps.
const GROWTH_PERCENT: u64 = 10;
const GROWTH_BYTES: u64 = 8 << 20;

pub(crate) fn cases(plan: &Plan) -> Vec<Case> {
    let seeds = plan.seeds.iter().take(1);
    let name = format!("soak of {} runs", plan.soak);
    // Ten a second is what the slowest build manages on a busy machine.
    let patience = Duration::from_secs(plan.soak / 10);
    seeds.map(|&seed| Case::new("R9", name.clone(), seed, soak(seed, plan.soak)).alone().patient(patience)).collect()
}

/// What is looked at, after each day.
#[derive(Clone, Copy, Debug)]
struct Sample {
    memory: u64,
    files: u64,
    wal: u64,
}

fn sample(yard: &Yard) -> Sample {
    let files = std::fs::read_dir("/proc/self/fd").expect("our files").count() as u64;
    let wal = std::fs::metadata(yard.database().path.with_extension("db-wal")).map_or(0, |data| data.len());
    Sample { memory: memory(std::process::id()), files, wal }
}

async fn soak(seed: u64, wanted: u64) -> Found {
    let begun = Instant::now();
    let (mut runs, mut world, mut samples) = (0_u64, 0, Vec::new());
    while runs < wanted {
        let layout = Layout { seed: seed + world, creators: CREATORS, fans: 60, faults: "", latency: Duration::ZERO };
        let yard = Yard::new(layout, first_day(), |_| true).await;
        for day in first_day().through(first_day().plus(DAYS)) {
            if runs >= wanted {
                break;
            }
            yard.clock.set(day.at(12 * 3600));
            let summary = yard.collector.run_due(&CancellationToken::new()).await.expect("known");
            assert!(summary.failed.is_empty(), "{:?}", summary.failed);
            runs += summary.collected.len() as u64;
            samples.push(sample(&yard));
        }
        yard.database().check().await;
        yard.close().await;
        world += 1;
    }
    judge(&samples, runs, begun.elapsed())
}

/// The first tenth is warming up; then the highest of the second half is held against the highest of the first.
fn judge(samples: &[Sample], runs: u64, took: Duration) -> Found {
    let warm = &samples[samples.len() / 10..];
    let (first, second) = warm.split_at(warm.len() / 2);
    let most = |half: &[Sample], value: fn(&Sample) -> u64| half.iter().map(value).max().unwrap_or_default();
    let (before, after) = (most(first, |sample| sample.memory), most(second, |sample| sample.memory));
    let allowed = before + before * GROWTH_PERCENT / 100 + GROWTH_BYTES;
    assert!(after <= allowed, "memory grew from {before} to {after} bytes within {runs} runs");
    let files = (most(first, |sample| sample.files), most(second, |sample| sample.files));
    assert!(files.1 <= files.0 + 8, "open files grew from {} to {} within {runs} runs", files.0, files.1);
    let wal = most(samples, |sample| sample.wal);
    assert!(wal <= LONGEST_WAL, "the write-ahead log reached {wal} bytes");
    Found::note(format!(
        "{runs} runs in {:.0} minutes; RSS {} → {} MiB, files {} → {}, WAL ≤ {} KiB",
        took.as_secs_f64() / 60.0,
        before >> 20,
        after >> 20,
        files.0,
        files.1,
        wal >> 10
    ))
}
