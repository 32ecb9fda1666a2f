//! The fans by province, laid out as a map of tiles.

use super::audience::{Composition, CompositionDay, share};
use crate::format::permille;
use crate::model::{PlatformDay, Province};

/// How many classes the map has at most.
pub const CLASSES: usize = 5;

/// One province on the newest day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tile {
    /// Which.
    pub province: Province,
    /// Head count; nothing when the portrait does not name the province.
    pub value: Option<i64>,
    /// Head count on the first day of the same label set.
    pub before: Option<i64>,
    /// Place among the provinces with fans, from 1.
    pub rank: Option<usize>,
}

/// A label that is no province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// As the platform sent it.
    pub label: String,
    /// Head count on the newest day.
    pub value: i64,
}

/// The map of the newest day.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionMap {
    /// The day.
    pub day: PlatformDay,
    /// The first day of the same label set, if there is an earlier one.
    pub first: Option<PlatformDay>,
    /// Sum over every label of the day.
    pub of: i64,
    /// Sum over every label of the first day.
    pub before_of: i64,
    /// All 34.
    pub tiles: Vec<Tile>,
    /// Labels without a tile, largest first.
    pub elsewhere: Vec<Elsewhere>,
    /// Where the second and further classes begin, in thousandths; rising.
    pub limits: Vec<i64>,
}

/// A province on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProvinceDay {
    /// The day.
    pub day: PlatformDay,
    /// Head count and sum of the day; nothing when the portrait is missing or does not name the province.
    pub known: Option<(i64, i64)>,
}

impl RegionMap {
    /// The map of the newest day with a portrait.
    pub fn of(composition: &Composition) -> Option<Self> {
        let (first, last) = composition.ends();
        let last = last?;
        let sum = |day: Option<&CompositionDay>| day.and_then(CompositionDay::sum).unwrap_or(0);
        let places = places(composition);
        let mut tiles: Vec<Tile> = Province::all()
            .map(|province| {
                let before = first.and_then(|day| value(&places, day, province));
                Tile { province, value: value(&places, last, province), before, rank: None }
            })
            .collect();
        let mut populated: Vec<usize> = (0..tiles.len()).filter(|index| tiles[*index].value.is_some_and(|value| value > 0)).collect();
        populated.sort_by_key(|index| std::cmp::Reverse(tiles[*index].value));
        for (rank, index) in populated.iter().enumerate() {
            tiles[*index].rank = Some(rank + 1);
        }
        let of = sum(Some(last));
        let mut shares: Vec<i64> =
            populated.iter().filter_map(|index| tiles[*index].value).map(|value| permille(share(value, of))).collect();
        shares.sort_unstable();
        let elsewhere = composition.labels.iter().enumerate().filter(|(_, label)| Province::of_label(label).is_none());
        let mut elsewhere: Vec<Elsewhere> = elsewhere
            .filter_map(|(index, label)| Some(Elsewhere { label: label.clone(), value: last.values.get(index).copied().flatten()? }))
            .collect();
        elsewhere.sort_by_key(|other| std::cmp::Reverse(other.value));
        Some(Self { day: last.day, first: first.map(|day| day.day), of, before_of: sum(first), tiles, elsewhere, limits: limits(&shares) })
    }

    /// The tile of a province; the largest one when none is asked for.
    pub fn selected(&self, asked: Option<Province>) -> Option<&Tile> {
        let largest = || self.tiles.iter().find(|tile| tile.rank == Some(1)).or_else(|| self.tiles.first());
        asked.and_then(|asked| self.tiles.iter().find(|tile| tile.province == asked)).or_else(largest)
    }

    /// The class of a tile, from 0; nothing for a tile that is unknown or without fans.
    pub fn class(&self, tile: &Tile) -> Option<usize> {
        let share = permille(share(tile.value.filter(|value| *value > 0)?, self.of));
        Some(self.limits.iter().filter(|limit| **limit <= share).count())
    }
}

/// A province over the period.
pub fn over_time(composition: &Composition, province: Province) -> Vec<ProvinceDay> {
    let places = places(composition);
    let known = |day: &CompositionDay| value(&places, day, province).zip(day.sum());
    composition.days.iter().map(|day| ProvinceDay { day: day.day, known: known(day) }).collect()
}

/// The province of each label.
fn places(composition: &Composition) -> Vec<Option<Province>> {
    composition.labels.iter().map(|label| Province::of_label(label)).collect()
}

