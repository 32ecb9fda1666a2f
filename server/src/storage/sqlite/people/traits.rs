//! What is known of people besides their stays.

use std::collections::HashMap;

use app::filter::Traits;
use app::model::{Gender, OpenId};
use sqlx::SqliteConnection;

use super::List;
use super::candidates::numbers;
use crate::storage::StoreError;
use crate::storage::sqlite::codes;

/// People with their place, and whether they are in the other list.
pub(in crate::storage::sqlite) const TRAITS: &str = "
    SELECT f.id, f.open_id, f.nickname, f.gender, l.province, l.city,
      EXISTS (
        SELECT 1 FROM span o
        WHERE o.workspace = ?1 AND o.creator = ?2 AND o.list = ?3 AND o.fan = f.id AND o.left_day IS NULL) AS in_other
    FROM json_each(?4) p
    CROSS JOIN fan f ON f.id = p.value
    JOIN place l ON l.number = f.place";

/// An account's number.
pub(in crate::storage::sqlite) const FAN: &str = "
    SELECT id
    FROM fan
    WHERE workspace = ?1 AND platform = ?2 AND substr(open_id, 1, 16) = substr(?3, 1, 16) AND +open_id = ?3";

#[derive(sqlx::FromRow)]
pub(super) struct Person {
    id: i64,
    pub(super) open_id: String,
    pub(super) nickname: Option<String>,
    gender: i64,
    pub(super) province: String,
    pub(super) city: String,
    pub(super) in_other: bool,
}

impl Person {
    pub(super) const fn gender(&self) -> Gender {
        codes::gender_of(self.gender)
    }

    /// Whether they are in both lists, given whether they are in this one, and whether the other tells who is not in it.
    pub(super) fn mutual(&self, present: bool, told: bool) -> Option<bool> {
        let both = present && self.in_other;
        (both || told || !present).then_some(both)
    }

    /// For a filter, given the same.
    pub(super) fn traits(&self, present: bool, told: bool) -> Traits<'_> {
        Traits {
            open_id: &self.open_id,
            nickname: self.nickname.as_deref(),
            gender: self.gender(),
            province: &self.province,
            mutual: self.mutual(present, told),
        }
    }
}

/// The people with these numbers; without names when names are off, whatever was left of them.
pub(super) async fn of(connection: &mut SqliteConnection, list: &List, fans: &[i64]) -> Result<HashMap<i64, Person>, StoreError> {
    let people: Vec<Person> = sqlx::query_as(TRAITS)
        .bind(list.of.workspace)
        .bind(list.of.creator)
        .bind(list.other())
        .bind(numbers(fans)?)
        .fetch_all(connection)
        .await?;
    let named = |person: Person| Person { nickname: person.nickname.filter(|_| list.of.names), ..person };
    Ok(people.into_iter().map(|person| (person.id, named(person))).collect())
}

/// The number of an account; nothing for one that no list had.
pub(super) async fn number(connection: &mut SqliteConnection, list: &List, open_id: &OpenId) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar(FAN).bind(list.of.workspace).bind(list.of.platform).bind(open_id.as_str()).fetch_optional(connection).await?)
}
