//! The faults file: how the platform behaves, and what goes wrong when (docs/SANDBOX.md).

mod check;
mod family;
mod rule;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use app::model::PlatformDay;
use serde::Deserialize;
use toml::Spanned;

use super::quota::DEFAULT_QUOTA;
use super::refusal::{Codes, Refusal};
use crate::sandbox::SandboxError;
use crate::sandbox::world::labels::Labels;
pub(crate) use family::Family;
use rule::Rule;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Faults {
    #[serde(default)]
    pub(crate) platform: Manner,
    #[serde(default, rename = "rule")]
    rules: Vec<Spanned<Rule>>,
    /// Matching calls so far, per rule.
    #[serde(skip)]
    seen: Mutex<Vec<u64>>,
    /// The file, to name lines of.
    #[serde(skip)]
    text: String,
}

/// How the platform behaves; every generation of the real one is somewhere in here.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Manner {
    pub(crate) codes: Codes,
    pub(crate) labels: Labels,
    pub(crate) log_id: LogIdKey,
    /// Numbers as strings.
    pub(crate) stringly_numbers: bool,
    /// Gender items as numbers.
    pub(crate) gender_numbers: bool,
    /// Scopes whose endpoints are offline.
    pub(crate) offline: Vec<String>,
    /// Scopes that the app was never given.
    pub(crate) missing: Vec<String>,
    /// Calls per scope and 24 hours.
    quota: BTreeMap<String, u64>,
    /// Calls per second.
    pub(crate) burst: Option<u32>,
}

impl Manner {
    pub(crate) fn quota(&self, scope: &str) -> u64 {
        self.quota.get(scope).copied().unwrap_or(DEFAULT_QUOTA)
    }
}

/// The name of the log id in `extra`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogIdKey {
    /// `logid`.
    #[default]
    Logid,
    /// `log_id`.
    LogId,
}

/// What is wrong with the paging of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CursorFault {
    /// The answer names the cursor that was asked for.
    Repeat,
    /// The page begins so many rows later than its cursor says, or earlier when negative; the first page always begins at the beginning.
    Shift(i64),
    /// There is always more, each time under a fresh cursor: behind the last row comes the first again.
    Endless,
}

/// What happens to a call.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an effect of its own")]
pub(crate) struct Effect {
    /// A refusal in an otherwise normal answer.
    pub(crate) refusal: Option<Refusal>,
    /// An HTTP status with an HTML body.
    pub(crate) status: Option<u16>,
    /// Seconds of a `Retry-After` header.
    pub(crate) retry_after: Option<u64>,
    pub(crate) delay_ms: u64,
    /// The body breaks off after so many bytes.
    pub(crate) truncate: Option<usize>,
    /// An HTML page with status 200.
    pub(crate) html: bool,
    /// Another generation of codes than the platform's.
    pub(crate) codes: Option<Codes>,
    /// Numbers as strings.
    pub(crate) stringly: bool,
    /// The user withdraws the consent as the call comes.
    pub(crate) revoke: bool,
    pub(crate) cursor: Option<CursorFault>,
    /// Lists are null.
    pub(crate) null_list: bool,
    /// A bucket of each distribution has no number.
    pub(crate) bad_bucket: bool,
    /// Another generation of labels than the platform's.
    pub(crate) labels: Option<Labels>,
}

impl Effect {
    /// What is in a list's answer leaves as the platform has it.
    pub(crate) const fn keeps_lists(&self) -> bool {
        self.truncate.is_none() && !self.null_list
    }
}

/// A call, as the rules see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'a> {
    /// Path with its trailing slash.
    pub(crate) path: &'a str,
    pub(crate) family: Family,
    pub(crate) open_id: Option<&'a str>,
    pub(crate) day: PlatformDay,
}

impl Faults {
    /// Reads a faults file; every mistake names its key and line. `paths` are those that a rule may name.
    pub(crate) fn read(path: &Path, paths: &[(&'static str, Family)]) -> Result<Self, SandboxError> {
        let text = std::fs::read_to_string(path).map_err(|source| SandboxError::FaultsUnreadable { path: path.to_owned(), source })?;
        Self::parse(text, paths).map_err(|reason| SandboxError::FaultsWrong { path: path.to_owned(), reason })
    }

    fn parse(text: String, paths: &[(&'static str, Family)]) -> Result<Self, String> {
        let faults: Self = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| check::line_at(&text, span.start));
            format!("line {line}: {}", error.message().replace('\n', " "))
        })?;
        check::platform(&text, &faults.platform)?;
        for rule in &faults.rules {
            let wrong = |(key, reason): (&str, String)| format!("line {}: {reason}", check::line_of(&text, rule.span(), key));
            check::rule(rule.get_ref(), paths).map_err(wrong)?;
        }
        Ok(Self { text, ..faults })
    }

    /// A rule for somebody who is not in this world would never be heard of again.
    pub(crate) fn check_people(&self, known: impl Fn(&str) -> bool) -> Result<(), String> {
        for rule in &self.rules {
            if let Some(open_id) = rule.get_ref().open_id.as_deref().filter(|open_id| !known(open_id)) {
                let line = check::line_of(&self.text, rule.span(), "open_id");
                return Err(format!("line {line}: `open_id = \"{open_id}\"` is nobody in this world; GET /sandbox/creators lists them"));
            }
        }
        Ok(())
    }

    /// What happens to this call; counts it.
    pub(crate) fn effect(&self, call: Call<'_>) -> Option<Effect> {
        if self.rules.is_empty() {
            return None;
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.resize(self.rules.len(), 0);
        let mut hit = None;
        for (rule, seen) in self.rules.iter().map(Spanned::get_ref).zip(seen.iter_mut()).filter(|(rule, _)| rule.matches(call)) {
            *seen += 1;
            if hit.is_none() && rule.hits(*seen) {
                hit = Some(rule.effect());
            }
        }
        hit
    }

    /// The generation of labels that this user's portrait has on that day, whichever call of the day reads it.
    pub(crate) fn labels(&self, open_id: &str, day: PlatformDay) -> Labels {
        let mut rules = self.rules.iter().map(Spanned::get_ref);
        rules.find_map(|rule| rule.labels_of(open_id, day)).unwrap_or(self.platform.labels)
    }
}

#[cfg(test)]
mod tests;
