//! Asking for a run.

use app::model::{Capability, RunState, StepState, Timestamp};
use sqlx::SqliteConnection;

use super::finish::touch;
use super::step;
use crate::storage::StoreError;
use crate::storage::runs::{Claim, ClaimTerms, Owner, RunKey, RunTicket};
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::keys::CreatorNumber;

const CREATE: &str = "
    INSERT INTO run (workspace, creator, period, source, state)
    VALUES (?, ?, ?, ?, 'running')
    ON CONFLICT (workspace, creator, period, source) DO NOTHING";

const FIND: &str = "
    SELECT number, state, owner_host, owner_pid, owner_started, lease_until
    FROM run
    WHERE workspace = ? AND creator = ? AND period = ? AND source = ?";

const TAKE: &str = "
    UPDATE run SET
      state = 'running',
      fence = fence + 1,
      attempts = attempts + 1,
      owner_host = ?2,
      owner_pid = ?3,
      owner_started = ?4,
      lease_until = ?5,
      finished_at = NULL,
      error_code = NULL,
      reason = ''
    WHERE number = ?1
    RETURNING fence";

#[derive(sqlx::FromRow)]
struct Found {
    number: i64,
    state: String,
    owner_host: Option<String>,
    owner_pid: Option<i64>,
    owner_started: Option<i64>,
    lease_until: Option<i64>,
}

impl Found {
    /// Who holds it at `now`, as far as the row tells.
    fn holder(&self, terms: &ClaimTerms) -> Option<(Owner, Timestamp)> {
        let until = Timestamp(self.lease_until?);
        let owner = Owner { host: self.owner_host.clone()?, pid: self.owner_pid?, started: self.owner_started? };
        let living = until > terms.now && terms.gone.as_ref() != Some(&owner);
        living.then_some((owner, until))
    }
}

pub(super) async fn claim(
    connection: &mut SqliteConnection,
    creator: CreatorNumber,
    key: &RunKey,
    terms: &ClaimTerms,
) -> Result<Claim, StoreError> {
    let found = find_or_create(connection, creator, key).await?;
    let state = RunState::parse(&found.state).ok_or_else(|| corrupt("run.state"))?;
    if state == RunState::Running {
        if let Some((owner, until)) = found.holder(terms) {
            return Ok(Claim::Held { owner, until });
        }
    } else if !can_be_retaken(connection, &found, state, key, terms).await? {
        return Ok(Claim::Settled(state));
    }
    let fence = take(connection, found.number, terms).await?;
    Ok(Claim::Ours(RunTicket { run: found.number, key: key.clone(), fence }))
}

async fn find_or_create(connection: &mut SqliteConnection, creator: CreatorNumber, key: &RunKey) -> Result<Found, StoreError> {
    let period = key.period.number();
    sqlx::query(CREATE).bind(creator.workspace).bind(creator.creator).bind(period).bind(&key.source).execute(&mut *connection).await?;
    let found =
        sqlx::query_as(FIND).bind(creator.workspace).bind(creator.creator).bind(period).bind(&key.source).fetch_one(connection).await?;
    Ok(found)
}

/// A gap, or a partial run with something left to try, while its platform day lasts.
async fn can_be_retaken(
    connection: &mut SqliteConnection,
    found: &Found,
    state: RunState,
    key: &RunKey,
    terms: &ClaimTerms,
) -> Result<bool, StoreError> {
    if !terms.retake_partial || key.period != terms.now.day() {
        return Ok(false);
    }
    match state {
        RunState::Gap => Ok(true),
        RunState::Partial => {
            let ended = step::progress(connection, found.number).await?;
            let ended = ended.iter().filter(|step| matches!(step.state, StepState::Done | StepState::Skipped)).count();
            Ok(ended < Capability::ALL.len())
        }
        RunState::Running | RunState::Committed => Ok(false),
    }
}

async fn take(connection: &mut SqliteConnection, run: i64, terms: &ClaimTerms) -> Result<i64, StoreError> {
    let fence = sqlx::query_scalar(TAKE)
        .bind(run)
        .bind(&terms.owner.host)
        .bind(terms.owner.pid)
        .bind(terms.owner.started)
        .bind(terms.until.0)
        .fetch_one(&mut *connection)
        .await?;
    touch(connection, run).await?;
    Ok(fence)
}
