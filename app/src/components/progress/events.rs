//! The server's events about a run, in the browser.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

use crate::model::page::collection::CollectionStatus;
use crate::model::{CreatorId, RunState};

/// Events without a running run after which a run that was asked for counts as ended.
const PATIENCE: u32 = 3;

/// Keeps `live` at what the server says until the run has ended, or the component is gone. A run that ran when the page was made may
/// have ended since.
pub(super) fn listen(creator: &CreatorId, live: RwSignal<CollectionStatus>, ended: Callback<()>) {
    let Ok(source) = EventSource::new(&format!("/creators/{creator}/collection/events")) else {
        return;
    };
    let stream = source.clone();
    let is_running = |status: &CollectionStatus| status.today.as_ref().is_some_and(|run| run.state == RunState::Running);
    let mut seen_running = live.with_untracked(is_running);
    let mut idle = 0;
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(status) = event.data().as_string().and_then(|text| serde_json::from_str::<CollectionStatus>(&text).ok()) else {
            return;
        };
        let running = is_running(&status);
        seen_running |= running;
        idle = if running { 0 } else { idle + 1 };
        live.set(status);
        if idle > 0 && (seen_running || idle >= PATIENCE) {
            stream.close();
            ended.run(());
        }
    });
    source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let held = SendWrapper::new((source, on_message));
    on_cleanup(move || {
        let (source, _on_message) = held.take();
        source.set_onmessage(None);
        source.close();
    });
}
