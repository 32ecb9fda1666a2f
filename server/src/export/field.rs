//! A field as text.

use std::borrow::Cow;

use crate::storage::export::Field;

/// What a spreadsheet may take for the beginning of a formula, full-width forms included.
const FORMULA: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// The text of a field, before CSV quoting. Only text can be a formula; our own numbers, days and words are written as they are.
pub(super) fn text(field: &Field) -> Cow<'_, str> {
    match field {
        Field::Empty => Cow::Borrowed(""),
        Field::Text(text) => disarmed(text),
        Field::Shared(text) => disarmed(text),
        Field::Word(word) => Cow::Borrowed(word),
        Field::Day(day) => Cow::Owned(day.to_string()),
        Field::Instant(at) => Cow::Owned(at.to_rfc3339()),
        Field::Integer(number) => Cow::Owned(number.to_string()),
        Field::Ratio(ratio) => Cow::Owned(decimal(*ratio)),
        Field::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
    }
}

fn disarmed(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Up to six decimals, without trailing zeros.
fn decimal(ratio: f64) -> String {
    let text = format!("{ratio:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_has_up_to_six_decimals() {
        let shown = |ratio| text(&Field::Ratio(ratio)).into_owned();
        assert_eq!([0.0, 1.0, 0.5, 1.0 / 3.0, 0.123_456_4].map(shown), ["0", "1", "0.5", "0.333333", "0.123456"]);
    }

    #[test]
    fn text_that_looks_like_a_formula_is_disarmed_and_numbers_are_not() {
        for start in FORMULA {
            assert_eq!(text(&Field::Text(format!("{start}1"))), format!("'{start}1"));
        }
        assert_eq!(text(&Field::Text("<=25".to_owned())), "<=25");
        assert_eq!(text(&Field::Integer(-5)), "-5");
    }
}
