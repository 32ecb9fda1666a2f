//! Words of the flow page.

use super::words;
use crate::format;
use crate::model::page::flow::Corner;
use crate::model::{FlowMetric, Language, PlatformDay};

words! {
    /// The flow page.
    FlowWords {
        by_fans: "来自粉丝", "By fans";
        by_others: "来自非粉丝", "By others";
        share: "粉丝占比变化", "Fan share over time";
        volumes: "播放与互动量", "Volumes over time";
        metric: "指标", "Metric";
        all: "全部", "All";
        fans: "粉丝", "Fans";
        others: "非粉丝", "Others";
        fan_share: "粉丝占比", "Fan share";
        loyalty: "忠诚度差值", "Loyalty gap";
        loyalty_foot: "推算：互动的粉丝占比 − 播放的粉丝占比。为正，说明粉丝比路人更爱互动", "Derived: fan share of the action − fan share of views. Above zero, fans act more than passers-by";
        loyalty_unknown: "这个时段没有同一天的播放和互动数据，无法比较。", "No day of this period has both views and actions, so they cannot be compared.";
        points: "百分点", "pp";
        breakout: "破圈象限", "Break-out quadrant";
        breakout_few: "至少需要四天有播放数据才能画出象限。", "The quadrant needs at least four days with views.";
        breakout_foot: "推算：虚线是时段内的中位数，横轴为对数刻度", "Derived: dashed lines are the medians of the period; the horizontal axis is logarithmic";
        views: "播放", "Views";
        fan_share_of_views: "播放的粉丝占比", "Fan share of views";
        corner: "象限", "Corner";
        day_before: "读取日；数字反映前一天", "the day it was read; the numbers speak of the day before";
    }
}

/// What somebody does who adds one to a metric.
pub(crate) const fn metric_verb(metric: &FlowMetric, language: Language) -> &'static str {
    match (metric, language) {
        (FlowMetric::Views, Language::Chinese) => "观看",
        (FlowMetric::Views, Language::English) => "watch",
        (FlowMetric::Likes, Language::Chinese) => "点赞",
        (FlowMetric::Likes, Language::English) => "like",
        (FlowMetric::Comments, Language::Chinese) => "评论",
        (FlowMetric::Comments, Language::English) => "comment",
        (FlowMetric::Shares, Language::Chinese) => "分享",
        (FlowMetric::Shares, Language::English) => "share",
        (FlowMetric::Other(_), Language::Chinese) => "互动",
        (FlowMetric::Other(_), Language::English) => "act",
    }
}

/// A share against that of the compared period.
pub(crate) fn share_against(change: f64, language: Language) -> String {
    // A narrow card breaks the line before the number, never between it and its unit.
    let points = format::points(change, language).replace(' ', "\u{a0}");
    match language {
        Language::Chinese => format!("较对比时段 {points}"),
        Language::English => format!("{points} vs prior"),
    }
}

/// The share of the newest day.
pub(crate) fn newest_share((day, share): (PlatformDay, f64), language: Language) -> String {
    let (day, share) = (format::day(day, language), format::percent(share));
    match language {
        Language::Chinese => format!("{day} {share}"),
        Language::English => format!("{day}: {share}"),
    }
}

/// The corner of the quadrant, in words.
pub(crate) const fn corner(corner: Corner, language: Language) -> &'static str {
    match (corner, language) {
        (Corner::BrokeOut, Language::Chinese) => "破圈：播放高，粉丝占比低",
        (Corner::BrokeOut, Language::English) => "Broke out: many views, low fan share",
        (Corner::CarriedByFans, Language::Chinese) => "粉丝力捧：播放高，粉丝占比高",
        (Corner::CarriedByFans, Language::English) => "Carried by fans: many views, high fan share",
        (Corner::AmongFans, Language::Chinese) => "圈内：播放低，粉丝占比高",
        (Corner::AmongFans, Language::English) => "Among fans: few views, high fan share",
        (Corner::Quiet, Language::Chinese) => "平淡：播放低，粉丝占比低",
        (Corner::Quiet, Language::English) => "Quiet: few views, low fan share",
    }
}

