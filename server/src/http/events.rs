//! Live progress of a collection: polls the run's row, whichever process runs it, and sends what changed. While nothing runs it repeats
//! itself, so that whoever asked for a run can tell one that ended at once from one that has not begun.

use std::convert::Infallible;
use std::time::Duration;

use app::error::AppError;
use app::model::{CreatorId, RunState};
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;

use super::problem;
use super::router::HttpState;
use super::viewer::CurrentViewer;

const POLL: Duration = Duration::from_millis(300);

/// `GET /creators/{creator}/collection/events`: each event's data is the JSON of `CollectionStatus`.
pub(super) async fn stream(
    State(state): State<HttpState>,
    Path(creator): Path<String>,
    Extension(CurrentViewer(viewer)): Extension<CurrentViewer>,
) -> Response {
    let Some(mut viewer) = viewer else { return problem::answer(&AppError::SignedOut) };
    let creator = CreatorId(creator);
    if let Err(error) = state.parts.ports.collection.status(&viewer, &creator).await {
        return problem::answer(&error);
    }
    let (sender, receiver) = tokio::sync::mpsc::channel::<Event>(4);
    tokio::spawn(async move {
        let parts = &state.parts;
        let mut last = String::new();
        loop {
            viewer.now = parts.clock.now();
            viewer.today = viewer.now.day();
            let Ok(status) = parts.ports.collection.status(&viewer, &creator).await else { return };
            let Ok(text) = serde_json::to_string(&status) else { return };
            let running = status.today.as_ref().is_some_and(|run| run.state == RunState::Running);
            if text != last || !running {
                if sender.send(Event::default().data(&text)).await.is_err() {
                    return;
                }
                last = text;
            }
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                () = parts.shutdown.cancelled() => return,
                () = sender.closed() => return,
            }
        }
    });
    let events = ReceiverStream::new(receiver).map(Ok::<_, Infallible>);
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}
