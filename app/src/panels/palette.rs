//! Which named colour a bucket has, in bars, legends and charts alike. The names are resolved by the style sheet and the chart bundle.

use crate::model::Dimension;
use crate::model::page::audience::is_rest;

/// Steps of the sequential ramp.
const RAMP: usize = 7;
/// Hues of the categorical palette.
const CATEGORIES: usize = 8;

/// The colour of the bucket at `index` of `count`.
pub(crate) fn colour(dimension: Dimension, label: &str, index: usize, count: usize) -> String {
    if is_rest(label) {
        return "other".to_owned();
    }
    match dimension {
        Dimension::Gender => match label {
            "male" => "male".to_owned(),
            "female" => "female".to_owned(),
            _ => "other".to_owned(),
        },
        Dimension::Age | Dimension::ActiveDays => {
            let steps = count.saturating_sub(1).max(1);
            format!("ramp-{}", 1 + index.min(steps) * (RAMP - 1) / steps)
        }
        Dimension::Region | Dimension::Device | Dimension::Interest if index < CATEGORIES => format!("cat-{}", index + 1),
        Dimension::Region | Dimension::Device | Dimension::Interest => "other".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::page::audience::OTHERS;

    #[test]
    fn ordered_dimensions_use_the_whole_ramp_and_others_are_grey() {
        assert_eq!(colour(Dimension::Age, "1-23", 0, 5), "ramp-1");
        assert_eq!(colour(Dimension::Age, "50-", 4, 5), "ramp-7");
        assert_eq!(colour(Dimension::Age, "all", 0, 1), "ramp-1");
        assert_eq!(colour(Dimension::Device, "x", 8, 20), "other");
        assert_eq!(colour(Dimension::Region, OTHERS, 3, 9), "other");
        assert_eq!(colour(Dimension::Device, "其他", 6, 8), "other");
    }
}
