//! Words of the flow page.

use super::words;
use crate::format;
use crate::model::page::flow::{Corner, Incomparable};
use crate::model::{FlowMetric, Language, PlatformDay};

words! {
    /// The flow page.
    FlowWords {
        by_fans: "来自粉丝", "By fans";
        by_others: "来自非粉丝", "By non-fans";
        share: "粉丝占比变化", "Fan share over time";
        volumes: "播放与互动量", "Volumes over time";
        metric: "指标", "Metric";
        all: "全部", "All";
        fans: "粉丝", "Fans";
        others: "非粉丝", "Non-fans";
        fan_share: "粉丝占比", "Fan share";
        loyalty: "忠诚度差值", "Loyalty gap";
        loyalty_foot: "推算：互动的粉丝占比 − 播放的粉丝占比。为正，说明粉丝比非粉丝更爱互动", "Derived: fan share of the action − fan share of views. Above zero, fans act more than non-fans";
        loyalty_unknown: "这个时段没有同一天的播放和互动数据，无法比较。", "No day of this period has both views and actions, so they cannot be compared.";
        loyalty_few: "非粉丝的点赞、评论、分享都不到 30 次，太少，无法比较。", "Non-fans liked, commented and shared fewer than 30 times each: too few to compare.";
        points: "百分点", "pp";
        breakout: "破圈象限", "Break-out quadrant";
        breakout_few: "至少需要四天有播放数据才能画出象限。", "The quadrant needs at least four days with views.";
        breakout_foot: "推算：虚线是时段内的中位数，点线是播放中位数的 1.5 倍。播放达到这条线、且粉丝占比低于中位数的日子算破圈；恰在中位数上的日子不归入任何一边。横轴为对数刻度", "Derived: dashed lines are the medians of the period, the dotted one is 1.5 times the median of views. A day breaks out that reaches it with a fan share below the median; a day on a median belongs to neither side. The horizontal axis is logarithmic";
        legend_out: "破圈：播放 ≥ 中位数的 1.5 倍，粉丝占比低于中位数", "Broke out: views ≥ 1.5 × the median, fan share below it";
        legend_days: "其余日子", "Other days";
        legend_median: "恰在中位数上", "On a median";
        views: "播放", "Views";
        fan_share_of_views: "播放的粉丝占比", "Fan share of views";
        corner: "象限", "Corner";
        day_before: "读取日；数字反映前一天", "the day it was read; the numbers speak of the day before";
    }
}

/// What somebody does who adds one to a metric.
const fn metric_verb(metric: &FlowMetric, language: Language) -> &'static str {
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
    match (language, format::permille(change)) {
        (Language::Chinese, 0) => "与对比时段持平".into(),
        (Language::English, 0) => "unchanged vs prior".into(),
        (Language::Chinese, _) => format!("较对比时段 {points}"),
        (Language::English, _) => format!("{points} vs prior"),
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

/// The corner of the quadrant, short enough for the drawing; without a verdict but for the one that has a bar.
pub(crate) const fn corner_short(at: Corner, language: Language) -> &'static str {
    match (at, language) {
        (Corner::BrokeOut, Language::Chinese) => "破圈",
        (Corner::ManyLow, Language::Chinese) => "播放多·占比低",
        (Corner::ManyHigh, Language::Chinese) => "播放多·占比高",
        (Corner::FewHigh, Language::Chinese) => "播放少·占比高",
        (Corner::FewLow, Language::Chinese) => "播放少·占比低",
        (Corner::OnMedian, Language::Chinese) => "在中位数上",
        (Corner::BrokeOut, Language::English) => "Broke out",
        (Corner::ManyLow, Language::English) => "More views, lower fan share",
        (Corner::ManyHigh, Language::English) => "More views, higher fan share",
        (Corner::FewHigh, Language::English) => "Fewer views, higher fan share",
        (Corner::FewLow, Language::English) => "Fewer views, lower fan share",
        (Corner::OnMedian, Language::English) => "On a median",
    }
}

