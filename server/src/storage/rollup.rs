//! The daily roll-up, from what the sources said about a day and about the day before. Pure.

use app::model::{DailyPoint, PlatformDay, TotalSource};

/// What is known of one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// `total_fans` of the platform's series.
    pub(crate) series_total: Option<i64>,
    /// `new_fans` of the platform's series.
    pub(crate) series_new: Option<i64>,
    /// `all_fans_num` of the day's portrait.
    pub(crate) portrait_total: Option<i64>,
    /// Distinct rows of the day's fan list.
    pub(crate) listed: Option<i64>,
    /// Whether that list was complete.
    pub(crate) complete: Option<bool>,
    /// Spans of the fan list that begin on the day.
    pub(crate) joined: i64,
}

impl Known {
    /// Nothing at all is known.
    pub(crate) fn is_empty(&self) -> bool {
        self.series_total.is_none() && self.series_new.is_none() && self.portrait_total.is_none() && self.listed.is_none()
    }

    /// The size of a complete list.
    fn list_total(&self) -> Option<i64> {
        self.listed.filter(|_| self.complete == Some(true))
    }

    /// The day's total by the preferred source that has one.
    pub(crate) fn total(&self) -> Option<(i64, TotalSource)> {
        let by = |source| move |total| (total, source);
        self.series_total
            .map(by(TotalSource::Series))
            .or(self.portrait_total.map(by(TotalSource::Portrait)))
            .or(self.list_total().map(by(TotalSource::List)))
    }

    /// The day's total by one source.
    pub(crate) fn total_of(&self, source: TotalSource) -> Option<i64> {
        match source {
            TotalSource::Series => self.series_total,
            TotalSource::Portrait => self.portrait_total,
            TotalSource::List => self.list_total(),
        }
    }
}

/// A day of the roll-up. New fans come from the source of the total; lost ones are only told when the sum works out.
pub(crate) fn roll(day: PlatformDay, known: &Known, before: &Known) -> DailyPoint {
    let total = known.total();
    let source = total.map(|(_, source)| source);
    let same_before = before.total().filter(|(_, before)| Some(*before) == source);
    let net = total.zip(same_before).map(|((total, _), (before, _))| total - before);
    let new = match source {
        Some(TotalSource::Series) => known.series_new,
        Some(TotalSource::List) => before.list_total().map(|_| known.joined),
        Some(TotalSource::Portrait) | None => None,
    };
    let lost = new.zip(net).map(|(new, net)| new - net);
    if let Some(negative @ ..0) = lost {
        tracing::warn!(%day, lost = negative, "a day's new fans are fewer than its growth; the lost ones stay unknown");
    }
    DailyPoint { day, total: total.map(|(total, _)| total), source, new, lost: lost.filter(|lost| *lost >= 0), net }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> PlatformDay {
        PlatformDay::from_number(20_000)
    }

    fn series(total: i64, new: i64) -> Known {
        Known { series_total: Some(total), series_new: Some(new), ..Known::default() }
    }

    fn list(listed: i64, joined: i64) -> Known {
        Known { listed: Some(listed), complete: Some(true), joined, ..Known::default() }
    }

    #[test]
    fn the_series_goes_before_the_portrait_and_the_portrait_before_the_list() {
        let all = Known { portrait_total: Some(11), ..series(10, 2) };
        assert_eq!(all.total(), Some((10, TotalSource::Series)));
        assert_eq!(Known { portrait_total: Some(11), ..list(12, 0) }.total(), Some((11, TotalSource::Portrait)));
        assert_eq!(list(12, 0).total(), Some((12, TotalSource::List)));
        assert_eq!(Known { complete: Some(false), ..list(12, 0) }.total(), None);
    }

    #[test]
    fn lost_is_new_minus_net_between_days_of_one_source() {
        let point = roll(day(), &series(105, 9), &series(100, 3));
        assert_eq!((point.new, point.net, point.lost), (Some(9), Some(5), Some(4)));
        let point = roll(day(), &series(105, 9), &list(100, 3));
        assert_eq!((point.new, point.net, point.lost), (Some(9), None, None));
    }

    #[test]
    fn a_negative_loss_stays_unknown() {
        assert_eq!(roll(day(), &series(110, 3), &series(100, 3)).lost, None);
    }

    #[test]
    fn the_first_complete_list_has_no_new_fans() {
        assert_eq!(roll(day(), &list(12, 12), &Known::default()).new, None);
        assert_eq!(roll(day(), &list(12, 3), &list(10, 2)).new, Some(3));
        assert_eq!(roll(day(), &list(12, 3), &list(10, 2)).lost, Some(1));
    }
}
