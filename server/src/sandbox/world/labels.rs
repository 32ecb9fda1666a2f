//! The label sets that the platform used over the years (platform notes, section 2.3).

use serde::{Deserialize, Serialize};

/// A generation of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Labels {
    /// The document this project began with.
    #[serde(rename = "2019")]
    Seed,
    /// SDKs of December 2019.
    #[serde(rename = "2019-12")]
    Late2019,
    /// SDKs since August 2020.
    #[default]
    #[serde(rename = "2020")]
    Since2020,
    /// One that no document and no SDK has: what the platform may do tomorrow.
    #[serde(rename = "unknown")]
    Unknown,
}

/// A label and the largest number that still belongs to it.
type Band = (&'static str, u8);

const AGE_SEED: &[Band] = &[("<=25", 25), ("26-32", 32), ("33-39", 39), ("40-46", 46), (">46", u8::MAX)];
const AGE_LATE_2019: &[Band] =
    &[("1-11", 11), ("12~17", 17), ("18-23", 23), ("24~29", 29), ("30~35", 35), ("36-41", 41), ("42~50", 50), ("50+", u8::MAX)];
const AGE_2020: &[Band] = &[("1-23", 23), ("24-30", 30), ("31-40", 40), ("41-50", 50), ("50-", u8::MAX)];
const AGE_UNKNOWN: &[Band] = &[("少年", 17), ("18–24", 24), ("25–34", 34), ("35–44", 44), ("45–54", 54), ("55及以上", u8::MAX)];
const ACTIVE_SEED: &[Band] = &[("0-1", 1), ("2-5", 5), ("6-10", 10), ("11-31", u8::MAX)];
const ACTIVE: &[Band] = &[("0-4", 4), ("5~8", 8), ("9~12", 12), ("13~16", 16), ("17~20", 20), ("20+", u8::MAX)];
const ACTIVE_UNKNOWN: &[Band] = &[("0", 0), ("1–7", 7), ("8–15", 15), ("16–23", 23), ("24–30", u8::MAX)];

impl Labels {
    /// Age bands, youngest first.
    pub(crate) const fn ages(self) -> &'static [Band] {
        match self {
            Self::Seed => AGE_SEED,
            Self::Late2019 => AGE_LATE_2019,
            Self::Since2020 => AGE_2020,
            Self::Unknown => AGE_UNKNOWN,
        }
    }

    /// Bands of active days, fewest first.
    pub(crate) const fn active_days(self) -> &'static [Band] {
        match self {
            Self::Seed => ACTIVE_SEED,
            Self::Late2019 | Self::Since2020 => ACTIVE,
            Self::Unknown => ACTIVE_UNKNOWN,
        }
    }
}
