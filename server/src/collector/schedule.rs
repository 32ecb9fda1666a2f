//! What is due now, and the loop that waits for what is due next.

use app::model::{PlatformDay, Timestamp};
use futures::StreamExt as _;
use tokio_util::sync::CancellationToken;

use super::outcome::{self, CollectError, CollectOutcome, DueSummary};
use super::retakes::Retake;
use super::{Inner, catch_up, due, gaps, lock};
use crate::storage::CreatorKey;
use crate::storage::creators::CreatorSchedule;

/// Creators collected at the same time.
const CONCURRENT: usize = 4;
/// Something that is still due after it was tried is not tried again at once.
const SHORTEST_REST: i64 = 60;
/// A sleep that lasted so much longer than it should have was none of ours: nobody was here meanwhile.
const OVERSLEPT: i64 = 120;

/// A run to be started.
struct Start {
    at: Timestamp,
    key: CreatorKey,
}

impl Inner {
    /// The instant is in the past when the run is due.
    pub(super) fn next_due(&self, schedule: &CreatorSchedule, today: PlatformDay) -> Option<Timestamp> {
        let day = due::next_day(schedule, today)?;
        let due_at = due::due_at(&schedule.key, day, self.parts.schedule);
        let at = match self.retakes.of(&schedule.key, today) {
            Retake::At(at) if at.day() == today => {
                if day == today {
                    at.max(due_at)
                } else {
                    at
                }
            }
            _ => due_at,
        };
        // While nobody may ask the platform, no run is begun only to fail.
        Some(self.gate.closed_until(self.now()).map_or(at, |until| at.max(until)))
    }

    pub(super) async fn due_now(&self) -> Result<Vec<CreatorKey>, CollectError> {
        Ok(self.starts(None).await?.into_iter().map(|start| start.key).collect())
    }

    /// What is due, in the order of its starts: at once, or spread, where it was due `back` already, when we came back after a time in which
    /// nobody was here. A run that was begun and broke off does not wait: it has started.
    async fn starts(&self, back: Option<Timestamp>) -> Result<Vec<Start>, CollectError> {
        let now = self.now();
        let schedules = self.schedules().await?;
        let living = schedules.iter().filter(|schedule| !schedule.grant_ended).count();
        let window = catch_up::window(living, self.parts.schedule);
        let mut starts = Vec::new();
        for schedule in schedules {
            self.look_up(&schedule, now).await?;
            let Some(due) = self.next_due(&schedule, now.day()).filter(|due| *due <= now) else { continue };
            let begun = schedule.open_period == Some(now.day());
            let at = match back {
                Some(back) if due <= back && !begun => catch_up::start_at(&schedule.key, now.day(), window, back).max(now),
                _ => now,
            };
            starts.push(Start { at, key: schedule.key });
        }
        starts.sort_by_key(|start| start.at);
        if let Some(last) = starts.last().filter(|last| last.at > now) {
            let (runs, seconds) = (starts.len(), last.at.seconds_since(now));
            tracing::info!(runs, seconds, "runs became due while nobody was here; their starts are spread over these seconds");
        }
        Ok(starts)
    }

    pub(super) async fn lag_seconds(&self) -> Result<i64, CollectError> {
        let now = self.now();
        let schedules = self.schedules().await?;
        let due = schedules.iter().filter_map(|schedule| self.next_due(schedule, now.day())).min();
        Ok(due.map_or(0, |due| now.seconds_since(due).max(0)))
    }

    /// A run of today that this process knows nothing of (it was made before a restart, or by a command) may be unfinished.
    async fn look_up(&self, schedule: &CreatorSchedule, now: Timestamp) -> Result<(), CollectError> {
        let today = now.day();
        let ended_today = schedule.last_period == Some(today) && schedule.open_period != Some(today) && !schedule.grant_ended;
        if ended_today && self.retakes.of(&schedule.key, today) == Retake::Unknown {
            let run = self.parts.runs.run(&self.today_key(&schedule.key)).await?;
            let done = run.is_none_or(|view| outcome::is_done(&view));
            self.retakes.note(&schedule.key, today, if done { Retake::Settled } else { Retake::At(now) });
        }
        Ok(())
    }

