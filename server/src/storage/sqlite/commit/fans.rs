//! The people of a list in `fan`: who is known and by which number, who is new, about whom something changed.
//!
//! Both sides come sorted by `open_id` and in chunks, so that the index is read and written in its order, and a chunk crosses the way to
//! SQLite's thread as a few values, not as thousands of rows. While a chunk is compared, SQLite reads the next.

use std::cmp::Ordering;
use std::collections::HashMap;

use futures::future::join;
use serde::Serialize;
use sqlx::SqliteConnection;

use super::run::Run;
use super::staged::rows_of;
use crate::storage::StoreError;
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::staging::{Name, Person, Roll, Text};

/// People per chunk.
const CHUNK: usize = 5_000;

/// A stretch of the index is read when it holds at most so many times the people that are looked for in it; else each is looked up.
const STRETCH: usize = 3;

const PLACES: &str = "
    INSERT INTO place (country, province, city)
    SELECT p.value ->> 0, p.value ->> 1, p.value ->> 2
    FROM json_each(?) p
    WHERE true
    ON CONFLICT (country, province, city) DO NOTHING";

pub(in crate::storage::sqlite) const PLACE_NUMBERS: &str = "
    SELECT l.number
    FROM json_each(?) p
    CROSS JOIN place l ON l.country = p.value ->> 0 AND l.province = p.value ->> 1 AND l.city = p.value ->> 2
    ORDER BY p.key";

/// Everybody between two accounts, in order as far as the index knows them: how many, their accounts, numbers, traits (gender, and four times the place), and names where there are.
pub(in crate::storage::sqlite) const BETWEEN: &str = "
    SELECT count(*), json_group_array(f.open_id), '[' || group_concat(f.id) || ']', '[' || group_concat(f.gender + 4 * f.place) || ']',
      json_group_array(json_array(f.id, f.nickname, f.avatar)) FILTER (WHERE f.nickname IS NOT NULL OR f.avatar IS NOT NULL)
    FROM (
      SELECT id, open_id, gender, place, nickname, avatar
      FROM fan
      WHERE workspace = ?1 AND platform = ?2 AND substr(open_id, 1, 16) BETWEEN substr(?3, 1, 16) AND substr(?4, 1, 16)
      ORDER BY substr(open_id, 1, 16)
      LIMIT ?5) f";

/// The same of single accounts, in their order.
pub(in crate::storage::sqlite) const THESE: &str = "
    SELECT count(*), json_group_array(f.open_id), '[' || group_concat(f.id) || ']', '[' || group_concat(f.gender + 4 * f.place) || ']',
      json_group_array(json_array(f.id, f.nickname, f.avatar)) FILTER (WHERE f.nickname IS NOT NULL OR f.avatar IS NOT NULL)
    FROM json_each(?3) p
    CROSS JOIN fan f ON f.workspace = ?1 AND f.platform = ?2 AND substr(f.open_id, 1, 16) = substr(p.value, 1, 16) AND +f.open_id = p.value";

/// New people, numbered upwards. A value is the gender's digit, ten of the place, the account: taking JSON apart costs more than all the rest.
const ARRIVE: &str = "
    INSERT INTO fan (id, workspace, platform, open_id, gender, place)
    SELECT ?3 + p.key, ?1, ?2, substr(p.value, 12), CAST(substr(p.value, 1, 1) AS INTEGER), CAST(substr(p.value, 2, 10) AS INTEGER)
    FROM json_each(?4) p";

const CHANGE: &str = "
    UPDATE fan SET gender = c.value ->> 1, place = c.value ->> 2, nickname = c.value ->> 3, avatar = c.value ->> 4
    FROM json_each(?) c
    WHERE fan.id = c.value ->> 0";

/// Somebody in the list, and their name if it is kept.
type Somebody<'a> = (&'a Person<'a>, Option<&'a Name<'a>>);

/// A row of `BETWEEN` and `THESE`: lists of the same order, as JSON; nothing where there is nobody.
type Found = (i64, String, Option<String>, Option<String>, String);

