//! Reads for the ledgers of people.

use app::filter::PeopleQuery;
use app::model::page::people::{Ledger, ListQuality, Origins, PeopleSummary};
use app::model::{ListKind, Period};
use async_trait::async_trait;

use super::{CreatorKey, StoreError};

/// People of the fan list and of the following list. However long a list is, an answer costs a bounded number of index look-ups.
#[async_trait]
pub trait PeopleStore: Send + Sync {
    /// One page of the ledger: people of whom the list says something on a day of the period: they were in it, or it
    /// lacked them for the first time. A filter by who is not mutual is left out where that is not known.
    async fn ledger(&self, key: &CreatorKey, list: ListKind, period: Period, query: &PeopleQuery) -> Result<Ledger, StoreError>;

    /// The period in numbers.
    async fn people_summary(&self, key: &CreatorKey, list: ListKind, period: Period) -> Result<PeopleSummary, StoreError>;

    /// Where the new people of the period come from, against those who are there.
    async fn origins(&self, key: &CreatorKey, list: ListKind, period: Period) -> Result<Origins, StoreError>;

    /// How the newest list came out. `total` is what the list itself said.
    async fn list_quality(&self, key: &CreatorKey, list: ListKind) -> Result<ListQuality, StoreError>;
}
