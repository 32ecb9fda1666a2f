//! Who matches a filter: all of a small set, or the next ones of a long list.

use app::filter::{PeopleFilter, PeopleState};
use app::model::Period;
use sqlx::SqliteConnection;

use super::candidates::{self, BOUND, Candidate};
use super::sources::Source;
use super::walk::{Path, Step, Walk};
use super::{List, traits};
use crate::storage::StoreError;

/// The first and the largest number of steps read at a time.
const CHUNKS: (usize, usize) = (128, 2_048);

/// A filter on a list.
#[derive(Clone, Copy, Debug)]
pub(in crate::storage::sqlite) struct Search<'a> {
    pub(in crate::storage::sqlite) list: &'a List,
    pub(in crate::storage::sqlite) filter: &'a PeopleFilter,
    pub(in crate::storage::sqlite) period: Period,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Matches in order.
    pub(super) people: Vec<Candidate>,
    /// Steps that were read.
    pub(super) searched: usize,
    /// The last step; nothing when the walk came to its end.
    pub(super) stopped: Option<Step>,
}

impl Search<'_> {
    /// Everybody who matches, unordered; nothing when they cannot be gathered.
    pub(super) async fn all(&self, connection: &mut SqliteConnection) -> Result<Option<Vec<Candidate>>, StoreError> {
        for source in Source::of(self.filter, self.period, self.list) {
            if let Some(people) = source.read(connection, self.list).await? {
                return Ok(Some(self.keep(connection, people).await?));
            }
        }
        Ok(None)
    }

    /// Those of these people who match, in the same order.
    async fn keep(&self, connection: &mut SqliteConnection, people: Vec<Candidate>) -> Result<Vec<Candidate>, StoreError> {
        let taken = people.into_iter().filter(|candidate| self.filter.takes(&candidate.presence, self.period, self.list.since));
        let mut taken: Vec<Candidate> = taken.collect();
        if self.filter.asks_traits() && !taken.is_empty() {
            let fans: Vec<i64> = taken.iter().map(|candidate| candidate.fan).collect();
            let people = traits::of(connection, self.list, &fans).await?;
            taken.retain(|candidate| {
                let person = people.get(&candidate.fan);
                // Nobody is asked for who is not mutual unless that is known: `List::answerable`.
                person.is_some_and(|person| self.filter.fits(&person.traits(candidate.presence.is_present(), true)))
            });
        }
        Ok(taken)
    }

    /// Walks on until so many match, so many steps were read, or the end.
    pub(super) async fn walk(
        &self,
        connection: &mut SqliteConnection,
        walk: &Walk,
        after: Step,
        want: usize,
        budget: usize,
    ) -> Result<Found, StoreError> {
        let mut found = Found { stopped: Some(after), ..Found::default() };
        let mut chunk = CHUNKS.0;
        while let Some(place) = found.stopped
            && found.people.len() < want
            && found.searched < budget
        {
            let count = chunk.min(budget - found.searched);
            let steps = walk.steps(connection, self.list, place, count).await?;
            let people = walk.people(connection, self.list, &steps).await?;
            found.people.extend(self.keep(connection, people).await?);
            found.searched += steps.len();
            found.stopped = steps.last().copied().filter(|_| steps.len() == count);
            chunk = (chunk * 4).min(CHUNKS.1);
        }
        Ok(found)
    }

    /// By the day people were first seen. Only days on which somebody who matches can have come.
    pub(super) fn arrivals(&self, descending: bool) -> Walk {
        let to = self.period.to().number();
        let from = match (self.filter.state, self.list.since) {
            (Some(PeopleState::New), Some(since)) => self.period.from().number().max(since.number() + 1),
            (Some(PeopleState::New), None) => i64::from(i32::MAX),
            _ => i64::from(i32::MIN),
        };
        Walk { path: Path::FirstSeen, descending, days: (from, to) }
    }

    /// By the day people left; nothing for states of people who are there.
    pub(super) fn departures(&self, descending: bool) -> Option<Walk> {
        let period = (self.period.from().number(), self.period.to().number());
        let days = match self.filter.state {
            Some(PeopleState::Present | PeopleState::Returned) => return None,
            Some(PeopleState::Lost | PeopleState::NotSeen) => period,
            Some(PeopleState::New) | None => (period.0, i64::from(i32::MAX)),
        };
        Some(Walk { path: Path::Left, descending, days })
    }

    /// Whether people who are there can match.
    pub(super) const fn takes_present(&self) -> bool {
        !matches!(self.filter.state, Some(PeopleState::Lost | PeopleState::NotSeen))
    }

    /// The next matches for an export, oldest first: some, none yet, or the end. The place is where the chunk ended.
    pub(in crate::storage::sqlite) async fn export(
        &self,
        connection: &mut SqliteConnection,
        after: Option<Step>,
        count: usize,
    ) -> Result<(Vec<Candidate>, Option<Step>), StoreError> {
        let walk = self.arrivals(false);
        let steps = walk.steps(connection, self.list, after.unwrap_or_else(|| walk.start()), count).await?;
        let people = walk.people(connection, self.list, &steps).await?;
        let kept = self.keep(connection, people).await?;
        Ok((kept, steps.last().copied().filter(|_| steps.len() == count)))
    }

    /// Matches among the newest that are searched, how many were, and whether that was all.
    pub(super) async fn count(&self, connection: &mut SqliteConnection) -> Result<(usize, usize, bool), StoreError> {
        let everybody = !self.filter.asks_traits() && matches!(self.filter.state, None | Some(PeopleState::Present));
        if everybody && candidates::many_present(connection, self.list, self.period.to()).await? {
            return Ok((BOUND + 1, BOUND + 1, false));
        }
        let walk = match self.filter.state {
            Some(PeopleState::Lost | PeopleState::NotSeen) => self.departures(true),
            _ => None,
        };
        let walk = walk.unwrap_or_else(|| self.arrivals(true));
        // Looking people up is what costs.
        let budget = if self.filter.asks_traits() { BOUND } else { 2 * BOUND };
        let found = self.walk(connection, &walk, walk.start(), BOUND + 1, budget).await?;
        Ok((found.people.len(), found.searched, found.stopped.is_none()))
    }
}
