//! The capability matrix: what was tried, what the platform answered, what helps.

use leptos::prelude::*;

use super::answer::{self, Answer};
use crate::components::Panel;
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, CollectionWords};
use crate::model::{CapabilityState, CapabilityStatus, Language};
use crate::panels::parts::DataTable;

/// One row per capability; the column of answers is there only if the platform answered anything.
#[component]
pub(super) fn Capabilities(capabilities: Vec<CapabilityState>) -> impl IntoView {
    let language = use_language();
    let words = CollectionWords::of(language);
    let working = capabilities.iter().filter(|state| state.status == CapabilityStatus::Working).count();
    let sentence = i18n::capabilities_sentence(working, capabilities.len(), language);
    let answered = capabilities.iter().any(|state| !answer_of(state).is_empty());
    let headings = view! {
        <th scope="col">{words.capability}</th>
        <th scope="col">{words.status}</th>
        <th scope="col">{words.since}</th>
        <th scope="col">{words.what_helps}</th>
        {answered.then(|| view! { <th scope="col">{words.answer}</th> })}
    }
    .into_any();
    view! {
        <Panel title=words.capabilities sentence>
            <DataTable title=words.capabilities class="data text capabilities" scroll="table-scroll whole" headings>
                {capabilities.into_iter().map(|state| row(state, answered, language)).collect_view()}
            </DataTable>
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

fn answer_of(state: &CapabilityState) -> Answer {
    Answer { code: state.code, message: state.message.clone(), log_id: state.log_id.clone() }
}

fn row(state: CapabilityState, answered: bool, language: Language) -> impl IntoView {
    let since = state.since.map_or_else(|| "—".to_owned(), |since| format::day_long(since.day(), language));
    let answer = answered.then(|| answer::cell(answer_of(&state), language));
    view! {
        <tr>
            <th scope="row">{i18n::capability(state.capability, language)}</th>
            <td class="keep">
                <span class=format!("status {}", tone(state.status))>{i18n::capability_status(state.status, language)}</span>
            </td>
            <td class="keep">{since}</td>
            <td>{i18n::capability_advice(state.status, language)}</td>
            {answer}
        </tr>
    }
}
