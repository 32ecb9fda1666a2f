//! The ledgers of people. Candidates come from an index (`sources`, `walk`), their stays from the key of `span`; who is shown is decided by
//! `app::filter::PeopleFilter`, and only people whose traits are asked for are looked up.

mod candidates;
mod ledger;
mod order;
mod origins;
mod quality;
mod search;
mod sources;
mod summary;
mod traits;
mod walk;

use std::borrow::Cow;

use app::filter::{PeopleFilter, PeopleQuery};
use app::model::page::people::{Ledger, ListQuality, Origins, PeopleSummary};
use app::model::{ListKind, Period, PlatformDay};
use async_trait::async_trait;
use sqlx::SqliteConnection;

pub(super) use candidates::Candidate;
pub(super) use search::Search;
#[cfg(test)]
pub(super) use {
    candidates::{MANY, PRESENT, SPANS, WHOLE},
    origins::ORIGINS,
    quality::{CAPABILITY, FIRST_SIZE, LAST_COMPLETE, LAST_SIZE, LISTS, NEWEST as NEWEST_LIST},
    sources::{DEPARTED, DOUBTFUL, FOLLOWING, JOINED as JOINED_PEOPLE, OPEN_IDS},
    summary::{ANYBODY, MUTUAL},
    traits::{FAN, TRAITS},
    walk::{FIRST_ASCENDING, FIRST_DESCENDING, LEFT_ASCENDING, LEFT_DESCENDING},
};

use super::{SqliteStore, codes};
use crate::storage::{CreatorKey, PeopleStore, StoreError};

pub(super) const SUBJECT: &str = "
    SELECT c.workspace, c.number AS creator, c.platform, w.names
    FROM creator c
    JOIN workspace w ON w.number = c.workspace
    WHERE c.id = ? AND w.id = ?";

/// Runs of a list that ended as it should; the first is the day before which nobody counts as new.
pub(super) const FIRST_WHOLE: &str = "
    SELECT r.period
    FROM run r
    JOIN run_step s ON s.run = r.number AND s.capability = ?3
    WHERE r.workspace = ?1 AND r.creator = ?2 AND s.recorded AND s.paging_ended AND s.pages > 0
    ORDER BY r.period
    LIMIT 1";

/// Whose list is read.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(super) struct Subject {
    workspace: i64,
    creator: i64,
    platform: i64,
    /// The workspace turned names on.
    names: bool,
}

/// A list of a creator.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    of: Subject,
    kind: ListKind,
    /// The day of the first whole list.
    since: Option<PlatformDay>,
}

impl List {
    /// Looks a creator's list up; nothing for a creator that is not there.
    pub(super) async fn find(connection: &mut SqliteConnection, key: &CreatorKey, kind: ListKind) -> Result<Option<Self>, StoreError> {
        let of: Option<Subject> =
            sqlx::query_as(SUBJECT).bind(key.creator.as_str()).bind(key.workspace.as_str()).fetch_optional(&mut *connection).await?;
        let Some(of) = of else { return Ok(None) };
        let since: Option<i64> = sqlx::query_scalar(FIRST_WHOLE)
            .bind(of.workspace)
            .bind(of.creator)
            .bind(codes::capability_of(kind).as_str())
            .fetch_optional(connection)
            .await?;
        Ok(Some(Self { of, kind, since: since.map(codes::day) }))
    }

    /// The number of the list.
    pub(super) const fn number(&self) -> i64 {
        codes::list(self.kind)
    }

    /// The list in which its members are mutual.
    pub(super) const fn other(&self) -> i64 {
        codes::list(self.opposite().kind)
    }

    /// The same; the day of its first list is not looked up.
    const fn opposite(&self) -> Self {
        let kind = match self.kind {
            ListKind::Fans => ListKind::Following,
            ListKind::Following => ListKind::Fans,
        };
        Self { of: self.of, kind, since: None }
    }

    /// Whether the other list tells who of this one is not in it.
    pub(super) async fn tells_not_mutual(&self, connection: &mut SqliteConnection) -> Result<bool, StoreError> {
        quality::tells_absence(connection, &self.opposite()).await
    }

    /// The filter without what cannot be answered: who is not mutual, unless that is known.
    pub(super) fn answerable(filter: &PeopleFilter, tells_not_mutual: bool) -> Cow<'_, PeopleFilter> {
        if filter.mutual == Some(false) && !tells_not_mutual {
            return Cow::Owned(PeopleFilter { mutual: None, ..filter.clone() });
        }
        Cow::Borrowed(filter)
    }
}

#[async_trait]
impl PeopleStore for SqliteStore {
    async fn ledger(&self, key: &CreatorKey, list: ListKind, period: Period, query: &PeopleQuery) -> Result<Ledger, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let list = List::find(&mut connection, key, list).await?.ok_or(StoreError::UnknownCreator)?;
        ledger::page(&mut connection, &list, period, query).await
    }

    async fn people_summary(&self, key: &CreatorKey, list: ListKind, period: Period) -> Result<PeopleSummary, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let Some(list) = List::find(&mut connection, key, list).await? else { return Ok(PeopleSummary::default()) };
        summary::of(&mut connection, &list, period).await
    }

    async fn origins(&self, key: &CreatorKey, list: ListKind, period: Period) -> Result<Origins, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let Some(list) = List::find(&mut connection, key, list).await? else { return Ok(Origins::default()) };
        origins::of(&mut connection, &list, period).await
    }

    async fn list_quality(&self, key: &CreatorKey, list: ListKind) -> Result<ListQuality, StoreError> {
        let mut connection = self.readers().acquire().await?;
        let list = List::find(&mut connection, key, list).await?.ok_or(StoreError::UnknownCreator)?;
        quality::of(&mut connection, &list).await
    }
}
