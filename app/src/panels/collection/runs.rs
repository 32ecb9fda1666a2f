//! Runs and gaps, newest first.

use leptos::prelude::*;

use crate::components::{Notices, Panel};
use crate::filter::Notice;
use crate::format;
use crate::i18n::{self, CollectionWords, CommonWords, OverviewWords};
use crate::model::page::collection::{RunView, StepView};
use crate::model::run::is_expected;
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
        <DataTable title=words.runs class="data runs stacked" scroll="table-scroll whole" headings>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// The colour of a run; one that lacks only what cannot be had is no trouble, and today is not missing before it is over.
pub(super) fn tone(state: RunState, reason: &str, is_today: bool) -> &'static str {
    match state {
        RunState::Gap if is_today => "warning",
        RunState::Partial if is_expected(reason) => "muted",
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
    // What ended the whole run is said once.
    let missing = |step: &StepView| matches!(step.state, StepState::Skipped | StepState::Failed) && (told || step.reason != run.reason);
    let steps = run.steps.iter().filter(|step| missing(step)).map(|step| {
        let why = i18n::reason(&step.reason, language);
        let why = step.code.map_or_else(|| why.clone(), |code| i18n::bracketed(&why, &code.to_string(), language));
        i18n::told(i18n::capability(step.capability, language), &why, language)
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
    let words = CollectionWords::of(language);
    // External: the browser itself goes to the anchor above, the router would exchange the panels and stay where it is.
    let href = format!("{}#run", scope.address.with(&[("run", &run.period.to_string())]).href());
    let time = |at: Option<crate::model::Timestamp>| at.map_or_else(|| "—".to_owned(), format::clock);
    let is_today = run.period == scope.today;
    let (tone, reasons) = (tone(run.state, &run.reason, is_today), reasons(&run, language));
    // What a complete run adds is a remark, not a reason.
    let class = if run.state == RunState::Committed { "text reason stacked-line muted" } else { "text reason stacked-line" };
    let listed = match (run.listed, run.reported_total) {
        (Some(listed), Some(total)) => format!("{} / {}", format::count(listed), format::count(total)),
        (Some(listed), None) => format::count(listed),
        (None, _) => "—".to_owned(),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=href rel="external">
                    {format::day_long(run.period, language)}
                </a>
            </th>
            <td class="text stacked-state"><span class=tone>{i18n::run_outcome(run.state, &run.reason, is_today, language)}</span></td>
            <td class=class><bdi>{reasons}</bdi></td>
            <td data-label=words.listed>{listed}</td>
            <td class="minor">{format::count(run.pages)}</td>
            <td data-label=words.requests>{format::count(run.requests)}</td>
            <td class="minor">{time(run.started_at)}</td>
            <td class="minor">{time(run.finished_at)}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Capability;

    fn run(state: RunState, reason: &str, steps: &[(Capability, StepState, &str, Option<i64>)]) -> RunView {
        let step = |(capability, state, reason, code): &(Capability, StepState, &str, Option<i64>)| StepView {
            capability: *capability,
            state: *state,
            pages: 0,
            rows: 0,
            expected: None,
            code: *code,
            log_id: String::new(),
            reason: (*reason).to_owned(),
        };
        RunView {
            period: "2026-11-21".parse().expect("a day"),
            state,
            step: None,
            steps: steps.iter().map(step).collect(),
            listed: None,
            reported_total: None,
            pages: 0,
            requests: 1,
            complete: None,
            started_at: None,
            finished_at: None,
            error_code: None,
            reason: reason.to_owned(),
        }
    }

    #[test]
    fn what_ended_the_whole_run_is_said_once() {
        let lost = |capability| (capability, StepState::Failed, "grant_lost", None);
        let gap = run(RunState::Gap, "grant_lost", &Capability::ALL.map(lost));
        assert_eq!(reasons(&gap, Language::Chinese), "授权已失效");
        let partial = run(
            RunState::Partial,
            "series: not_granted; fan_list: failing",
            &[
                (Capability::Series, StepState::Skipped, "not_granted", Some(2_190_004)),
                (Capability::FanList, StepState::Failed, "failing", None),
            ],
        );
        assert_eq!(reasons(&partial, Language::Chinese), "每日序列：未授权（2190004） · 粉丝列表：失败");
    }

    #[test]
    fn while_it_runs_the_steps_to_come_are_there_too() {
        let done = [(Capability::Profile, StepState::Done, "", None), (Capability::FanList, StepState::Running, "", None)];
        let steps = run(RunState::Running, "", &done).all_steps();
        assert_eq!(steps.iter().map(|step| step.capability).collect::<Vec<_>>(), Capability::ALL);
        assert_eq!(steps.iter().filter(|step| step.state == StepState::Pending).count(), 3);
        assert_eq!(run(RunState::Partial, "", &done).all_steps().len(), 2, "what ended has no more to come");
    }
}
