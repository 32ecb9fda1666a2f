//! Text where a number, null or nothing may stand instead.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Text; numbers as they are written, everything else as an empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lenient(pub(super) String);

/// For fields that are only shown to people: nothing about them is worth losing a page for.
pub(super) fn lenient<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Lenient::deserialize(deserializer).map(|text| text.0)
}

/// A label in a loose value: text or a whole number; nothing when it is neither, or empty.
pub(super) fn label(value: &serde_json::Value) -> Option<String> {
    Lenient::deserialize(value).ok().map(|text| text.0.trim().to_owned()).filter(|text| !text.is_empty())
}

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Lenient;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Lenient, E> {
        Ok(Lenient(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Lenient, E> {
        Ok(Lenient(text))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Lenient, E> {
        Ok(Lenient(value.to_string()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Lenient, E> {
        Ok(Lenient(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Lenient, E> {
        Ok(Lenient(value.to_string()))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Lenient, E> {
        Ok(Lenient::default())
    }

    fn visit_unit<E: de::Error>(self) -> Result<Lenient, E> {
        Ok(Lenient::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Lenient, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Lenient::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lenient, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Lenient::default())
    }
}
