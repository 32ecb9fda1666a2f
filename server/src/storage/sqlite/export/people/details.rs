//! Who the people of a chunk are.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use sqlx::SqliteConnection;

use super::super::{Subject, integer_list as json};
use super::{Stay, read};
use crate::storage::StoreError;
use crate::storage::export::Field;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::error::corrupt;

/// Accounts, nicknames, traits (gender, and four times the place), and whether they are in the other list now. A negative number is
/// somebody who is not in this list any more.
pub(in crate::storage::sqlite) const OTHERS: &str = "
    SELECT json_group_array(f.open_id), json_group_array(f.nickname), json_group_array(f.gender + 4 * f.place),
      json_group_array(p.value > 0 AND EXISTS (
        SELECT 1 FROM span o
        WHERE o.workspace = ?1 AND o.creator = ?2 AND o.list = ?3 AND o.fan = f.id AND o.left_day IS NULL))
    FROM json_each(?4) p
    CROSS JOIN fan f ON f.id = abs(p.value)";

pub(in crate::storage::sqlite) const PLACES: &str = "
    SELECT json_group_array(json_array(l.number, l.country, l.province, l.city))
    FROM json_each(?) p
    CROSS JOIN place l ON l.number = p.value";

/// Text that is copied only where JSON escapes something in it.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Account and nickname.
type Names<'a> = (Text<'a>, Option<Text<'a>>);

type Place = (Arc<str>, Arc<str>, Arc<str>);

/// The rows of these people, in their order; `told` says that the other list tells who is not in it.
pub(super) async fn rows(
    connection: &mut SqliteConnection,
    subject: &Subject<'_>,
    other: i64,
    told: bool,
    people: &[Stay],
) -> Result<Vec<Vec<Field>>, StoreError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<i64> = people.iter().map(|stay| if stay.left.is_none() { stay.fan } else { -stay.fan }).collect();
    let found: (String, String, String, String) = sqlx::query_as(OTHERS)
        .bind(subject.number.workspace)
        .bind(subject.number.creator)
        .bind(other)
        .bind(json(&numbers)?)
        .fetch_one(&mut *connection)
        .await?;
    let accounts: Vec<Text<'_>> = read(&found.0)?;
    let nicknames: Vec<Option<Text<'_>>> = read(&found.1)?;
    let traits: Vec<i64> = read(&found.2)?;
    let mutual: Vec<i64> = read(&found.3)?;
    if [accounts.len(), nicknames.len(), traits.len(), mutual.len()] != [people.len(); 4] {
        return Err(corrupt("span.fan"));
    }
    let places = places(connection, &traits).await?;
    let creator: Arc<str> = Arc::from(subject.key.creator.as_str());
    let about = accounts.into_iter().zip(nicknames).zip(traits.into_iter().zip(mutual));
    let row = |(stay, ((account, nickname), (traits, mutual))): (&Stay, (Names<'_>, (i64, i64)))| {
        let (country, province, city) = places.get(&traits.div_euclid(4)).ok_or_else(|| corrupt("fan.place"))?;
        Ok(vec![
            Field::Shared(Arc::clone(&creator)),
            Field::Text(account.0.into_owned()),
            nickname.map_or(Field::Empty, |nickname| Field::Text(nickname.0.into_owned())),
            Field::Word(codes::gender_of(traits.rem_euclid(4)).as_str()),
            Field::Shared(Arc::clone(country)),
            Field::Shared(Arc::clone(province)),
            Field::Shared(Arc::clone(city)),
            Field::Day(codes::day(stay.first_seen)),
            stay.left.map_or(Field::Empty, |(day, _)| Field::Day(codes::day(day))),
            stay.left.map_or(Field::Empty, |(_, confidence)| Field::Word(confidence.as_str())),
            if mutual != 0 || told || stay.left.is_some() { Field::Flag(mutual != 0) } else { Field::Empty },
        ])
    };
    people.iter().zip(about).map(row).collect()
}

/// The places that these traits name.
async fn places(connection: &mut SqliteConnection, traits: &[i64]) -> Result<HashMap<i64, Place>, StoreError> {
    let mut numbers: Vec<i64> = traits.iter().map(|traits| traits.div_euclid(4)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let found: String = sqlx::query_scalar(PLACES).bind(json(&numbers)?).fetch_one(connection).await?;
    let found: Vec<(i64, Text<'_>, Text<'_>, Text<'_>)> = read(&found)?;
    let shared = |text: Text<'_>| Arc::from(&*text.0);
    Ok(found.into_iter().map(|(number, country, province, city)| (number, (shared(country), shared(province), shared(city)))).collect())
}
