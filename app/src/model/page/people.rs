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
    /// In both lists now; nothing when the other list cannot say that they are not.
    pub mutual: Option<bool>,
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

/// What the other list tells: of whoever is in it, that they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OtherList {
    /// And of everybody else, that they are not.
    Whole,
    /// Of everybody else nothing, so nobody is filtered by not being mutual.
    Part,
}

impl OtherList {
    /// Whether who is not mutual is known.
    pub const fn tells_not_mutual(self) -> bool {
        matches!(self, Self::Whole)
    }
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
    /// What the other list tells of these people.
    pub other: OtherList,
    /// The newest day on which anything of the list was read.
    pub read_on: Option<PlatformDay>,
}

/// A number that was counted up to a bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many.
    pub count: i64,
    /// There may be more.
    pub more: bool,
}

/// How long a complete list was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSize {
    /// Its day.
    pub day: PlatformDay,
    /// People in it.
    pub people: i64,
}

/// A period of a list in numbers: what happened in it. Nothing where the lists of the period cannot say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleSummary {
    /// First seen in the period, after the first list.
    pub new: Option<Tally>,
    /// Confirmed absences that began in the period, those that ended included.
    pub lost: Option<Tally>,
    /// Absent from one complete list now, since a day of the period.
    pub not_seen: Option<Tally>,
    /// Returns in the period, those who left again included.
    pub returned: Option<Tally>,
    /// In both lists now.
    pub mutual: Option<Tally>,
    /// The newest fan list was capped: more may be mutual than are seen.
    pub capped: bool,
    /// As `lost`, also while the lists are too few to know all of them.
    pub losses: i64,
    /// Those of them that ended; whoever they do not count is still gone.
    pub back: i64,
    /// Those of them that ended within three days: the false positives.
    pub false_losses: i64,
    /// People whose newest return was in the period, and who are still there.
    pub still_back: i64,
    /// Absences that began in the period and ended after one list.
    pub slips: i64,
    /// Lists read in the period.
    pub read: i64,
    /// Complete ones among them.
    pub complete: i64,
    /// The newest day of the period on which the list was read.
    pub read_on: Option<PlatformDay>,
    /// The list of the eve or else the first of the period, and the last of the period, when both are complete.
    pub sizes: Option<(ListSize, ListSize)>,
    /// The overview has new and lost fans of the platform's own.
    pub series: bool,
}

impl PeopleSummary {
    /// What came and went between the two sizes, when that is all there was: new, back, lost, not seen, absent from one list.
    pub fn steps(&self) -> Option<[i64; 5]> {
        let (begin, end) = self.sizes?;
        let count = |tally: Option<Tally>| tally.filter(|tally| !tally.more).map(|tally| tally.count);
        let steps = [count(self.new)?, count(self.returned)?, -count(self.lost)?, -count(self.not_seen)?, -self.slips];
        (begin.people + steps.iter().sum::<i64>() == end.people).then_some(steps)
    }
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
    /// New people who are confirmed to have left since.
    pub left: i64,
}

/// People by one trait.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginTable {
    /// What is shown by itself.
    pub rows: Vec<Origin>,
    /// All others who say it.
    pub others: Option<Origin>,
    /// Those who do not say it.
    pub unsaid: Option<Origin>,
}

impl OriginTable {
    /// New and present people who say it: what shares are taken of.
    pub fn said(&self) -> (i64, i64) {
        let rows = self.rows.iter().chain(&self.others);
        rows.fold((0, 0), |(new, present), row| (new + row.new, present + row.present))
    }
}

/// Where the new people come from, against everybody who is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origins {
    /// Provinces with most new people, largest first.
    pub provinces: OriginTable,
    /// Both genders.
    pub genders: OriginTable,
    /// New people counted.
    pub new: i64,
    /// Present people counted.
    pub present: i64,
    /// Only the newest were counted.
    pub bounded: bool,
    /// A complete list of the period says who is there; else those are meant who were seen and never known to have left.
    pub settled: bool,
    /// The lists of the period tell who is new.
    pub known: bool,
    /// Lists read in the period.
    pub read: i64,
    /// The newest day of the period on which the list was read.
    pub read_on: Option<PlatformDay>,
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
