//! What had to be changed in a query before it made sense.

use serde::{Deserialize, Serialize};

/// A correction; the page shows it as a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// `period` is none of the known words: the default is shown.
    UnknownPeriod,
    /// `compare` is none of the known words: the default is used.
    UnknownComparison,
    /// `from` or `to` is not a day: it was left out.
    MalformedDay,
    /// `from` was after `to`: they were exchanged.
    Exchanged,
    /// The end lay in the future: it was set to today.
    AfterToday,
    /// More than five years: the start was moved.
    TooLong,
    /// `sort` names no column: the default order is used.
    UnknownSort,
    /// `metric` is none of the known words: the total is shown.
    UnknownMetric,
    /// `granularity` is none of the known words: days are shown.
    UnknownGranularity,
    /// `province` names no province: the largest is shown.
    UnknownProvince,
    /// `sort` is no order of people: the newest come first.
    UnknownOrder,
    /// `sort=nickname` needs names, and they are off: the newest come first.
    NamesOff,
    /// Too many people to order them that way: the newest come first.
    TooManyToOrder,
    /// `state`, `mutual` or `gender` is none of the known words: it was left out.
    UnknownFilter,
    /// `mutual=no`, but the other list cannot say who is not in it: it was left out.
    MutualUnknown,
    /// `after` is no place in this list: shown from the start.
    UnknownPlace,
    /// `page` is no number from 1 on: the first page is shown.
    MalformedPage,
    /// `page` lies beyond the end: the last page is shown.
    PageBeyondEnd,
    /// `metric` names no flow metric that was read: views are shown.
    UnknownFlowMetric,
    /// `run` is not a day: the newest run is shown.
    MalformedRun,
    /// `after` is not a day: the list is shown from its beginning.
    MalformedPlace,
}
