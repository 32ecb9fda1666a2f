//! Pages of a list as they are staged: one row for each batch. The form stands beside the table (migrations).

use std::borrow::Cow;
use std::collections::HashMap;

use app::model::ListMember;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::codes;
use super::error::corrupt;
use crate::storage::StoreError;

/// Text that is copied only where JSON escapes something in it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// Country, province, city.
pub(super) type Place<'a> = (Text<'a>, Text<'a>, Text<'a>);

/// Nickname and avatar.
pub(super) type Name<'a> = (Text<'a>, Text<'a>);

#[derive(Serialize)]
struct Written<'a> {
    places: Vec<(&'a str, &'a str, &'a str)>,
    people: Vec<(&'a str, i64, u32)>,
}

#[derive(Deserialize)]
struct Read<'a> {
    #[serde(borrow)]
    places: Vec<Place<'a>>,
    people: Vec<(Text<'a>, u8, u32)>,
}

/// A batch of pages, ready to be stored.
pub(super) struct Batch {
    /// How many people are in it.
    pub(super) people: usize,
    body: String,
    names: Option<String>,
}

impl Batch {
    /// In the order in which they came: sorting is the commit's, which has them all.
    pub(super) fn of(members: &[ListMember], keeps_names: bool) -> Result<Self, StoreError> {
        let mut indexes: HashMap<(&str, &str, &str), u32> = HashMap::new();
        let mut written = Written { places: Vec::new(), people: Vec::with_capacity(members.len()) };
        for member in members {
            let place = (member.country.as_str(), member.province.as_str(), member.city.as_str());
            let next = number(written.places.len());
            let index = *indexes.entry(place).or_insert_with(|| {
                written.places.push(place);
                next
            });
            written.people.push((member.open_id.as_str(), codes::gender(member.gender), index));
        }
        let names = || members.iter().map(|member| (member.nickname.as_str(), member.avatar.as_str())).collect::<Vec<_>>();
        Ok(Self { people: members.len(), body: json(&written)?, names: keeps_names.then(|| json(&names())).transpose()? })
    }

    /// Stores it under the number of its last page.
    pub(super) async fn store(self, connection: &mut SqliteConnection, run: i64, list: i64, page: i64) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO staged_list (run, list, page, people, names) VALUES (?, ?, ?, ?, ?)")
            .bind(run)
            .bind(list)
            .bind(page)
            .bind(self.body)
            .bind(self.names)
            .execute(connection)
            .await?;
        Ok(())
    }
}

/// The places of these in the order of their accounts, each account once, at its first place. Sorted by the first bytes as a number, which
/// nearly always decide: comparing texts that lie all over the memory takes ten times as long.
fn order<T>(items: &[T], account: impl Fn(&T) -> &str) -> Vec<usize> {
    let mut keys: Vec<(u128, usize)> = items.iter().map(|item| beginning(account(item))).zip(0..).collect();
    keys.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| account(&items[a.1]).cmp(account(&items[b.1]))).then(a.1.cmp(&b.1)));
    keys.dedup_by(|later, first| later.0 == first.0 && account(&items[later.1]) == account(&items[first.1]));
    keys.into_iter().map(|(_, at)| at).collect()
}

/// The first sixteen bytes: in the order of the texts, as far as they differ in these.
fn beginning(text: &str) -> u128 {
    let mut bytes = [0; 16];
    let length = text.len().min(16);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u128::from_be_bytes(bytes)
}

/// Lists end long before this does.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(Box::new(error)))
}

/// What a run staged of a list.
pub(super) struct Staged(Vec<(String, Option<String>)>);

/// Somebody who is staged.
#[derive(Clone, Debug)]
pub(super) struct Person<'a> {
    pub(super) open_id: Cow<'a, str>,
    /// Index into [`Roll::places`].
    pub(super) place: u32,
    pub(super) gender: u8,
}

/// Everybody in a list.
#[derive(Default)]
pub(super) struct Roll<'a> {
    pub(super) places: Vec<Place<'a>>,
    /// In the order they were staged.
    people: Vec<Person<'a>>,
    /// Of those whose names are kept, by their place in that order.
    names: HashMap<usize, Name<'a>>,
    /// Everybody once, by `open_id`.
    order: Vec<usize>,
}

impl<'a> Roll<'a> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// Everybody once, by `open_id`, so many at a time; with their names, where they are kept.
    pub(super) fn chunks(&self, size: usize) -> impl Iterator<Item = Vec<(&Person<'a>, Option<&Name<'a>>)>> {
        self.order.chunks(size).map(|chunk| chunk.iter().map(|at| (&self.people[*at], self.names.get(at))).collect())
    }
}

impl Staged {
    /// Reads it, batch by batch as it was staged.
    pub(super) async fn load(connection: &mut SqliteConnection, run: i64, list: i64) -> Result<Self, StoreError> {
        let batches = sqlx::query_as("SELECT people, names FROM staged_list WHERE run = ? AND list = ? ORDER BY page")
            .bind(run)
            .bind(list)
            .fetch_all(connection)
            .await?;
        Ok(Self(batches))
    }

    /// Puts the batches together. Who is in several stands as the first of them says.
    pub(super) fn roll(&self) -> Result<Roll<'_>, StoreError> {
        let mut roll = Roll::default();
        let mut indexes: HashMap<Place<'_>, u32> = HashMap::new();
        for (body, names) in &self.0 {
            let wrong = || corrupt("staged_list");
            let read: Read<'_> = serde_json::from_str(body).map_err(|_| wrong())?;
            let names: Option<Vec<Name<'_>>> = names.as_deref().map(serde_json::from_str).transpose().map_err(|_| wrong())?;
            let places: Vec<u32> = read
                .places
                .into_iter()
                .map(|place| {
                    *indexes.entry(place).or_insert_with_key(|place| {
                        roll.places.push(place.clone());
                        number(roll.places.len() - 1)
                    })
                })
                .collect();
            let mut names = names.map(Vec::into_iter);
            roll.people.reserve(read.people.len());
            for (open_id, gender, place) in read.people {
                let place = usize::try_from(place).ok().and_then(|place| places.get(place)).copied().ok_or_else(wrong)?;
                if let Some(names) = &mut names {
                    roll.names.insert(roll.people.len(), names.next().ok_or_else(wrong)?);
                }
                roll.people.push(Person { open_id: open_id.0, place, gender });
            }
        }
        roll.order = order(&roll.people, |person| &person.open_id);
        Ok(roll)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_ordered_as_sqlite_orders_them_and_the_first_of_equals_stays() {
        let accounts =
            ["b", "_000longer than sixteen 2", "", "_000longer than sixteen 1", "b", "é", "_000longer than sixteen", "a\u{1}", "a"];
        let ordered: Vec<&str> = order(&accounts, |account| account).into_iter().map(|at| accounts[at]).collect();
        let mut expected = accounts.to_vec();
        expected.sort_unstable();
        expected.dedup();
        assert_eq!(ordered, expected);
        assert_eq!(order(&["x", "a", "x"], |account| account), [1, 0]);
    }
}
