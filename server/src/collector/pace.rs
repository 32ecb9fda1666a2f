//! Politeness: how many calls of one capability are out at a time, and how many leave in a second.

use std::collections::HashMap;
use std::num::NonZeroU32;

use app::model::Capability;
use governor::{DefaultDirectRateLimiter, Quota};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Calls of one capability that are out at the same time.
const CONCURRENT: usize = 4;

/// Shared by all runs of this process.
#[derive(Debug)]
pub(super) struct Pace {
    lanes: HashMap<Capability, Lane>,
}

#[derive(Debug)]
struct Lane {
    slots: Semaphore,
    rate: Option<DefaultDirectRateLimiter>,
}

impl Pace {
    /// `per_second`: calls of one capability that leave in a second; nothing = as many as there are.
    pub(super) fn new(per_second: Option<NonZeroU32>) -> Self {
        let lane = |capability| {
            let rate = per_second.map(|calls| DefaultDirectRateLimiter::direct(Quota::per_second(calls)));
            (capability, Lane { slots: Semaphore::new(CONCURRENT), rate })
        };
        Self { lanes: Capability::ALL.into_iter().map(lane).collect() }
    }

    /// Waits for one's turn; the call is over when what this returns is dropped.
    pub(super) async fn turn(&self, capability: Capability) -> Option<SemaphorePermit<'_>> {
        let lane = self.lanes.get(&capability)?;
        // The semaphore is never closed.
        let slot = lane.slots.acquire().await.ok();
        if let Some(rate) = &lane.rate {
            rate.until_ready().await;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[tokio::test]
    async fn calls_of_one_capability_leave_one_after_the_other_and_others_are_not_held_up() {
        let pace = Pace::new(NonZeroU32::new(20));
        #[expect(clippy::disallowed_methods, reason = "the limiter works on real time")]
        let begun = Instant::now();
        for _ in 0..25 {
            drop(pace.turn(Capability::FanList).await);
        }
        let taken = begun.elapsed();
        assert!(taken >= Duration::from_millis(200), "20 at once, then one every 50 ms: {taken:?}");
        drop(pace.turn(Capability::Portrait).await);
    }

    #[tokio::test]
    async fn four_are_out_at_a_time() {
        let pace = Pace::new(None);
        let mut out = Vec::new();
        for _ in 0..CONCURRENT {
            out.push(pace.turn(Capability::FanList).await);
        }
        assert!(tokio::time::timeout(Duration::from_millis(20), pace.turn(Capability::FanList)).await.is_err());
        out.pop();
        assert!(tokio::time::timeout(Duration::from_millis(200), pace.turn(Capability::FanList)).await.is_ok());
    }
}
