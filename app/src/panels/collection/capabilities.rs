//! The capability matrix: what was tried, what the platform answered, what helps.

use leptos::prelude::*;

use super::answer::{self, Answer};
use crate::components::Panel;
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, CollectionWords};
use crate::model::page::GrantHealth;
use crate::model::{CapabilityState, CapabilityStatus, Language, Timestamp};
use crate::panels::parts::DataTable;

/// One row per capability; the column of answers is there only if the platform answered anything.
#[component]
pub(super) fn Capabilities(capabilities: Vec<CapabilityState>, grant: GrantHealth) -> impl IntoView {
    let language = use_language();
    let words = CollectionWords::of(language);
    let working = capabilities.iter().filter(|state| state.status == CapabilityStatus::Working).count();
    // What was answered before is no news of a grant that is lost; an account that never was authorised has nothing to lose.
    let lost = grant.granted_at.filter(|_| grant.has_ended()).map(|_| Lost { revoked: grant.revoked, since: grant.ends_at });
    let sentence = match &lost {
        Some(_) => words.capabilities_lost.to_owned(),
        None => i18n::capabilities_sentence(working, capabilities.len(), language),
    };
    let answered = capabilities.iter().any(|state| !answer_of(state).is_empty());
    let helped = lost.is_some() || capabilities.iter().any(|state| state.status != CapabilityStatus::Working);
    let headings = view! {
        <th scope="col">{words.capability}</th>
        <th scope="col">{words.status}</th>
        <th scope="col">{words.since}</th>
        {helped.then(|| view! { <th scope="col">{words.what_helps}</th> })}
        {answered.then(|| view! { <th scope="col">{words.answer}</th> })}
    }
    .into_any();
    view! {
        <Panel title=words.capabilities sentence>
            <DataTable title=words.capabilities class="data text capabilities stacked" scroll="table-scroll whole" headings>
                {capabilities.into_iter().map(|state| row(state, lost, Columns { helped, answered }, language)).collect_view()}
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

/// A grant that has ended.
#[derive(Clone, Copy)]
struct Lost {
    revoked: bool,
    since: Option<Timestamp>,
}

impl Lost {
    /// Whether a new authorisation is what such a capability waits for; what the platform or the app lacks none gives.
    const fn takes(status: CapabilityStatus) -> bool {
        !matches!(status, CapabilityStatus::Offline | CapabilityStatus::AppLacks)
    }
}

fn answer_of(state: &CapabilityState) -> Answer {
    Answer { code: state.code, message: state.message.clone(), log_id: state.log_id.clone() }
}

/// The columns that are there only when somebody needs them.
#[derive(Clone, Copy)]
struct Columns {
    helped: bool,
    answered: bool,
}

fn row(state: CapabilityState, lost: Option<Lost>, columns: Columns, language: Language) -> impl IntoView {
    let words = CollectionWords::of(language);
    let lost = lost.filter(|_| Lost::takes(state.status));
    let since = lost.map_or(state.since, |lost| lost.since);
    let since = since.map_or_else(|| "—".to_owned(), |since| format::day_long(since.day(), language));
    let answer = columns.answered.then(|| answer::cell(answer_of(&state), language));
    let (tone, status) = match lost {
        Some(lost) => ("warning", i18n::lost_grant(lost.revoked, language)),
        None => (tone(state.status), i18n::capability_status(state.status, language)),
    };
    let advice = match lost {
        Some(_) => words.back_after,
        None => i18n::capability_advice(state.capability, state.status, language),
    };
    view! {
        <tr>
            <th scope="row">{i18n::capability(state.capability, language)}</th>
            <td class="keep stacked-state">
                <span class=format!("status {tone}")>{status}</span>
            </td>
            <td class="keep" data-label=words.since>{since}</td>
            {columns.helped.then(|| view! { <td class="stacked-line">{(!advice.is_empty()).then_some(advice)}</td> })}
            {answer}
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::Html;
    use crate::model::Capability;

    fn matrix(grant: GrantHealth) -> String {
        let state = |(capability, status)| CapabilityState {
            capability,
            status,
            code: None,
            message: String::new(),
            log_id: String::new(),
            since: Some(Timestamp(1_795_000_000)),
        };
        let states = [(Capability::Profile, CapabilityStatus::Working), (Capability::FollowingList, CapabilityStatus::Offline)].map(state);
        Html::of(Language::English, || view! { <Capabilities capabilities=states.to_vec() grant /> }.into_any()).into_string()
    }

    #[test]
    fn a_lost_grant_is_what_every_capability_lacks_but_those_none_gives() {
        let held = GrantHealth { days_left: Some(20), granted_at: Some(Timestamp(1_790_000_000)), ..GrantHealth::default() };
        let working = matrix(held);
        assert!(working.contains("status gain") && working.contains("1 of 2 work") && !working.contains("/auth/douyin/start"), "{working}");
        let lost = matrix(GrantHealth { days_left: None, revoked: true, ends_at: Some(Timestamp(1_795_230_300)), ..held });
        assert!(!lost.contains("status gain") && lost.contains("Authorisation withdrawn") && lost.contains("21 Nov 2026"), "{lost}");
        assert_eq!(lost.matches("Back after authorising again").count(), 1, "the platform withdrew the other: {lost}");
        assert!(!lost.contains("/auth/douyin/start"), "the page has its button above: {lost}");
        let never = matrix(GrantHealth::default());
        assert!(!never.contains("Back after"), "nothing was lost: {never}");
    }
}
