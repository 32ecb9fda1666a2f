//! The envelopes A, B, B' and C of the platform notes, section 3.1, read by one decoder.
//!
//! The code is the first non-zero of `err_no`, `extra.error_code`, `data.error_code`. It is looked for in a first pass that
//! skips everything else, so that a refusal is understood even when its `data` has not the shape of a success.

use std::fmt;

use serde::de::{self, DeserializeOwned, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;

use super::{numbers, text};
use crate::source::SourceError;

/// Reads `data` as `T` if the answer carries no error code.
///
/// # Errors
/// `Api` for a code, `Truncated` for what is not JSON, `Decode` for JSON of another shape.
pub(super) fn open<T: DeserializeOwned>(endpoint: &'static str, body: &[u8]) -> Result<T, SourceError> {
    let log_id = check(endpoint, body)?;
    match serde_json::from_slice::<Answer<T>>(body) {
        Ok(answer) => Ok(answer.data),
        Err(error) => Err(decode(endpoint, &error, log_id)),
    }
}

/// `data` that can say itself that it is a refusal.
pub(super) trait Coded {
    /// Its `error_code`.
    fn code(&self) -> Option<i64>;
}

/// As `open`, in one pass: the pages of lists are most of what is read. An answer that is anything but a success of the expected shape is
/// read again, carefully.
pub(super) fn open_at_once<T: DeserializeOwned + Coded>(endpoint: &'static str, body: &[u8]) -> Result<T, SourceError> {
    match serde_json::from_slice::<Whole<T>>(body) {
        Ok(whole) if [whole.err_no, whole.extra.code, whole.data.code()].into_iter().flatten().all(|code| code == 0) => Ok(whole.data),
        Ok(_) | Err(_) => open(endpoint, body),
    }
}

/// Looks for an error code; returns the log id when there is none.
pub(super) fn check(endpoint: &'static str, body: &[u8]) -> Result<String, SourceError> {
    let verdict: Verdict = serde_json::from_slice(body).map_err(|error| match error.classify() {
        Category::Data => decode(endpoint, &error, String::new()),
        Category::Io | Category::Syntax | Category::Eof => SourceError::Truncated { endpoint, source: error },
    })?;
    let log_id = verdict.log_id();
    match verdict.refusal() {
        None => Ok(log_id),
        Some((code, message)) => Err(SourceError::Api { endpoint, code, message, log_id }),
    }
}

/// What serde says about a shape names fields and types; the part that quotes a value is cut off.
fn decode(endpoint: &'static str, error: &serde_json::Error, log_id: String) -> SourceError {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    let detail = match (text.strip_prefix("invalid type: "), text.strip_prefix("invalid value: ")) {
        (Some(rest), _) | (_, Some(rest)) => {
            let expected = rest.rsplit_once(", expected ").map_or("another type", |(_, expected)| expected);
            format!("a value is not {expected}")
        }
        _ => text.to_owned(),
    };
    SourceError::Decode { endpoint, detail, log_id }
}

#[derive(Deserialize)]
struct Answer<T> {
    data: T,
}

#[derive(Deserialize)]
struct Whole<T> {
    #[serde(default, deserialize_with = "numbers::optional")]
    err_no: Option<i64>,
    #[serde(default)]
    extra: Part,
    data: T,
}

/// Everything that can carry a code, a message or a log id.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Verdict {
    #[serde(deserialize_with = "numbers::optional")]
    err_no: Option<i64>,
    #[serde(deserialize_with = "text::lenient")]
    err_msg: String,
    #[serde(deserialize_with = "text::lenient")]
    log_id: String,
    #[serde(deserialize_with = "text::lenient")]
    logid: String,
    extra: Part,
    data: Part,
}

impl Verdict {
    fn refusal(&self) -> Option<(i64, String)> {
        let code = [self.err_no, self.extra.code, self.data.code].into_iter().flatten().find(|code| *code != 0)?;
        Some((code, first_text([&self.err_msg, &self.extra.message, &self.data.message, &self.extra.sub_message])))
    }

    fn log_id(&self) -> String {
        first_text([&self.extra.log_id, &self.log_id, &self.logid, &self.data.log_id])
    }
}

fn first_text(candidates: [&String; 4]) -> String {
    candidates.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default()
}

/// `data` or `extra`, of which only the words about success are read; anything but an object has none.
#[derive(Default)]
struct Part {
    code: Option<i64>,
    message: String,
    sub_message: String,
    log_id: String,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Word {
    ErrorCode,
    Description,
    SubDescription,
    #[serde(alias = "logid")]
    LogId,
    #[serde(other)]
    Other,
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PartVisitor)
    }
}

struct PartVisitor;

impl<'de> Visitor<'de> for PartVisitor {
    type Value = Part;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Part, A::Error> {
        let mut part = Part::default();
        while let Some(word) = map.next_key()? {
            match word {
                Word::ErrorCode => part.code = map.next_value::<numbers::Maybe>()?.0,
                Word::Description => part.message = map.next_value::<text::Lenient>()?.0,
                Word::SubDescription => part.sub_message = map.next_value::<text::Lenient>()?.0,
                Word::LogId => part.log_id = map.next_value::<text::Lenient>()?.0,
                Word::Other => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(part)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Part, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Part::default())
    }

    fn visit_unit<E: de::Error>(self) -> Result<Part, E> {
        Ok(Part::default())
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<Part, E> {
        Ok(Part::default())
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Part, E> {
        Ok(Part::default())
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Part, E> {
        Ok(Part::default())
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Part, E> {
        Ok(Part::default())
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Part, E> {
        Ok(Part::default())
    }
}

#[cfg(test)]
mod tests;
