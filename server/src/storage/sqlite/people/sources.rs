//! Small sets of people that a filter can be answered from, each out of its own index.

use app::filter::{PeopleFilter, PeopleState};
use app::model::{ListKind, Period};
use sqlx::SqliteConnection;

use super::List;
use super::candidates::{self, BOUND, Candidate};
use crate::storage::StoreError;

/// People of the workspace whose account begins so. `?4` is the first text behind all that begin so.
pub(in crate::storage::sqlite) const OPEN_IDS: &str = "
    SELECT id
    FROM fan
    WHERE workspace = ?1 AND platform = ?2 AND substr(open_id, 1, 16) BETWEEN substr(?3, 1, 16) AND substr(?4, 1, 16)
      AND +open_id >= ?3 AND +open_id < ?4
    LIMIT ?5";

/// Everybody the creator ever followed.
pub(in crate::storage::sqlite) const FOLLOWING: &str = "
    SELECT DISTINCT fan
    FROM span
    WHERE workspace = ?1 AND creator = ?2 AND list = 1
    ORDER BY fan
    LIMIT ?3";

/// Absent from one complete list.
pub(in crate::storage::sqlite) const DOUBTFUL: &str = "
    SELECT DISTINCT fan
    FROM span INDEXED BY span_doubtful
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND left_confidence = 0
    ORDER BY fan
    LIMIT ?4";

/// Whoever left on these days, the latest first.
pub(in crate::storage::sqlite) const DEPARTED: &str = "
    SELECT fan
    FROM span INDEXED BY span_left
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND left_day IS NOT NULL AND left_day BETWEEN ?4 AND ?5
    ORDER BY left_day DESC, fan DESC
    LIMIT ?6";

/// Whoever came, or came back, on these days, the latest first.
pub(in crate::storage::sqlite) const JOINED: &str = "
    SELECT fan
    FROM span INDEXED BY span_first
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND first_day BETWEEN ?4 AND ?5
    ORDER BY first_day DESC, fan DESC
    LIMIT ?6";

/// Where candidates may come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Accounts that begin so.
    OpenIds(String),
    /// The following list.
    Following,
    /// Those of one absence.
    Doubtful,
    /// Departures of these days.
    Departed(i64, i64),
    /// Arrivals of these days.
    Joined(i64, i64),
    /// The whole list.
    Everybody,
}

impl Source {
    /// The sources that hold everybody a filter can show, the narrowest first.
    pub(super) fn of(filter: &PeopleFilter, period: Period, list: &List) -> Vec<Self> {
        let (from, to) = (period.from().number(), period.to().number());
        let mut sources = Vec::new();
        if !list.of.names && !filter.search.is_empty() {
            sources.push(Self::OpenIds(filter.search.clone()));
        }
        if filter.mutual == Some(true) && list.kind == ListKind::Fans {
            sources.push(Self::Following);
        }
        match filter.state {
            Some(PeopleState::NotSeen) => sources.push(Self::Doubtful),
            Some(PeopleState::Lost) => sources.push(Self::Departed(from, to)),
            Some(PeopleState::New) => sources.push(Self::arrivals(list, period)),
            // Whoever came back is among the arrivals of the period, and among those who ever left.
            Some(PeopleState::Returned) => sources.extend([Self::arrivals(list, period), Self::Departed(0, to)]),
            Some(PeopleState::Present) | None => {}
        }
        sources.push(Self::Everybody);
        sources
    }

    /// Arrivals of a period, without the first whole list: nobody in it is new or back.
    fn arrivals(list: &List, period: Period) -> Self {
        let after = list.since.map_or(i64::MAX, |since| since.number() + 1);
        Self::Joined(period.from().number().max(after), period.to().number())
    }

    /// Its people; nothing when they are more than can be gathered.
    pub(super) async fn read(&self, connection: &mut SqliteConnection, list: &List) -> Result<Option<Vec<Candidate>>, StoreError> {
        if *self == Self::Everybody {
            return candidates::everybody(connection, list).await;
        }
        let mut fans = self.fans(connection, list).await?;
        // Nobody's account begins so: it may be the end of one, which no index finds.
        let is_an_end = fans.is_empty() && matches!(self, Self::OpenIds(_));
        if is_an_end || fans.len() > BOUND {
            return Ok(None);
        }
        fans.sort_unstable();
        fans.dedup();
        Ok(Some(candidates::of(connection, list, &fans).await?))
    }

    /// Numbers of its people, one more than can be gathered at most; somebody may be there twice.
    pub(super) async fn fans(&self, connection: &mut SqliteConnection, list: &List) -> Result<Vec<i64>, StoreError> {
        let limit = i64::try_from(BOUND).unwrap_or(i64::MAX).saturating_add(1);
        let of = list.of;
        let query = match self {
            Self::OpenIds(start) => sqlx::query_scalar(OPEN_IDS)
                .bind(of.workspace)
                .bind(of.platform)
                .bind(start.clone())
                .bind(format!("{start}{}", char::MAX))
                .bind(limit),
            Self::Following => sqlx::query_scalar(FOLLOWING).bind(of.workspace).bind(of.creator).bind(limit),
            Self::Doubtful => sqlx::query_scalar(DOUBTFUL).bind(of.workspace).bind(of.creator).bind(list.number()).bind(limit),
            Self::Departed(from, to) | Self::Joined(from, to) => {
                let sql = if matches!(self, Self::Departed(..)) { DEPARTED } else { JOINED };
                sqlx::query_scalar(sql).bind(of.workspace).bind(of.creator).bind(list.number()).bind(*from).bind(*to).bind(limit)
            }
            Self::Everybody => return Ok(Vec::new()),
        };
        Ok(query.fetch_all(connection).await?)
    }
}

/// Arrivals of a period, the latest first and at most as many as can be gathered; whether there are more.
pub(super) async fn joined(connection: &mut SqliteConnection, list: &List, period: Period) -> Result<(Vec<Candidate>, bool), StoreError> {
    latest(connection, list, Source::arrivals(list, period)).await
}

/// Departures of a period, likewise.
pub(super) async fn departed(connection: &mut SqliteConnection, list: &List, period: Period) -> Result<(Vec<Candidate>, bool), StoreError> {
    latest(connection, list, Source::Departed(period.from().number(), period.to().number())).await
}

/// Those of one absence, likewise.
pub(super) async fn doubtful(connection: &mut SqliteConnection, list: &List) -> Result<(Vec<Candidate>, bool), StoreError> {
    latest(connection, list, Source::Doubtful).await
}

async fn latest(connection: &mut SqliteConnection, list: &List, source: Source) -> Result<(Vec<Candidate>, bool), StoreError> {
    let mut fans = source.fans(connection, list).await?;
    let more = fans.len() > BOUND;
    fans.truncate(BOUND);
    let mut seen = std::collections::HashSet::with_capacity(fans.len());
    fans.retain(|fan| seen.insert(*fan));
    Ok((candidates::of(connection, list, &fans).await?, more))
}
