//! Records the demo's history through the real pipeline, over HTTP, on a simulated clock.

use std::sync::Arc;

use app::model::{MemberId, PlatformDay, SignUp};
use tokio_util::sync::CancellationToken;

use crate::clock::{Advance as _, Clock as _, ManualClock};
use crate::collector::Collector;
use crate::grants::Grants;
use crate::sandbox::{Sandbox, SandboxCreator};
use crate::service::DemoProgress;
use crate::startup::{Core, StartupError};
use crate::storage::SettingStore as _;
use crate::storage::accounts::Admitted;

/// When the demo collects, in seconds after midnight, Asia/Shanghai: after the series of the day before appear.
pub(super) const COLLECT_AT: i64 = 10 * 3600 + 37 * 60;
/// Spread of the starts in seconds.
pub(super) const JITTER: i64 = 600;
/// Days of history before today.
const DAYS: u64 = 180;
/// A grant outlives about 180 days; the people of the stories authorise again well before.
const CONSENT_AGAIN_AFTER: i64 = 120;
/// The last day that is recorded (a setting of the store), so that a restart goes on.
const THROUGH: &str = "demo.recorded_through";
/// The member who owns the workspace while nobody has signed in.
const OWNER: &str = "demo.owner";

/// One recording of the history.
#[derive(Debug)]
pub(super) struct Drive {
    core: Core,
    sandbox: Sandbox,
    grants: Grants,
    collector: Collector,
    clock: Arc<ManualClock>,
    /// How far the demo's clock is ahead of the wall clock (moved by the sandbox's control path).
    offset_millis: i64,
    progress: DemoProgress,
    days: Vec<PlatformDay>,
    cast: Vec<SandboxCreator>,
}

impl Drive {
    /// Looks which days are still to be recorded, and stops the clock if there are any.
    ///
    /// # Errors
    /// The store fails.
    pub(super) async fn new(
        core: Core,
        sandbox: Sandbox,
        grants: Grants,
        collector: Collector,
        clock: Arc<ManualClock>,
        progress: DemoProgress,
    ) -> Result<Self, StartupError> {
        let offset_millis = clock.offset_millis().unwrap_or(0);
        let today = clock.today();
        let cast = sandbox.creators();
        let first = cast.iter().map(|creator| creator.story.first_grant).min().unwrap_or(today).min(today.minus(DAYS));
        let days = match core.store.setting(THROUGH).await? {
            // Days the demo was not running are not made up afterwards: the collector lists them as gaps.
            Some(_) if core.store.setting(DONE).await?.is_some() => Vec::new(),
            Some(through) => through.parse::<PlatformDay>().map_or(first, PlatformDay::next).through(today.previous()).collect(),
            None => first.through(today.previous()).collect(),
        };
        let all = today.days_since(first);
        progress.set(all - i64::try_from(days.len()).unwrap_or(0), all);
        if let Some(day) = days.first() {
            clock.set(day.start());
        }
        Ok(Self { core, sandbox, grants, collector, clock, offset_millis, progress, days, cast })
    }

    /// Records the missing days and lets the clock tick.
    ///
    /// # Errors
    /// The store or the collection fails; a restart goes on.
    pub(super) async fn run(self, stop: &CancellationToken) -> Result<(), StartupError> {
        let Some(last) = self.days.last().copied() else { return Ok(()) };
        self.core.store.set_durable(false);
        let (_, all) = self.progress.get().unwrap_or_default();
        for day in &self.days {
            if stop.is_cancelled() {
                return Ok(());
            }
            self.record(*day, stop).await?;
            self.core.store.set_setting(THROUGH, &day.to_string()).await?;
            let left = last.days_since(*day);
            if left > 0 {
                self.progress.set(all - left, all);
            }
            if left % 20 == 0 {
                tracing::info!(done = all - left, of = all, day = %day, "recording the demo's history");
            }
        }
        self.core.store.set_durable(true);
        self.core.store.set_setting(DONE, "1").await?;
        self.clock.go_live(self.offset_millis);
        self.progress.set(all, all);
        Ok(())
    }

    async fn record(&self, day: PlatformDay, stop: &CancellationToken) -> Result<(), StartupError> {
        self.clock.set(day.at(COLLECT_AT - 3600));
        for creator in &self.cast {
            self.play(creator, day).await?;
        }
        self.clock.set(day.at(COLLECT_AT + JITTER));
        self.collector
            .run_due(stop)
            .await
            .map_err(|error| StartupError::Demo(format!("the history of {day} cannot be recorded ({error})")))?;
        Ok(())
    }

    /// The creator's own part in their story: they authorise, withdraw, authorise again.
    async fn play(&self, creator: &SandboxCreator, day: PlatformDay) -> Result<(), StartupError> {
        let story = &creator.story;
        let age = day.days_since(story.first_grant);
        if story.revoked.is_some_and(|(from, _)| from == day) {
            self.sandbox.revoke(&creator.open_id);
        }
        let away = story.revoked.is_some_and(|(from, until)| from <= day && day < until);
        let again = story.revoked.is_some_and(|(_, until)| until == day) || age == CONSENT_AGAIN_AFTER && !away;
        if age == 0 || again {
            self.authorise(&creator.open_id).await?;
        }
        Ok(())
    }

    async fn authorise(&self, open_id: &str) -> Result<(), StartupError> {
        let failed = |why: String| StartupError::Demo(format!("a creator of the demo cannot authorise ({why})"));
        let code = self.sandbox.agree(open_id, super::SCOPES).ok_or_else(|| failed(format!("{open_id} is unknown")))?;
        let owner = self.core.store.setting(OWNER).await?.map(MemberId);
        let admitted = self.grants.admit(&code.into(), owner.clone(), SignUp::Demo).await.map_err(|error| failed(error.to_string()))?;
        if let (Admitted::Welcome { member, .. }, None) = (admitted, owner) {
            self.core.store.set_names(&member.workspace, true).await?;
            self.core.store.set_setting(OWNER, member.id.as_str()).await?;
        }
        Ok(())
    }
}

/// Set once the whole history is recorded.
const DONE: &str = "demo.recorded";
