//! Reading kept answers again, after the way they are read was put right. Asks no platform, and makes no day that was not recorded.

use std::collections::VecDeque;
use std::sync::Arc;

use app::model::{Capability, PlatformDay};
use tokio_util::sync::CancellationToken;

use crate::source::{Decode, Records};
use crate::storage::reparse::{AnswerRecords, Kept, KeptAnswer, KeptRun, Replaced, Reread};
use crate::storage::{CreatorKey, ReparseStore, StoreError};

/// The series reach so many days back: whose value it was before is found among the runs of as many days.
const SERIES_DAYS: u64 = 30;

/// Which days are read again.
#[derive(Clone, Debug)]
pub struct ReparsePeriod {
    /// One creator; nothing = all.
    pub creator: Option<CreatorKey>,
    /// First platform day, included.
    pub from: PlatformDay,
    /// Last platform day, included.
    pub to: PlatformDay,
}

/// A day that could not be read again, and was left as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Whose.
    pub creator: CreatorKey,
    /// The platform day.
    pub day: PlatformDay,
    /// What is wrong with which answer.
    pub reason: String,
}

/// What was done; a day of each creator counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reparsed {
    /// Days that hold other values now.
    pub changed: u64,
    /// Days that were read again with the same result.
    pub unchanged: u64,
    /// Recorded days of which no answer is kept.
    pub without_answers: u64,
    /// Days whose run is under way.
    pub running: u64,
    /// Days left as they were.
    pub unreadable: Vec<Unreadable>,
    /// Days not come to: it was asked to stop.
    pub left: u64,
}

/// Reads kept answers again.
#[derive(Clone)]
pub struct Reparse {
    decoder: Arc<dyn Decode>,
    store: Arc<dyn ReparseStore>,
}

impl std::fmt::Debug for Reparse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reparse").field("decoder", &self.decoder).finish_non_exhaustive()
    }
}

impl Reparse {
    /// Reads what this store kept with this decoder.
    pub fn new(decoder: Arc<dyn Decode>, store: Arc<dyn ReparseStore>) -> Self {
        Self { decoder, store }
    }

    /// What is kept at all.
    pub async fn kept(&self) -> Result<Kept, StoreError> {
        self.store.kept(self.decoder.name()).await
    }

    /// Reads a period again, one transaction per run; `progress` is told the days done and all. A stop is obeyed between two runs.
    pub async fn run(
        &self,
        period: &ReparsePeriod,
        stop: &CancellationToken,
        progress: &(dyn Fn(u64, u64) + Send + Sync),
    ) -> Result<Reparsed, StoreError> {
        let runs = self.store.kept_runs(period.creator.as_ref(), self.decoder.name(), period.from, period.to).await?;
        let mut done = Reparsed::default();
        let mut older = Older::default();
        let all = runs.len() as u64;
        progress(0, all);
        for (number, run) in (1..).zip(&runs) {
            if stop.is_cancelled() {
                done.left = all + 1 - number;
                break;
            }
            if older.whose.as_ref() != Some(&run.key.creator) {
                older = self.before(run, period.from).await?;
            }
            self.one(run, &mut older, &mut done).await?;
            progress(number, all);
        }
        Ok(done)
    }

    async fn one(&self, run: &KeptRun, older: &mut Older, done: &mut Reparsed) -> Result<(), StoreError> {
        if run.running {
            done.running += 1;
            return Ok(());
        }
        if run.answers == 0 {
            done.without_answers += 1;
            return Ok(());
        }
        let answers = match self.answers(run).await? {
            Ok(answers) => answers,
            Err(reason) => {
                done.unreadable.push(Unreadable { creator: run.key.creator.clone(), day: run.key.period, reason });
                return Ok(());
            }
        };
        match self.store.replace(run, &answers, &older.newest_first()).await? {
            Replaced::Unchanged => done.unchanged += 1,
            Replaced::Changed => done.changed += 1,
            Replaced::Running => done.running += 1,
        }
        older.add(run.key.period, answers);
        Ok(())
    }

    /// All answers of a run, or what is wrong with the first that cannot be read: half a day is none.
    async fn answers(&self, run: &KeptRun) -> Result<Result<Vec<Reread>, String>, StoreError> {
        let kept = self.store.kept_answers(run.run).await?;
        let read = kept.into_iter().filter_map(|answer| self.read(run, answer).transpose());
        Ok(read.collect())
    }

    /// Nothing for what keeps no answers.
    fn read(&self, run: &KeptRun, answer: KeptAnswer) -> Result<Option<Reread>, String> {
        let KeptAnswer { capability, endpoint, fetched_at, body } = answer;
        if matches!(capability, Capability::FanList | Capability::FollowingList) {
            return Ok(None);
        }
        let body = body.ok_or_else(|| format!("the kept answer of {endpoint} cannot be unpacked"))?;
        let decoded =
            self.decoder.decode(capability, &endpoint, &body).map_err(|error| format!("the kept answer of {endpoint}: {error}"))?;
        for warning in &decoded.warnings {
            tracing::debug!(creator.id = %run.key.creator.creator, run.period = %run.key.period, "{warning}");
        }
        let records = match decoded.records {
            Records::Profile(profile) => AnswerRecords::Profile(profile),
            Records::Portrait(portrait) => AnswerRecords::Portrait(portrait),
            Records::Series(points) => AnswerRecords::Series(decoded.metrics, points),
            Records::Members(_) => return Ok(None),
        };
        Ok(Some(Reread { fetched_at, records }))
    }

    /// The series that the creator's runs before the period read; those that cannot be read are left out.
    async fn before(&self, run: &KeptRun, from: PlatformDay) -> Result<Older, StoreError> {
        let creator = &run.key.creator;
        let mut older = Older { whose: Some(creator.clone()), runs: VecDeque::new() };
        let first = from.minus(SERIES_DAYS);
        for run in self.store.kept_runs(Some(creator), self.decoder.name(), first, from.previous()).await? {
            if let Ok(answers) = self.answers(&run).await? {
                older.add(run.key.period, answers);
            }
        }
        Ok(older)
    }
}

/// The series that a creator's runs of the last days read, oldest first.
#[derive(Default)]
struct Older {
    whose: Option<CreatorKey>,
    runs: VecDeque<(PlatformDay, Vec<Reread>)>,
}

impl Older {
    fn add(&mut self, day: PlatformDay, mut answers: Vec<Reread>) {
        answers.retain(|answer| matches!(answer.records, AnswerRecords::Series(..)));
        self.runs.push_back((day, answers));
        while self.runs.front().is_some_and(|(first, _)| *first < day.minus(SERIES_DAYS)) {
            self.runs.pop_front();
        }
    }

    fn newest_first(&self) -> Vec<Reread> {
        self.runs.iter().rev().flat_map(|(_, answers)| answers.iter().cloned()).collect()
    }
}
