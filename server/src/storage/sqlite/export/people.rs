//! `fans` and `following`: one row per person, by the day they were first seen.

use app::filter::PeopleFilter;
use app::model::{ListKind, Period};
use sqlx::SqliteConnection;

use super::{Part, Subject};
use crate::storage::StoreError;
use crate::storage::export::Field;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::people::{List, Search};

/// Rows per chunk.
const CHUNK: usize = 4000;

/// A day number after all others: in the year 2243.
const LAST_DAY: i64 = 100_000;

/// People first seen on the day the last chunk ended with. A first list may hold everybody: this reads on where it stopped.
/// A person is in when one of their spans overlaps the days asked for.
pub(in crate::storage::sqlite) const SAME_DAY: &str = "
    SELECT s.fan, s.first_day
    FROM span s
    WHERE s.workspace = ?1 AND s.creator = ?2 AND s.list = ?3 AND s.fan > ?5 AND s.first_day = ?4
      AND NOT EXISTS (
        SELECT 1 FROM span e
        WHERE e.workspace = ?1 AND e.creator = ?2 AND e.list = ?3 AND e.fan = s.fan AND e.first_day < ?4)
      AND EXISTS (
        SELECT 1 FROM span o
        WHERE o.workspace = ?1 AND o.creator = ?2 AND o.list = ?3 AND o.fan = s.fan
          AND o.first_day <= ?7 AND (o.left_day IS NULL OR o.left_day > ?6))
    ORDER BY s.fan
    LIMIT ?8";

/// People first seen on later days: reads the creator's spans once and keeps the first of them.
pub(in crate::storage::sqlite) const NEXT_DAYS: &str = "
    SELECT s.fan, min(s.first_day) AS first_seen
    FROM span s
    WHERE s.workspace = ?1 AND s.creator = ?2 AND s.list = ?3
    GROUP BY s.fan
    HAVING first_seen > ?4
      AND max(s.first_day <= ?6 AND (s.left_day IS NULL OR s.left_day > ?5))
    ORDER BY first_seen, s.fan
    LIMIT ?7";

/// Newest span of each person, and whether they are in both lists now.
pub(in crate::storage::sqlite) const DETAILS: &str = "
    SELECT f.open_id, f.nickname, f.gender, l.country, l.province, l.city, p.value ->> 1 AS first_seen, n.left_day, n.left_confidence,
      (EXISTS (
        SELECT 1 FROM span a
        WHERE a.workspace = ?1 AND a.creator = ?2 AND a.list = 0 AND a.fan = f.id AND a.left_day IS NULL)
      AND EXISTS (
        SELECT 1 FROM span b
        WHERE b.workspace = ?1 AND b.creator = ?2 AND b.list = 1 AND b.fan = f.id AND b.left_day IS NULL)) AS mutual
    FROM json_each(?4) p
    CROSS JOIN fan f ON f.id = p.value ->> 0
    JOIN place l ON l.number = f.place
    JOIN span n ON n.workspace = ?1 AND n.creator = ?2 AND n.list = ?3 AND n.fan = f.id AND n.first_day = (
      SELECT max(m.first_day) FROM span m
      WHERE m.workspace = ?1 AND m.creator = ?2 AND m.list = ?3 AND m.fan = f.id)
    ORDER BY p.key";

/// A person's number, and the day they were first seen.
type Person = (i64, i64);

#[derive(sqlx::FromRow)]
struct Row {
    open_id: String,
    nickname: Option<String>,
    gender: i64,
    country: String,
    province: String,
    city: String,
    first_seen: i64,
    left_day: Option<i64>,
    left_confidence: Option<i64>,
    mutual: bool,
}

