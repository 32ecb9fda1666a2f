//! Runs and gaps, newest first.

use leptos::prelude::*;

use crate::components::{Notices, Panel};
use crate::filter::Notice;
use crate::format;
use crate::i18n::{self, CollectionWords, CommonWords, OverviewWords};
use crate::model::page::collection::{RunView, StepView};
use crate::model::{Dataset, Language, Period, PlatformDay, RunState, StepState};
use crate::panels::Scope;
use crate::panels::parts::{DataTable, EmptyState};

/// The table of the runs of the days shown, and a link to older ones.
#[component]
pub(super) fn Runs(scope: Scope, shown: Period, runs: Vec<RunView>, older: Option<PlatformDay>, notices: Vec<Notice>) -> impl IntoView {
    let language = scope.language;
    let words = CollectionWords::of(language);
    let export = scope.export(Dataset::Runs);
    let sentence = i18n::runs_sentence(runs.len(), shown, language);
    let body = if runs.is_empty() {
        let action = Some((OverviewWords::of(language).wider, scope.whole_history()));
        view! { <EmptyState title=words.empty cause=words.empty_text.to_owned() action /> }.into_any()
    } else {
        view! { <RunTable scope=scope.clone() runs /> }.into_any()
    };
    let is_first = shown.to() == scope.period.to();
    let newest = (!is_first).then(|| (words.newest_runs, scope.address.with(&[]).href()));
    let older = older.map(|day| (words.older, scope.address.with(&[("after", &day.next().to_string())]).href()));
    view! {
        <Panel title=words.runs sentence export=Some(export)>
            <Notices notices />
            {body}
            <p class="list-links">
                {[newest, older]
                    .into_iter()
                    .flatten()
                    .map(|(label, href)| {
                        view! {
                            <a class="button" href=href>
                                {label}
                            </a>
                        }
                    })
                    .collect_view()}
            </p>
        </Panel>
    }
    .into_any()
}

#[component]
fn RunTable(scope: Scope, runs: Vec<RunView>) -> impl IntoView {
    let language = scope.language;
    let words = CollectionWords::of(language);
    let rows = runs.into_iter().map(|run| row(run, &scope)).collect_view();
    let headings = view! {
        <th scope="col">{CommonWords::of(language).day}</th>
        <th scope="col" class="text">{words.state}</th>
        <th scope="col" class="text">{words.reason}</th>
        <th scope="col">{words.listed}</th>
        <th scope="col">{words.pages}</th>
        <th scope="col">{words.requests}</th>
        <th scope="col">{words.started}</th>
        <th scope="col">{words.ended}</th>
    }
    .into_any();
    view! {
        <DataTable title=words.runs class="data runs" scroll="table-scroll whole" headings>
            {rows}
        </DataTable>
    }
    .into_any()
}

pub(super) const fn tone(state: RunState) -> &'static str {
    match state {
        RunState::Committed => "gain",
        RunState::Partial => "warning",
        RunState::Gap => "loss",
        RunState::Running => "accent",
    }
}

/// The reason of the run, then what each missing step said.
fn reasons(run: &RunView, language: Language) -> String {
    let words = CollectionWords::of(language);
    // A partial run's own reason lists its steps, which follow with their codes.
    let told = run.state == RunState::Partial && !run.steps.is_empty();
    let own = (!run.reason.is_empty() && !told).then(|| i18n::reason(&run.reason, language));
    let code = run.error_code.filter(|_| !told).map(|code| format!("{} {code}", words.code));
    let missing = |step: &StepView| matches!(step.state, StepState::Skipped | StepState::Failed);
    let steps = run.steps.iter().filter(|step| missing(step)).map(|step| {
        let code = step.code.map(|code| format!(" ({code})")).unwrap_or_default();
        format!("{}: {}{code}", i18n::capability(step.capability, language), i18n::reason(&step.reason, language))
    });
    let complete = match run.complete {
        Some(false) if run.state == RunState::Committed => Some(words.capped.to_owned()),
        Some(false) => Some(words.cut.to_owned()),
        Some(true) | None => None,
    };
    own.into_iter().chain(code).chain(complete).chain(steps).collect::<Vec<_>>().join(" · ")
}

fn row(run: RunView, scope: &Scope) -> impl IntoView + use<> {
    let language = scope.language;
    // External: the browser itself goes to the anchor above, the router would exchange the panels and stay where it is.
    let href = format!("{}#run", scope.address.with(&[("run", &run.period.to_string())]).href());
    let time = |at: Option<crate::model::Timestamp>| at.map_or_else(|| "—".to_owned(), format::clock);
    let reasons = reasons(&run, language);
    let listed = match (run.listed, run.reported_total) {
        (Some(listed), Some(total)) => format!("{} / {}", format::count(listed), format::count(total)),
        (Some(listed), None) => format::count(listed),
        (None, _) => "—".to_owned(),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=href rel="external">
                    {run.period.to_string()}
                </a>
            </th>
            <td class="text"><span class=tone(run.state)>{i18n::run_state(run.state, language)}</span></td>
            <td class="text reason"><bdi>{reasons}</bdi></td>
            <td>{listed}</td>
            <td>{format::count(run.pages)}</td>
            <td>{format::count(run.requests)}</td>
            <td>{time(run.started_at)}</td>
            <td>{time(run.finished_at)}</td>
        </tr>
    }
}