/// The corner, short enough for the drawing.
pub(crate) const fn corner_short(at: Corner, language: Language) -> &'static str {
    match (at, language) {
        (Corner::BrokeOut, Language::Chinese) => "破圈",
        (Corner::CarriedByFans, Language::Chinese) => "粉丝力捧",
        (Corner::AmongFans, Language::Chinese) => "圈内",
        (Corner::Quiet, Language::Chinese) => "平淡",
        (Corner::BrokeOut, Language::English) => "Broke out",
        (Corner::CarriedByFans, Language::English) => "Carried by fans",
        (Corner::AmongFans, Language::English) => "Among fans",
        (Corner::Quiet, Language::English) => "Quiet",
    }
}

/// The fan share of a period's views, and its range.
pub(crate) fn share_sentence(
    share: Option<f64>,
    low: Option<(PlatformDay, f64)>,
    high: Option<(PlatformDay, f64)>,
    language: Language,
) -> String {
    let (Some(share), Some((low_day, low)), Some((high_day, high))) = (share, low, high) else {
        return match language {
            Language::Chinese => "这个时段没有播放的粉丝占比。".into(),
            Language::English => "The fan share of views is unknown in this period.".into(),
        };
    };
    let (share, low, high) = (format::percent(share), format::percent(low), format::percent(high));
    let (low_day, high_day) = (format::day(low_day, language), format::day(high_day, language));
    match language {
        Language::Chinese => format!("时段内 {share} 的播放来自粉丝，单日最低 {low}（{low_day}），最高 {high}（{high_day}）。"),
        Language::English => format!("Fans made {share} of the views; by day from {low} ({low_day}) to {high} ({high_day})."),
    }
}

/// The sum of a metric and the fans' part of it.
pub(crate) fn volume_sentence(metric: &str, sum: Option<i64>, share: Option<f64>, days: (u64, u64), language: Language) -> String {
    let (known, all) = days;
    let Some(sum) = sum.map(format::count) else {
        return match language {
            Language::Chinese => format!("这个时段没有{metric}数据。"),
            Language::English => format!("{metric} are unknown in this period."),
        };
    };
    let share = share.map(format::percent);
    match (language, share) {
        (Language::Chinese, Some(share)) => format!("时段内{metric} {sum} 次，{share} 来自粉丝（已知 {known} / {all} 天）。"),
        (Language::Chinese, None) => format!("时段内{metric} {sum} 次（已知 {known} / {all} 天）。"),
        (Language::English, Some(share)) => format!("{metric}: {sum} over the period, {share} by fans ({known} of {all} days known)."),
        (Language::English, None) => format!("{metric}: {sum} over the period ({known} of {all} days known)."),
    }
}

/// What the loyalty gap means: how many times as often as others the fans do it, per view.
pub(crate) fn loyalty_sentence(verb: &str, times: f64, language: Language) -> String {
    let factor = format::times(times);
    match (language, (0.95..=1.05).contains(&times)) {
        (Language::Chinese, true) => format!("同样一次播放，粉丝{verb}的概率与路人相当。"),
        (Language::English, true) => format!("Per view, fans {verb} about as often as others."),
        (Language::Chinese, false) => format!("同样一次播放，粉丝{verb}的概率是路人的 {factor} 倍。"),
        (Language::English, false) => format!("Fans {verb} {factor} times as often as others per view."),
    }
}

/// How many days broke out, and which most.
pub(crate) fn breakout_sentence(days: usize, of: usize, most: Option<(PlatformDay, i64, f64)>, language: Language) -> String {
    let most = most.map(|(day, views, share)| (format::day(day, language), format::count(views), format::percent(share)));
    match (language, most) {
        (Language::Chinese, Some((day, views, share))) => {
            format!("{of} 天里有 {days} 天播放高于、粉丝占比低于中位数；最突出的是{day}：播放 {views}，其中粉丝 {share}。")
        }
        (Language::English, Some((day, views, share))) => {
            format!(
                "On {days} of {of} days views were above and the fan share below the median; most of all on {day}: {views} views, {share} by fans."
            )
        }
        (Language::Chinese, None) => format!("{of} 天里没有播放高于、粉丝占比低于中位数的日子。"),
        (Language::English, None) => format!("On none of {of} days were views above and the fan share below the median."),
    }
}
