//! Time as a parameter. The only file that asks the operating system what time it is.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use app::model::{PlatformDay, Timestamp};
use async_trait::async_trait;
use tokio::sync::watch;

/// Where time comes from.
#[async_trait]
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The current instant.
    fn now(&self) -> Timestamp;

    /// Milliseconds since the epoch, for answers that carry them.
    fn now_millis(&self) -> i64 {
        self.now().0.saturating_mul(1000)
    }

    /// The current platform day.
    fn today(&self) -> PlatformDay {
        self.now().day()
    }

    /// Returns once `now()` has reached `at`; at once when it already has.
    async fn sleep_until(&self, at: Timestamp);
}

/// The wall clock.
#[derive(Debug, Default)]
pub struct SystemClock;

fn wall_millis() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "this file owns the wall clock")]
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The longest single sleep: a wall clock that is set while we sleep is noticed within this time.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

async fn sleep_on(clock: &dyn Clock, at: Timestamp) {
    loop {
        let left = at.0.saturating_mul(1000) - clock.now_millis();
        let Ok(left) = u64::try_from(left) else { return };
        if left == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(left).min(LONGEST_SLEEP)).await;
    }
}

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp(wall_millis().div_euclid(1000))
    }

    fn now_millis(&self) -> i64 {
        wall_millis()
    }

    async fn sleep_until(&self, at: Timestamp) {
        sleep_on(self, at).await;
    }
}

/// A clock that can be moved forward: what the sandbox's control path `/sandbox/clock` drives.
pub trait Advance: Clock {
    /// Moves the clock forward and wakes its sleepers.
    fn advance(&self, seconds: i64);

    /// Milliseconds this clock is ahead of the wall clock; nothing while it stands still.
    fn offset_millis(&self) -> Option<i64>;
}

#[derive(Clone, Copy, Debug)]
enum Hands {
    /// Stands at an instant (unix seconds) until it is moved.
    Still(i64),
    /// The wall clock plus this many milliseconds.
    Ticking(i64),
}

impl Hands {
    fn millis(self) -> i64 {
        match self {
            Self::Still(at) => at.saturating_mul(1000),
            Self::Ticking(offset) => wall_millis().saturating_add(offset),
        }
    }
}

/// A clock of our own: it stands still until moved (tests, the demo's history) or ticks at an offset from the wall clock
/// (`FANSCOPE_NOW`, the sandbox's `--now`).
#[derive(Debug)]
pub struct ManualClock {
    hands: watch::Sender<Hands>,
}

impl ManualClock {
    /// A clock that stands at `start`.
    pub fn standing_at(start: Timestamp) -> Self {
        Self { hands: watch::Sender::new(Hands::Still(start.0)) }
    }

    /// A clock that shows `start` now and ticks from there.
    pub fn ticking_from(start: Timestamp) -> Self {
        Self::ticking_at(start.0.saturating_mul(1000) - wall_millis())
    }

    /// A clock that ticks `offset_millis` ahead of the wall clock.
    pub fn ticking_at(offset_millis: i64) -> Self {
        Self { hands: watch::Sender::new(Hands::Ticking(offset_millis)) }
    }

    /// Stands the clock at `at`; backwards is allowed, as it is for a real one.
    pub fn set(&self, at: Timestamp) {
        self.hands.send_replace(Hands::Still(at.0));
    }

    /// From now on the clock ticks at this offset from the wall clock.
    pub fn go_live(&self, offset_millis: i64) {
        self.hands.send_replace(Hands::Ticking(offset_millis));
    }
}

impl Advance for ManualClock {
    fn advance(&self, seconds: i64) {
        self.hands.send_modify(|hands| {
            *hands = match *hands {
                Hands::Still(at) => Hands::Still(at.saturating_add(seconds)),
                Hands::Ticking(offset) => Hands::Ticking(offset.saturating_add(seconds.saturating_mul(1000))),
            };
        });
    }

    fn offset_millis(&self) -> Option<i64> {
        match *self.hands.borrow() {
            Hands::Still(_) => None,
            Hands::Ticking(offset) => Some(offset),
        }
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.now_millis().div_euclid(1000))
    }

    fn now_millis(&self) -> i64 {
        self.hands.borrow().millis()
    }

    async fn sleep_until(&self, at: Timestamp) {
        let mut moves = self.hands.subscribe();
        loop {
            let hands = *moves.borrow_and_update();
            let left = at.0.saturating_mul(1000) - hands.millis();
            let Ok(left @ 1..) = u64::try_from(left) else { return };
            let nap = match hands {
                Hands::Still(_) => Duration::MAX,
                Hands::Ticking(_) => Duration::from_millis(left).min(LONGEST_SLEEP),
            };
            let _moved_or_elapsed = tokio::time::timeout(nap, moves.changed()).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[tokio::test]
    async fn a_sleeper_wakes_when_a_standing_clock_is_moved() {
        let clock = Arc::new(ManualClock::standing_at(Timestamp(1000)));
        let sleeper = tokio::spawn({
            let clock = Arc::clone(&clock);
            async move { clock.sleep_until(Timestamp(1060)).await }
        });
        clock.advance(59);
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(1);
        sleeper.await.expect("the sleeper ends");
        assert_eq!(clock.now(), Timestamp(1060));
    }
}
