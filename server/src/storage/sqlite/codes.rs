//! Words of the model as the small numbers that stand in the wide tables (see the migrations), and back.

use app::model::{Capability, Dimension, Gender, LeftConfidence, ListKind, PlatformDay, SeriesMetric};

use super::error::corrupt;
use crate::storage::StoreError;

pub(super) const fn list(kind: ListKind) -> i64 {
    match kind {
        ListKind::Fans => 0,
        ListKind::Following => 1,
    }
}

/// The capability that reads a list.
pub(super) const fn capability_of(kind: ListKind) -> Capability {
    match kind {
        ListKind::Fans => Capability::FanList,
        ListKind::Following => Capability::FollowingList,
    }
}

pub(super) const fn gender(gender: Gender) -> i64 {
    match gender {
        Gender::Unknown => 0,
        Gender::Male => 1,
        Gender::Female => 2,
    }
}

pub(super) const fn gender_of(code: i64) -> Gender {
    Gender::from_code(code)
}

pub(super) const fn dimension(dimension: Dimension) -> i64 {
    match dimension {
        Dimension::Gender => 0,
        Dimension::Age => 1,
        Dimension::Region => 2,
        Dimension::ActiveDays => 3,
        Dimension::Device => 4,
        Dimension::Interest => 5,
    }
}

pub(super) fn dimension_of(code: i64) -> Result<Dimension, StoreError> {
    Dimension::ALL.into_iter().find(|candidate| dimension(*candidate) == code).ok_or_else(|| corrupt("portrait.dimension"))
}

pub(super) const fn metric(metric: SeriesMetric) -> i64 {
    match metric {
        SeriesMetric::TotalFans => 0,
        SeriesMetric::NewFans => 1,
        SeriesMetric::NewIssue => 2,
        SeriesMetric::TotalIssue => 3,
        SeriesMetric::NewPlay => 4,
        SeriesMetric::NewLike => 5,
        SeriesMetric::NewComment => 6,
        SeriesMetric::NewShare => 7,
        SeriesMetric::ProfileUv => 8,
    }
}

pub(super) const fn confidence_of(code: i64) -> LeftConfidence {
    match code {
        1 => LeftConfidence::Confirmed,
        _ => LeftConfidence::NotSeen,
    }
}

/// The platform day with this number.
pub(super) fn day(number: i64) -> PlatformDay {
    PlatformDay::from_number(number)
}
