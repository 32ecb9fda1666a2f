//! The landing page.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::model::page::landing::Installation;
use app::ports::Landing;

/// How far the demo's history is: shared between the drive and the landing page.
#[derive(Clone, Debug, Default)]
pub struct DemoProgress(Arc<[AtomicI64; 2]>);

impl DemoProgress {
    /// Says how many days are recorded, and of how many.
    pub fn set(&self, done: i64, all: i64) {
        self.0[1].store(all, Ordering::Release);
        self.0[0].store(done, Ordering::Release);
    }

    /// Days recorded and days in all; nothing once it is complete.
    pub fn get(&self) -> Option<(i64, i64)> {
        let (done, all) = (self.0[0].load(Ordering::Acquire), self.0[1].load(Ordering::Acquire));
        (done < all).then_some((done, all))
    }
}

/// What this installation offers.
#[derive(Clone, Debug, Default)]
pub struct LandingService {
    /// The demo's progress; nothing for `serve`.
    pub demo: Option<DemoProgress>,
    /// Settings that are missing before somebody can sign in.
    pub missing: Vec<String>,
}

impl Landing for LandingService {
    fn installation(&self) -> Installation {
        Installation { demo: self.demo.is_some(), history: self.demo.as_ref().and_then(DemoProgress::get), missing: self.missing.clone() }
    }
}
