//! `fanscope sandbox`.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::CommandError;
use crate::clock::ManualClock;
use crate::config::settings::{parse_instant, sandbox_listen};
use crate::entropy::OsEntropy;
use crate::sandbox::{Sandbox, SandboxSettings, WebhookContent, WebhookSettings};
use crate::startup;

/// Flags of `sandbox`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Address to listen on; this machine only [default: 127.0.0.1:3100]
    #[arg(long, env = "FANSCOPE_SANDBOX_LISTEN", value_name = "ADDR", hide_env_values = true)]
    listen: Option<String>,
    /// Client key it accepts
    #[arg(long, value_name = "KEY", default_value = "sandbox-key")]
    client_key: String,
    /// Client secret it accepts
    #[arg(long, value_name = "SECRET", default_value = "sandbox-secret")]
    client_secret: String,
    /// Seed of the world
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Number of creators; the first ones have stories
    #[arg(long, default_value_t = 8)]
    creators: u32,
    /// Fans of the steady creator; the others scale with it
    #[arg(long, default_value_t = 3000)]
    fans: u32,
    /// Start the clock here and let it tick (RFC 3339)
    #[arg(long, value_name = "INSTANT")]
    now: Option<String>,
    /// Fault plan (TOML)
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
    /// Where consents, revocations and quota are kept; without it they last as long as the process
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Address of the app's webhooks, on this machine, e.g. `http://127.0.0.1:3000/webhooks/douyin`
    #[arg(long, value_name = "URL")]
    webhook_url: Option<String>,
    /// How `content` is written in them: object or text
    #[arg(long, value_name = "FORM", default_value = "object")]
    webhook_content: String,
    /// Seconds before one that was not answered is sent again
    #[arg(long, value_name = "SECONDS", default_value_t = 5)]
    webhook_retry_seconds: u64,
}

/// Where webhooks go, if anywhere.
fn webhooks(arguments: &Arguments) -> Result<Option<WebhookSettings>, CommandError> {
    let content = match arguments.webhook_content.as_str() {
        "object" => WebhookContent::Object,
        "text" => WebhookContent::Text,
        other => return Err(CommandError::usage(format!("--webhook-content {other} is no form; use object or text"))),
    };
    let Some(address) = arguments.webhook_url.as_deref() else { return Ok(None) };
    let retry_after = Duration::from_secs(arguments.webhook_retry_seconds);
    let usual = Url::parse(address).ok().and_then(|url| WebhookSettings::to(url, Arc::new(OsEntropy)));
    let settings = usual.map(|usual| WebhookSettings { content, retry_after, ..usual });
    let refused = || {
        CommandError::usage(format!(
            "--webhook-url {address} is no http address on this machine, and the sandbox sends nothing beyond; use http://127.0.0.1:3000/webhooks/douyin"
        ))
    };
    settings.ok_or_else(refused).map(Some)
}

/// Serves the sandbox platform until the process is asked to stop.
pub(super) async fn run(arguments: Arguments, stop: CancellationToken) -> Result<(), CommandError> {
    let address = sandbox_listen(arguments.listen.as_deref(), "127.0.0.1:3100")?;
    let webhooks = webhooks(&arguments)?;
    let clock = match arguments.now.as_deref() {
        Some(text) => ManualClock::ticking_from(parse_instant("--now", text)?),
        None => ManualClock::ticking_at(0),
    };
    let settings = SandboxSettings {
        client_key: arguments.client_key,
        client_secret: arguments.client_secret.into(),
        seed: arguments.seed,
        creators: arguments.creators,
        fans: arguments.fans,
        faults: arguments.faults,
        state: arguments.state,
    };
    let sandbox = Sandbox::open(settings, Arc::new(clock)).map_err(|error| CommandError::usage(error.to_string()))?;
    let listener = startup::listen(address, "--listen").await?;
    if let Some(webhooks) = webhooks {
        sandbox.send_webhooks(webhooks);
    }
    tracing::info!(address = %format!("http://{address}"), "the sandbox platform is listening");
    startup::serve(listener, sandbox.router(), stop).await?;
    Ok(())
}
