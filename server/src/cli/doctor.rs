//! `fanscope doctor`.

use std::io::Write as _;
use std::sync::Arc;

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::CommandError;
use super::serve::DATABASE;
use crate::clock::SystemClock;
use crate::config::{PlatformFlags, PlatformSettings, ServeFlags, ServeSettings, StoreFlags, StoreSettings};
use crate::startup::doctor::{self, Finding, Settings, Verdict};

/// Flags of `doctor`: those of `serve`, so that it looks at what `serve` would use.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    store: StoreFlags,
    #[command(flatten)]
    serve: ServeFlags,
    #[command(flatten)]
    platform: PlatformFlags,
}

/// Prints one line per check; exit code 1 when one of them found a problem. Settings that make no sense are a finding, too.
pub(super) async fn run(arguments: Arguments, stop: CancellationToken) -> Result<(), CommandError> {
    let settings = Settings {
        store: StoreSettings::new(&arguments.store, DATABASE),
        serve: ServeSettings::new(&arguments.serve),
        platform: PlatformSettings::new(&arguments.platform),
    };
    let findings = tokio::select! {
        findings = doctor::examine(&settings, Arc::new(SystemClock)) => findings,
        () = stop.cancelled() => return Err(CommandError::failed("the examination was interrupted")),
    };
    print(&findings).map_err(|error| CommandError::failed(format!("the report cannot be written ({error})")))?;
    match findings.iter().filter(|finding| finding.verdict == Verdict::Problem).count() {
        0 => Ok(()),
        1 => Err(CommandError::failed("one check found a problem; the line above says what to do")),
        count => Err(CommandError::failed(format!("{count} checks found a problem; the lines above say what to do"))),
    }
}

fn print(findings: &[Finding]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for finding in findings {
        writeln!(out, "{:<8} {:<9} {}", finding.verdict.as_str(), finding.check, finding.text)?;
    }
    out.flush()
}
