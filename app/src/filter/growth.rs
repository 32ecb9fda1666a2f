//! The growth chart's query: which number, in which slices.

use super::{Notice, words};
use crate::model::{Granularity, GrowthMetric};

/// What the growth chart shows: query words `metric` (total, net, new, lost) and `granularity` (day, week, month).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GrowthQuery {
    /// The number.
    pub metric: GrowthMetric,
    /// The slices.
    pub granularity: Granularity,
}

impl GrowthQuery {
    /// Reads a query string.
    pub fn parse(query: &str) -> (Self, Vec<Notice>) {
        let words = words(query);
        let word = |name: &str| words.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty());
        let mut notices = Vec::new();
        let metric = word("metric").map(|word| GrowthMetric::parse(word).ok_or(Notice::UnknownMetric));
        let granularity = word("granularity").map(|word| Granularity::parse(word).ok_or(Notice::UnknownGranularity));
        let parsed = Self { metric: settle(metric, &mut notices), granularity: settle(granularity, &mut notices) };
        (parsed, notices)
    }
}

/// What was asked for; the default, with a notice, when it makes no sense.
fn settle<T: Default>(asked: Option<Result<T, Notice>>, notices: &mut Vec<Notice>) -> T {
    match asked {
        Some(Ok(value)) => value,
        Some(Err(notice)) => {
            notices.push(notice);
            T::default()
        }
        None => T::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_unknown_ones_clamped_with_a_notice() {
        for metric in GrowthMetric::ALL {
            for granularity in Granularity::ALL {
                let query = format!("?period=7&metric={}&granularity={}", metric.as_str(), granularity.as_str());
                assert_eq!(GrowthQuery::parse(&query), (GrowthQuery { metric, granularity }, vec![]));
            }
        }
        let (clamped, notices) = GrowthQuery::parse("metric=mars&granularity=%3Cb%3E");
        assert_eq!((clamped, notices), (GrowthQuery::default(), vec![Notice::UnknownMetric, Notice::UnknownGranularity]));
        assert_eq!(GrowthQuery::parse("metric=&granularity"), (GrowthQuery::default(), vec![]));
    }
}
