//! The roster's query: search, order and page.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Address, Notice, PAGE_SIZE};
use crate::model::page::roster::RosterRow;

/// A column the roster can be ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortColumn {
    /// By name.
    #[default]
    Nickname,
    /// By total fans.
    Total,
    /// By the net of one day.
    Net1,
    /// By the net of seven days.
    Net7,
    /// By the net of thirty days.
    Net30,
    /// By the fans' share of views.
    FanShare,
    /// By the newest snapshot.
    Snapshot,
    /// By the days the grant still gives.
    Grant,
    /// By gaps.
    Gaps,
}

impl SortColumn {
    /// All, in the order of the table.
    pub const ALL: [Self; 9] =
        [Self::Nickname, Self::Total, Self::Net1, Self::Net7, Self::Net30, Self::FanShare, Self::Snapshot, Self::Grant, Self::Gaps];

    /// The word of the query: the column's name in the `roster` dataset.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nickname => "nickname",
            Self::Total => "total_fans",
            Self::Net1 => "net_1d",
            Self::Net7 => "net_7d",
            Self::Net30 => "net_30d",
            Self::FanShare => "fan_share_views",
            Self::Snapshot => "snapshot_day",
            Self::Grant => "grant_days_left",
            Self::Gaps => "gaps_30d",
        }
    }

    /// Which of two creators stands first; what is unknown stands last either way.
    fn compare(self, one: &RosterRow, other: &RosterRow, descending: bool) -> Ordering {
        let by = |value: fn(&RosterRow) -> Option<i64>| unknown_last(value(one), value(other), descending, i64::cmp);
        match self {
            Self::Nickname => unknown_last(name(one), name(other), descending, Ord::cmp),
            Self::Total => by(|row| row.total_fans),
            Self::Net1 => by(|row| row.net_1d),
            Self::Net7 => by(|row| row.net_7d),
            Self::Net30 => by(|row| row.net_30d),
            Self::FanShare => unknown_last(one.fan_share_views, other.fan_share_views, descending, f64::total_cmp),
            Self::Snapshot => by(|row| row.snapshot_day.map(crate::model::PlatformDay::number)),
            // An ended grant has an end too: it comes before those that will end.
            Self::Grant => by(|row| row.grant.ends_at.map(|at| at.0)),
            Self::Gaps => by(|row| Some(row.gaps_30d)),
        }
    }
}

fn name(row: &RosterRow) -> Option<&str> {
    Some(row.nickname.as_str()).filter(|name| !name.trim().is_empty())
}

fn unknown_last<T>(one: Option<T>, other: Option<T>, descending: bool, order: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if descending => order(&other, &one),
        (Some(one), Some(other)) => order(&one, &other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

/// What of the roster is shown: query words `q`, `sort` (a column, with a leading minus for descending) and `page`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterQuery {
    /// What names or accounts must contain; ASCII letters match in either case.
    pub search: String,
    /// The column.
    pub sort: SortColumn,
    /// Largest first.
    pub descending: bool,
    /// The page, from 1.
    pub page: usize,
    /// Rows of a page.
    pub size: usize,
}

impl Default for RosterQuery {
    fn default() -> Self {
        Self { search: String::new(), sort: SortColumn::default(), descending: false, page: 1, size: PAGE_SIZE }
    }
}

impl RosterQuery {
    /// Reads a query string.
    pub fn parse(query: &str) -> (Self, Vec<Notice>) {
        let address = Address::new("", query);
        let sort = address.word("sort");
        let column = sort.strip_prefix('-').unwrap_or(sort);
        let known = SortColumn::ALL.into_iter().find(|known| known.as_str() == column);
        let mut notices = if known.is_none() && !sort.is_empty() { vec![Notice::UnknownSort] } else { Vec::new() };
        let parsed = Self {
            search: address.word("q").to_owned(),
            sort: known.unwrap_or_default(),
            descending: known.is_some() && sort.starts_with('-'),
            page: super::page(&address, &mut notices),
            size: PAGE_SIZE,
        };
        (parsed, notices)
    }

    /// The word `sort` that orders by `column`: largest first, and the other way round when it already is.
    pub fn toward(&self, column: SortColumn) -> String {
        let names_first = column == SortColumn::Nickname;
        let descending = if self.sort == column { !self.descending } else { !names_first };
        format!("{}{}", if descending { "-" } else { "" }, column.as_str())
    }

    /// Puts the rows in order; among equals the id decides, so that pages never overlap.
    pub fn order(&self, rows: &mut [RosterRow]) {
        rows.sort_unstable_by(|one, other| self.sort.compare(one, other, self.descending).then_with(|| one.id.cmp(&other.id)));
    }
}
