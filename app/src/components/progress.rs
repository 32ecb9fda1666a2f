//! The progress of today's run, as the run's row says it.

use leptos::prelude::*;

use super::Meter;
use crate::context::use_language;
use crate::i18n::{self, CollectionWords};
use crate::model::page::audience::share;
use crate::model::page::collection::{CollectionStatus, RunView, StepView};
use crate::model::{CreatorId, Language, RunState, StepState};

/// How much of a step is done, 0–1.
fn done(step: &StepView) -> f64 {
    match step.state {
        StepState::Pending => 0.0,
        StepState::Running => step.expected.map_or(0.5, |all| share(step.rows.min(all), all)),
        StepState::Done | StepState::Skipped | StepState::Failed => 1.0,
    }
}

const fn class(state: StepState, requests: i64) -> &'static str {
    match (state, requests) {
        (StepState::Pending, _) => "pending",
        (StepState::Running, _) => "running",
        (StepState::Done, _) => "done",
        // Never asked for is not failed.
        (StepState::Skipped, _) | (StepState::Failed, 0) => "skipped",
        (StepState::Failed, _) => "failed",
    }
}

/// The steps of a run, each with a bar.
#[component]
pub(crate) fn RunProgress(
    /// The run.
    run: RunView,
) -> impl IntoView {
    let language = use_language();
    let steps = run.all_steps();
    let run_reason = run.reason;
    let steps = steps.into_iter().map(|mut step| {
        // What ended the whole run is said once, above.
        if step.reason == run_reason {
            step.reason.clear();
        }
        view! { <StepRow step requests=run.requests language /> }
    });
    view! { <ol class="steps">{steps.collect_view()}</ol> }
}

#[component]
fn StepRow(step: StepView, requests: i64, language: Language) -> impl IntoView {
    let counted = step.rows > 0 || step.pages > 0;
    let progress = counted.then(|| i18n::progress(step.rows, step.expected, step.pages, language));
    let reason = (!step.reason.is_empty()).then(|| i18n::reason(&step.reason, language));
    let code = step.code.map(|code| format!("{} {code}", CollectionWords::of(language).code));
    view! {
        <li class=format!("step {}", class(step.state, requests))>
            <span class="step-name">{i18n::capability(step.capability, language)}</span>
            <Meter share=done(&step) />
            <span class="step-state">{i18n::step_outcome(step.state, requests, language)}</span>
            <span class="step-facts">{[progress, reason, code].into_iter().flatten().collect::<Vec<_>>().join(" · ")}</span>
        </li>
    }
}

/// Today's run; while it runs, the browser follows the server's events.
#[component]
pub(crate) fn LiveProgress(
    /// Whose run.
    creator: CreatorId,
    /// What the server knew when it rendered.
    status: CollectionStatus,
    /// Follow even though nothing runs yet: a run was just asked for.
    #[prop(default = false)]
    asked: bool,
    /// Called once when a run that was followed has ended.
    ended: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let words = CollectionWords::of(language);
    let live = RwSignal::new(status);
    follow(creator, live, asked, ended);
    move || {
        let status = live.get();
        // The run that is under way is the one that was due.
        let running = status.today.as_ref().is_some_and(|run| run.state == RunState::Running);
        let due = status.next_due.filter(|_| !running).map(|due| i18n::next_due(due, language));
        match status.today {
            Some(run) => {
                let state = i18n::run_outcome(run.state, &run.reason, true, language);
                let reason = (!run.reason.is_empty()).then(|| i18n::reason(&run.reason, language));
                view! {
                    <p class="run-state" role="status">
                        <strong>{state}</strong>
                        <span>{reason}</span>
                        <span class="muted">{due}</span>
                    </p>
                    <RunProgress run />
                }
                .into_any()
            }
            None => view! {
                <p class="run-state" role="status">
                    <span>{words.not_begun}</span>
                    <span class="muted">{due}</span>
                </p>
            }
            .into_any(),
        }
    }
}

/// Listens to the run's events in the browser; the server renders once.
fn follow(creator: CreatorId, live: RwSignal<CollectionStatus>, asked: bool, ended: Callback<()>) {
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        let running = live.with_untracked(|status| status.today.as_ref().is_some_and(|run| run.state == RunState::Running));
        if running || asked {
            events::listen(&creator, live, ended);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (creator, live, asked, ended);
}

#[cfg(feature = "hydrate")]
mod events;
