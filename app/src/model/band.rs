//! Bucket labels of ordered dimensions, read as ranges of whole numbers.
//!
//! The platform wrote its bands in many ways over the years: `<=25`, `26-32`, `5~8`, `>46`, `20+`, and `50-` for "50 and over". Others are
//! read too, so that a set nobody has seen yet is in order from its first day: `25岁以下`, `60以上`, `under 18`, `18–24`.

/// Where a band ends on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The number is the last one inside.
    At(i64),
    /// `50+`, `50-`, `25以下`: whether the number is inside depends on the band beside it (`41-50` or `40-49`).
    About(i64),
    /// The band goes on.
    Open,
}

/// A label as a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Band {
    /// The lower end.
    pub low: End,
    /// The upper end.
    pub high: End,
}

/// Words around a number that say nothing about the range.
const UNITS: [&str; 10] = ["周岁", "岁", "天", "日", "years", "year", "yrs", "yr", "days", "day"];

/// A word beside a number, and the band it makes.
type Side = (&'static str, fn(i64) -> Band);

/// What stands before a number, longest first.
const BEFORE: [Side; 20] = [
    ("小于等于", up_to),
    ("大于等于", from),
    ("不超过", up_to),
    ("<=", up_to),
    (">=", from),
    ("upto", up_to),
    ("under", below),
    ("below", below),
    ("lessthan", below),
    ("over", above),
    ("above", above),
    ("morethan", above),
    ("小于", below),
    ("低于", below),
    ("不满", below),
    ("未满", below),
    ("大于", above),
    ("超过", above),
    ("<", below),
    (">", above),
];

/// What stands behind a number.
const BEHIND: [Side; 17] = [
    ("及以下", up_to),
    ("及以上", from),
    ("以内", up_to),
    ("以下", about_below),
    ("以上", about_above),
    ("+", about_above),
    ("-", about_above),
    ("andunder", up_to),
    ("andbelow", up_to),
    ("oryounger", up_to),
    ("orless", up_to),
    ("andover", from),
    ("andabove", from),
    ("andolder", from),
    ("orolder", from),
    ("andmore", from),
    ("ormore", from),
];

const fn up_to(number: i64) -> Band {
    Band { low: End::Open, high: End::At(number) }
}

const fn below(number: i64) -> Band {
    up_to(number - 1)
}

const fn from(number: i64) -> Band {
    Band { low: End::At(number), high: End::Open }
}

const fn above(number: i64) -> Band {
    from(number + 1)
}

const fn about_below(number: i64) -> Band {
    Band { low: End::Open, high: End::About(number) }
}

const fn about_above(number: i64) -> Band {
    Band { low: End::About(number), high: End::Open }
}

impl Band {
    /// Reads a label; nothing when it is not a range of numbers (`未知`, `80后`).
    pub fn parse(label: &str) -> Option<Self> {
        let text = plain(label);
        if let Some((first, rest)) = number(&text) {
            return match rest.strip_prefix('-').and_then(number) {
                Some((last, "")) if last >= first => Some(Self { low: End::At(first), high: End::At(last) }),
                Some(_) => None,
                None if rest.is_empty() => Some(Self { low: End::At(first), high: End::At(first) }),
                None => BEHIND.iter().find(|(word, _)| *word == rest).map(|(_, band)| band(first)),
            };
        }
        let (rest, band) = BEFORE.iter().find_map(|(word, band)| Some((text.strip_prefix(word)?, band)))?;
        match number(rest) {
            Some((number, "")) => Some(band(number)),
            _ => None,
        }
    }

    /// First and last in halves, so that `50+` begins between 50 and 51; what goes on reaches the ends of the number line.
    fn halves(self) -> (i64, i64) {
        let low = match self.low {
            End::At(number) => 2 * number,
            End::About(number) => 2 * number + 1,
            End::Open => i64::MIN,
        };
        let high = match self.high {
            End::At(number) => 2 * number,
            End::About(number) => 2 * number - 1,
            End::Open => i64::MAX,
        };
        (low, high)
    }

    /// Where it stands among the bands of its dimension.
    pub fn position(self) -> i64 {
        self.halves().0.max(-1)
    }

    /// Whether two bands cannot belong to one set. Bands of one set may meet in a number (`0-5 5-10`, `41-50 50-`), and in no more than that.
    pub fn overlaps(self, other: Self) -> bool {
        let ((low, high), (other_low, other_high)) = (self.halves(), other.halves());
        let wide = low < high && other_low < other_high;
        let meet = low.max(other_low);
        let end = high.min(other_high);
        meet < end || (meet == end && !wide)
    }

    /// The first and the last number of it, as the other bands of its set make them out; nothing when they do not.
    pub fn numbers(self, set: &[Self]) -> Option<(i64, i64)> {
        let low = match self.low {
            End::Open => i64::MIN,
            End::At(number) => number,
            End::About(number) if set.iter().any(|band| band.high == End::At(number)) => number + 1,
            End::About(number) => set.iter().any(|band| band.high == End::At(number - 1)).then_some(number)?,
        };
        let high = match self.high {
            End::Open => i64::MAX,
            End::At(number) => number,
            End::About(number) if set.iter().any(|band| band.low == End::At(number)) => number - 1,
            End::About(number) => set.iter().any(|band| band.low == End::At(number + 1)).then_some(number)?,
        };
        Some((low, high))
    }
}

/// One way to write it: half-width, lower case, one kind of dash, no spaces, no units.
fn plain(label: &str) -> String {
    let mut text = String::with_capacity(label.len());
    for character in label.chars().filter(|character| !character.is_whitespace()) {
        match character {
            '\u{ff01}'..='\u{ff5e}' => text.extend(char::from_u32(u32::from(character) - 0xfee0).map(dash)),
            '≤' | '≦' => text.push_str("<="),
            '≥' | '≧' => text.push_str(">="),
            other => text.extend(dash(other).to_lowercase()),
        }
    }
    for unit in UNITS {
        text = text.replace(unit, "");
    }
    text
}

const fn dash(character: char) -> char {
    match character {
        '~' | '〜' | '–' | '—' | '−' | '‐' | '‑' | '至' | '到' => '-',
        other => other,
    }
}

/// The number a text begins with, and what follows it. Numbers of more than nine digits are no ages and no days.
fn number(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let value = digits.parse().ok().filter(|_| digits.len() <= 9)?;
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(label: &str) -> Band {
        Band::parse(label).unwrap_or_else(|| panic!("{label}"))
    }

    #[test]
    fn a_range_is_read_whatever_its_form() {
        for label in ["26-32", "26~32", " 26 – 32 ", "26—32岁", "２６－３２", "26至32", "26～32 years"] {
            assert_eq!(band(label), Band { low: End::At(26), high: End::At(32) }, "{label}");
        }
        for label in ["<=25", "≤25", "25岁及以下", "<26", "under 26", "小于26岁", "25 and under", "25以内"] {
            assert_eq!(band(label), up_to(25), "{label}");
        }
        for label in [">46", "＞46", "47及以上", ">=47", "over 46", "47 and over", "大于46岁"] {
            assert_eq!(band(label), from(47), "{label}");
        }
        for label in ["50+", "50-", "50＋", "50岁以上", "50 以上"] {
            assert_eq!(band(label), about_above(50), "{label}");
        }
        assert_eq!(band("25岁以下"), about_below(25));
        assert_eq!(band("7"), Band { low: End::At(7), high: End::At(7) });
    }

    #[test]
    fn what_is_no_range_is_none() {
        for label in ["未知", "", "80后", "Z世代", "30-20", "-18", "18-24-30", "iPhone 15", "99999999999", "+", "<=", "18-24 or so"] {
            assert_eq!(Band::parse(label), None, "{label}");
        }
    }

    #[test]
    fn bands_of_one_set_meet_and_do_not_overlap() {
        for (a, b) in [("41-50", "50-"), ("40-49", "50+"), ("17~20", "20+"), ("0-5", "5-10"), ("25以下", "25-30"), ("1-23", "24-30")] {
            assert!(!band(a).overlaps(band(b)) && !band(b).overlaps(band(a)), "{a} {b}");
        }
        for (a, b) in [("<=25", "1-23"), ("26-32", "24-30"), (">46", "50-"), ("18-23", "18~23"), ("5-10", "5"), ("1-60", "30-31")] {
            assert!(band(a).overlaps(band(b)) && band(b).overlaps(band(a)), "{a} {b}");
        }
    }

    #[test]
    fn an_end_depends_on_the_band_beside_it() {
        let set = |labels: &[&str]| labels.iter().map(|label| band(label)).collect::<Vec<_>>();
        assert_eq!(band("50-").numbers(&set(&["31-40", "41-50", "50-"])), Some((51, i64::MAX)));
        assert_eq!(band("50+").numbers(&set(&["31-39", "40-49", "50+"])), Some((50, i64::MAX)));
        assert_eq!(band("50+").numbers(&set(&["1-30", "50+"])), None, "nobody says where it begins");
        assert_eq!(band("25以下").numbers(&set(&["25以下", "26-32"])), Some((i64::MIN, 25)));
        assert_eq!(band("25以下").numbers(&set(&["25以下", "25-32"])), Some((i64::MIN, 24)));
        assert_eq!(band("26-32").numbers(&[]), Some((26, 32)));
    }
}
