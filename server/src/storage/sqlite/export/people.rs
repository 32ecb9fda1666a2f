//! `fans` and `following`: one row per person, by the day they were first seen.
//!
//! A chunk is a stretch of the index by first day, then the spans of those people, then who they are. Each crosses the way to SQLite's
//! thread as a few long values: row by row that way costs more than everything else.

mod details;

use app::filter::PeopleFilter;
use app::model::{LeftConfidence, ListKind, Period};
use serde::Deserialize;
use sqlx::SqliteConnection;

#[cfg(test)]
pub(in crate::storage::sqlite) use details::{OTHERS, PLACES};

use super::{Part, Subject, integer_list as json};
use crate::storage::StoreError;
use crate::storage::sqlite::codes;
use crate::storage::sqlite::error::corrupt;
use crate::storage::sqlite::people::{Candidate, List, Search};

/// Steps per chunk.
const CHUNK: usize = 5_000;

/// A day number after all others: in the year 2243.
const LAST_DAY: i64 = 100_000;

/// The next spans by the day they began, as two lists of the same order.
pub(in crate::storage::sqlite) const STEPS: &str = "
    SELECT json_group_array(s.first_day), json_group_array(s.fan)
    FROM (
      SELECT first_day, fan
      FROM span INDEXED BY span_first
      WHERE workspace = ?1 AND creator = ?2 AND list = ?3 AND (first_day, fan) > (?4, ?5)
      ORDER BY first_day, fan
      LIMIT ?6) s";

/// All spans of these people in their order: person, first day, and twice the left day plus whether it is confirmed.
pub(in crate::storage::sqlite) const SPANS: &str = "
    SELECT json_group_array(s.fan), json_group_array(s.first_day), json_group_array(2 * s.left_day + s.left_confidence)
    FROM json_each(?4) p
    CROSS JOIN span s ON s.workspace = ?1 AND s.creator = ?2 AND s.list = ?3 AND s.fan = p.value";

/// A day and a person.
type Step = (i64, i64);

/// A row of the export, as far as the list goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stay {
    fan: i64,
    /// The day of the first list that had them.
    first_seen: i64,
    /// The absence that lasts.
    left: Option<(i64, LeftConfidence)>,
}

pub(super) async fn part(connection: &mut SqliteConnection, subject: &Subject<'_>, list: ListKind) -> Result<Part, StoreError> {
    let after = subject.after.map(place).transpose()?;
    let Some(list) = List::find(connection, subject.key, list).await? else { return Ok((Vec::new(), None)) };
    let told = list.tells_not_mutual(connection).await?;
    let (people, end) = match &subject.query.people {
        Some(filter) => filtered(connection, subject, &list, &List::answerable(filter, told), after).await?,
        None => everybody(connection, subject, list.number(), after).await?,
    };
    let rows = details::rows(connection, subject, list.other(), told, &people).await?;
    Ok((rows, end.map(|(day, fan)| format!("{day} {fan}"))))
}

/// The next people the ledger shows under this filter, whatever its order; it may hold nobody before the end.
async fn filtered(
    connection: &mut SqliteConnection,
    subject: &Subject<'_>,
    list: &List,
    filter: &PeopleFilter,
    after: Option<Step>,
) -> Result<(Vec<Stay>, Option<Step>), StoreError> {
    let day = |number: i64| codes::day(number.clamp(0, LAST_DAY));
    let Some(period) = Period::new(day(subject.from()), day(subject.to())) else { return Ok((Vec::new(), None)) };
    let search = Search { list, filter, period };
    let (people, end) = search.export(connection, after, CHUNK).await?;
    let stay = |person: &Candidate| {
        let newest = person.presence.stays().last();
        let confidence = if newest.is_some_and(|stay| stay.confirmed) { LeftConfidence::Confirmed } else { LeftConfidence::NotSeen };
        let left = person.presence.left().map(|day| (day.number(), confidence));
        Stay { fan: person.fan, first_seen: person.first_seen().number(), left }
    };
    Ok((people.iter().map(stay).collect(), end))
}

