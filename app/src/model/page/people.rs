//! The ledger of a list: people, totals of a period, where the new ones come from, and how good the list is.

use serde::{Deserialize, Serialize};

use crate::filter::{PeoplePlace, PeopleSort};
use crate::model::people::PersonState;
use crate::model::{CapabilityStatus, GapReason, Gender, OpenId, PlatformDay, Timestamp};

/// One person of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// The account.
    pub open_id: OpenId,
    /// Display name; nothing unless the workspace turned names on.
    pub nickname: Option<String>,
    /// Gender.
    pub gender: Gender,
    /// Province name; may be empty.
    pub province: String,
    /// City name; may be empty.
    pub city: String,
    /// The day of the first list that had them.
    pub first_seen: PlatformDay,
    /// The newest day on which something changed.
    pub last_change: PlatformDay,
    /// Where they stand now.
    pub state: PersonState,
    /// In both lists now.
    pub mutual: bool,
    /// How often they were there.
    pub spells: usize,
}

/// How many people match; never more work than a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeopleCount {
    /// Exactly so many.
    Exact(i64),
    /// More than this.
    MoreThan(i64),
    /// So many among the newest that were searched; there are older ones.
    Among {
        /// Matches.
        found: i64,
        /// People searched.
        searched: i64,
    },
}

/// A page of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// In the order of `sort`.
    pub rows: Vec<PersonRow>,
    /// Where the next page goes on.
    pub next: Option<PeoplePlace>,
    /// How many match.
    pub count: PeopleCount,
    /// The search stopped after so many people before the page was full; `next` searches on.
    pub searched: Option<i64>,
    /// The order in force; another than asked for when that one would need too much.
    pub sort: PeopleSort,
    /// The place asked for is not there any more: this is the beginning.
    pub restarted: bool,
    /// The workspace turned names on.
    pub names: bool,
    /// Anybody was ever in this list.
    pub ever: bool,
    /// The day of the first list: whoever was in it was there before it was recorded.
    pub since: Option<PlatformDay>,
}

/// A number that was counted up to a bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many.
    pub count: i64,
    /// There may be more.
    pub more: bool,
}

/// A period of a list in numbers; nothing where the lists of the period cannot say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleSummary {
    /// First seen in the period, after the first list.
    pub new: Option<Tally>,
    /// Left in the period, confirmed, and not back.
    pub lost: Option<Tally>,
    /// Absent from one complete list now.
    pub not_seen: Option<Tally>,
    /// Back in the period, and still there.
    pub returned: Option<Tally>,
    /// In both lists now.
    pub mutual: Option<Tally>,
    /// Confirmed absences that began in the period.
    pub losses: i64,
    /// Those of them that ended within three days: the false positives.
    pub false_losses: i64,
    /// Lists read in the period.
    pub read: i64,
    /// Complete ones among them.
    pub complete: i64,
}

/// One province or gender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// As the platform sent it; empty = unknown.
    pub label: String,
    /// New people.
    pub new: i64,
    /// People who are there.
    pub present: i64,
}

/// Where the new people come from, against everybody who is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origins {
    /// Provinces with most new people, largest first.
    pub provinces: Vec<Origin>,
    /// All genders.
    pub genders: Vec<Origin>,
    /// New people counted.
    pub new: i64,
    /// Present people counted.
    pub present: i64,
    /// Only the newest were counted.
    pub bounded: bool,
    /// A complete list of the period says who is there; else those are meant who were seen and never known to have left.
    pub settled: bool,
}

/// How the newest list came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListOutcome {
    /// No run has tried it yet.
    Never,
    /// All of it.
    Complete,
    /// It reached the platform's cap: the platform shows no more.
    Capped,
    /// It ended as it should, with another number than the platform said, or while that number changed.
    Uneven,
    /// It broke off.
    Interrupted,
    /// The platform does not give it.
    Refused(CapabilityStatus),
    /// The run ended before it, for a reason of its own.
    GivenUp(GapReason),
}

/// How good a list is, newest run first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuality {
    /// How the newest try came out.
    pub outcome: ListOutcome,
    /// The platform day of that try.
    pub day: Option<PlatformDay>,
    /// When its newest page was read.
    pub read_at: Option<Timestamp>,
    /// People in it.
    pub listed: i64,
    /// How many the platform said, or the newest known total.
    pub total: Option<i64>,
    /// Pages read.
    pub pages: i64,
    /// Since when the capability has been as it is.
    pub since: Option<Timestamp>,
    /// The newest day with a complete list.
    pub last_complete: Option<PlatformDay>,
    /// The newest day on which anything of the list was read.
    pub last_read: Option<PlatformDay>,
}
