//! `fanscope demo`.

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::CommandError;
use crate::config::settings::sandbox_listen;
use crate::config::{ServeFlags, ServeSettings, StoreFlags, StoreSettings};
use crate::demo::{self, DemoSettings};

/// Flags of `demo`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    store: StoreFlags,
    #[command(flatten)]
    serve: ServeFlags,
    /// Address of the embedded platform; this machine only [default: 127.0.0.1:3100]
    #[arg(long, env = "FANSCOPE_SANDBOX_LISTEN", value_name = "ADDR", hide_env_values = true)]
    sandbox_listen: Option<String>,
}

/// Serves the dashboard on an embedded platform until the process is asked to stop.
pub(super) async fn run(arguments: Arguments, stop: CancellationToken) -> Result<(), CommandError> {
    let settings = DemoSettings {
        store: StoreSettings::new(&arguments.store, "sqlite://./data/demo.db")?,
        serve: ServeSettings::new(&arguments.serve)?,
        sandbox_listen: sandbox_listen(arguments.sandbox_listen.as_deref(), "127.0.0.1:3100")?,
    };
    Ok(demo::run(settings, stop).await?)
}
