//! Staging a page, with the cursor that follows it.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde::Serialize;
use sqlx::SqliteConnection;

use crate::storage::StoreError;
use crate::storage::runs::{RawResponse, StagedPage, StagedRecords};
use crate::storage::sqlite::codes;
use crate::storage::sqlite::staging::Batch;

/// Whether names of fans are stored is the workspace's choice; a name that may not be stored is not staged either.
const KEEPS_NAMES: &str = "SELECT w.names FROM run r JOIN workspace w ON w.number = r.workspace WHERE r.number = ?";

const PROGRESS: &str = "
    INSERT INTO run_step (run, capability, state, cursor, pages, rows, expected, requests, fetched_at, moved)
    VALUES (?1, ?2, 'running', ?3, ?8, ?4, ?5, ?6, ?7, ?9)
    ON CONFLICT (run, capability) DO UPDATE SET
      cursor = excluded.cursor,
      pages = run_step.pages + excluded.pages,
      rows = run_step.rows + excluded.rows,
      moved = max(run_step.moved, excluded.moved, coalesce(excluded.expected <> run_step.expected, 0)),
      expected = coalesce(excluded.expected, run_step.expected),
      requests = run_step.requests + excluded.requests,
      fetched_at = excluded.fetched_at
    RETURNING pages, rows";

pub(super) async fn stage(connection: &mut SqliteConnection, run: i64, page: StagedPage) -> Result<i64, StoreError> {
    let StagedPage { capability, records, pages: read, next, requests, reported_total, moved, raw, fetched_at } = page;
    let mut batch = None;
    let (rows, body) = match records {
        StagedRecords::Members(list, members) => {
            let keeps_names = sqlx::query_scalar(KEEPS_NAMES).bind(run).fetch_one(&mut *connection).await?;
            let staged = Batch::of(&members, keeps_names)?;
            let people = staged.people;
            batch = Some((list, staged));
            (count(people), None)
        }
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
        .bind(moved)
        .fetch_one(&mut *connection)
        .await?;
    if let Some((list, batch)) = batch {
        batch.store(connection, run, codes::list(list), pages).await?;
    }
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
