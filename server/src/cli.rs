//! The commands: flags in, a use of `startup`, an exit code out.

mod backup;
mod collect;
#[cfg(feature = "sandbox")]
mod demo;
mod doctor;
mod error;
mod export;
mod migrate;
mod progress;
mod rekey;
mod reparse;
#[cfg(feature = "sandbox")]
mod sandbox;
mod serve;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub(crate) use error::CommandError;

use crate::{config, failpoint, shutdown, telemetry};

/// Fan analytics for creators: records every day what the platform only shows as "now".
#[derive(Debug, Parser)]
#[command(name = "fanscope", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the dashboard and the daily collection
    Serve(serve::Arguments),
    /// Run the dashboard on an embedded sandbox platform, with 180 days of history
    #[cfg(feature = "sandbox")]
    Demo(demo::Arguments),
    /// Run the sandbox platform alone
    #[cfg(feature = "sandbox")]
    Sandbox(sandbox::Arguments),
    /// Collect the creators that are due, one creator, or all of today's
    Collect(collect::Arguments),
    /// Write a dataset as CSV: growth, portrait, flow, fans, following, runs or roster
    Export(export::Arguments),
    /// Bring the database to this version
    Migrate(migrate::Arguments),
    /// Write a consistent copy of the database to a new file
    Backup(backup::Arguments),
    /// Read the kept answers of a period again, after the way they are read was put right
    Reparse(reparse::Arguments),
    /// Seal every stored token with the newest secret key, so that an old one can be thrown away
    Rekey(rekey::Arguments),
    /// Look at settings, keys, clock, disk, database, addresses and grants, and say what to do
    Doctor(doctor::Arguments),
}

impl Command {
    /// The log filter without `FANSCOPE_LOG`. The demo's history is 1,400 runs: it tells of its days, not of each run.
    const fn log_filter(&self) -> &'static str {
        match self {
            #[cfg(feature = "sandbox")]
            Self::Demo(_) => "info,sqlx=warn,server::collector=error,server::grants=error",
            _ => "info,sqlx=warn",
        }
    }
}

/// Runs the command line. Exit code 0: all that was asked is done; 1: something was not; 2: wrong use or settings.
pub fn run() -> ExitCode {
    if let Err(error) = config::load_dotenv() {
        return report(&error.into());
    }
    let cli = Cli::parse();
    if let Err(error) = telemetry::start(config::log_filter().as_deref().unwrap_or(cli.command.log_filter())) {
        return report(&error.into());
    }
    if let Err(error) = failpoint::arm(config::failpoints().as_deref()) {
        return report(&CommandError::usage(error.0));
    }
    if let Err(error) = enough_files() {
        return report(&error);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return report(&CommandError::failed(format!("the runtime cannot start ({error})"))),
    };
    let result = runtime.block_on(dispatch(cli.command));
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report(&error),
    }
}

/// Connections, the database's files and the runtime's own: with fewer a command would end in the middle of its work.
const FEWEST_FILES: u64 = 64;

/// The runtime panics when it cannot open what it needs, so this is looked at first.
fn enough_files() -> Result<(), CommandError> {
    match rustix::process::getrlimit(rustix::process::Resource::Nofile).current {
        Some(limit @ ..FEWEST_FILES) => Err(CommandError::failed(format!(
            "only {limit} files may be open at a time; raise the limit to {FEWEST_FILES} or more (ulimit -n, LimitNOFILE=)"
        ))),
        _ => Ok(()),
    }
}

async fn dispatch(command: Command) -> Result<(), CommandError> {
    let stop = shutdown::on_signal().map_err(|error| CommandError::failed(format!("signals cannot be handled ({error})")))?;
    match command {
        Command::Serve(arguments) => serve::run(arguments, stop).await,
        #[cfg(feature = "sandbox")]
        Command::Demo(arguments) => demo::run(arguments, stop).await,
        #[cfg(feature = "sandbox")]
        Command::Sandbox(arguments) => sandbox::run(arguments, stop).await,
        Command::Collect(arguments) => collect::run(arguments, stop).await,
        Command::Export(arguments) => export::run(arguments, stop).await,
        Command::Migrate(arguments) => migrate::run(arguments).await,
        Command::Backup(arguments) => backup::run(arguments).await,
        Command::Rekey(arguments) => rekey::run(arguments, stop).await,
        Command::Reparse(arguments) => reparse::run(arguments, stop).await,
        Command::Doctor(arguments) => doctor::run(arguments, stop).await,
    }
}

fn report(error: &CommandError) -> ExitCode {
    let _closed = writeln!(std::io::stderr(), "fanscope: {error}");
    ExitCode::from(error.code())
}
