//! `fanscope export`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::model::{CreatorId, Dataset, PlatformDay};
use clap::Args;
use futures::StreamExt as _;
use tokio_util::sync::CancellationToken;

use super::CommandError;
use super::serve::DATABASE;
use crate::clock::{Clock as _, SystemClock};
use crate::config::{StoreFlags, StoreSettings};
use crate::export;
use crate::startup::{self, Store};
use crate::storage::export::ExportQuery;
use crate::storage::{CreatorKey, CreatorStore as _};

/// Flags of `export`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// growth, portrait, flow, fans, following, runs or roster
    dataset: String,
    /// One creator, by the id of the URLs; without it all of them
    #[arg(long, value_name = "ID")]
    creator: Option<String>,
    /// First platform day, included (yyyy-mm-dd)
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Last platform day, included (yyyy-mm-dd)
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// File to write, complete or not at all; without it the data goes to standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    store: StoreFlags,
}

/// Writes a dataset as CSV.
pub(super) async fn run(arguments: Arguments, stop: CancellationToken) -> Result<(), CommandError> {
    let names = Dataset::ALL.map(Dataset::as_str).join(", ");
    let dataset = Dataset::parse(&arguments.dataset)
        .ok_or_else(|| CommandError::usage(format!("there is no dataset `{}`; choose one of {names}", arguments.dataset)))?;
    let (from, to) = (day("--from", arguments.from.as_deref())?, day("--to", arguments.to.as_deref())?);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(CommandError::usage(format!("the period ends ({to}) before it begins ({from}); swap --from and --to")));
    }
    let settings = StoreSettings::new(&arguments.store, DATABASE)?;
    let store = startup::open_existing(&settings).await?;
    let creators = creators(&store, arguments.creator.map(CreatorId)).await?;
    let now = SystemClock.now();
    let query = ExportQuery { dataset, creators, from, to, dimension: None, people: None, today: now.day(), now };
    match arguments.output {
        Some(path) => to_file(&store, query, &path, &stop).await?,
        None => copy(&store, query, &mut std::io::stdout(), &stop).await?,
    }
    store.close().await;
    Ok(())
}

fn day(flag: &str, text: Option<&str>) -> Result<Option<PlatformDay>, CommandError> {
    text.map(|text| text.parse().map_err(|error| CommandError::usage(format!("{flag}: {error}")))).transpose()
}

async fn creators(store: &Store, only: Option<CreatorId>) -> Result<Vec<CreatorKey>, CommandError> {
    match only {
        Some(id) => match store.creator_by_id(id.as_str()).await? {
            Some(record) => Ok(vec![record.key]),
            None => Err(CommandError::usage(format!("there is no creator `{id}`; `fanscope export roster` lists them"))),
        },
        None => Ok(store.all_creators().await?),
    }
}

async fn copy(
    store: &Store,
    query: ExportQuery,
    out: &mut (impl std::io::Write + Send),
    stop: &CancellationToken,
) -> Result<(), CommandError> {
    let rows = export::stream(Arc::new(store.clone()), query);
    futures::pin_mut!(rows);
    while let Some(chunk) = rows.next().await {
        if stop.is_cancelled() {
            return Err(CommandError::failed("the export was interrupted"));
        }
        out.write_all(&chunk?).map_err(|error| CommandError::failed(format!("the export cannot be written ({error})")))?;
    }
    out.flush().map_err(|error| CommandError::failed(format!("the export cannot be written ({error})")))
}

/// Writes to a temporary file beside the target and renames it when it is complete.
async fn to_file(store: &Store, query: ExportQuery, path: &Path, stop: &CancellationToken) -> Result<(), CommandError> {
    let failed = |error: std::io::Error| CommandError::failed(format!("{} cannot be written ({error})", path.display()));
    let mut name = path.file_name().map(std::ffi::OsStr::to_owned).ok_or_else(|| CommandError::usage("--output names no file"))?;
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let mut file = std::fs::File::create(&part).map_err(failed)?;
    let written = copy(store, query, &mut file, stop).await;
    let kept = written.and_then(|()| file.sync_all().and_then(|()| std::fs::rename(&part, path)).map_err(failed));
    if kept.is_err() {
        let _already_gone = std::fs::remove_file(&part);
    }
    kept
}
