//! Kept answers: which there are, and replacing what they gave.

use std::io::Read as _;

use app::model::{Capability, CreatorId, PlatformDay, RunState, Timestamp, WorkspaceId};
use async_trait::async_trait;
use flate2::read::ZlibDecoder;

use super::error::corrupt;
use super::{SqliteStore, codes, commit};
use crate::storage::reparse::{Kept, KeptAnswer, KeptRun, Replaced, Reread};
use crate::storage::runs::RunKey;
use crate::storage::{CreatorKey, ReparseStore, StoreError};

/// A kept body is at most what the platform's client reads of an answer.
const LARGEST_BODY: u64 = 4 << 20;

const SINCE: &str = "
    SELECT a.fetched_at
    FROM raw_response a
    JOIN run_step s ON s.run = a.run AND s.capability = a.capability
    JOIN run r ON r.number = a.run
    WHERE s.recorded AND r.source = ?
    ORDER BY a.fetched_at
    LIMIT 1";

const UNTIL: &str = "SELECT max(period) FROM run WHERE recorded_at IS NOT NULL AND source = ?";

const RUNS: &str = "
    SELECT r.number, w.id, c.id, r.period, r.state,
      (SELECT count(*)
       FROM raw_response a
       JOIN run_step s ON s.run = a.run AND s.capability = a.capability
       WHERE a.run = r.number AND s.recorded)
    FROM creator c
    JOIN workspace w ON w.number = c.workspace
    JOIN run r ON r.workspace = c.workspace AND r.creator = c.number
    WHERE r.period BETWEEN ?1 AND ?2 AND r.source = ?3 AND (r.recorded_at IS NOT NULL OR r.state = 'running')
      AND (?4 IS NULL OR (c.id = ?4 AND w.id = ?5))
    ORDER BY c.number, r.period";

/// Lists keep no answers beyond their run.
const ANSWERS: &str = "
    SELECT a.capability, a.endpoint, a.fetched_at, a.body
    FROM raw_response a
    JOIN run_step s ON s.run = a.run AND s.capability = a.capability
    WHERE a.run = ? AND s.recorded
    ORDER BY a.capability, a.page, a.endpoint";

const STATE: &str = "SELECT state FROM run WHERE number = ? AND recorded_at IS NOT NULL";

#[async_trait]
impl ReparseStore for SqliteStore {
    async fn kept(&self, source: &str) -> Result<Kept, StoreError> {
        let since: Option<i64> = sqlx::query_scalar(SINCE).bind(source).fetch_optional(self.readers()).await?;
        let until: Option<i64> = sqlx::query_scalar(UNTIL).bind(source).fetch_one(self.readers()).await?;
        Ok(Kept { since: since.map(|at| Timestamp(at).day()), until: until.map(codes::day) })
    }

    async fn kept_runs(
        &self,
        creator: Option<&CreatorKey>,
        source: &str,
        from: PlatformDay,
        to: PlatformDay,
    ) -> Result<Vec<KeptRun>, StoreError> {
        let rows: Vec<(i64, String, String, i64, String, i64)> = sqlx::query_as(RUNS)
            .bind(from.number())
            .bind(to.number())
            .bind(source)
            .bind(creator.map(|key| key.creator.as_str()))
            .bind(creator.map(|key| key.workspace.as_str()))
            .fetch_all(self.readers())
            .await?;
        let run = |(run, workspace, creator, period, state, answers): (i64, String, String, i64, String, i64)| {
            let creator = CreatorKey { workspace: WorkspaceId(workspace), creator: CreatorId(creator) };
            let key = RunKey { creator, source: source.to_owned(), period: codes::day(period) };
            KeptRun { run, key, running: state == RunState::Running.as_str(), answers }
        };
        Ok(rows.into_iter().map(run).collect())
    }

    async fn kept_answers(&self, run: i64) -> Result<Vec<KeptAnswer>, StoreError> {
        let rows: Vec<(String, String, i64, Vec<u8>)> = sqlx::query_as(ANSWERS).bind(run).fetch_all(self.readers()).await?;
        let answer = |(capability, endpoint, at, body): (String, String, i64, Vec<u8>)| {
            let capability = Capability::parse(&capability).ok_or_else(|| corrupt("raw_response.capability"))?;
            Ok(KeptAnswer { capability, endpoint, fetched_at: Timestamp(at), body: unpacked(&body) })
        };
        rows.into_iter().map(answer).collect()
    }

    async fn replace(&self, run: &KeptRun, answers: &[Reread], older: &[Reread]) -> Result<Replaced, StoreError> {
        let mut write = self.write().await?;
        let state: Option<String> = sqlx::query_scalar(STATE).bind(run.run).fetch_optional(&mut *write).await?;
        if state.is_none_or(|state| state == RunState::Running.as_str()) {
            return Ok(Replaced::Running);
        }
        if commit::reread::replace(&mut write, run.run, answers, older).await? {
            write.commit().await?;
            Ok(Replaced::Changed)
        } else {
            write.rollback().await?;
            Ok(Replaced::Unchanged)
        }
    }
}

/// The body; nothing when it is broken.
fn unpacked(body: &[u8]) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    let read = ZlibDecoder::new(body).take(LARGEST_BODY + 1).read_to_end(&mut unpacked);
    (read.is_ok() && unpacked.len() as u64 <= LARGEST_BODY).then_some(unpacked)
}
