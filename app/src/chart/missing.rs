//! Days without a reading: shaded alike in every chart, so that they differ from days of nothing.

use charming::element::{ItemStyle, Label, MarkArea, MarkAreaData};
use serde_json::Value;

use crate::i18n::ChartWords;
use crate::model::period::missing;
use crate::model::{Period, PlatformDay};

/// How far a shade reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Whole days, on an axis of bars.
    Days,
    /// From the end of a line to where it goes on: on an axis of points a day has no width.
    Points,
}

/// The `markArea` of a series over these days and whether each was read; nothing when none is missing. Bars cover whole days with it,
/// lines reach from point to point.
pub(super) fn shades(days: &[(PlatformDay, bool)], reach: Reach, words: &ChartWords) -> Option<Value> {
    let spells = missing(days.iter().copied());
    let (first, last) = (days.first()?.0, days.last()?.0);
    let widened = |spell: Period| match reach {
        Reach::Days => (spell.from(), spell.to()),
        Reach::Points => (spell.from().previous().max(first), spell.to().next().min(last)),
    };
    let spells: Vec<(PlatformDay, PlatformDay)> = spells.into_iter().map(widened).collect();
    (!spells.is_empty()).then(|| serde_json::to_value(area(spells, |day| day.to_string(), words)).unwrap_or_default())
}

/// Shaded areas from category to category.
pub(super) fn area<T: Copy>(spells: Vec<(T, T)>, category: impl Fn(T) -> String, words: &ChartWords) -> MarkArea {
    let edge = |at: T| MarkAreaData::new().x_axis(category(at));
    MarkArea::new()
        .silent(true)
        .item_style(ItemStyle::new().color("@gap"))
        .label(Label::new().show(false))
        .data(spells.into_iter().map(|(from, to)| (edge(from).name(words.gap), edge(to))).collect())
}
