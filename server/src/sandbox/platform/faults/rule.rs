//! One rule: which calls, and what happens to them. The first rule that matches counts.

use app::model::PlatformDay;
use serde::Deserialize;

use super::{Call, CursorFault, Effect, Family};
use crate::sandbox::platform::refusal::{Codes, Refusal};
use crate::sandbox::world::labels::Labels;

/// The rule as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
pub(super) struct Rule {
    /// A path, a family, or all.
    pub(super) endpoint: String,
    pub(super) open_id: Option<String>,
    pub(super) from: Option<PlatformDay>,
    pub(super) to: Option<PlatformDay>,
    /// So many matching calls are spared before the rule begins.
    pub(super) after: Option<u64>,
    /// Only the first calls that match, from there on.
    pub(super) first: Option<u64>,
    /// Only every n-th call that matches, from there on.
    pub(super) every: Option<u64>,
    /// An error code in an otherwise normal answer.
    pub(super) code: Option<i64>,
    /// The code of used-up quota or of too many calls, in the generation in force.
    pub(super) refuse: Option<Refuse>,
    /// An HTTP status with an HTML body.
    pub(super) status: Option<u16>,
    /// Seconds to wait, with status 429.
    pub(super) retry_after: Option<u64>,
    /// Milliseconds of real time before the answer.
    #[serde(default)]
    pub(super) delay_ms: u64,
    /// The body breaks off after this many bytes.
    pub(super) truncate: Option<usize>,
    /// An HTML page with status 200.
    #[serde(default)]
    pub(super) html: bool,
    /// The generation of codes.
    pub(super) codes: Option<Codes>,
    /// Numbers as strings.
    #[serde(default)]
    pub(super) stringly: bool,
    /// The grant is withdrawn as the call comes.
    #[serde(default)]
    pub(super) revoke: bool,
    /// The paging goes wrong.
    pub(super) cursor: Option<CursorWord>,
    /// Rows by which a page is shifted; negative = it begins earlier.
    pub(super) rows: Option<i64>,
    /// Lists are null.
    #[serde(default)]
    pub(super) null_list: bool,
    /// A bucket of each distribution has no number.
    #[serde(default)]
    pub(super) bad_bucket: bool,
    /// The generation of labels.
    pub(super) labels: Option<Labels>,
}

/// What a call is refused for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Refuse {
    /// The quota of the scope is used up.
    Quota,
    /// Too many calls at a time.
    Burst,
}

/// How the paging goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CursorWord {
    Repeat,
    Shift,
    Endless,
}

/// A shift that says nothing of rows is by one.
const USUAL_SHIFT: i64 = 1;

impl Rule {
    pub(super) fn matches(&self, call: Call<'_>) -> bool {
        let endpoint = self.endpoint.trim_end_matches('/');
        (endpoint == "all" || endpoint == call.family.word() || endpoint == call.path.trim_end_matches('/'))
            && self.concerns(call.open_id, call.day)
    }

    fn concerns(&self, open_id: Option<&str>, day: PlatformDay) -> bool {
        self.open_id.as_deref().is_none_or(|wanted| open_id == Some(wanted))
            && self.from.is_none_or(|from| from <= day)
            && self.to.is_none_or(|to| day <= to)
    }

    /// Whether the `nth` matching call (from 1) is hit.
    pub(super) fn hits(&self, nth: u64) -> bool {
        let Some(nth) = nth.checked_sub(self.after.unwrap_or(0)).filter(|nth| *nth > 0) else { return false };
        self.first.is_none_or(|first| nth <= first) && self.every.is_none_or(|every| nth.is_multiple_of(every))
    }

    pub(super) fn effect(&self) -> Effect {
        let refused = self.refuse.map(|refuse| match refuse {
            Refuse::Quota => Refusal::QuotaUsedUp,
            Refuse::Burst => Refusal::TooFast,
        });
        Effect {
            refusal: self.code.map(Refusal::Fault).or(refused),
            status: self.status,
            retry_after: self.retry_after,
            delay_ms: self.delay_ms,
            truncate: self.truncate,
            html: self.html,
            codes: self.codes,
            stringly: self.stringly,
            revoke: self.revoke,
            cursor: self.cursor.map(|word| match word {
                CursorWord::Repeat => CursorFault::Repeat,
                CursorWord::Shift => CursorFault::Shift(self.rows.unwrap_or(USUAL_SHIFT)),
                CursorWord::Endless => CursorFault::Endless,
            }),
            null_list: self.null_list,
            bad_bucket: self.bad_bucket,
            labels: self.labels,
        }
    }

    /// The labels of a day; a rule that hits some calls of a day only says nothing of the day.
    pub(super) fn labels_of(&self, open_id: &str, day: PlatformDay) -> Option<Labels> {
        let every_call = self.after.is_none() && self.first.is_none() && self.every.is_none();
        self.labels.filter(|_| every_call && self.concerns(Some(open_id), day))
    }

    /// The keys of the effects that this rule has.
    pub(super) fn effects(&self) -> Vec<&'static str> {
        let keys = [
            ("code", self.code.is_some()),
            ("refuse", self.refuse.is_some()),
            ("status", self.status.is_some()),
            ("html", self.html),
            ("revoke", self.revoke),
            ("delay_ms", self.delay_ms > 0),
            ("truncate", self.truncate.is_some()),
            ("codes", self.codes.is_some()),
            ("stringly", self.stringly),
            ("cursor", self.cursor.is_some()),
            ("null_list", self.null_list),
            ("bad_bucket", self.bad_bucket),
            ("labels", self.labels.is_some()),
        ];
        keys.into_iter().filter(|(_, set)| *set).map(|(key, _)| key).collect()
    }

    /// The families it may hit; nothing when the endpoint is none.
    pub(super) fn families(&self, paths: &[(&'static str, Family)]) -> Option<Vec<Family>> {
        let endpoint = self.endpoint.trim_end_matches('/');
        if endpoint == "all" {
            return Some(Family::DATA.to_vec());
        }
        let by_word = Family::ALL.into_iter().find(|family| family.word() == endpoint);
        let by_path = || paths.iter().find(|(path, _)| path.trim_end_matches('/') == endpoint).map(|(_, family)| *family);
        by_word.or_else(by_path).map(|family| vec![family])
    }
}