/// Number, gender, place, nickname, avatar.
#[derive(Serialize)]
struct Changed<'a>(i64, i64, i64, Option<&'a str>, Option<&'a str>);

/// Writes the people of a roll; returns their numbers, ascending. A row that says nothing new is not written.
pub(super) async fn record(connection: &mut SqliteConnection, run: &Run, roll: &Roll<'_>) -> Result<Vec<i64>, StoreError> {
    let places = places(connection, roll).await?;
    let mut next: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) + 1 FROM fan").fetch_one(&mut *connection).await?;
    let mut present = Vec::with_capacity(roll.len());
    let mut chunks = roll.chunks(CHUNK);
    let mut ahead = find_next(connection, run, chunks.next()).await?;
    while let Some((people, found)) = ahead.take() {
        let read = find_next(connection, run, chunks.next());
        let compare = async {
            let mut plan = Plan { first: next, ..Plan::default() };
            plan.compare(&people, &Known::of(&found)?, &places).map(|()| plan)
        };
        // Nobody of this chunk is in the next one: it may be read before this one is written.
        let (read, plan) = join(read, compare).await;
        let mut plan = plan?;
        ahead = read?;
        next += i64::try_from(plan.arrivals.len()).unwrap_or(i64::MAX);
        present.append(&mut plan.present);
        plan.write(connection, run).await?;
    }
    present.sort_unstable();
    Ok(present)
}

/// The numbers of the places, in the roll's order.
async fn places(connection: &mut SqliteConnection, roll: &Roll<'_>) -> Result<Vec<i64>, StoreError> {
    let words: Vec<_> = roll.places.iter().map(|(country, province, city)| (&*country.0, &*province.0, &*city.0)).collect();
    let words = rows_of(&words)?;
    sqlx::query(PLACES).bind(&words).execute(&mut *connection).await?;
    let numbers: Vec<i64> = sqlx::query_scalar(PLACE_NUMBERS).bind(&words).fetch_all(connection).await?;
    if numbers.len() == roll.places.len() { Ok(numbers) } else { Err(corrupt("place")) }
}

/// The next people, with who of them is known; nothing at the end.
async fn find_next<'a>(
    connection: &mut SqliteConnection,
    run: &Run,
    people: Option<Vec<Somebody<'a>>>,
) -> Result<Option<(Vec<Somebody<'a>>, Found)>, StoreError> {
    match people {
        Some(people) => find(connection, run, &people).await.map(|found| Some((people, found))),
        None => Ok(None),
    }
}

