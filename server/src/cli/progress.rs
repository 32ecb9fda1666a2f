//! Progress of runs on a terminal: a bar per creator, fed by what the run's row says.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::time::Duration;

use app::model::page::collection::RunView;
use app::model::{RunState, StepState};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use tokio_util::sync::CancellationToken;

use crate::storage::RunStore;
use crate::storage::runs::RunKey;

const POLL: Duration = Duration::from_millis(150);

/// Bars for several runs; silent when stderr is no terminal (the log lines tell then).
#[derive(Debug)]
pub(super) struct Bars {
    all: Option<MultiProgress>,
}

impl Bars {
    /// Bars on stderr, if it is a terminal.
    pub(super) fn new() -> Self {
        Self { all: std::io::stderr().is_terminal().then(MultiProgress::new) }
    }

    /// Follows a run until `done` is cancelled.
    pub(super) async fn follow(&self, runs: Arc<dyn RunStore>, key: RunKey, name: String, done: CancellationToken) {
        let Some(all) = &self.all else { return };
        let bar = all.add(ProgressBar::new(1));
        if let Ok(style) = ProgressStyle::with_template("{prefix:24!} {bar:30} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        bar.set_prefix(name);
        loop {
            if let Ok(Some(run)) = runs.run(&key).await {
                show(&bar, &run);
            }
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                () = done.cancelled() => break,
            }
        }
        if let Ok(Some(run)) = runs.run(&key).await {
            show(&bar, &run);
        }
        bar.abandon();
    }
}

fn show(bar: &ProgressBar, run: &RunView) {
    let step = run.steps.iter().find(|step| step.state == StepState::Running);
    match (run.state, step) {
        (RunState::Running, Some(step)) => {
            bar.set_length(u64::try_from(step.expected.unwrap_or(step.rows).max(1)).unwrap_or(1));
            bar.set_position(u64::try_from(step.rows).unwrap_or(0));
            bar.set_message(step.capability.as_str());
        }
        (state, _) => {
            bar.set_length(1);
            bar.set_position(u64::from(state != RunState::Running));
            bar.set_message(state.as_str());
        }
    }
}

/// A bar of days; silent when stderr is no terminal.
#[derive(Debug)]
pub(super) struct Counter(Option<ProgressBar>);

impl Counter {
    /// A bar on stderr, if it is a terminal.
    pub(super) fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| ProgressBar::new(1));
        if let Some(bar) = &bar
            && let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} days")
        {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// So many days of all are done.
    pub(super) fn show(&self, done: u64, all: u64) {
        if let Some(bar) = &self.0 {
            bar.set_length(all);
            bar.set_position(done);
        }
    }

    /// Takes the bar away: what was done is told in a sentence.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
