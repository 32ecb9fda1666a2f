//! Words inside charts.

#[cfg(feature = "ssr")]
use super::words;
use crate::format;
use crate::model::{Language, PlatformDay};

#[cfg(feature = "ssr")]
words! {
    /// Series and marks.
    ChartWords {
        total: "粉丝总数", "Total fans";
        provisional: "粉丝总数（暂定）", "Total, provisional";
        incomplete: "粉丝总数（不完整）", "Total, incomplete";
        compared: "对比时段", "Compared";
        gap: "缺失", "Gap";
        healed: "事后补读", "Healed";
        splice: "口径变化", "New labels";
        clean_up: "平台清理", "Clean-up";
        other: "其他", "Others";
    }
}

/// The growth chart in words, for those who cannot see it.
pub(crate) fn growth_description(first: Option<(PlatformDay, i64)>, last: Option<(PlatformDay, i64)>, language: Language) -> String {
    let (Some((from, before)), Some((to, after))) = (first, last) else {
        return match language {
            Language::Chinese => "折线图：这个时段没有粉丝数。".into(),
            Language::English => "Line chart: no fan counts in this period.".into(),
        };
    };
    let (from, to) = (format::day_long(from, language), format::day_long(to, language));
    let (before, after) = (format::count(before), format::count(after));
    match language {
        Language::Chinese => format!("折线图：粉丝总数从{from}的 {before} 到{to}的 {after}。"),
        Language::English => format!("Line chart: total fans from {before} on {from} to {after} on {to}."),
    }
}

/// The composition charts in words.
pub(crate) fn composition_description(dimension: &str, days: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("按{dimension}划分的粉丝随时间变化，共 {days} 天有数据。"),
        Language::English => format!("Fans by {dimension} over time, {days} days with data."),
    }
}

/// The chart of one province in words.
pub(crate) fn province_description(name: &str, days: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("折线图：{name}占比随时间变化，共 {days} 天有数据。"),
        Language::English => format!("Line chart: the share of {name} over time, {days} days with data."),
    }
}