/// Who of these people is known, sorted as they are. When the index holds too many others between them, they are looked up one by one.
async fn find(connection: &mut SqliteConnection, run: &Run, people: &[Somebody<'_>]) -> Result<Found, StoreError> {
    let [(first, _), .., (last, _)] = people else { return look_up(connection, run, people).await };
    let limit = people.len() * STRETCH;
    let found: Found = sqlx::query_as(BETWEEN)
        .bind(run.creator.workspace)
        .bind(run.platform)
        .bind(&*first.open_id)
        .bind(&*last.open_id)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_one(&mut *connection)
        .await?;
    if usize::try_from(found.0).is_ok_and(|count| count < limit) { Ok(found) } else { look_up(connection, run, people).await }
}

async fn look_up(connection: &mut SqliteConnection, run: &Run, people: &[Somebody<'_>]) -> Result<Found, StoreError> {
    let accounts: Vec<&str> = people.iter().map(|(person, _)| &*person.open_id).collect();
    let found =
        sqlx::query_as(THESE).bind(run.creator.workspace).bind(run.platform).bind(rows_of(&accounts)?).fetch_one(connection).await?;
    Ok(found)
}

/// People who are known already.
struct Known<'a> {
    accounts: Vec<Text<'a>>,
    ids: Vec<i64>,
    traits: Vec<i64>,
    /// Nickname and avatar of those who have one, by number.
    names: HashMap<i64, (Option<Text<'a>>, Option<Text<'a>>)>,
}

impl<'a> Known<'a> {
    fn of((count, accounts, ids, traits, names): &'a Found) -> Result<Self, StoreError> {
        let names: Vec<(i64, Option<Text<'a>>, Option<Text<'a>>)> = read(names)?;
        let known = Self {
            accounts: read(accounts)?,
            ids: ids.as_deref().map(read).transpose()?.unwrap_or_default(),
            traits: traits.as_deref().map(read).transpose()?.unwrap_or_default(),
            names: names.into_iter().map(|(id, nickname, avatar)| (id, (nickname, avatar))).collect(),
        };
        let even = [known.accounts.len(), known.ids.len(), known.traits.len()].into_iter().all(|len| i64::try_from(len) == Ok(*count));
        if even { Ok(known.sorted()) } else { Err(corrupt("fan")) }
    }

    /// The index knows the beginnings of accounts only.
    fn sorted(mut self) -> Self {
        if !self.accounts.is_sorted() {
            let mut order: Vec<usize> = (0..self.accounts.len()).collect();
            order.sort_unstable_by(|a, b| self.accounts[*a].cmp(&self.accounts[*b]));
            self.accounts = order.iter().map(|at| self.accounts[*at].clone()).collect();
            self.ids = order.iter().map(|at| self.ids[*at]).collect();
            self.traits = order.iter().map(|at| self.traits[*at]).collect();
        }
        self
    }
}

fn read<'a, T: serde::Deserialize<'a>>(json: &'a str) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|_| corrupt("fan"))
}

/// What is to be written of a chunk.
#[derive(Default)]
struct Plan<'a> {
    /// The number of the first who is new.
    first: i64,
    present: Vec<i64>,
    arrivals: Vec<String>,
    changes: Vec<Changed<'a>>,
}

impl<'a> Plan<'a> {
    /// Walks both sides side by side.
    fn compare(&mut self, people: &[Somebody<'a>], known: &Known<'_>, places: &[i64]) -> Result<(), StoreError> {
        let mut at = 0;
        for (person, name) in people {
            let place = usize::try_from(person.place).ok().and_then(|place| places.get(place)).copied();
            let (place, gender) = (place.ok_or_else(|| corrupt("place"))?, i64::from(person.gender));
            let (nickname, avatar) = name.map(|(nickname, avatar)| (&*nickname.0, &*avatar.0)).unzip();
            let here = loop {
                match known.accounts.get(at).map(|account| account.0.cmp(&person.open_id)) {
                    Some(Ordering::Less) => at += 1,
                    Some(Ordering::Equal) => break true,
                    Some(Ordering::Greater) | None => break false,
                }
            };
            let (id, changed) = if here {
                let (id, traits) = (known.ids[at], known.traits[at]);
                let before =
                    known.names.get(&id).map_or((None, None), |(nickname, avatar)| (text(nickname.as_ref()), text(avatar.as_ref())));
                (id, traits != gender + 4 * place || before != (nickname, avatar))
            } else {
                let id = self.first + i64::try_from(self.arrivals.len()).unwrap_or(i64::MAX);
                self.arrivals.push(format!("{gender}{place:010}{}", person.open_id));
                (id, nickname.is_some())
            };
            self.present.push(id);
            if changed {
                self.changes.push(Changed(id, gender, place, nickname, avatar));
            }
        }
        Ok(())
    }
}

impl Plan<'_> {
    async fn write(&self, connection: &mut SqliteConnection, run: &Run) -> Result<(), StoreError> {
        if !self.arrivals.is_empty() {
            sqlx::query(ARRIVE)
                .bind(run.creator.workspace)
                .bind(run.platform)
                .bind(self.first)
                .bind(rows_of(&self.arrivals)?)
                .execute(&mut *connection)
                .await?;
        }
        if !self.changes.is_empty() {
            sqlx::query(CHANGE).bind(rows_of(&self.changes)?).execute(connection).await?;
        }
        Ok(())
    }
}

fn text<'a>(text: Option<&'a Text<'_>>) -> Option<&'a str> {
    text.map(|text| &*text.0)
}
