//! Whole numbers as the platform writes them: JSON numbers, integral floats, or strings of either (platform notes, section 0.5).

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

/// The largest whole number an f64 holds exactly.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A whole number, or nothing (null, empty string).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Maybe(pub(super) Option<i64>);

/// For a field that may be null or empty; absent ones need `#[serde(default)]`.
pub(super) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Maybe::deserialize(deserializer).map(|maybe| maybe.0)
}

/// For a field that must hold a number.
pub(super) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    optional(deserializer)?.ok_or_else(|| de::Error::custom("a number is empty"))
}

/// Reads a number out of a loose value; nothing when it is not a whole one.
pub(super) fn of_value(value: &serde_json::Value) -> Option<i64> {
    Maybe::deserialize(value).ok()?.0
}

impl<'de> Deserialize<'de> for Maybe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Maybe;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Maybe, E> {
        Ok(Maybe(Some(value)))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Maybe, E> {
        i64::try_from(value).map(|value| Maybe(Some(value))).map_err(|_| E::custom("a number is too large"))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Maybe, E> {
        integral(value).map(|value| Maybe(Some(value))).ok_or_else(|| E::custom("a number is not whole"))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Maybe, E> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Maybe(None));
        }
        let read = text.parse().ok().or_else(|| integral(text.parse().ok()?));
        read.map(|value| Maybe(Some(value))).ok_or_else(|| E::custom("a text is not a whole number"))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Maybe, E> {
        Ok(Maybe(None))
    }
}

fn integral(value: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "whole and within ±2^53, as the condition says")]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::of_value;

    #[test]
    fn numbers_come_in_four_forms() {
        for value in [json!(1000), json!(1000.0), json!("1000"), json!("1000.0"), json!(" 1000 "), json!(1e3)] {
            assert_eq!(of_value(&value), Some(1000), "{value}");
        }
        assert_eq!(of_value(&json!("-7")), Some(-7));
    }

    #[test]
    fn what_is_not_a_whole_number_is_nothing() {
        for value in
            [json!(1.5), json!("1.5"), json!(""), json!(null), json!(true), json!("many"), json!([]), json!(u64::MAX), json!(1e300)]
        {
            assert_eq!(of_value(&value), None, "{value}");
        }
    }
}
