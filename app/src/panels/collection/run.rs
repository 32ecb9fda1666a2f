//! One run in full: how it went, step by step; for a gap, what can be done.

use leptos::prelude::*;

use super::answer::{self, Answer};
use super::runs::tone;
use crate::components::{Notices, Panel};
use crate::filter::Notice;
use crate::format;
use crate::i18n::{self, CollectionWords};
use crate::model::page::collection::{RunDetail, RunView, StepDetail};
use crate::model::{GapReason, Language, PlatformDay, RunState, StepState, Timestamp};
use crate::panels::Scope;
use crate::panels::parts::{DataTable, EmptyState, Facts};

/// The run of the address, or the newest.
#[component]
pub(super) fn RunPanel(scope: Scope, detail: Option<RunDetail>, healed: bool, notices: Vec<Notice>) -> impl IntoView {
    let language = scope.language;
    let words = CollectionWords::of(language);
    let Some(detail) = detail else {
        return view! {
            <Panel title=words.run>
                <Notices notices />
                <EmptyState title=words.empty_run cause=words.empty_text.to_owned() action=None />
            </Panel>
        }
        .into_any();
    };
    let title = format!("{} · {}", words.run, format::day_long(detail.day, language));
    let has_others = detail.previous.is_some() || detail.next.is_some();
    let steps = has_others.then(|| view! { <Neighbours scope=scope.clone() previous=detail.previous next=detail.next /> });
    let body = if let Some(run) = detail.run {
        view! { <RunFacts scope run attempts=detail.attempts steps=detail.steps /> }.into_any()
    } else {
        let newest = (words.newest_run, format!("{}#run", scope.address.with(&[("run", "")]).href()));
        view! { <EmptyState title=words.no_run cause=words.no_run_text.to_owned() action=Some(newest) /> }.into_any()
    };
    let healed = healed.then(|| view! { <p class="healed-note">{i18n::healed_sentence(1, language)}</p> });
    view! {
        <Panel title>
            <Notices notices />
            {steps}
            {body}
            {healed}
        </Panel>
    }
    .into_any()
}

/// Links to the runs before and after.
#[component]
fn Neighbours(scope: Scope, previous: Option<PlatformDay>, next: Option<PlatformDay>) -> impl IntoView {
    let words = CollectionWords::of(scope.language);
    let link = |day: Option<PlatformDay>, label: &'static str, arrow: (&'static str, &'static str)| {
        day.map(|day| {
            let href = format!("{}#run", scope.address.with(&[("run", &day.to_string())]).href());
            view! {
                <a class="button" href=href>
                    {arrow.0} {format!("{label} {}", format::day(day, scope.language))} {arrow.1}
                </a>
            }
        })
    };
    view! {
        <nav class="run-links" aria-label=words.run>
            {link(previous, words.previous_run, ("‹ ", ""))}
            {link(next, words.next_run, ("", " ›"))}
        </nav>
    }
    .into_any()
}

