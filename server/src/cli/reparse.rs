//! `fanscope reparse`.

use std::io::Write as _;

use app::model::PlatformDay;
use clap::Args;
use tokio_util::sync::CancellationToken;

use super::CommandError;
use super::progress::Counter;
use super::serve::DATABASE;
use crate::clock::{Clock as _, SystemClock};
use crate::collector::{ReparsePeriod, Reparsed};
use crate::config::{StoreFlags, StoreSettings};
use crate::startup::{self, Store};
use crate::storage::CreatorStore as _;
use crate::storage::reparse::Kept;

/// Flags of `reparse`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// First platform day, included (yyyy-mm-dd)
    #[arg(long, value_name = "DAY")]
    from: String,
    /// Last platform day, included (yyyy-mm-dd)
    #[arg(long, value_name = "DAY")]
    to: String,
    /// One creator, by the id of the URLs; without it all of them
    #[arg(long, value_name = "ID")]
    creator: Option<String>,
    #[command(flatten)]
    store: StoreFlags,
}

/// Reads the kept answers of a period again; exit code 1 when a day of it could not be.
pub(super) async fn run(arguments: Arguments, stop: CancellationToken) -> Result<(), CommandError> {
    let (from, to) = (day("--from", &arguments.from)?, day("--to", &arguments.to)?);
    if to < from {
        return Err(CommandError::usage(format!("the period ends ({to}) before it begins ({from}); swap --from and --to")));
    }
    let settings = StoreSettings::new(&arguments.store, DATABASE)?;
    let store = startup::open_existing(&settings).await?;
    let result = reparse(&store, arguments.creator.as_deref(), (from, to), &stop).await;
    store.close().await;
    let done = result?;
    tell(&done).map_err(|error| CommandError::failed(format!("the result cannot be written ({error})")))?;
    verdict(&done)
}

fn day(flag: &str, text: &str) -> Result<PlatformDay, CommandError> {
    text.parse().map_err(|error| CommandError::usage(format!("{flag}: {error}")))
}

async fn reparse(
    store: &Store,
    creator: Option<&str>,
    (from, to): (PlatformDay, PlatformDay),
    stop: &CancellationToken,
) -> Result<Reparsed, CommandError> {
    let creator = match creator {
        None => None,
        Some(id) => {
            let record = store.creator_by_id(id).await?;
            Some(record.ok_or_else(|| CommandError::usage(format!("there is no creator `{id}`; `fanscope export roster` lists them")))?.key)
        }
    };
    let reparse = startup::reparse(store);
    check(reparse.kept().await?, to)?;
    let counter = Counter::new();
    let done = reparse.run(&ReparsePeriod { creator, from, to }, stop, &|done, all| counter.show(done, all)).await?;
    counter.end();
    Ok(done)
}

/// Refuses a period of which nothing can be read again.
fn check(kept: Kept, to: PlatformDay) -> Result<(), CommandError> {
    let today = SystemClock.today();
    // `serve` and `collect` may have run on a clock of their own.
    let last = kept.until.map_or(today, |until| until.max(today));
    if to > last {
        return Err(CommandError::usage(format!("--to {to} lies in the future; the newest day that can be read again is {last}")));
    }
    match kept.since {
        None => Err(CommandError::usage(
            "no answer of the platform is kept, so there is nothing to read again; FANSCOPE_RAW_DAYS says how long they are",
        )),
        Some(since) if to < since => Err(CommandError::usage(format!(
            "answers of the platform are kept from {since} on, none from this period; begin there, and keep them longer with FANSCOPE_RAW_DAYS"
        ))),
        Some(_) => Ok(()),
    }
}

fn tell(done: &Reparsed) -> std::io::Result<()> {
    let mut out = std::io::stderr().lock();
    let read = done.changed + done.unchanged;
    writeln!(
        out,
        "read again: {read} {} ({} changed, {} unchanged); {} without kept answers",
        days(read),
        done.changed,
        done.unchanged,
        done.without_answers
    )?;
    for unreadable in &done.unreadable {
        writeln!(out, "left as it was: {} of {}: {}", unreadable.day, unreadable.creator.creator, unreadable.reason)?;
    }
    Ok(())
}

fn verdict(done: &Reparsed) -> Result<(), CommandError> {
    let mut lacking = Vec::new();
    if !done.unreadable.is_empty() {
        let count = done.unreadable.len() as u64;
        lacking.push(format!("{count} {} left as before because a kept answer is broken", days(count)));
    }
    if done.running > 0 {
        lacking.push(format!("{} {} left alone because a run is under way; try again when it has ended", done.running, days(done.running)));
    }
    if done.left > 0 {
        lacking.push(format!("interrupted with {} {} to go; run it again for the rest", done.left, days(done.left)));
    }
    if lacking.is_empty() { Ok(()) } else { Err(CommandError::failed(lacking.join("; "))) }
}

const fn days(count: u64) -> &'static str {
    if count == 1 { "day" } else { "days" }
}