/// The next people of the whole list, each at their first span; a person is in when the list says something of them on the days asked
/// for: they were in it, or it lacked them for the first time.
async fn everybody(
    connection: &mut SqliteConnection,
    subject: &Subject<'_>,
    list: i64,
    after: Option<Step>,
) -> Result<(Vec<Stay>, Option<Step>), StoreError> {
    let after = after.unwrap_or((i64::MIN, i64::MIN));
    let (days, fans): (String, String) = sqlx::query_as(STEPS)
        .bind(subject.number.workspace)
        .bind(subject.number.creator)
        .bind(list)
        .bind(after.0)
        .bind(after.1)
        .bind(i64::try_from(CHUNK).unwrap_or(i64::MAX))
        .fetch_one(&mut *connection)
        .await?;
    let steps: Vec<Step> = read::<Vec<i64>>(&days)?.into_iter().zip(read::<Vec<i64>>(&fans)?).collect();
    let mut fans: Vec<i64> = steps.iter().map(|(_, fan)| *fan).collect();
    fans.sort_unstable();
    fans.dedup();
    let spans: (String, String, String) = sqlx::query_as(SPANS)
        .bind(subject.number.workspace)
        .bind(subject.number.creator)
        .bind(list)
        .bind(json(&fans)?)
        .fetch_one(connection)
        .await?;
    let stays = stays(&spans, subject.from(), subject.to())?;
    let own = |(day, fan): &Step| {
        let at = stays.binary_search_by_key(fan, |stay| stay.fan).ok()?;
        stays.get(at).copied().filter(|stay| stay.first_seen == *day)
    };
    Ok((steps.iter().filter_map(own).collect(), steps.last().copied().filter(|_| steps.len() == CHUNK)))
}

/// The people of these spans, by number: those of whom one touches the days, as `Presence::touches` has it.
fn stays((fans, first, left): &(String, String, String), from: i64, to: i64) -> Result<Vec<Stay>, StoreError> {
    let (fans, first, left): (Vec<i64>, Vec<i64>, Vec<Option<i64>>) = (read(fans)?, read(first)?, read(left)?);
    let mut stays: Vec<(Stay, bool)> = Vec::with_capacity(fans.len());
    for ((fan, first), left) in fans.into_iter().zip(first).zip(left) {
        let left = left.map(|code| (code.div_euclid(2), codes::confidence_of(code.rem_euclid(2))));
        let touches = first <= to && left.is_none_or(|(day, _)| day >= from);
        match stays.last_mut().filter(|(stay, _)| stay.fan == fan) {
            Some((stay, kept)) => {
                stay.left = left;
                *kept |= touches;
            }
            None => stays.push((Stay { fan, first_seen: first, left }, touches)),
        }
    }
    Ok(stays.into_iter().filter_map(|(stay, kept)| kept.then_some(stay)).collect())
}

/// The day and person of a cursor.
fn place(key: &str) -> Result<Step, StoreError> {
    let wrong = || corrupt("export cursor");
    let (day, fan) = key.split_once(' ').ok_or_else(wrong)?;
    Ok((day.parse().map_err(|_| wrong())?, fan.parse().map_err(|_| wrong())?))
}

/// A list that SQLite wrote.
fn read<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|_| corrupt("span"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_span_says_since_when_and_the_last_whether_they_are_gone() {
        let spans = ("[1,1,2]".to_owned(), "[10,20,15]".to_owned(), "[25,null,37]".to_owned());
        let found = |from, to| stays(&spans, from, to).expect("reads");
        let there = Stay { fan: 1, first_seen: 10, left: None };
        let gone = Stay { fan: 2, first_seen: 15, left: Some((18, LeftConfidence::Confirmed)) };
        assert_eq!(found(0, 100), [there, gone]);
        assert_eq!(found(18, 100), [there, gone], "the first day of absence is theirs");
        assert_eq!(found(19, 100), [there]);
        assert_eq!(found(13, 14), Vec::new());
        assert_eq!(found(12, 19), [there, gone]);
        assert_eq!(found(13, 19), [gone], "between two stays one is not in the list");
    }
}
