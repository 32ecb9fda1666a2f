//! The audience of one creator in one dimension.

use serde::{Deserialize, Serialize};

use crate::model::period::Period;
use crate::model::{Dimension, PlatformDay};

/// The composition of the fans over a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Composition {
    /// Which dimension.
    pub dimension: Dimension,
    /// The period shown.
    pub period: Period,
    /// Buckets in the order they are drawn: canonical order for ordered dimensions, largest first for the others.
    pub labels: Vec<String>,
    /// Every day of the period, oldest first.
    pub days: Vec<CompositionDay>,
}

/// One day of a composition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompositionDay {
    /// The day.
    pub day: PlatformDay,
    /// Head counts in the order of the labels; empty when the day has no portrait.
    pub values: Vec<Option<i64>>,
    /// The label set's version; a change from one day to the next is a splice.
    pub scheme: Option<i64>,
}
