//! Label sets of ordered dimensions: where a label stands, and which version of the set a portrait belongs to.
//!
//! The platform changed its bands more than once (`1-23 24-30 … 50-`, `<=25 26-32 … >46`, `0-4 5~8 … 20+`) and leaves empty bands out, so
//! a set is recognised by its bands: those of one set never overlap.

use app::model::Dimension;

/// A label as a range, in halves, so that "more than 50" lies between 50 and 51.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Band {
    low: i64,
    high: i64,
}

/// Where a label without a number stands: after all bands.
const LAST: i64 = 1_000_000;

impl Band {
    /// Reads `<=25`, `26-32`, `5~8`, `>46`, `50-`, `20+`. An open end begins just above its number: `41-50` and `50-` are one set.
    fn parse(label: &str) -> Option<Self> {
        let label = label.trim();
        let digits = label.find(|c: char| c.is_ascii_digit())?;
        let (comparison, rest) = label.split_at(digits);
        let (first, rest) = number(rest)?;
        let second = rest.find(|c: char| c.is_ascii_digit()).and_then(|at| number(&rest[at..]));
        Some(match (comparison.trim(), second) {
            ("<=" | "≤", _) => Self { low: 0, high: first },
            ("<", _) => Self { low: 0, high: first - 1 },
            (">=" | "≥", _) => Self { low: first, high: i64::MAX },
            (">", _) => Self { low: first + 1, high: i64::MAX },
            (_, Some((last, _))) => Self { low: first, high: last },
            (_, None) if rest.is_empty() => Self { low: first, high: first },
            (_, None) => Self { low: first + 1, high: i64::MAX },
        })
    }

    fn overlaps(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// The number a text begins with, doubled, and what follows it.
fn number(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let value: i64 = digits.parse().ok()?;
    Some((value.checked_mul(2)?, rest.trim()))
}

/// The canonical order of a label within its dimension; labels of unordered dimensions all stand at 0.
pub(crate) fn position(dimension: Dimension, label: &str) -> i64 {
    match dimension {
        Dimension::Gender => ["male", "female"].iter().position(|known| *known == label).map_or(2, |at| i64::from(at == 1)),
        Dimension::Age | Dimension::ActiveDays => Band::parse(label).map_or(LAST, |band| band.low),
        Dimension::Region | Dimension::Device | Dimension::Interest => 0,
    }
}

/// The scheme of a portrait's labels. `known` are the labels seen so far with their schemes, `last` is the creator's newest scheme.
///
/// Open dimensions, whose labels come and go, have the one scheme 1. In ordered ones the labels belong to a known scheme when none of them
/// overlaps another band of it; the creator's own is preferred, then the one with most labels in common, then the newest.
pub(crate) fn scheme(dimension: Dimension, labels: &[&str], known: &[(String, i64)], last: Option<i64>) -> i64 {
    if !dimension.is_ordered() {
        return 1;
    }
    let mut schemes: Vec<i64> = known.iter().map(|(_, scheme)| *scheme).collect();
    schemes.sort_unstable();
    schemes.dedup();
    let newest = schemes.last().copied().unwrap_or(0);
    let members = |scheme: i64| known.iter().filter(move |(_, of)| *of == scheme).map(|(label, _)| label.as_str());
    let fitting = schemes.into_iter().filter(|scheme| fits(labels, &members(*scheme).collect::<Vec<_>>()));
    let rank = |scheme: &i64| (Some(*scheme) == last, members(*scheme).filter(|label| labels.contains(label)).count(), *scheme);
    fitting.max_by_key(rank).unwrap_or(newest + 1)
}

fn fits(labels: &[&str], members: &[&str]) -> bool {
    labels.iter().filter(|label| !members.contains(label)).all(|label| {
        let Some(band) = Band::parse(label) else { return true };
        members.iter().filter_map(|member| Band::parse(member)).all(|member| !band.overlaps(member))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETS: [&[&str]; 5] = [
        &["<=25", "26-32", "33-39", "40-46", ">46"],
        &["1-11", "12~17", "18-23", "24~29", "30~35", "36-41", "42~50", "50+"],
        &["1-23", "24-30", "31-40", "41-50", "50-"],
        &["0-1", "2-5", "6-10", "11-31"],
        &["0-4", "5~8", "9~12", "13~16", "17~20", "20+"],
    ];

    fn known(sets: &[(&[&str], i64)]) -> Vec<(String, i64)> {
        sets.iter().flat_map(|(set, scheme)| set.iter().map(move |label| ((*label).to_owned(), *scheme))).collect()
    }

    #[test]
    fn every_documented_set_is_in_canonical_order_and_free_of_overlaps() {
        for set in SETS {
            let positions: Vec<i64> = set.iter().map(|label| position(Dimension::Age, label)).collect();
            assert!(positions.is_sorted_by(|a, b| a < b), "{set:?} {positions:?}");
            assert_eq!(scheme(Dimension::Age, &set[1..], &known(&[(&set[..1], 1)]), None), 1, "{set:?}");
        }
    }

    #[test]
    fn another_set_opens_a_new_scheme_and_the_old_one_is_found_again() {
        let seen = known(&[(SETS[2], 1)]);
        assert_eq!(scheme(Dimension::Age, SETS[0], &seen, Some(1)), 2);
        let seen = known(&[(SETS[2], 1), (SETS[0], 2)]);
        assert_eq!(scheme(Dimension::Age, SETS[2], &seen, Some(2)), 1);
        assert_eq!(scheme(Dimension::Age, SETS[1], &seen, Some(2)), 3);
    }

    #[test]
    fn an_empty_band_that_is_left_out_or_comes_back_is_no_new_scheme() {
        let seen = known(&[(&SETS[2][..3], 1)]);
        assert_eq!(scheme(Dimension::Age, &SETS[2][1..], &seen, Some(1)), 1);
    }

    #[test]
    fn open_dimensions_have_one_scheme() {
        assert_eq!(scheme(Dimension::Region, &["火星"], &known(&[(&["广东"], 1)]), None), 1);
    }

    #[test]
    fn a_label_without_a_number_stands_last() {
        assert!(position(Dimension::Age, "未知") > position(Dimension::Age, "50-"));
        assert_eq!(["male", "female", "unknown"].map(|label| position(Dimension::Gender, label)), [0, 1, 2]);
    }
}
