//! The 34 provinces: how the platform spells them, and where their tiles lie.

/// A province, autonomous region, municipality or special administrative region; its number is its place in the table below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Province(u8);

/// What follows a province's short name in its full one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 省.
    Province,
    /// 市; the four that are provinces.
    Municipality,
    /// 自治区, most with the people's name before it.
    Region(&'static str),
    /// 特别行政区.
    Special,
}

use Kind::{Municipality, Province as Plain, Region, Special};

/// Columns and rows of the map.
pub const GRID: (u8, u8) = (8, 8);

/// Short name, code (ISO 3166-2:CN), kind, column, row.
const TABLE: [(&str, &str, Kind, u8, u8); 34] = [
    ("北京", "BJ", Municipality, 5, 2),
    ("天津", "TJ", Municipality, 6, 2),
    ("河北", "HE", Plain, 5, 3),
    ("山西", "SX", Plain, 4, 3),
    ("内蒙古", "NM", Region(""), 4, 2),
    ("辽宁", "LN", Plain, 7, 2),
    ("吉林", "JL", Plain, 7, 1),
    ("黑龙江", "HL", Plain, 7, 0),
    ("上海", "SH", Municipality, 7, 4),
    ("江苏", "JS", Plain, 6, 4),
    ("浙江", "ZJ", Plain, 6, 5),
    ("安徽", "AH", Plain, 5, 4),
    ("福建", "FJ", Plain, 6, 6),
    ("江西", "JX", Plain, 5, 5),
    ("山东", "SD", Plain, 6, 3),
    ("河南", "HA", Plain, 4, 4),
    ("湖北", "HB", Plain, 4, 5),
    ("湖南", "HN", Plain, 4, 6),
    ("广东", "GD", Plain, 5, 6),
    ("广西", "GX", Region("壮族"), 3, 6),
    ("海南", "HI", Plain, 4, 7),
    ("重庆", "CQ", Municipality, 3, 4),
    ("四川", "SC", Plain, 2, 4),
    ("贵州", "GZ", Plain, 3, 5),
    ("云南", "YN", Plain, 2, 5),
    ("西藏", "XZ", Region(""), 1, 4),
    ("陕西", "SN", Plain, 3, 3),
    ("甘肃", "GS", Plain, 2, 3),
    ("青海", "QH", Plain, 1, 3),
    ("宁夏", "NX", Region("回族"), 3, 2),
    ("新疆", "XJ", Region("维吾尔"), 0, 2),
    ("香港", "HK", Special, 6, 7),
    ("澳门", "MO", Special, 5, 7),
    ("台湾", "TW", Plain, 7, 6),
];

impl Province {
    /// Every province once.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).take(TABLE.len()).map(Self)
    }

    /// The province of a label in any spelling: `广东`, `广东省`, `广西壮族自治区`, `中国香港`. A city, a country, "others" is none.
    pub fn of_label(label: &str) -> Option<Self> {
        let label = label.trim();
        let label = label.strip_prefix("中国").unwrap_or(label);
        Self::all().find(|province| {
            let (short, _, kind, ..) = province.row();
            let rest = label.strip_prefix(short);
            rest.is_some_and(|rest| kind.is_suffix(rest)) || (short == "内蒙古" && matches!(label, "内蒙" | "内蒙自治区"))
        })
    }

    /// The short name, as on maps: `广东`, `内蒙古`.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// Two letters, where a name has no room.
    pub fn code(self) -> &'static str {
        self.row().1
    }

    /// Column and row of its tile.
    pub fn cell(self) -> (u8, u8) {
        let (.., column, row) = self.row();
        (column, row)
    }

    fn row(self) -> (&'static str, &'static str, Kind, u8, u8) {
        // The number of a province is never larger than the table.
        TABLE[usize::from(self.0) % TABLE.len()]
    }
}

impl Kind {
    /// Whether a short name may end with this.
    fn is_suffix(self, rest: &str) -> bool {
        match (self, rest) {
            (_, "") | (Plain | Region(_), "省") | (Municipality, "市") | (Special, "特别行政区" | "特区") => true,
            (Region(people), rest) => rest.strip_suffix("自治区").is_some_and(|between| between.is_empty() || between == people),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn there_are_34_tiles_on_cells_of_their_own() {
        let cells: HashSet<(u8, u8)> = Province::all().map(Province::cell).collect();
        let codes: HashSet<&str> = Province::all().map(Province::code).collect();
        assert_eq!((Province::all().count(), cells.len(), codes.len()), (34, 34, 34));
        assert!(cells.iter().all(|(column, row)| *column < GRID.0 && *row < GRID.1));
        let kinds = |wanted: fn(Kind) -> bool| Province::all().filter(|province| wanted(province.row().2)).count();
        let counts = [
            kinds(|kind| kind == Plain),
            kinds(|kind| kind == Municipality),
            kinds(|kind| matches!(kind, Region(_))),
            kinds(|kind| kind == Special),
        ];
        assert_eq!(counts, [23, 4, 5, 2]);
    }

    #[test]
    fn the_map_is_recognisable() {
        let at = |label: &str| Province::of_label(label).expect("a province").cell();
        for (west, east) in [("新疆", "甘肃"), ("四川", "重庆"), ("江苏", "上海"), ("福建", "台湾"), ("西藏", "湖北")] {
            assert!(at(west).0 < at(east).0, "{west} lies west of {east}");
        }
        for (north, south) in [("黑龙江", "吉林"), ("吉林", "辽宁"), ("河北", "河南"), ("湖北", "湖南"), ("湖南", "海南"), ("广东", "香港")]
        {
            assert!(at(north).1 < at(south).1, "{north} lies north of {south}");
        }
    }

    #[test]
    fn every_spelling_lands_on_its_tile() {
        let full = [
            "北京市",
            "天津市",
            "河北省",
            "山西省",
            "内蒙古自治区",
            "辽宁省",
            "吉林省",
            "黑龙江省",
            "上海市",
            "江苏省",
            "浙江省",
            "安徽省",
            "福建省",
            "江西省",
            "山东省",
            "河南省",
            "湖北省",
            "湖南省",
            "广东省",
            "广西壮族自治区",
            "海南省",
            "重庆市",
            "四川省",
            "贵州省",
            "云南省",
            "西藏自治区",
            "陕西省",
            "甘肃省",
            "青海省",
            "宁夏回族自治区",
            "新疆维吾尔自治区",
            "香港特别行政区",
            "澳门特别行政区",
            "台湾省",
        ];
        for (province, full) in Province::all().zip(full) {
            assert_eq!(Province::of_label(full), Some(province), "{full}");
            assert_eq!(Province::of_label(province.name()), Some(province), "{}", province.name());
            assert_eq!(Province::of_label(&format!(" 中国{full} ")), Some(province));
        }
        for (label, name) in [("内蒙", "内蒙古"), ("新疆自治区", "新疆"), ("广西省", "广西"), ("中国台湾", "台湾"), ("香港特区", "香港")]
        {
            assert_eq!(Province::of_label(label).map(Province::name), Some(name), "{label}");
        }
    }

    #[test]
    fn what_is_no_province_has_no_tile() {
        for label in [
            "",
            "海外",
            "其他",
            "未知",
            "中国",
            "吉林市",
            "广州",
            "海南藏族自治州",
            "广东广州",
            "广西维吾尔自治区",
            "Guangdong",
            "<b>广东</b>",
        ] {
            assert_eq!(Province::of_label(label), None, "{label}");
        }
    }
}