/// The head count of a province on a day, under all its spellings.
fn value(places: &[Option<Province>], day: &CompositionDay, province: Province) -> Option<i64> {
    let named = places.iter().zip(&day.values).filter(|(place, _)| **place == Some(province));
    named.filter_map(|(_, value)| *value).fold(None, |sum, value| Some(sum.unwrap_or(0) + value))
}

/// Classes of about the same number of provinces; `shares` is sorted.
fn limits(shares: &[i64]) -> Vec<i64> {
    let at = |class: usize| shares.get(shares.len() * class / CLASSES).copied();
    let mut limits: Vec<i64> = (1..CLASSES).filter_map(at).collect();
    limits.dedup();
    // A limit at the smallest share would leave the class below it empty.
    limits.retain(|limit| shares.first().is_some_and(|smallest| limit > smallest));
    limits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Dimension, Period};

    fn day(offset: u64) -> PlatformDay {
        "2026-11-01".parse::<PlatformDay>().expect("a day").plus(offset)
    }

    fn map(labels: &[&str], days: &[&[Option<i64>]]) -> Composition {
        let days: Vec<CompositionDay> = (0..)
            .zip(days)
            .map(|(offset, values)| CompositionDay { day: day(offset), values: values.to_vec(), scheme: (!values.is_empty()).then_some(1) })
            .collect();
        let last = day(u64::try_from(days.len()).expect("few") - 1);
        Composition {
            dimension: Dimension::Region,
            period: Period::new(day(0), last).expect("ordered"),
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            days,
        }
    }

    fn tile(map: &RegionMap, name: &str) -> Tile {
        *map.tiles.iter().find(|tile| tile.province.name() == name).expect("34 tiles")
    }

    #[test]
    fn spellings_are_summed_and_what_is_no_province_is_listed() {
        let composition = map(
            &["广东", "海外", "广东省", "四川", "西藏"],
            &[&[Some(40), Some(5), None, Some(10), None], &[], &[Some(50), Some(7), Some(3), Some(20), Some(0)]],
        );
        let map = RegionMap::of(&composition).expect("a portrait");
        assert_eq!((map.day, map.first, map.of, map.before_of), (day(2), Some(day(0)), 80, 55));
        assert_eq!(
            tile(&map, "广东"),
            Tile { province: Province::of_label("广东").expect("known"), value: Some(53), before: Some(40), rank: Some(1) }
        );
        assert_eq!((tile(&map, "西藏").value, tile(&map, "西藏").rank), (Some(0), None), "zero is known");
        assert_eq!(tile(&map, "北京").value, None, "not named is unknown");
        assert_eq!(map.elsewhere, [Elsewhere { label: "海外".into(), value: 7 }]);
        let all: i64 =
            map.tiles.iter().filter_map(|tile| tile.value).sum::<i64>() + map.elsewhere.iter().map(|other| other.value).sum::<i64>();
        assert_eq!(all, map.of, "nobody is dropped");
        assert_eq!(map.selected(None).map(|tile| tile.province.name()), Some("广东"));
        assert_eq!(map.selected(Province::of_label("北京")).map(|tile| tile.province.name()), Some("北京"));
        let line: Vec<Option<(i64, i64)>> = over_time(&composition, tile(&map, "广东").province).iter().map(|day| day.known).collect();
        assert_eq!(line, [Some((40, 55)), None, Some((53, 80))]);
    }

    #[test]
    fn five_classes_hold_every_province_with_fans() {
        let labels: Vec<&str> = Province::all().map(Province::name).collect();
        let values: Vec<Option<i64>> = (0..34).map(|index| Some(index * 10)).collect();
        let map = RegionMap::of(&map(&labels, &[&values])).expect("a portrait");
        assert_eq!(map.limits.len(), CLASSES - 1);
        assert!(map.limits.windows(2).all(|pair| pair[0] < pair[1]));
        let mut classes: Vec<Option<usize>> = map.tiles.iter().map(|tile| map.class(tile)).collect();
        assert_eq!(classes[0], None, "no fans, no class");
        classes.dedup();
        assert_eq!(classes, [None, Some(0), Some(1), Some(2), Some(3), Some(4)]);
    }

    #[test]
    fn few_provinces_have_fewer_classes_and_none_no_map() {
        let alone = RegionMap::of(&map(&["广东"], &[&[Some(9)]])).expect("a portrait");
        assert_eq!((alone.limits.len(), alone.class(&tile(&alone, "广东"))), (0, Some(0)));
        assert_eq!(RegionMap::of(&map(&["广东"], &[&[]])), None);
    }
}
