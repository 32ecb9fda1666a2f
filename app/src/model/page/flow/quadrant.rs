//! The break-out quadrant: the days of a period by reach and fan dependence.

use super::FlowDay;
use crate::model::{FlowMetric, PlatformDay};

/// One day in the break-out quadrant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReachDay {
    /// The day it was read.
    pub day: PlatformDay,
    /// Views by everybody.
    pub views: i64,
    /// The fans' share of them.
    pub share: f64,
}

/// Where a day stands against the medians of the period. Of any period half of the days lie above a median: so only the first of these
/// is a verdict, and has a bar that a period may miss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// At least [`Quadrant::FAR`] times the median of views, and a smaller part of them by fans than the median.
    BrokeOut,
    /// More views than the median, less of them by fans, but short of the bar.
    ManyLow,
    /// More views than the median, more of them by fans.
    ManyHigh,
    /// Fewer views than the median, more of them by fans.
    FewHigh,
    /// Fewer views than the median, less of them by fans.
    FewLow,
    /// On one of the medians: it belongs to no side.
    OnMedian,
}

impl Corner {
    /// All, in the order they are drawn.
    pub const ALL: [Self; 6] = [Self::BrokeOut, Self::ManyLow, Self::ManyHigh, Self::FewHigh, Self::FewLow, Self::OnMedian];
}

/// The days of a period by reach and fan dependence.
#[derive(Clone, Debug, PartialEq)]
pub struct Quadrant {
    /// Days with a known share of views, oldest first.
    pub days: Vec<ReachDay>,
    /// The median of views.
    pub views: f64,
    /// The median of the fans' share.
    pub share: f64,
}

impl Quadrant {
    /// Below this many days a median says nothing.
    const FEWEST: usize = 4;

    /// How many times the median of views a day must have to break out.
    pub const FAR: f64 = 1.5;

    /// The quadrant of a period; nothing when too few days are known. Days without any view have no share and no place in it.
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn of(days: &[FlowDay]) -> Option<Self> {
        let place = |day: &FlowDay| {
            Some(ReachDay { day: day.day, views: day.of(&FlowMetric::Views)?.all_sum?, share: day.share(&FlowMetric::Views)? })
        };
        let days: Vec<ReachDay> = days.iter().filter_map(place).collect();
        if days.len() < Self::FEWEST {
            return None;
        }
        let views = median(days.iter().map(|day| day.views as f64).collect())?;
        let share = median(days.iter().map(|day| day.share).collect())?;
        Some(Self { days, views, share })
    }

    /// The bar: views from which on a day of few fans breaks out.
    pub fn far(&self) -> f64 {
        self.views * Self::FAR
    }

    /// Where a day stands.
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn corner(&self, day: &ReachDay) -> Corner {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let views = day.views as f64;
        match (views.total_cmp(&self.views), day.share.total_cmp(&self.share)) {
            (Equal, _) | (_, Equal) => Corner::OnMedian,
            (Greater, Less) if views >= self.far() => Corner::BrokeOut,
            (Greater, Less) => Corner::ManyLow,
            (Greater, Greater) => Corner::ManyHigh,
            (Less, Greater) => Corner::FewHigh,
            (Less, Less) => Corner::FewLow,
        }
    }

    /// The days of one corner, oldest first.
    pub fn in_corner(&self, corner: Corner) -> impl Iterator<Item = &ReachDay> {
        self.days.iter().filter(move |day| self.corner(day) == corner)
    }
}

/// The middle value, or the mean of the two.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get(values.len().saturating_sub(1) / 2)?;
    Some(f64::midpoint(lower, upper))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FlowContribution;

    fn views(offset: u64, all: i64, fans: i64) -> FlowDay {
        let day = "2026-11-01".parse::<PlatformDay>().expect("a day").plus(offset);
        let views = FlowContribution { metric: FlowMetric::Views, all_sum: Some(all), fans_sum: Some(fans) };
        FlowDay { contributions: vec![views], ..FlowDay::unknown(day) }
    }

    fn corners(days: &[FlowDay]) -> Vec<Corner> {
        let quadrant = Quadrant::of(days).expect("enough days");
        quadrant.days.iter().map(|day| quadrant.corner(day)).collect()
    }

    #[test]
    fn days_fall_into_corners_by_the_medians() {
        let days = [views(0, 100, 50), views(1, 100, 10), views(2, 1_000, 100), views(3, 1_000, 600), views(4, 0, 0)];
        let quadrant = Quadrant::of(&days).expect("four days");
        assert_eq!((quadrant.views, quadrant.share, quadrant.far()), (550.0, 0.3, 825.0));
        assert_eq!(corners(&days), [Corner::FewHigh, Corner::FewLow, Corner::BrokeOut, Corner::ManyHigh]);
        assert_eq!(quadrant.in_corner(Corner::BrokeOut).map(|day| day.views).collect::<Vec<_>>(), [1_000]);
        assert_eq!(Quadrant::of(&days[1..]), None, "three days have no median worth the name");
    }

    #[test]
    fn half_of_the_days_above_the_median_are_not_half_of_the_days_broken_out() {
        // Fans see every work; views come and go with everybody else.
        let days: Vec<FlowDay> = (0..10)
            .zip([1_000, 1_100, 1_200, 1_300, 1_400, 1_450, 1_500, 1_550, 1_600, 1_650])
            .map(|(at, all)| views(at, all, 600))
            .collect();
        assert_eq!(corners(&days)[5..], [Corner::ManyLow; 5]);
        let mut one: Vec<FlowDay> = days[..9].to_vec();
        one.push(views(9, 2_138, 600));
        assert_eq!(corners(&one)[9], Corner::BrokeOut, "the median is 1,425");
        one[9] = views(9, 2_137, 600);
        assert_eq!(corners(&one)[9], Corner::ManyLow);
    }

    #[test]
    fn a_day_on_a_median_belongs_to_no_side() {
        let days = [views(0, 100, 60), views(1, 200, 100), views(2, 300, 90), views(3, 400, 200), views(4, 900, 100)];
        assert_eq!(corners(&days), [Corner::FewHigh, Corner::OnMedian, Corner::OnMedian, Corner::OnMedian, Corner::BrokeOut]);
    }
}
