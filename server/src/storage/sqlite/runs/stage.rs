//! Staging a page, with the cursor that follows it.

use std::io::Write as _;

use app::model::{ListKind, ListMember};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde::Serialize;
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::runs::{RawResponse, StagedPage, StagedRecords};
use crate::storage::sqlite::codes;

/// Whether names of fans are stored is the workspace's choice; a name that may not be stored is not staged either.
const STAGE_MEMBERS: &str = "
    INSERT INTO staged_member (run, list, open_id, gender, country, province, city, nickname, avatar)
    SELECT ?1, ?2, m.value ->> 0, m.value ->> 1, m.value ->> 2, m.value ->> 3, m.value ->> 4,
      CASE WHEN w.names THEN m.value ->> 5 END,
      CASE WHEN w.names THEN m.value ->> 6 END
    FROM run r
    JOIN workspace w ON w.number = r.workspace
    JOIN json_each(?3) m
    WHERE r.number = ?1
    ON CONFLICT (run, list, open_id) DO NOTHING";

const PROGRESS: &str = "
    INSERT INTO run_step (run, capability, state, cursor, pages, rows, expected, requests, fetched_at)
    VALUES (?1, ?2, 'running', ?3, ?8, ?4, ?5, ?6, ?7)
    ON CONFLICT (run, capability) DO UPDATE SET
      cursor = excluded.cursor,
      pages = run_step.pages + excluded.pages,
      rows = run_step.rows + excluded.rows,
      expected = coalesce(excluded.expected, run_step.expected),
      requests = run_step.requests + excluded.requests,
      fetched_at = excluded.fetched_at
    RETURNING pages, rows";

pub(super) async fn stage(connection: &mut SqliteConnection, run: i64, page: StagedPage) -> Result<i64, StoreError> {
    let StagedPage { capability, records, pages: read, next, requests, reported_total, raw, fetched_at } = page;
    let (rows, body) = match records {
        StagedRecords::Members(list, members) => (stage_members(connection, run, list, members).await?, None),
        StagedRecords::Profile(profile) => (1, Some(encode(&profile)?)),
        StagedRecords::Series(points) => (count(points.len()), Some(encode(&points)?)),
        StagedRecords::Portrait(portrait) => {
            let buckets = portrait.distributions.iter().map(|(_, buckets)| buckets.len()).sum::<usize>();
            (count(buckets + portrait.flow.len()), Some(encode(&portrait)?))
        }
    };
    let step = capability.as_str();
    let (pages, rows): (i64, i64) = sqlx::query_as(PROGRESS)
        .bind(run)
        .bind(step)
        .bind(next)
        .bind(rows)
        .bind(reported_total)
        .bind(requests)
        .bind(fetched_at.0)
        .bind(read)
        .fetch_one(&mut *connection)
        .await?;
    if let Some(body) = body {
        sqlx::query("INSERT INTO staged_record (run, capability, page, fetched_at, body) VALUES (?, ?, ?, ?, ?)")
            .bind(run)
            .bind(step)
            .bind(pages)
            .bind(fetched_at.0)
            .bind(body)
            .execute(&mut *connection)
            .await?;
    }
    for response in &raw {
        keep_raw(connection, run, (step, pages, fetched_at.0), response).await?;
    }
    sqlx::query("UPDATE run SET pages = pages + ?, requests = requests + ? WHERE number = ?")
        .bind(read)
        .bind(requests)
        .bind(run)
        .execute(connection)
        .await?;
    Ok(rows)
}

/// Returns how many were not staged before. Sorted, so that the index is written in its order.
async fn stage_members(
    connection: &mut SqliteConnection,
    run: i64,
    list: ListKind,
    mut members: Vec<ListMember>,
) -> Result<i64, StoreError> {
    members.sort_by(|a, b| a.open_id.cmp(&b.open_id));
    let rows: Vec<_> = members
        .iter()
        .map(|m| (m.open_id.as_str(), codes::gender(m.gender), &m.country, &m.province, &m.city, &m.nickname, &m.avatar))
        .collect();
    let staged = sqlx::query(STAGE_MEMBERS).bind(run).bind(codes::list(list)).bind(encode(&rows)?).execute(connection).await?;
    Ok(i64::try_from(staged.rows_affected()).unwrap_or(i64::MAX))
}

async fn keep_raw(
    connection: &mut SqliteConnection,
    run: i64,
    (step, page, fetched_at): (&str, i64, i64),
    response: &RawResponse,
) -> Result<(), StoreError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let compressed = encoder.write_all(&response.body).and_then(|()| encoder.finish());
    let compressed = compressed.map_err(|error| StoreError::Database(Box::new(error)))?;
    sqlx::query("INSERT OR REPLACE INTO raw_response (run, capability, page, endpoint, fetched_at, body) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(run)
        .bind(step)
        .bind(page)
        .bind(&response.endpoint)
        .bind(fetched_at)
        .bind(compressed)
        .execute(connection)
        .await?;
    Ok(())
}

fn encode(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(Box::new(error)))
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
