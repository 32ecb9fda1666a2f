//! Where a history begins and ends, and what became of each day.

use std::collections::{HashMap, HashSet};

use app::model::page::overview::DayHealth;
use app::model::{Period, PlatformDay, RunState, Timestamp};
use sqlx::SqliteConnection;

use crate::storage::history::HistorySpan;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::keys::CreatorNumber;
use crate::storage::{CreatorKey, StoreError};

/// Every page of a creator asks this: one way to SQLite's thread and back.
pub(in crate::storage::sqlite) const SPAN: &str = "
    SELECT oldest.period, newest.period, newest.recorded_at,
      EXISTS (SELECT 1 FROM run r INDEXED BY run_open_of
        WHERE r.workspace = c.workspace AND r.creator = c.number AND r.state = 'running')
    FROM creator c
    JOIN workspace w ON w.number = c.workspace
    LEFT JOIN run oldest ON oldest.number = (SELECT r.number FROM run r
      WHERE r.workspace = c.workspace AND r.creator = c.number AND r.recorded_at IS NOT NULL ORDER BY r.period LIMIT 1)
    LEFT JOIN run newest ON newest.number = (SELECT r.number FROM run r
      WHERE r.workspace = c.workspace AND r.creator = c.number AND r.recorded_at IS NOT NULL ORDER BY r.period DESC LIMIT 1)
    WHERE c.id = ? AND w.id = ?";

pub(in crate::storage::sqlite) const OLDEST: &str = "
    SELECT period
    FROM run
    WHERE workspace = ? AND creator = ? AND recorded_at IS NOT NULL
    ORDER BY period
    LIMIT 1";

pub(in crate::storage::sqlite) const HEALTH: &str = "
    SELECT period, state, reason
    FROM run
    WHERE workspace = ? AND creator = ? AND period BETWEEN ? AND ?";

/// Days with a total of the platform's series.
pub(in crate::storage::sqlite) const COUNTED: &str = "
    SELECT day
    FROM daily
    WHERE workspace = ? AND creator = ? AND day BETWEEN ? AND ? AND series_total IS NOT NULL";

/// The oldest day, the newest, when that was recorded, and whether a run is under way.
type Span = (Option<i64>, Option<i64>, Option<i64>, bool);

pub(super) async fn of(connection: &mut SqliteConnection, key: &CreatorKey) -> Result<HistorySpan, StoreError> {
    let found: Option<Span> =
        sqlx::query_as(SPAN).bind(key.creator.as_str()).bind(key.workspace.as_str()).fetch_optional(connection).await?;
    Ok(found.map_or_else(HistorySpan::default, |(oldest, newest, at, running)| HistorySpan {
        first_day: oldest.map(codes::day),
        last_day: newest.map(codes::day),
        last_at: at.map(Timestamp),
        running,
    }))
}

/// One entry per day of the period; where several sources ran, the best of them.
pub(super) async fn health(
    connection: &mut SqliteConnection,
    creator: Option<CreatorNumber>,
    period: Period,
) -> Result<Vec<DayHealth>, StoreError> {
    let mut best: HashMap<PlatformDay, (RunState, String)> = HashMap::new();
    let mut counted: HashSet<PlatformDay> = HashSet::new();
    let mut first: Option<PlatformDay> = None;
    if let Some(creator) = creator {
        let rows: Vec<(i64, String, String)> = sqlx::query_as(HEALTH)
            .bind(creator.workspace)
            .bind(creator.creator)
            .bind(period.from().number())
            .bind(period.to().number())
            .fetch_all(&mut *connection)
            .await?;
        let days: Vec<i64> = sqlx::query_scalar(COUNTED)
            .bind(creator.workspace)
            .bind(creator.creator)
            .bind(period.from().number())
            .bind(period.to().number())
            .fetch_all(&mut *connection)
            .await?;
        counted.extend(days.into_iter().map(codes::day));
        let oldest: Option<i64> =
            sqlx::query_scalar(OLDEST).bind(creator.workspace).bind(creator.creator).fetch_optional(connection).await?;
        first = oldest.map(codes::day);
        for (day, state, reason) in rows {
            let state = RunState::parse(&state).ok_or_else(|| corrupt("run.state"))?;
            let entry = best.entry(codes::day(day)).or_insert_with(|| (state, reason.clone()));
            if rank(state) > rank(entry.0) {
                *entry = (state, reason);
            }
        }
    }
    let of = |day| {
        let (state, reason) = best.remove(&day).map_or((None, String::new()), |(state, reason)| (Some(state), reason));
        // The series speak of days that are over, so a day that no run recorded was read by a later one. Days before the first run were
        // nobody's to record: nothing was missed.
        let missed = state == Some(RunState::Gap) || (state.is_none() && first.is_some_and(|first| first < day));
        DayHealth { day, state, reason, healed: missed && counted.contains(&day) }
    };
    Ok(period.days().map(of).collect())
}

const fn rank(state: RunState) -> u8 {
    match state {
        RunState::Gap => 0,
        RunState::Running => 1,
        RunState::Partial => 2,
        RunState::Committed => 3,
    }
}
