//! The capability matrix: what was tried, what the platform answered, what helps.

use leptos::prelude::*;

use crate::components::Panel;
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, CollectionWords};
use crate::model::{CapabilityState, CapabilityStatus, Language};

/// One row per capability.
#[component]
pub(super) fn Capabilities(capabilities: Vec<CapabilityState>) -> impl IntoView {
    let language = use_language();
    let words = CollectionWords::of(language);
    view! {
        <Panel title=words.capabilities sentence=words.capabilities_text>
            <div class="table-scroll" tabindex="0" role="region" aria-label=words.capabilities>
                <table class="data text">
                    <caption class="hidden">{words.capabilities}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words.capability}</th>
                            <th scope="col">{words.status}</th>
                            <th scope="col">{words.since}</th>
                            <th scope="col">{words.what_helps}</th>
                            <th scope="col">{words.answer}</th>
                        </tr>
                    </thead>
                    <tbody>{capabilities.into_iter().map(|state| row(state, language)).collect_view()}</tbody>
                </table>
            </div>
        </Panel>
    }
    .into_any()
}

/// The colour of a status; its word stands beside it.
const fn tone(status: CapabilityStatus) -> &'static str {
    match status {
        CapabilityStatus::Working => "gain",
        CapabilityStatus::Failing | CapabilityStatus::NotGranted | CapabilityStatus::AppLacks => "warning",
        CapabilityStatus::Untried | CapabilityStatus::Offline | CapabilityStatus::BelowThreshold | CapabilityStatus::NotReady => "muted",
    }
}

fn row(state: CapabilityState, language: Language) -> impl IntoView {
    let words = CollectionWords::of(language);
    let code = state.code.map(|code| format!("{} {code}", words.code));
    let log = (!state.log_id.is_empty()).then(|| format!("{} {}", words.log_id, state.log_id));
    let message = (!state.message.is_empty()).then_some(state.message);
    let answer = [code, message, log].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let since = state.since.map_or_else(|| "—".to_owned(), |since| format::day_long(since.day(), language));
    view! {
        <tr>
            <th scope="row">{i18n::capability(state.capability, language)}</th>
            <td><span class=tone(state.status)>{i18n::capability_status(state.status, language)}</span></td>
            <td>{since}</td>
            <td>{i18n::capability_advice(state.status, language)}</td>
            <td class="break"><bdi>{answer}</bdi></td>
        </tr>
    }
}
