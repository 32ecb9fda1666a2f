//! Whether a plan makes sense: what would never happen, or could mean two things, is refused before anything runs.

use std::ops::Range;

use super::rule::{CursorWord, Rule};
use super::{Family, Manner};
use crate::sandbox::platform::scope;

/// Effects that are the whole answer, or decide that there is none.
const WHOLE: [&str; 5] = ["code", "refuse", "status", "html", "revoke"];

/// Effects that only change an answer that is given.
const SHAPE: [&str; 5] = ["stringly", "cursor", "null_list", "bad_bucket", "labels"];

/// Other pairs of which only one can happen.
const CONTRADICTIONS: [(&str, &str); 8] = [
    ("codes", "code"),
    ("codes", "status"),
    ("codes", "html"),
    ("truncate", "status"),
    ("truncate", "html"),
    ("null_list", "cursor"),
    ("null_list", "bad_bucket"),
    ("null_list", "labels"),
];

/// The page that a browser sees: it has no codes and no numbers.
const CONSENT_PAGE: &str = "/platform/oauth/connect";

/// A key with what is wrong about it.
type Mistake = (&'static str, String);

/// The line of a place in the text, from 1.
pub(super) fn line_at(text: &str, place: usize) -> usize {
    1 + text[..place.min(text.len())].matches('\n').count()
}

/// The line on which a table sets a key; the table's own when it does not.
pub(super) fn line_of(text: &str, table: Range<usize>, key: &str) -> usize {
    let first = line_at(text, table.start);
    let sets = |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    let lines = text.lines().enumerate().skip(first - 1);
    let mut own = lines.enumerate().take_while(|(nth, (_, line))| *nth == 0 || !line.trim_start().starts_with('['));
    own.find(|(_, (_, line))| sets(line)).map_or(first, |(_, (number, _))| number + 1)
}

/// Scopes that nobody knows are never offline, missing or used up.
pub(super) fn platform(text: &str, manner: &Manner) -> Result<(), String> {
    let start = text.find("[platform]").unwrap_or(0);
    let named = [("offline", manner.offline.iter()), ("missing", manner.missing.iter())].into_iter();
    let mut words =
        named.flat_map(|(key, words)| words.map(move |word| (key, word))).chain(manner.quota.keys().map(|word| ("quota", word)));
    match words.find(|(_, word)| scope::find(word).is_none()) {
        None => Ok(()),
        Some((key, word)) => {
            let line = line_of(text, start..start, key);
            Err(format!("line {line}: `{key}` names \"{word}\", which is no scope of this platform"))
        }
    }
}

/// Whether a rule can do what it says.
pub(super) fn rule(rule: &Rule, paths: &[(&'static str, Family)]) -> Result<(), Mistake> {
    let Some(families) = rule.families(paths) else { return Err(("endpoint", unknown_endpoint(&rule.endpoint))) };
    calls(rule)?;
    values(rule)?;
    let effects = rule.effects();
    if effects.is_empty() {
        return Err(("endpoint", format!("the rule for `{}` has no effect; give it one, such as code or status", rule.endpoint)));
    }
    for (nth, key) in effects.iter().enumerate() {
        if let Some(other) = effects[..nth].iter().find(|other| contradict(key, other)) {
            return Err((key, format!("`{key}` contradicts `{other}`: one call cannot have both; make two rules of it")));
        }
        if !suits(key, &families, &rule.endpoint) {
            let place = if rule.endpoint == "all" { "every endpoint".to_owned() } else { format!("`{}`", rule.endpoint) };
            return Err((key, format!("`{key}` cannot happen to {place}; {}", where_it_can(key))));
        }
    }
    Ok(())
}

fn unknown_endpoint(endpoint: &str) -> String {
    let families = Family::ALL.map(Family::word).join(", ");
    format!("`endpoint = \"{endpoint}\"` is neither a path of this platform nor one of all, {families}")
}

/// Days and counts that leave no call.
fn calls(rule: &Rule) -> Result<(), Mistake> {
    if let (Some(from), Some(to)) = (rule.from, rule.to)
        && from > to
    {
        return Err(("from", format!("`from = \"{from}\"` is after `to = \"{to}\"`; exchange them")));
    }
    for (key, count) in [("first", rule.first), ("every", rule.every)] {
        if count == Some(0) {
            return Err((key, format!("`{key} = 0` hits no call; use 1 or more")));
        }
    }
    match (rule.first, rule.every) {
        (Some(first), Some(every)) if first < every => {
            Err(("every", format!("`every = {every}` hits none of the first {first} calls; make `first` {every} or more")))
        }
        _ => Ok(()),
    }
}

/// Values that mean nothing, or nothing without another key.
fn values(rule: &Rule) -> Result<(), Mistake> {
    let wrong = |key, reason: &str| Err((key, reason.to_owned()));
    match (rule.status, rule.retry_after) {
        (Some(status), _) if !(400..600).contains(&status) => return wrong("status", "`status` is no error; use 400 to 599"),
        (status, Some(_)) if status != Some(429) => return wrong("retry_after", "`retry_after` goes with `status = 429` only"),
        _ => {}
    }
    if rule.code == Some(0) {
        return wrong("code", "`code = 0` is no error; use another code");
    }
    match (rule.cursor, rule.rows) {
        (Some(CursorWord::Shift), Some(0)) => wrong("rows", "`rows = 0` shifts nothing; use 1 or more, or a negative number"),
        (Some(CursorWord::Shift), _) | (_, None) => Ok(()),
        (_, Some(_)) => wrong("rows", "`rows` goes with `cursor = \"shift\"` only"),
    }
}

fn contradict(one: &str, other: &str) -> bool {
    let (whole, shape) = (|key: &str| WHOLE.contains(&key), |key: &str| SHAPE.contains(&key));
    let listed = CONTRADICTIONS.iter().any(|(a, b)| (*a, *b) == (one, other) || (*a, *b) == (other, one));
    listed || whole(one) && (whole(other) || shape(other)) || shape(one) && whole(other)
}

fn suits(key: &str, families: &[Family], endpoint: &str) -> bool {
    use Family::{Lists, Oauth, Portrait, Series, Videos};
    let among = |wanted: &[Family]| families.iter().all(|family| wanted.contains(family));
    match key {
        "cursor" => among(&[Lists]),
        "null_list" => among(&[Lists, Series, Videos, Portrait]),
        "bad_bucket" | "labels" => among(&[Portrait]),
        "refuse" | "codes" | "revoke" => !families.contains(&Oauth),
        "code" | "truncate" | "stringly" => endpoint.trim_end_matches('/') != CONSENT_PAGE,
        _ => true,
    }
}

fn where_it_can(key: &str) -> &'static str {
    match key {
        "cursor" => "name lists, or the path of one",
        "null_list" => "name lists, series, videos or portrait, or a path of theirs",
        "bad_bucket" | "labels" => "name portrait, or a path of it",
        "refuse" | "codes" | "revoke" => "name a data endpoint",
        _ => "name a token endpoint or a data endpoint",
    }
}
