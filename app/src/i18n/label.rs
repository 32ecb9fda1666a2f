//! Names of dimensions, metrics and buckets.

use super::{category, region};
use crate::model::band::{self, End};
use crate::model::{Dimension, FlowMetric, Language, TotalSource};

/// The name of a dimension.
pub(crate) const fn dimension(dimension: Dimension, language: Language) -> &'static str {
    match (dimension, language) {
        (Dimension::Gender, Language::Chinese) => "性别",
        (Dimension::Gender, Language::English) => "Gender",
        (Dimension::Age, Language::Chinese) => "年龄",
        (Dimension::Age, Language::English) => "Age",
        (Dimension::Region, Language::Chinese) => "地域",
        (Dimension::Region, Language::English) => "Region",
        (Dimension::ActiveDays, Language::Chinese) => "活跃天数",
        (Dimension::ActiveDays, Language::English) => "Active days",
        (Dimension::Device, Language::Chinese) => "设备",
        (Dimension::Device, Language::English) => "Device",
        (Dimension::Interest, Language::Chinese) => "兴趣",
        (Dimension::Interest, Language::English) => "Interest",
    }
}

/// The question a dimension answers.
pub(crate) const fn dimension_question(dimension: Dimension, language: Language) -> &'static str {
    match (dimension, language) {
        (Dimension::Gender, Language::Chinese) => "粉丝的性别构成",
        (Dimension::Gender, Language::English) => "Men and women among the fans",
        (Dimension::Age, Language::Chinese) => "粉丝的年龄分布",
        (Dimension::Age, Language::English) => "How old the fans are",
        (Dimension::Region, Language::Chinese) => "粉丝所在的省份",
        (Dimension::Region, Language::English) => "The provinces the fans live in",
        (Dimension::ActiveDays, Language::Chinese) => "粉丝在近 30 天里活跃了几天",
        (Dimension::ActiveDays, Language::English) => "Days the fans were active in the last 30",
        (Dimension::Device, Language::Chinese) => "粉丝使用的手机品牌",
        (Dimension::Device, Language::English) => "The phone brands the fans use",
        (Dimension::Interest, Language::Chinese) => "粉丝感兴趣的内容",
        (Dimension::Interest, Language::English) => "What the fans are interested in",
    }
}

/// The name of a flow metric; an unknown one under the platform's name.
pub(crate) fn metric(metric: &FlowMetric, language: Language) -> String {
    match (metric, language) {
        (FlowMetric::Views, Language::Chinese) => "播放",
        (FlowMetric::Views, Language::English) => "Views",
        (FlowMetric::Likes, Language::Chinese) => "点赞",
        (FlowMetric::Likes, Language::English) => "Likes",
        (FlowMetric::Comments, Language::Chinese) => "评论",
        (FlowMetric::Comments, Language::English) => "Comments",
        (FlowMetric::Shares, Language::Chinese) => "分享",
        (FlowMetric::Shares, Language::English) => "Shares",
        (FlowMetric::Other(name), _) => name,
    }
    .to_owned()
}

/// Where a total came from.
pub(crate) const fn total_source(source: TotalSource, language: Language) -> &'static str {
    match (source, language) {
        (TotalSource::Series, Language::Chinese) => "每日序列",
        (TotalSource::Series, Language::English) => "daily series",
        (TotalSource::Portrait, Language::Chinese) => "粉丝画像",
        (TotalSource::Portrait, Language::English) => "portrait",
        (TotalSource::List, Language::Chinese) => "粉丝列表",
        (TotalSource::List, Language::English) => "fan list",
    }
}

/// A bucket's label as people read it; one we do not know is shown as the platform sent it.
pub(crate) fn bucket(dimension: Dimension, label: &str, language: Language) -> String {
    match dimension {
        Dimension::Gender => gender(label, language).unwrap_or(label).to_owned(),
        Dimension::Age => band(label).map_or_else(|| label.to_owned(), |band| age(band, language)),
        Dimension::ActiveDays => band(label).map_or_else(|| label.to_owned(), |band| active_days(band, language)),
        Dimension::Region if language == Language::English => region::english(label).unwrap_or(label).to_owned(),
        Dimension::Device | Dimension::Interest if language == Language::English => category::english(label).unwrap_or(label).to_owned(),
        Dimension::Region | Dimension::Device | Dimension::Interest => label.to_owned(),
    }
}

/// A bucket as a sentence names it.
#[cfg(feature = "ssr")]
pub(crate) fn bucket_in_sentence(dimension: Dimension, label: &str, language: Language) -> String {
    let name = bucket(dimension, label, language);
    match (dimension, language) {
        (Dimension::Age, Language::English) if band(label).is_some() => format!("aged {name}"),
        (Dimension::ActiveDays, Language::English) if band(label).is_some() => format!("active {name}"),
        (Dimension::ActiveDays, Language::Chinese) if band(label).is_some() => format!("活跃 {name}"),
        _ => name,
    }
}

fn gender(label: &str, language: Language) -> Option<&'static str> {
    Some(match (label, language) {
        ("male", Language::Chinese) => "男",
        ("male", Language::English) => "Men",
        ("female", Language::Chinese) => "女",
        ("female", Language::English) => "Women",
        ("unknown", Language::Chinese) => "未知",
        ("unknown", Language::English) => "Unknown",
        _ => return None,
    })
}

/// A band as it is written out; where one begins or ends is what the label says.
#[derive(Clone, Copy)]
enum Band {
    Between(i64, i64),
    UpTo(i64),
    /// What lies beyond this number, whether or not the platform counts the number itself.
    Over(i64),
}

fn band(label: &str) -> Option<Band> {
    let read = band::Band::parse(label)?;
    Some(match (read.low, read.high) {
        (End::Open | End::At(..=1), End::At(high) | End::About(high)) if read.low != read.high => Band::UpTo(high),
        (End::About(low), End::Open) => Band::Over(low),
        (End::At(low), End::Open) => Band::Over(low - 1),
        (End::At(low), End::At(high)) if low < high => Band::Between(low, high),
        _ => return None,
    })
}

fn age(band: Band, language: Language) -> String {
    match (band, language) {
        (Band::UpTo(high), Language::Chinese) => format!("{high} 岁及以下"),
        (Band::UpTo(high), Language::English) => format!("{high} and under"),
        (Band::Between(low, high), Language::Chinese) => format!("{low}–{high} 岁"),
        (Band::Between(low, high), Language::English) => format!("{low}–{high}"),
        (Band::Over(low), Language::Chinese) => format!("{low} 岁以上"),
        (Band::Over(low), Language::English) => format!("over {low}"),
    }
}

fn active_days(band: Band, language: Language) -> String {
    match (band, language) {
        (Band::UpTo(high), Language::Chinese) => format!("0–{high} 天"),
        (Band::UpTo(high), Language::English) => format!("0–{high} days"),
        (Band::Between(low, high), Language::Chinese) => format!("{low}–{high} 天"),
        (Band::Between(low, high), Language::English) => format!("{low}–{high} days"),
        (Band::Over(low), Language::Chinese) => format!("{low} 天以上"),
        (Band::Over(low), Language::English) => format!("over {low} days"),
    }
}
