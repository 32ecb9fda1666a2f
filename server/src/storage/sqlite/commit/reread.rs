//! What a run gave, replaced by what its kept answers say today.

use app::model::PlatformDay;
use sqlx::SqliteConnection;

use super::run::Run;
use super::{daily, portrait, profile, run, series};
use crate::storage::StoreError;
use crate::storage::reparse::{AnswerRecords, Reread};
use crate::storage::sqlite::codes;

/// Everything a run can have given, as one text per table, so that "unchanged" is a comparison and no belief. Each takes workspace and creator, the
/// first day that is touched, and the day after the run's.
const GIVEN: [&str; 6] = [
    "SELECT json_group_array(json_array(nickname, avatar, union_id)) FROM creator WHERE ?1 = workspace AND number = ?2 AND ?3 <= ?4",
    "SELECT json_group_array(json_array(total_fans, fetched_at))
     FROM portrait_day WHERE workspace = ?1 AND creator = ?2 AND day = ?4 - 1 AND ?3 <= ?4",
    "SELECT json_group_array(json_array(g.dimension, g.label, g.scheme, g.position, g.value))
     FROM (
       SELECT p.dimension, b.label, b.scheme, b.position, p.value
       FROM portrait p
       JOIN bucket b ON b.number = p.bucket
       WHERE p.workspace = ?1 AND p.creator = ?2 AND p.dimension BETWEEN 0 AND 5 AND p.day = ?4 - 1 AND ?3 <= ?4
       ORDER BY p.dimension, b.label, b.scheme) g",
    "SELECT json_group_array(json_array(metric, all_sum, fans_sum))
     FROM (
       SELECT metric, all_sum, fans_sum FROM flow
       WHERE workspace = ?1 AND creator = ?2 AND day = ?4 - 1 AND ?3 <= ?4
       ORDER BY metric)",
    "SELECT json_group_array(json_array(metric, day, value, fetched_at))
     FROM (
       SELECT metric, day, value, fetched_at FROM series
       WHERE workspace = ?1 AND creator = ?2 AND day BETWEEN ?3 AND ?4
       ORDER BY metric, day)",
    "SELECT json_group_array(
       json_array(day, series_total, portrait_total, listed, complete, new_fans, lost_fans, net_fans))
     FROM (
       SELECT day, series_total, portrait_total, listed, complete, new_fans, lost_fans, net_fans FROM daily
       WHERE workspace = ?1 AND creator = ?2 AND day BETWEEN ?3 AND ?4
       ORDER BY day)",
];

/// Replaces what the run gave; whether anything is different from before. The caller holds the transaction, and commits it when something is.
pub(in crate::storage::sqlite) async fn replace(
    connection: &mut SqliteConnection,
    number: i64,
    answers: &[Reread],
    older: &[Reread],
) -> Result<bool, StoreError> {
    let run = run::load(connection, number).await?;
    let own = series::own(connection, &run, answers).await?;
    let from = own.iter().map(|(_, day)| codes::day(*day)).chain(days(answers)).chain([run.period]).min().unwrap_or(run.period);
    let before = given(connection, &run, from).await?;
    for answer in answers {
        match &answer.records {
            AnswerRecords::Profile(found) => profile::replace(connection, &run, found, answer.fetched_at).await?,
            AnswerRecords::Portrait(found) => portrait::replace(connection, &run, found, answer.fetched_at).await?,
            AnswerRecords::Series(..) => {}
        }
    }
    series::replace(connection, &run, answers, older, &own).await?;
    daily::roll_up_anew(connection, run.creator, from, run.period.next()).await?;
    let changed = before != given(connection, &run, from).await?;
    if changed {
        sqlx::query("UPDATE creator SET data_version = data_version + 1 WHERE number = ?")
            .bind(run.creator.creator)
            .execute(connection)
            .await?;
    }
    Ok(changed)
}

fn days(answers: &[Reread]) -> impl Iterator<Item = PlatformDay> {
    answers.iter().filter_map(|answer| match &answer.records {
        AnswerRecords::Series(_, points) => points.iter().map(|point| point.day).min(),
        AnswerRecords::Profile(_) | AnswerRecords::Portrait(_) => None,
    })
}

async fn given(connection: &mut SqliteConnection, run: &Run, from: PlatformDay) -> Result<Vec<String>, StoreError> {
    let mut texts = Vec::with_capacity(GIVEN.len());
    for sql in GIVEN {
        let text = sqlx::query_scalar(sql)
            .bind(run.creator.workspace)
            .bind(run.creator.creator)
            .bind(from.number())
            .bind(run.period.next().number())
            .fetch_one(&mut *connection)
            .await?;
        texts.push(text);
    }
    Ok(texts)
}
