//! One signal ends every command within ten seconds.

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// A token that is cancelled by the first SIGTERM or SIGINT; a second one ends the process at once.
///
/// # Errors
/// The operating system refuses to hand signals over.
pub fn on_signal() -> std::io::Result<CancellationToken> {
    let token = CancellationToken::new();
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let cancelled = token.clone();
    tokio::spawn(async move {
        let next = async |terminate: &mut tokio::signal::unix::Signal, interrupt: &mut tokio::signal::unix::Signal| {
            tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        };
        next(&mut terminate, &mut interrupt).await;
        tracing::info!("stopping");
        cancelled.cancel();
        next(&mut terminate, &mut interrupt).await;
        std::process::exit(130);
    });
    Ok(token)
}