/// Why nothing on the cards is compared.
pub(crate) fn incomparable(why: Incomparable, language: Language) -> String {
    let Incomparable { is_compared, known, of } = why;
    match (language, is_compared) {
        (Language::Chinese, true) => format!("对比时段 {of} 天中只有 {known} 天有数据，不作比较。"),
        (Language::Chinese, false) => format!("这个时段 {of} 天中只有 {known} 天有数据，不与对比时段比较。"),
        (Language::English, true) => format!("The compared period has data for {known} of {of} days: not compared."),
        (Language::English, false) => format!("This period has data for {known} of {of} days: not compared."),
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
    let coverage = if known == all { String::new() } else { super::known_days(known, all, language) };
    let told = match (language, share) {
        (Language::Chinese, Some(share)) => format!("时段内{metric} {sum} 次，{share} 来自粉丝"),
        (Language::Chinese, None) => format!("时段内{metric} {sum} 次"),
        (Language::English, Some(share)) => format!("{metric}: {sum} over the period, {share} by fans"),
        (Language::English, None) => format!("{metric}: {sum} over the period"),
    };
    let told = if coverage.is_empty() { told } else { super::bracketed(&told, &coverage, language) };
    match language {
        Language::Chinese => format!("{told}。"),
        Language::English => format!("{told}."),
    }
}

/// What the loyalty gap means: the widest gap, and how many times as often as others the fans do it, per view.
pub(crate) fn loyalty_sentence(metric: &FlowMetric, gap: f64, times: f64, language: Language) -> String {
    let (name, verb, factor) = (super::metric(metric, language), metric_verb(metric, language), format::times(times));
    let points = format::points(gap.abs(), language).replace('+', "");
    let gap = match (language, format::permille(gap)) {
        (Language::Chinese, 0) => format!("差距最大的是{name}，粉丝占比与播放持平"),
        (Language::Chinese, 1..) => format!("差距最大的是{name}，粉丝占比比播放高 {points}"),
        (Language::Chinese, _) => format!("{name}最接近播放，粉丝占比低 {points}"),
        (Language::English, 0) => format!("{name} stand out most: their fan share equals that of views"),
        (Language::English, 1..) => format!("{name} stand out most: their fan share is {points} above that of views"),
        (Language::English, _) => format!("{name} come closest: their fan share is {points} below that of views"),
    };
    match (language, (0.95..=1.05).contains(&times)) {
        (Language::Chinese, true) => format!("{gap}；同样一次播放，粉丝{verb}的概率与非粉丝相当。"),
        (Language::English, true) => format!("{gap}; per view, fans {verb} about as often as non-fans."),
        (Language::Chinese, false) => format!("{gap}；同样一次播放，粉丝{verb}的概率是非粉丝的 {factor} 倍。"),
        (Language::English, false) => format!("{gap}; per view, fans {verb} {factor} times as often as non-fans."),
    }
}

/// How many days broke out, and which most; when none did, what it takes.
pub(crate) fn breakout_sentence(
    (out, of): (usize, usize),
    most: Option<(PlatformDay, i64, f64)>,
    (views_bar, share_bar): (i64, f64),
    language: Language,
) -> String {
    let most = most.map(|(day, views, share)| (format::day(day, language), format::count(views), format::percent(share)));
    let (views_bar, share_bar) = (format::count(views_bar), format::percent(share_bar));
    match (language, most) {
        (Language::Chinese, Some((day, views, share))) => {
            format!("{of} 天里有 {out} 天破圈；最突出的是{day}：播放 {views}，其中粉丝 {share}。")
        }
        (Language::English, Some((day, views, share))) => {
            format!("{out} of {of} days broke out; the clearest was {day}: {views} views, {share} by fans.")
        }
        (Language::Chinese, None) => {
            format!("{of} 天里没有破圈的日子：播放要达到 {views_bar}（中位数的 1.5 倍），粉丝占比低于 {share_bar}。")
        }
        (Language::English, None) => {
            format!("None of {of} days broke out: that takes {views_bar} views (1.5 times the median) with less than {share_bar} by fans.")
        }
    }
}
