//! Long lists, in the order of an index, from a place on.

use sqlx::SqliteConnection;

use super::List;
use super::candidates::{self, Candidate};
use crate::storage::StoreError;

pub(in crate::storage::sqlite) const FIRST_ASCENDING: &str = "
    SELECT first_day, fan
    FROM span INDEXED BY span_first
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND (first_day, fan) > (?4, ?5) AND first_day <= ?6
    ORDER BY first_day, fan
    LIMIT ?7";

pub(in crate::storage::sqlite) const FIRST_DESCENDING: &str = "
    SELECT first_day, fan
    FROM span INDEXED BY span_first
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND (first_day, fan) < (?4, ?5) AND first_day >= ?6
    ORDER BY first_day DESC, fan DESC
    LIMIT ?7";

pub(in crate::storage::sqlite) const LEFT_ASCENDING: &str = "
    SELECT left_day, fan
    FROM span INDEXED BY span_left
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND left_day IS NOT NULL AND (left_day, fan) > (?4, ?5) AND left_day <= ?6
    ORDER BY left_day, fan
    LIMIT ?7";

pub(in crate::storage::sqlite) const LEFT_DESCENDING: &str = "
    SELECT left_day, fan
    FROM span INDEXED BY span_left
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND left_day IS NOT NULL AND (left_day, fan) < (?4, ?5) AND left_day >= ?6
    ORDER BY left_day DESC, fan DESC
    LIMIT ?7";

/// What a walk goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Path {
    /// People by the day they were first seen.
    FirstSeen,
    /// People who are gone, by the day they left.
    Left,
}

/// A walk over some days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    pub(super) path: Path,
    pub(super) descending: bool,
    /// First and last day, both included.
    pub(super) days: (i64, i64),
}

/// A place in an index: a day and a person.
pub(super) type Step = (i64, i64);

impl Walk {
    /// Before the first step.
    pub(super) const fn start(&self) -> Step {
        if self.descending { (self.days.1.saturating_add(1), i64::MIN) } else { (self.days.0.saturating_sub(1), i64::MAX) }
    }

    /// The next steps after a place.
    pub(super) async fn steps(
        &self,
        connection: &mut SqliteConnection,
        list: &List,
        after: Step,
        count: usize,
    ) -> Result<Vec<Step>, StoreError> {
        let sql = match (self.path, self.descending) {
            (Path::FirstSeen, false) => FIRST_ASCENDING,
            (Path::FirstSeen, true) => FIRST_DESCENDING,
            (Path::Left, false) => LEFT_ASCENDING,
            (Path::Left, true) => LEFT_DESCENDING,
        };
        Ok(sqlx::query_as(sql)
            .bind(list.of.workspace)
            .bind(list.of.creator)
            .bind(list.number())
            .bind(after.0)
            .bind(after.1)
            .bind(if self.descending { self.days.0 } else { self.days.1 })
            .bind(i64::try_from(count).unwrap_or(i64::MAX))
            .fetch_all(connection)
            .await?)
    }

    /// The people of these steps, each at the one step that is theirs: the first span of those who came, the last of those who left.
    pub(super) async fn people(
        &self,
        connection: &mut SqliteConnection,
        list: &List,
        steps: &[Step],
    ) -> Result<Vec<Candidate>, StoreError> {
        let mut fans: Vec<i64> = steps.iter().map(|(_, fan)| *fan).collect();
        fans.sort_unstable();
        fans.dedup();
        let people = candidates::of(connection, list, &fans).await?;
        let own = |step: &Step| {
            let index = people.binary_search_by_key(&step.1, |candidate| candidate.fan).ok()?;
            let candidate = people.get(index)?;
            let day = match self.path {
                Path::FirstSeen => Some(candidate.first_seen()),
                Path::Left => candidate.presence.left(),
            };
            day.is_some_and(|day| day.number() == step.0).then(|| candidate.clone())
        };
        Ok(steps.iter().filter_map(own).collect())
    }
}
