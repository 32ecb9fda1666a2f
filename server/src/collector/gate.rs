//! Whether the platform may be asked now: a circuit breaker for the whole platform, and one for each capability.
//!
//! Five failures in a row open a circuit; while it is open nobody asks. When its time is over one call goes through as a probe, the
//! others wait for what becomes of it. The whole platform's circuit counts failures of more than one capability: a single broken list
//! must not keep the portraits of all creators from being read.

use std::collections::HashMap;
use std::sync::Mutex;

use app::model::{Capability, Timestamp};
use tokio::sync::Notify;

use super::lock;

/// Failures in a row that open a circuit.
const FAILURES: u32 = 5;

const FIRST_WAIT: i64 = 30;
const LONGEST_WAIT: i64 = 600;
/// An app that the platform refuses is asked for again after this long: only its operator can help.
const APP_STOPPED: i64 = 3600;

/// Counts failures; shared by all runs of this process.
#[derive(Debug, Default)]
pub(super) struct Gate {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    platform: Circuit,
    /// Who met the newest failures in a row: one capability, or several.
    streak: Option<Streak>,
    each: HashMap<Capability, Circuit>,
    /// The code with which the platform refused the app as a whole.
    app_refused: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Streak {
    Of(Capability),
    Mixed,
}

#[derive(Debug, Default)]
struct Circuit {
    failures: u32,
    /// How often it opened in a row: each time for longer.
    openings: u32,
    open: Option<Open>,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    until: Timestamp,
    probing: bool,
}

/// Why nobody asks at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Closed {
    /// When one call is tried again.
    pub(super) until: Timestamp,
    /// The whole platform, not this capability alone.
    pub(super) whole: bool,
    /// The code with which the platform refused the app.
    pub(super) code: Option<i64>,
}

/// The right to one call; what came of it has to be said. Dropped without a word, the next one may try.
#[derive(Debug)]
pub(super) struct Pass<'a> {
    gate: &'a Gate,
    capability: Capability,
    said: bool,
}

impl Gate {
    /// Asks for one call; waits while another call is out as a probe.
    pub(super) async fn enter(&self, capability: Capability, now: impl Fn() -> Timestamp) -> Result<Pass<'_>, Closed> {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            match lock(&self.state).ask(capability, now()) {
                Ask::Pass => return Ok(Pass { gate: self, capability, said: false }),
                Ask::Closed(closed) => return Err(closed),
                Ask::Wait => {}
            }
            changed.await;
        }
    }

    /// Until when nobody asks the platform at all; nothing while it may be asked.
    pub(super) fn closed_until(&self, now: Timestamp) -> Option<Timestamp> {
        lock(&self.state).platform.open.map(|open| open.until).filter(|until| *until > now)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut lock(&self.state));
        self.changed.notify_waiters();
    }
}

enum Ask {
    Pass,
    Wait,
    Closed(Closed),
}

impl State {
    fn ask(&mut self, capability: Capability, now: Timestamp) -> Ask {
        let code = self.app_refused;
        match self.platform.open {
            Some(open) if now < open.until => return Ask::Closed(Closed { until: open.until, whole: true, code }),
            Some(Open { probing: true, .. }) => return Ask::Wait,
            _ => {}
        }
        let circuit = self.each.entry(capability).or_default();
        match circuit.open {
            Some(open) if now < open.until => return Ask::Closed(Closed { until: open.until, whole: false, code: None }),
            Some(Open { probing: true, .. }) => return Ask::Wait,
            Some(Open { ref mut probing, .. }) => *probing = true,
            None => {}
        }
        for open in [&mut self.platform.open, &mut circuit.open].into_iter().flatten() {
            open.probing = true;
        }
        Ask::Pass
    }

    fn served(&mut self, capability: Capability) {
        self.platform = Circuit::default();
        self.streak = None;
        self.app_refused = None;
        self.each.remove(&capability);
    }

    fn failed(&mut self, capability: Capability, now: Timestamp, jitter: f64) {
        self.each.entry(capability).or_default().fail(FAILURES, now, jitter);
        let alone = self.streak.is_none_or(|streak| streak == Streak::Of(capability));
        self.streak = Some(if alone { Streak::Of(capability) } else { Streak::Mixed });
        self.platform.fail(if alone { u32::MAX } else { FAILURES }, now, jitter);
    }

    fn release(&mut self, capability: Capability) {
        for open in [Some(&mut self.platform), self.each.get_mut(&capability)].into_iter().flatten().filter_map(|c| c.open.as_mut()) {
            open.probing = false;
        }
    }
}

impl Circuit {
    fn fail(&mut self, limit: u32, now: Timestamp, jitter: f64) {
        self.failures = self.failures.saturating_add(1);
        let probed = self.open.is_some_and(|open| open.probing);
        if probed || (self.open.is_none() && self.failures >= limit) {
            self.open = Some(Open { until: now.plus_seconds(wait(self.openings, jitter)), probing: false });
            self.openings = self.openings.saturating_add(1);
        }
    }
}

/// Half of a doubling wait, and a random part of the other half: those who wait do not all come back at once.
fn wait(openings: u32, jitter: f64) -> i64 {
    let longest = FIRST_WAIT.saturating_mul(1 << openings.min(10)).min(LONGEST_WAIT);
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "seconds below a thousand")]
    let spread = (longest as f64 / 2.0 * jitter) as i64;
    longest / 2 + spread
}

impl Pass<'_> {
    /// The platform answered; whether it gave what was asked for does not matter here.
    pub(super) fn served(mut self) {
        self.said = true;
        self.gate.change(|state| state.served(self.capability));
    }

    /// No answer, or one that says that the platform is in trouble. `jitter` is 0 to 1.
    pub(super) fn failed(mut self, now: Timestamp, jitter: f64) {
        self.said = true;
        self.gate.change(|state| state.failed(self.capability, now, jitter));
    }

    /// The platform refuses the app with this code.
    pub(super) fn app_refused(mut self, code: Option<i64>, now: Timestamp) {
        self.said = true;
        self.gate.refuse_app(code, now);
    }
}

impl Gate {
    /// The platform refuses the app: nobody asks for an hour.
    pub(super) fn refuse_app(&self, code: Option<i64>, now: Timestamp) {
        self.change(|state| {
            state.app_refused = code;
            state.platform.open = Some(Open { until: now.plus_seconds(APP_STOPPED), probing: false });
        });
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if !self.said {
            self.gate.change(|state| state.release(self.capability));
        }
    }
}

#[cfg(test)]
mod tests;
