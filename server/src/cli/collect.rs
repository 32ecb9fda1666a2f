//! `fanscope collect`.

use std::sync::Arc;

use clap::Args;
use futures::StreamExt as _;
use tokio_util::sync::CancellationToken;

use super::CommandError;
use super::progress::Bars;
use super::serve::DATABASE;
use crate::collector::{CollectOutcome, Collector};
use crate::config::{PlatformFlags, PlatformSettings, StoreFlags, StoreSettings};
use crate::startup::{self, Core, Kind, SOURCE};
use crate::storage::runs::RunKey;
use crate::storage::{CreatorKey, CreatorStore as _, RunStore};

/// Creators collected at the same time.
const AT_ONCE: usize = 4;

/// Flags of `collect`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Only this creator, due or not
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    creator: Option<String>,
    /// Every creator without a committed run for today's platform day, due or not
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    store: StoreFlags,
    #[command(flatten)]
    platform: PlatformFlags,
}

/// Collects; exit code 1 when a run did not end as it should.
pub(super) async fn run(arguments: Arguments, stop: CancellationToken) -> Result<(), CommandError> {
    let store = StoreSettings::new(&arguments.store, DATABASE)?;
    let settings = PlatformSettings::new(&arguments.platform)?;
    let core = Core::open(&store, Kind::Serve, startup::clock(settings.now)).await?;
    let Some((_, collector)) = startup::platform(&core, &settings)? else {
        return Err(CommandError::usage(format!("{} is not set; the platform's console shows it", settings.missing.join(" and "))));
    };
    let keys = chosen(&core, &collector, &arguments).await?;
    let results = collect(&core, &collector, keys, &stop).await;
    collector.stop().await;
    core.store.close().await;
    verdict(&results)
}

async fn chosen(core: &Core, collector: &Collector, arguments: &Arguments) -> Result<Vec<CreatorKey>, CommandError> {
    if let Some(id) = &arguments.creator {
        let record = core.store.creator_by_id(id).await?;
        let key =
            record.ok_or_else(|| CommandError::usage(format!("there is no creator `{id}`; `fanscope export roster` lists them")))?.key;
        return Ok(vec![key]);
    }
    collector.close_missed().await?;
    if arguments.all { Ok(core.store.all_creators().await?) } else { Ok(collector.due_now().await?) }
}

type Ended = (CreatorKey, Result<CollectOutcome, crate::collector::CollectError>);

async fn collect(core: &Core, collector: &Collector, keys: Vec<CreatorKey>, stop: &CancellationToken) -> Vec<Ended> {
    let bars = Bars::new();
    let period = core.clock.today();
    let runs: Arc<dyn RunStore> = Arc::new(core.store.clone());
    let one = |key: CreatorKey| {
        let (bars, runs, done) = (&bars, Arc::clone(&runs), CancellationToken::new());
        async move {
            let run = RunKey { creator: key.clone(), source: SOURCE.to_owned(), period };
            let collecting = async {
                let result = collector.collect(&key, stop).await;
                done.cancel();
                result
            };
            let (result, ()) = tokio::join!(collecting, bars.follow(runs, run, key.creator.to_string(), done.clone()));
            (key, result)
        }
    };
    futures::stream::iter(keys).map(one).buffer_unordered(AT_ONCE).collect().await
}

fn verdict(results: &[Ended]) -> Result<(), CommandError> {
    let mut failures = Vec::new();
    for (key, result) in results {
        match result {
            Ok(outcome) if outcome.done => {
                tracing::info!(creator.id = %key.creator, period = %outcome.period, state = outcome.state.as_str(), repeated = outcome.repeated, "collected");
            }
            Ok(outcome) => failures.push(format!("{} ({}: {})", key.creator, outcome.state.as_str(), outcome.reason)),
            Err(error) => failures.push(format!("{} ({error})", key.creator)),
        }
    }
    if results.is_empty() {
        tracing::info!("nothing is due");
    }
    if failures.is_empty() { Ok(()) } else { Err(CommandError::failed(format!("not collected: {}", failures.join(", ")))) }
}
