//! The faults file: how the platform behaves, and what goes wrong when (docs/SANDBOX.md).

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::PoisonError;

use app::model::PlatformDay;
use serde::Deserialize;

use super::quota::DEFAULT_QUOTA;
use super::refusal::Codes;
use crate::sandbox::SandboxError;
use crate::sandbox::world::labels::Labels;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Faults {
    #[serde(default)]
    pub(crate) platform: Manner,
    #[serde(default, rename = "rule")]
    rules: Vec<Rule>,
    /// Matching calls so far, per rule.
    #[serde(skip)]
    seen: Mutex<Vec<u64>>,
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

/// One rule: which calls, and what happens to them. The first rule that matches counts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    /// A path, or a family: all, oauth, portrait, lists, series, videos, userinfo.
    endpoint: String,
    open_id: Option<String>,
    from: Option<PlatformDay>,
    to: Option<PlatformDay>,
    /// Only the first calls that match.
    first: Option<u64>,
    /// Only every n-th call that matches.
    every: Option<u64>,
    /// An error code in an otherwise normal answer.
    code: Option<i64>,
    /// An HTTP status with an HTML body.
    status: Option<u16>,
    /// Milliseconds of real time before the answer.
    #[serde(default)]
    delay_ms: u64,
    /// The body breaks off after this many bytes.
    truncate: Option<usize>,
    /// An HTML page with status 200.
    #[serde(default)]
    html: bool,
}

/// What happens to a call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Effect {
    pub(crate) code: Option<i64>,
    pub(crate) status: Option<u16>,
    pub(crate) delay_ms: u64,
    pub(crate) truncate: Option<usize>,
    pub(crate) html: bool,
}

/// A call, as the rules see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'a> {
    /// Path with its trailing slash.
    pub(crate) path: &'a str,
    pub(crate) family: &'a str,
    pub(crate) open_id: Option<&'a str>,
    pub(crate) day: PlatformDay,
}

impl Rule {
    fn matches(&self, call: Call<'_>) -> bool {
        let endpoint = self.endpoint.trim_end_matches('/');
        (endpoint == "all" || endpoint == call.family || endpoint == call.path.trim_end_matches('/'))
            && self.open_id.as_deref().is_none_or(|open_id| call.open_id == Some(open_id))
            && self.from.is_none_or(|from| from <= call.day)
            && self.to.is_none_or(|to| call.day <= to)
    }

    /// Whether the `nth` matching call (from 1) is hit.
    fn hits(&self, nth: u64) -> bool {
        self.first.is_none_or(|first| nth <= first) && self.every.is_none_or(|every| nth.is_multiple_of(every))
    }

    fn effect(&self) -> Effect {
        Effect { code: self.code, status: self.status, delay_ms: self.delay_ms, truncate: self.truncate, html: self.html }
    }

    fn mistake(&self) -> Option<String> {
        let Self { endpoint, code, status, delay_ms, truncate, html, every, .. } = self;
        if !endpoint.starts_with('/') && !FAMILIES.contains(&endpoint.as_str()) {
            return Some(format!("`endpoint = \"{endpoint}\"` is neither a path nor one of {}", FAMILIES.join(", ")));
        }
        if code.is_none() && status.is_none() && *delay_ms == 0 && truncate.is_none() && !html {
            return Some(format!("the rule for `{endpoint}` has no effect; give it code, status, delay_ms, truncate or html"));
        }
        if status.is_some_and(|status| !(400..600).contains(&status)) {
            return Some(format!("the rule for `{endpoint}` has a status that is no error; use 400 to 599"));
        }
        (*every == Some(0)).then(|| format!("the rule for `{endpoint}` says `every = 0`; use 1 or more"))
    }
}

const FAMILIES: [&str; 7] = ["all", "oauth", "portrait", "lists", "series", "videos", "userinfo"];

impl Faults {
    /// Reads a faults file; every mistake names its key and line.
    pub(crate) fn read(path: &Path) -> Result<Self, SandboxError> {
        let text = std::fs::read_to_string(path).map_err(|source| SandboxError::FaultsUnreadable { path: path.to_owned(), source })?;
        Self::parse(&text).map_err(|reason| SandboxError::FaultsWrong { path: path.to_owned(), reason })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let faults: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start.min(text.len())].matches('\n').count());
            format!("line {line}: {}", error.message().replace('\n', " "))
        })?;
        match faults.rules.iter().find_map(Rule::mistake) {
            Some(mistake) => Err(mistake),
            None => Ok(faults),
        }
    }

    /// What happens to this call; counts it.
    pub(crate) fn effect(&self, call: Call<'_>) -> Option<Effect> {
        if self.rules.is_empty() {
            return None;
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.resize(self.rules.len(), 0);
        let mut hit = None;
        for (rule, seen) in self.rules.iter().zip(seen.iter_mut()).filter(|(rule, _)| rule.matches(call)) {
            *seen += 1;
            if hit.is_none() && rule.hits(*seen) {
                hit = Some(rule.effect());
            }
        }
        hit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(text: &str) -> String {
        Faults::parse(text).err().unwrap_or_default()
    }

    #[test]
    fn a_mistake_names_its_key_and_line() {
        let unknown = mistake("[platform]\ncodes = \"new\"\nquote = 3\n");
        assert!(unknown.starts_with("line 3: unknown field `quote`"), "{unknown}");
        let unknown = mistake("[[rule]]\nendpoint = \"lists\"\nstatsu = 500\n");
        assert!(unknown.starts_with("line 3: unknown field `statsu`"), "{unknown}");
        assert!(mistake("[[rule]]\nendpoint = \"list\"\ncode = 1\n").contains("neither a path nor one of"));
        assert!(mistake("[[rule]]\nendpoint = \"lists\"\n").contains("has no effect"));
        assert!(mistake("[[rule]]\nendpoint = \"lists\"\nstatus = 200\n").contains("400 to 599"));
    }

    #[test]
    fn a_rule_counts_only_the_calls_that_match_it() {
        let faults =
            Faults::parse("[[rule]]\nendpoint = \"/fans/list/\"\nopen_id = \"a\"\nfrom = \"2026-06-15\"\nfirst = 1\ncode = 28001005\n")
                .expect("valid");
        let day: PlatformDay = "2026-06-15".parse().expect("a day");
        let call = Call { path: "/fans/list/", family: "lists", open_id: Some("a"), day };
        assert!(faults.effect(Call { open_id: Some("b"), ..call }).is_none());
        assert!(faults.effect(Call { day: day.previous(), ..call }).is_none());
        assert_eq!(faults.effect(call).and_then(|effect| effect.code), Some(28_001_005));
        assert!(faults.effect(call).is_none(), "only the first");
    }
}
