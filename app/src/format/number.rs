//! Counts, changes and shares.

use crate::model::Language;

/// The sign of a negative number in text: a true minus, as wide as the plus.
const MINUS: char = '\u{2212}';

/// `1,234,567`, with a true minus where negative.
pub(crate) fn count(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push(MINUS);
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A change: `+1,234`, `−1,234`, `0`.
pub(crate) fn signed(value: i64) -> String {
    if value > 0 { format!("+{}", count(value)) } else { count(value) }
}

/// A share of 0–1 in thousandths, rounded; shares that are not numbers count as 0.
#[expect(clippy::cast_possible_truncation, reason = "clamped first")]
pub(crate) fn permille(share: f64) -> i64 {
    (share.clamp(-1000.0, 1000.0) * 1000.0).round() as i64
}

/// A share as `12.3%`.
pub(crate) fn percent(share: f64) -> String {
    let thousandths = permille(share);
    let sign = if thousandths < 0 { MINUS.to_string() } else { String::new() };
    format!("{sign}{}.{}%", thousandths.abs() / 10, thousandths.abs() % 10)
}

/// The difference of two shares in percentage points: `+0.4 pp`, `+0.4 个百分点`.
pub(crate) fn points(difference: f64, language: Language) -> String {
    let thousandths = permille(difference);
    let sign = match thousandths {
        0 => String::new(),
        1.. => String::from("+"),
        _ => MINUS.to_string(),
    };
    let unit = match language {
        Language::Chinese => "个百分点",
        Language::English => "pp",
    };
    format!("{sign}{}.{} {unit}", thousandths.abs() / 10, thousandths.abs() % 10)
}

/// A factor with one digit: `3.1`.
#[cfg(feature = "ssr")]
pub(crate) fn times(factor: f64) -> String {
    let tenths = permille(factor / 100.0);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_thousands() {
        for (value, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-45_678, "−45,678")] {
            assert_eq!(count(value), text);
        }
        assert_eq!(count(i64::MIN), "−9,223,372,036,854,775,808");
    }

    #[test]
    fn changes_carry_their_sign() {
        assert_eq!((signed(5_100), signed(-3), signed(0)), ("+5,100".into(), "−3".into(), "0".into()));
    }

    #[test]
    fn shares_are_percents_with_one_digit() {
        assert_eq!(percent(0.1234), "12.3%");
        assert_eq!(percent(-0.005), "−0.5%");
        assert_eq!(percent(f64::NAN), "0.0%");
        #[cfg(feature = "ssr")]
        assert_eq!((times(3.12), times(0.96), times(41.0)), ("3.1".into(), "1.0".into(), "41.0".into()));
        assert_eq!(points(0.004, Language::English), "+0.4 pp");
        assert_eq!(points(-0.021, Language::Chinese), "−2.1 个百分点");
    }
}
