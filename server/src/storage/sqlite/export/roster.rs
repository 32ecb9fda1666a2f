//! `roster`: one row per creator, the same rows as the page's.

use std::collections::HashMap;

use app::filter::RosterQuery;
use app::model::CreatorId;
use app::model::page::roster::RosterRow;
use sqlx::SqliteConnection;

use super::integer;
use crate::storage::StoreError;
use crate::storage::export::{ExportQuery, Field};
use crate::storage::sqlite::history::roster;

/// In the order of the query's creators; one query per workspace, and one creator alone is read alone.
pub(super) async fn rows(connection: &mut SqliteConnection, query: &ExportQuery) -> Result<Vec<Vec<Field>>, StoreError> {
    let only = if let [single] = query.creators.as_slice() { Some(single.creator.as_str()) } else { None };
    let mut workspaces: Vec<_> = query.creators.iter().map(|key| &key.workspace).collect();
    workspaces.sort_unstable();
    workspaces.dedup();
    let mut found: HashMap<CreatorId, RosterRow> = HashMap::new();
    for workspace in workspaces {
        let scope = roster::Scope { workspace, only, today: query.today, now: query.now };
        let rows = roster::all(connection, scope, &RosterQuery::default()).await?;
        found.extend(rows.into_iter().map(|row| (row.id.clone(), row)));
    }
    Ok(query.creators.iter().filter_map(|key| found.remove(&key.creator)).map(fields).collect())
}

fn fields(row: RosterRow) -> Vec<Field> {
    vec![
        Field::Text(row.id.0),
        Field::Text(row.nickname),
        integer(row.total_fans),
        integer(row.net_1d),
        integer(row.net_7d),
        integer(row.net_30d),
        row.fan_share_views.map_or(Field::Empty, Field::Ratio),
        row.snapshot_day.map_or(Field::Empty, Field::Day),
        integer(row.grant.days_left),
        Field::Integer(row.gaps_30d),
    ]
}
