//! Reading kept answers again: what the runs of a period gave is replaced by what today's decoder reads in their answers.

use app::model::{Capability, CreatorProfile, PlatformDay, Portrait, SeriesMetric, SeriesPoint, Timestamp};
use async_trait::async_trait;

use super::runs::RunKey;
use super::{CreatorKey, StoreError};

/// A run that recorded its day, or is about to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRun {
    /// The run's row.
    pub run: i64,
    /// Which run it is.
    pub key: RunKey,
    /// It is under way: what it gave is not complete.
    pub running: bool,
    /// Kept answers of the steps it recorded.
    pub answers: i64,
}

/// What is kept at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The day of the oldest kept answer.
    pub since: Option<PlatformDay>,
    /// The newest day that a run recorded.
    pub until: Option<PlatformDay>,
}

/// An answer of the platform as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The step.
    pub capability: Capability,
    /// The platform's path.
    pub endpoint: String,
    /// When it was read from the platform.
    pub fetched_at: Timestamp,
    /// The body; nothing when it cannot be unpacked.
    pub body: Option<Vec<u8>>,
}

/// What an answer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerRecords {
    /// The profile.
    Profile(CreatorProfile),
    /// The portrait and flow.
    Portrait(Portrait),
    /// Series values, and the series the answer speaks for: a value of theirs that is not among the points is not known to it.
    Series(&'static [SeriesMetric], Vec<SeriesPoint>),
}

/// An answer, read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reread {
    /// When it was read from the platform; what it gives keeps this instant.
    pub fetched_at: Timestamp,
    /// What it holds.
    pub records: AnswerRecords,
}

/// What became of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// What it gave is what it gave before; nothing was written.
    Unchanged,
    /// Something was put right.
    Changed,
    /// The run is under way again; nothing was written.
    Running,
}

/// Kept answers.
#[async_trait]
pub trait ReparseStore: Send + Sync {
    /// What is kept at all.
    async fn kept(&self, source: &str) -> Result<Kept, StoreError>;

    /// The recorded and the open runs of a span of periods, creator by creator, oldest first. Gaps are not among them: nothing of their days
    /// was recorded.
    async fn kept_runs(
        &self,
        creator: Option<&CreatorKey>,
        source: &str,
        from: PlatformDay,
        to: PlatformDay,
    ) -> Result<Vec<KeptRun>, StoreError>;

    /// The kept answers of the steps that a run recorded, in the order they came. What a failed step left is not among them: it was not all.
    async fn kept_answers(&self, run: i64) -> Result<Vec<KeptAnswer>, StoreError>;

    /// Replaces what a run gave, in one transaction: the portrait and the flow of its day, the series values it was the last to read, the profile
    /// if it is the newest, and the roll-up of the days they touch. `older` are answers of the creator's runs before, newest first: a series value
    /// that the run does not give any more is theirs again.
    async fn replace(&self, run: &KeptRun, answers: &[Reread], older: &[Reread]) -> Result<Replaced, StoreError>;
}