    /// Records, once a day, every period that was missed.
    pub(super) async fn record_missed(&self) -> Result<(), CollectError> {
        let now = self.now();
        if *lock(&self.gaps_recorded) == Some(now.day()) {
            return Ok(());
        }
        for schedule in self.schedules().await? {
            let gaps = gaps::missed(&schedule, now.day());
            if !gaps.is_empty() {
                tracing::warn!(creator.id = %schedule.key.creator, gaps = gaps.len(), "periods passed without a run");
                self.counters.missed(gaps.len());
                self.parts.runs.record_gaps(&schedule.key, self.parts.source.name(), &gaps, now).await?;
            }
        }
        *lock(&self.gaps_recorded) = Some(now.day());
        Ok(())
    }

    pub(super) async fn run_due(&self, cancel: &CancellationToken) -> Result<DueSummary, CollectError> {
        self.round(cancel, None).await
    }

    /// `back`: when we came back after a time in which nobody was here. Starts that lie far off are left to the next rounds, so that what
    /// becomes due meanwhile, and what another process leaves behind, does not wait for them.
    async fn round(&self, cancel: &CancellationToken, back: Option<Timestamp>) -> Result<DueSummary, CollectError> {
        let closed = self.parts.runs.close_before(self.parts.clock.today(), self.now()).await?;
        self.record_missed().await?;
        let mut starts = self.starts(back).await?;
        let near = self.now().plus_seconds(SHORTEST_REST);
        starts.retain(|start| start.at <= near);
        let mut summary = DueSummary { closed, ..DueSummary::default() };
        let mut runs = futures::stream::iter(starts)
            .map(|start| async move {
                let result = self.start(&start, cancel).await;
                (start.key, result)
            })
            .buffer_unordered(CONCURRENT);
        while let Some((key, result)) = runs.next().await {
            match result {
                Ok(outcome) => summary.collected.push((key, outcome)),
                Err(error) => summary.failed.push((key, error)),
            }
        }
        Ok(summary)
    }

    async fn start(&self, start: &Start, cancel: &CancellationToken) -> Result<CollectOutcome, CollectError> {
        tokio::select! {
            biased;
            () = cancel.cancelled() => return Err(CollectError::Cancelled),
            () = self.parts.clock.sleep_until(start.at) => {}
        }
        self.collect(&start.key, cancel).await
    }

    pub(super) async fn run_schedule(&self, cancel: &CancellationToken) {
        let mut back = self.now();
        while !cancel.is_cancelled() {
            let started = self.now();
            match self.round(cancel, Some(back)).await {
                Ok(summary) => log(&summary),
                Err(error) => {
                    let error: &dyn std::error::Error = &error;
                    tracing::error!(error, "what is due could not be found out; trying again soon");
                }
            }
            let next = self.next_wake(started).await.max(self.now());
            tokio::select! {
                () = self.parts.clock.sleep_until(next) => {}
                () = cancel.cancelled() => {}
            }
            // A machine that was suspended, or a clock that was set, wakes up as after a downtime.
            let woke = self.now();
            if woke.seconds_since(next) > OVERSLEPT {
                back = woke;
            }
        }
    }

    /// The next due time, but no later than midnight, when open runs and missed periods are closed. Counted from the beginning of the
    /// last round: what became due during it is not slept over.
    async fn next_wake(&self, started: Timestamp) -> Timestamp {
        let midnight = started.day().next().start();
        let soonest = started.plus_seconds(SHORTEST_REST);
        let Ok(schedules) = self.schedules().await else { return soonest };
        let due = schedules.iter().filter_map(|schedule| self.next_due(schedule, self.now().day())).min();
        due.map_or(midnight, |due| due.max(soonest).min(midnight))
    }

    async fn schedules(&self) -> Result<Vec<CreatorSchedule>, CollectError> {
        Ok(self.parts.creators.schedules(self.parts.source.name()).await?)
    }
}

fn log(summary: &DueSummary) {
    for (key, error) in &summary.failed {
        if !matches!(error, CollectError::Cancelled) {
            outcome::log_failure(key, error);
        }
    }
    if !summary.collected.is_empty() {
        let unfinished = summary.collected.iter().filter(|(_, outcome)| !outcome.done).count();
        tracing::info!(runs = summary.collected.len(), unfinished, "collected what was due");
    }
}
