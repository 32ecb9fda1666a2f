//! The situation in which a failpoint is reached, and what an undisturbed process makes of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::model::PlatformDay;
use server::failpoint::Failpoint;
use tokio::sync::{Mutex, OnceCell};

use crate::support::database::Dump;
use crate::support::lot::{Lot, Sandbox};
use crate::support::process::Ended;
use crate::support::site::{self, PAGE_BY_PAGE, next_day};
use crate::support::truth;

/// When a failpoint is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scene {
    /// On any day.
    Day,
    /// After three days without a process.
    Gaps,
    /// When the platform cannot be reached; later on the same day it can.
    Outage,
    /// On the day after one whose run was left open.
    Leftover,
    /// When a step fails on our side.
    Failing,
    /// In a run longer than a quarter of a minute.
    Slow,
    /// When the access token nears its end.
    Refresh,
    /// When the refresh token nears its end.
    Renewal,
}

/// An address at which nobody listens.
const NOBODY: &str = "http://127.0.0.1:9";

impl Scene {
    pub(crate) const fn of(point: Failpoint) -> Self {
        use Failpoint as F;
        match point {
            F::GapsRecord | F::GapsRecording | F::GapsRecorded => Self::Gaps,
            F::RunEndAsGap | F::RunEndedAsGap => Self::Outage,
            F::RunsClose | F::RunsClosed => Self::Leftover,
            F::RunRelease | F::RunReleased => Self::Failing,
            F::LeaseExtend | F::LeaseExtended => Self::Slow,
            F::GrantLeased | F::GrantRefresh | F::GrantRefreshed | F::GrantReleased => Self::Refresh,
            F::GrantRenew | F::GrantRenewed | F::GrantWritten => Self::Renewal,
            _ => Self::Day,
        }
    }

    /// What must go wrong for the failpoint to be reached at all.
    pub(crate) const fn also_armed(self) -> &'static str {
        match self {
            Self::Failing => "step.ended=2*off->1*return(error);",
            _ => "",
        }
    }

    fn day(self) -> PlatformDay {
        match self {
            Self::Day | Self::Outage | Self::Failing | Self::Slow => next_day(),
            Self::Leftover => next_day().next(),
            Self::Gaps => next_day().plus(3),
            Self::Refresh => next_day().plus(12),
            Self::Renewal => next_day().plus(21),
        }
    }

    /// Sets the scene for one case.
    pub(crate) async fn set(self, seed: u64) -> Stage {
        let site = site::of(seed).await;
        let lot = if self == Self::Renewal { site.renewing_lot().await } else { site.lot() };
        if self == Self::Leftover {
            let platform = site.platform(next_day()).await;
            let armed = [("FANSCOPE_FAILPOINTS", "page.staged=4*off->1*return(kill)")];
            assert!(lot.collect(next_day(), &platform.url, &armed).await.killed(), "no run was left open");
        }
        let day = self.day();
        let platform = match self {
            Self::Refresh | Self::Renewal => Arc::new(lot.platform(site.world, day, PAGE_BY_PAGE).await),
            Self::Slow => {
                let slow = "[[rule]]\nendpoint = \"/following/list/\"\nfirst = 1\ndelay_ms = 18000\n";
                Arc::new(lot.platform(site.world, day, slow).await)
            }
            _ => site.platform(day).await,
        };
        Stage { scene: self, lot, platform, day }
    }
}

/// How often a failpoint is surely reached before the end, counted over all creators.
pub(crate) const fn hits(point: Failpoint) -> u64 {
    use Failpoint as F;
    match point {
        F::StepBegin | F::StepBegun | F::StepEnd | F::StepEnded => 15,
        F::PageStage | F::PageStaging | F::PageStaged => 20,
        F::RunCommitting => 24,
        F::RunRelease | F::RunReleased | F::RunsClose | F::RunsClosed | F::LeaseExtend | F::LeaseExtended => 1,
        // Once for each creator.
        _ => 3,
    }
}

/// A scene that is set.
#[derive(Debug)]
pub(crate) struct Stage {
    scene: Scene,
    pub(crate) lot: Lot,
    pub(crate) platform: Arc<Sandbox>,
    pub(crate) day: PlatformDay,
}

impl Stage {
    /// The process to which it happens.
    pub(crate) async fn first(&self, settings: &[(&str, &str)]) -> Ended {
        let platform = if self.scene == Scene::Outage { NOBODY } else { &self.platform.url };
        self.lot.collect(self.day, platform, settings).await
    }

    /// The process after it.
    pub(crate) async fn again(&self) -> Ended {
        self.lot.collect(self.day, &self.platform.url, &[]).await
    }
}

/// What stands in the database when nothing goes wrong.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) before: Dump,
    pub(crate) after: Dump,
    pub(crate) runs: Dump,
}

type References = BTreeMap<(u64, Scene), Arc<OnceCell<Arc<Reference>>>>;
static REFERENCES: Mutex<References> = Mutex::const_new(BTreeMap::new());

/// What an undisturbed process makes of a scene; it equals the platform's truth.
pub(crate) async fn reference(seed: u64, scene: Scene) -> Arc<Reference> {
    let cell = Arc::clone(REFERENCES.lock().await.entry((seed, scene)).or_default());
    let made = async {
        let site = site::of(seed).await;
        let stage = scene.set(seed).await;
        let database = stage.lot.database();
        let before = database.history().await;
        stage.again().await.expect_well("the undisturbed collection");
        database.check().await;
        truth::check(&database.path, &stage.platform.url, &site.creators, stage.day).await;
        Arc::new(Reference { before, after: database.history().await, runs: database.runs().await })
    };
    Arc::clone(cell.get_or_init(|| made).await)
}
