//! One case: a fault, and what must hold after it.

use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::time::Duration;

use futures::FutureExt as _;
use tokio::time::Instant;

/// Longer than any case takes on a busy machine, those that say so left out.
const PATIENCE: Duration = Duration::from_mins(4);

/// What is to be run.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Every kind of fault once, in minutes.
    pub(crate) short: bool,
    /// The seeds.
    pub(crate) seeds: Vec<u64>,
    /// Runs of the soak.
    pub(crate) soak: u64,
}

/// What a case found, when everything held.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// The time the requirement speaks of: recovery, pick-up, stop.
    pub(crate) took: Option<Duration>,
    /// Numbers worth printing.
    pub(crate) note: Option<String>,
}

impl Found {
    /// Everything held, and it took this long.
    pub(crate) fn took(took: Duration) -> Self {
        Self { took: Some(took), note: None }
    }

    /// Everything held; these are the numbers.
    pub(crate) fn note(note: impl Into<String>) -> Self {
        Self { took: None, note: Some(note.into()) }
    }

    /// Adds numbers.
    pub(crate) fn with(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }
}

type Running = Pin<Box<dyn Future<Output = Found> + Send>>;

/// A case that has not run yet.
pub(crate) struct Case {
    pub(crate) requirement: &'static str,
    pub(crate) name: String,
    pub(crate) seed: u64,
    /// Measures something that others would disturb.
    pub(crate) alone: bool,
    /// A case that takes longer does not end at all.
    patience: Duration,
    run: Running,
}

impl Case {
    pub(crate) fn new(
        requirement: &'static str,
        name: impl Into<String>,
        seed: u64,
        run: impl Future<Output = Found> + Send + 'static,
    ) -> Self {
        Self { requirement, name: name.into(), seed, alone: false, patience: PATIENCE, run: Box::pin(run) }
    }

    /// No other case runs meanwhile.
    pub(crate) fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// It may take this long beyond the usual.
    pub(crate) fn patient(self, more: Duration) -> Self {
        Self { patience: self.patience + more, ..self }
    }

    /// Runs it; what does not hold is a panic, caught here.
    pub(crate) async fn run(self) -> Verdict {
        let begun = Instant::now();
        let found = match tokio::time::timeout(self.patience, AssertUnwindSafe(self.run).catch_unwind()).await {
            Ok(found) => found.map_err(|cause| words(&*cause)),
            Err(_) => Err(format!("it does not end within {} s", self.patience.as_secs())),
        };
        Verdict { requirement: self.requirement, name: self.name, seed: self.seed, lasted: begun.elapsed(), found }
    }
}

thread_local! {
    /// Where the newest panic of this thread was.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what does not hold for the tally instead of printing it at once, in the middle of another case.
pub(crate) fn keep_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        PLACE.set(place);
    }));
}

fn words(cause: &(dyn std::any::Any + Send)) -> String {
    let text = cause.downcast_ref::<String>().cloned();
    let text = text.or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_else(|| "it panicked".to_owned());
    text + &PLACE.take()
}

/// What became of a case.
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) requirement: &'static str,
    pub(crate) name: String,
    pub(crate) seed: u64,
    pub(crate) lasted: Duration,
    pub(crate) found: Result<Found, String>,
}
