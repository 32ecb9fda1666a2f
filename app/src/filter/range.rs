//! The days a filter asks for.

use serde::{Deserialize, Serialize};

use super::Notice;
use crate::model::{Period, PlatformDay};

/// A period that moves with today; today is its last day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preset {
    /// Seven days.
    Week,
    /// Thirty days.
    #[default]
    Month,
    /// Ninety days.
    Quarter,
    /// A hundred and eighty days.
    HalfYear,
    /// The whole history.
    All,
}

impl Preset {
    /// All, in the order of the picker.
    pub const ALL: [Self; 5] = [Self::Week, Self::Month, Self::Quarter, Self::HalfYear, Self::All];

    /// The word of the query.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Week => "7",
            Self::Month => "30",
            Self::Quarter => "90",
            Self::HalfYear => "180",
            Self::All => "all",
        }
    }

    /// Its length in days; nothing for the whole history.
    pub const fn days(self) -> Option<u64> {
        match self {
            Self::Week => Some(7),
            Self::Month => Some(30),
            Self::Quarter => Some(90),
            Self::HalfYear => Some(180),
            Self::All => None,
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == word)
    }
}

/// The days a filter asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Range {
    /// A period that ends today.
    Preset(Preset),
    /// Two days; a missing end is today, a missing start lies thirty days before the end.
    Custom {
        /// First day.
        from: Option<PlatformDay>,
        /// Last day.
        to: Option<PlatformDay>,
    },
}

impl Default for Range {
    fn default() -> Self {
        Self::Preset(Preset::default())
    }
}

impl Range {
    /// The range of exactly this period.
    pub fn of(period: Period) -> Self {
        Self::Custom { from: Some(period.from()), to: Some(period.to()) }
    }

    /// Reads the three query words; a known preset wins over days.
    pub(super) fn parse(period: Option<&str>, from: Option<&str>, to: Option<&str>, notices: &mut Vec<Notice>) -> Self {
        if let Some(word) = period {
            match Preset::parse(word) {
                Some(preset) => return Self::Preset(preset),
                None if word != "custom" => notices.push(Notice::UnknownPeriod),
                None => {}
            }
        }
        let mut day = |word: Option<&str>| {
            let parsed = word.map(str::parse::<PlatformDay>)?;
            if parsed.is_err() && !notices.contains(&Notice::MalformedDay) {
                notices.push(Notice::MalformedDay);
            }
            parsed.ok()
        };
        match (day(from), day(to)) {
            (None, None) => Self::default(),
            (from, to) => Self::Custom { from, to },
        }
    }

    /// The query words of this range; none for the default.
    pub(super) fn words(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Preset(preset) if *preset == Preset::default() => Vec::new(),
            Self::Preset(preset) => vec![("period", preset.as_str().to_owned())],
            Self::Custom { from, to } => {
                [("from", from), ("to", to)].into_iter().filter_map(|(word, day)| Some((word, day.as_ref()?.to_string()))).collect()
            }
        }
    }

    /// The days, laid on the calendar.
    pub(super) fn period(&self, today: PlatformDay, first_day: Option<PlatformDay>, notices: &mut Vec<Notice>) -> Period {
        let default_days = Preset::default().days().unwrap_or(30);
        match self {
            Self::Preset(preset) => {
                let whole = first_day.and_then(|first| Period::new(first, today));
                preset.days().map(|days| Period::ending(today, days)).or(whole).unwrap_or_else(|| Period::ending(today, default_days))
            }
            Self::Custom { from, to } => {
                let (mut from, mut to) = (*from, to.unwrap_or(today));
                if let Some(start) = from
                    && start > to
                {
                    notices.push(Notice::Exchanged);
                    (from, to) = (Some(to), start);
                }
                if to > today || from.is_some_and(|start| start > today) {
                    notices.push(Notice::AfterToday);
                }
                let to = to.min(today);
                let from = from.unwrap_or_else(|| to.minus(default_days - 1)).min(to);
                Period::new(from, to).unwrap_or_else(|| Period::ending(today, default_days))
            }
        }
    }
}