#[component]
fn RunFacts(scope: Scope, run: RunView, attempts: i64, steps: Vec<StepDetail>) -> impl IntoView {
    let language = scope.language;
    let words = CollectionWords::of(language);
    let at = |at: Option<Timestamp>| at.map(|at| format::moment(at, language));
    let duration = run.started_at.zip(run.finished_at).map(|(start, end)| format::duration(end.seconds_since(start), language));
    let whole = run.complete.map(|complete| match (complete, run.state) {
        (true, _) => words.list_complete,
        (false, RunState::Committed) => words.list_capped,
        (false, _) => words.list_cut,
    });
    let listed = run.listed.map(|listed| {
        let total = run.reported_total.map(|total| format!(" / {}", format::count(total))).unwrap_or_default();
        let counts = format!("{}{total}", format::count(listed));
        whole.map_or_else(|| counts.clone(), |whole| i18n::bracketed(&counts, whole, language))
    });
    let facts = [
        (words.started, at(run.started_at)),
        (words.ended, at(run.finished_at)),
        (words.duration, duration),
        (words.attempts, (attempts > 0).then(|| format::count(attempts))),
        (words.requests, (run.requests > 0).then(|| format::count(run.requests))),
        (words.listed_of, listed),
    ];
    let facts: Vec<(&'static str, String)> = facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    let reason = (!run.reason.is_empty()).then(|| i18n::reason(&run.reason, language));
    let code = run.error_code.map(|code| format!("{} {code}", words.code));
    let why = [reason, code].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let today = run.period == scope.today;
    let gap = (run.state == RunState::Gap).then(|| view! { <Help scope day=run.period reason=run.reason.clone() /> });
    view! {
        <p class="run-state">
            <strong class=tone(run.state, &run.reason, today)>{i18n::run_outcome(run.state, &run.reason, today, language)}</strong>
            <bdi class="break">{why}</bdi>
        </p>
        {gap}
        <Facts facts />
        {steps.iter().any(|step| step.requests > 0 || step.state == StepState::Done).then(|| view! { <Steps steps language /> })}
    }
    .into_any()
}

/// What can be done about a gap.
#[component]
fn Help(scope: Scope, day: PlatformDay, reason: String) -> impl IntoView {
    // The button that authorises again stands in the page's heading.
    GapReason::parse(&reason).map(|gap| view! { <p class="run-help">{i18n::gap_advice(gap, day == scope.today, scope.language)}</p> })
}

#[component]
fn Steps(steps: Vec<StepDetail>, language: Language) -> impl IntoView {
    let words = CollectionWords::of(language);
    let answered = steps.iter().any(|step| !answer_of(step).is_empty());
    let headings = view! {
        <th scope="col">{words.step}</th>
        <th scope="col" class="text">{words.state}</th>
        <th scope="col">{words.pages}</th>
        <th scope="col">{words.rows}</th>
        <th scope="col">{words.requests}</th>
        {answered.then(|| view! { <th scope="col" class="text">{words.answer}</th> })}
    }
    .into_any();
    view! {
        <DataTable title=words.steps class="data steps-table" scroll="table-scroll whole" headings>
            {steps.into_iter().map(|step| row(step, answered, language)).collect_view()}
        </DataTable>
    }
    .into_any()
}

/// What the platform answered; a step for which it was not asked has no answer.
fn answer_of(step: &StepDetail) -> Answer {
    if step.requests == 0 && step.code.is_none() {
        return Answer { code: None, message: String::new(), log_id: String::new() };
    }
    Answer { code: step.code, message: step.message.clone(), log_id: step.log_id.clone() }
}

const fn step_tone(state: StepState, requests: i64) -> &'static str {
    match (state, requests) {
        (StepState::Done, _) => "gain",
        (StepState::Failed, 1..) => "warning",
        (StepState::Running, _) => "accent",
        (StepState::Pending | StepState::Skipped | StepState::Failed, _) => "muted",
    }
}

fn row(step: StepDetail, answered: bool, language: Language) -> impl IntoView {
    let missing = matches!(step.state, StepState::Skipped | StepState::Failed);
    let why = step.status.filter(|_| missing).map(|status| format!(" · {}", i18n::capability_status(status, language)));
    let rows = match step.expected {
        Some(all) => format!("{} / {}", format::count(step.rows), format::count(all)),
        None => format::count(step.rows),
    };
    let answer = answered.then(|| answer::cell(answer_of(&step), language));
    view! {
        <tr>
            <th scope="row">{i18n::capability(step.capability, language)}</th>
            <td class="text">
                <span class=step_tone(step.state, step.requests)>{i18n::step_outcome(step.state, step.requests, language)}</span>
                {why}
            </td>
            <td>{format::count(step.pages)}</td>
            <td>{rows}</td>
            <td>{format::count(step.requests)}</td>
            {answer}
        </tr>
    }
}