impl Row {
    fn fields(self, creator: Field) -> Vec<Field> {
        let left = self.left_confidence.filter(|_| self.left_day.is_some());
        vec![
            creator,
            Field::Text(self.open_id),
            self.nickname.map_or(Field::Empty, Field::Text),
            Field::Word(codes::gender_of(self.gender).as_str()),
            Field::Text(self.country),
            Field::Text(self.province),
            Field::Text(self.city),
            Field::Day(codes::day(self.first_seen)),
            self.left_day.map_or(Field::Empty, |day| Field::Day(codes::day(day))),
            left.map_or(Field::Empty, |code| Field::Word(codes::confidence_of(code).as_str())),
            Field::Flag(self.mutual),
        ]
    }
}

pub(super) async fn part(connection: &mut SqliteConnection, subject: &Subject<'_>, list: ListKind) -> Result<Part, StoreError> {
    let (people, end) = match &subject.query.people {
        Some(filter) => filtered(connection, subject, list, filter).await?,
        None => everybody(connection, subject, codes::list(list)).await?,
    };
    let numbers = serde_json::to_string(&people).map_err(|error| StoreError::Database(Box::new(error)))?;
    let rows: Vec<Row> = sqlx::query_as(DETAILS)
        .bind(subject.number.workspace)
        .bind(subject.number.creator)
        .bind(codes::list(list))
        .bind(numbers)
        .fetch_all(connection)
        .await?;
    Ok((rows.into_iter().map(|row| row.fields(subject.creator())).collect(), end))
}

/// The next people the ledger shows under this filter, whatever its order; it may hold nobody before the end.
async fn filtered(
    connection: &mut SqliteConnection,
    subject: &Subject<'_>,
    list: ListKind,
    filter: &PeopleFilter,
) -> Result<(Vec<Person>, Option<String>), StoreError> {
    let after = subject.after.map(place).transpose()?;
    let Some(list) = List::find(connection, subject.key, list).await? else { return Ok((Vec::new(), None)) };
    let day = |number: i64| codes::day(number.clamp(0, LAST_DAY));
    let Some(period) = Period::new(day(subject.from()), day(subject.to())) else { return Ok((Vec::new(), None)) };
    let search = Search { list: &list, filter, period };
    let (people, end) = search.export(connection, after, CHUNK).await?;
    let people = people.iter().map(|person| (person.fan, person.first_seen().number())).collect();
    Ok((people, end.map(|(day, fan)| format!("{day} {fan}"))))
}

/// The next people of the whole list.
async fn everybody(
    connection: &mut SqliteConnection,
    subject: &Subject<'_>,
    list: i64,
) -> Result<(Vec<Person>, Option<String>), StoreError> {
    let people = people(connection, subject, list).await?;
    let end = people.last().filter(|_| people.len() == CHUNK).map(|(fan, day)| format!("{day} {fan}"));
    Ok((people, end))
}

async fn people(connection: &mut SqliteConnection, subject: &Subject<'_>, list: i64) -> Result<Vec<Person>, StoreError> {
    let after = subject.after.map(place).transpose()?;
    let mut people: Vec<Person> = Vec::new();
    if let Some((day, fan)) = after {
        people = sqlx::query_as(SAME_DAY)
            .bind(subject.number.workspace)
            .bind(subject.number.creator)
            .bind(list)
            .bind(day)
            .bind(fan)
            .bind(subject.from())
            .bind(subject.to())
            .bind(limit(CHUNK))
            .fetch_all(&mut *connection)
            .await?;
    }
    if people.len() < CHUNK {
        let later: Vec<Person> = sqlx::query_as(NEXT_DAYS)
            .bind(subject.number.workspace)
            .bind(subject.number.creator)
            .bind(list)
            .bind(after.map_or(i64::MIN, |(day, _)| day))
            .bind(subject.from())
            .bind(subject.to())
            .bind(limit(CHUNK - people.len()))
            .fetch_all(connection)
            .await?;
        people.extend(later);
    }
    Ok(people)
}

/// The day and person of a cursor.
fn place(key: &str) -> Result<(i64, i64), StoreError> {
    let wrong = || corrupt("export cursor");
    let (day, fan) = key.split_once(' ').ok_or_else(wrong)?;
    Ok((day.parse().map_err(|_| wrong())?, fan.parse().map_err(|_| wrong())?))
}

fn limit(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
