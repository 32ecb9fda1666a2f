//! `fanscope serve`.

use std::sync::Arc;

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::CommandError;
use crate::config::{PlatformFlags, PlatformSettings, ServeFlags, ServeSettings, StoreFlags, StoreSettings};
use crate::service::LandingService;
use crate::startup::{self, Application, Core, Kind, listen};

/// Flags of `serve`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    store: StoreFlags,
    #[command(flatten)]
    serve: ServeFlags,
    #[command(flatten)]
    platform: PlatformFlags,
}

/// The default database of every command but `demo`.
pub(super) const DATABASE: &str = "sqlite://./data/fanscope.db";

/// Serves the dashboard and collects until the process is asked to stop.
pub(super) async fn run(arguments: Arguments, stop: CancellationToken) -> Result<(), CommandError> {
    let store = StoreSettings::new(&arguments.store, DATABASE)?;
    let serve = ServeSettings::new(&arguments.serve)?;
    let settings = PlatformSettings::new(&arguments.platform)?;
    let listener = listen(serve.listen, "FANSCOPE_LISTEN").await?;
    let core = Core::open(&store, Kind::Serve, startup::clock(settings.now)).await?;
    let platform = startup::platform(&core, &settings)?;
    let landing = LandingService { demo: None, missing: settings.missing.clone() };
    let schedule = platform.as_ref().map(|(_, collector)| {
        let (collector, stop) = (collector.clone(), stop.clone());
        tokio::spawn(async move { collector.run_schedule(stop).await })
    });
    let tidy = tokio::spawn(startup::keep_tidy(core.clone(), settings.raw_days, stop.clone()));
    let in_force = startup::in_force(&store, &serve, &settings);
    let application = Application { core, platform, landing, serve: serve.clone(), in_force, signed_in: Arc::default(), stop };
    tracing::info!(address = %serve.public_url, "Fanscope is listening");
    application.run(listener).await?;
    if let Some(schedule) = schedule {
        schedule.abort();
    }
    tidy.abort();
    Ok(())
}
