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
    /// `metric` names nothing that was read: views are shown.
    UnknownMetric,
    /// `run` is not a day: the newest run is shown.
    MalformedRun,
    /// `after` is not a day: the list is shown from its beginning.
    MalformedPlace,
}
