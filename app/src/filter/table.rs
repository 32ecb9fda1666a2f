//! The roster's query: search and order.

use serde::{Deserialize, Serialize};

use super::{Notice, words};
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

    /// What the rows are ordered by; unknown values come last when descending.
    fn key(self, row: &RosterRow) -> Option<i64> {
        match self {
            Self::Nickname => None,
            Self::Total => row.total_fans,
            Self::Net1 => row.net_1d,
            Self::Net7 => row.net_7d,
            Self::Net30 => row.net_30d,
            Self::FanShare => row.fan_share_views.map(crate::format::permille),
            Self::Snapshot => row.snapshot_day.map(crate::model::PlatformDay::number),
            Self::Grant => row.grant.days_left,
            Self::Gaps => Some(row.gaps_30d),
        }
    }
}

/// Search and order of the roster: query words `q` and `sort` (a column, with a leading minus for descending).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterQuery {
    /// What names and accounts must contain.
    pub search: String,
    /// The column.
    pub sort: SortColumn,
    /// Largest first.
    pub descending: bool,
}

impl RosterQuery {
    /// Reads a query string.
    pub fn parse(query: &str) -> (Self, Vec<Notice>) {
        let words = words(query);
        let word = |name: &str| words.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).unwrap_or_default();
        let sort = word("sort");
        let column = sort.trim_start_matches('-');
        let known = SortColumn::ALL.into_iter().find(|known| known.as_str() == column);
        let notices = if known.is_none() && !sort.is_empty() { vec![Notice::UnknownSort] } else { Vec::new() };
        let parsed =
            Self { search: word("q").to_owned(), sort: known.unwrap_or_default(), descending: known.is_some() && sort.starts_with('-') };
        (parsed, notices)
    }

    /// The query that orders by `column`: largest first, and the other way round when it already is.
    pub fn toward(&self, column: SortColumn) -> String {
        let names_first = column == SortColumn::Nickname;
        let descending = if self.sort == column { !self.descending } else { !names_first };
        let sort = format!("{}{}", if descending { "-" } else { "" }, column.as_str());
        let mut words = vec![("sort", sort)];
        if !self.search.is_empty() {
            words.push(("q", self.search.clone()));
        }
        serde_urlencoded::to_string(words).unwrap_or_default()
    }

    /// The rows that match, in order.
    pub fn arrange(&self, rows: &[RosterRow]) -> Vec<RosterRow> {
        let wanted = self.search.to_lowercase();
        let matches =
            |row: &&RosterRow| row.nickname.to_lowercase().contains(&wanted) || row.open_id.as_str().to_lowercase().contains(&wanted);
        let mut rows: Vec<RosterRow> = rows.iter().filter(matches).cloned().collect();
        if self.sort == SortColumn::Nickname {
            rows.sort_by(|a, b| a.nickname.cmp(&b.nickname));
        } else {
            rows.sort_by_key(|row| self.sort.key(row));
        }
        if self.descending {
            rows.reverse();
        }
        rows
    }
}
