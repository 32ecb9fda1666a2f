//! The one transaction that moves what a run staged into the history.
//!
//! The caller holds the run's fence in the same transaction and commits it; an error on the way leaves nothing.

mod daily;
mod fans;
mod lists;
mod portrait;
mod profile;
pub(super) mod reread;
mod run;
mod series;
mod spans;
mod staged;

use app::model::{Capability, ListKind, Timestamp};
use sqlx::SqliteConnection;

#[cfg(test)]
pub(super) use daily::{JOINED, LISTED, PORTRAITS, SERIES};
#[cfg(test)]
pub(super) use fans::{BETWEEN, PLACE_NUMBERS, THESE};
#[cfg(test)]
pub(super) use portrait::{BEFORE, CURRENT};
#[cfg(test)]
pub(super) use spans::{CLOSE, CONFIRM, DOUBTFUL, FORGET_TODAY, OPEN, STANDING};

use crate::failpoint::{Failpoint, reach};
use crate::storage::StoreError;
use crate::storage::runs::Committed;

/// The list a capability reads.
pub(super) const fn list_of(capability: Capability) -> Option<ListKind> {
    match capability {
        Capability::FanList => Some(ListKind::Fans),
        Capability::FollowingList => Some(ListKind::Following),
        Capability::Profile | Capability::Portrait | Capability::Series => None,
    }
}

pub(super) async fn commit(connection: &mut SqliteConnection, run: i64, now: Timestamp) -> Result<Committed, StoreError> {
    let run = run::load(connection, run).await?;
    let part = || reach(Failpoint::RunCommitting);
    part()?;
    profile::commit(connection, &run).await?;
    part()?;
    portrait::commit(connection, &run).await?;
    part()?;
    let oldest = series::commit(connection, &run).await?;
    for list in [Capability::FanList, Capability::FollowingList] {
        part()?;
        lists::commit(connection, &run, list).await?;
    }
    part()?;
    run::finish(connection, &run, now).await?;
    part()?;
    daily::roll_up(connection, run.creator, oldest.map_or(run.period, |day| day.min(run.period)), run.period.next()).await?;
    part()?;
    run::outcome(connection, &run).await
}
