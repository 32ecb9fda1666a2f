//! Words of the overview.

#[cfg(feature = "ssr")]
use super::state::pick;
use super::words;
use crate::format;
use crate::model::page::changes::ShareChange;
#[cfg(feature = "ssr")]
use crate::model::page::overview::HealthCounts;
use crate::model::{Language, Period, PlatformDay};

words! {
    /// The overview.
    OverviewWords {
        total: "粉丝总数", "Total fans";
        net: "净增", "Net";
        new: "涨粉", "New";
        lost: "掉粉 *", "Lost *";
        lost_note: "推算：涨粉 − 净增", "Derived: new − net";
        from_tomorrow: "明天起可以比较", "Comparable from tomorrow on";
        few_fans: "粉丝满 1,000 位后平台才提供；名单口径见粉丝页", "The platform gives it from 1,000 fans on; the Fans page counts by lists";
        fan_share: "播放的粉丝占比", "Fan share of views";
        growth: "涨粉趋势", "Growth";
        growth_series: "粉丝总数", "Total fans";
        compared: "对比时段", "Compared period";
        provisional: "暂定值", "Provisional";
        incomplete: "不完整", "Incomplete";
        gap: "缺失", "Gap";
        healed: "事后补读", "Healed: read later";
        granularity: "粒度", "Slices";
        slice: "时段", "Slice";
        slice_days: "已知天数", "Days known";
        changes: "粉丝画像的主要变化", "What changed in the audience";
        one_day: "这个时段只有一天的画像，或分组口径变过", "Only one portrait of these labels in this period";
        one_day_text: "变化需要同一口径的两天画像；选更长的时段再看。", "A change needs two days with the same labels; choose a longer period.";
        portrait: "最新粉丝画像", "Latest portrait";
        portrait_text: "每个维度的最新构成，以及相对时段开始的变化。", "Each dimension as last read, and its change since the start of the period.";
        flow: "流量贡献", "Flow contributions";
        flow_text: "粉丝在播放、点赞、评论、分享中的份额。", "The fans' part of views, likes, comments and shares.";
        share_change: "占比变化", "Change of share";
        fans: "粉丝", "Fans";
        everybody: "全部", "Everybody";
        share: "占比", "Share";
        metric: "指标", "Metric";
        health: "数据健康", "Data health";
        source: "总数来源", "Source of the total";
        running: "今天的采集正在进行", "Today's collection is under way";
        ended: "今天的采集已结束", "Today's collection has ended";
        watch: "查看进度", "Watch it";
        empty_growth: "这个时段还没有粉丝数", "No fan counts in this period yet";
        empty_growth_text: "首次授权后当天会记录总数；平台的每日序列需要粉丝数达到 1,000。", "The total is recorded on the day of the first authorisation; the platform's daily series needs 1,000 fans.";
        no_series: "没有平台的每日序列；按名单的口径见粉丝页", "No daily series from the platform; the Fans page counts by lists";
        empty_metric: "这个时段没有这项数据", "This number is not known in this period";
        see_collection: "查看采集状态", "See the state of collection";
        wider: "看全部历史", "Show the whole history";
        expected: "能采的已采全", "All that is offered";
        none: "无记录", "No run";
    }
}

/// What the growth chart shows, in one sentence.
pub(crate) fn growth_sentence(net: Option<i64>, best: Option<&(i64, Vec<PlatformDay>)>, language: Language) -> String {
    let Some(net) = net else {
        return match language {
            Language::Chinese => "这个时段没有可比的两天，净增未知。".into(),
            Language::English => "No two comparable days in this period: the net is unknown.".into(),
        };
    };
    let change = format::signed(net);
    let best = best.map(|(value, days)| (days_told(days, language), format::signed(*value)));
    match (language, best) {
        (Language::Chinese, Some((days, value))) => format!("时段净增 {change}；单日最高 {value}（{days}）。"),
        (Language::English, Some((days, value))) => format!("{change} over the period; most in a day {value}, on {days}."),
        (Language::Chinese, None) => format!("时段净增 {change}。"),
        (Language::English, None) => format!("{change} over the period."),
    }
}

/// One day or two by their dates, more only counted.
fn days_told(days: &[PlatformDay], language: Language) -> String {
    let told = |day: &PlatformDay| format::day(*day, language);
    match (days, language) {
        ([first, second], Language::Chinese) => format!("{}、{}", told(first), told(second)),
        ([first, second], Language::English) => format!("{} and {}", told(first), told(second)),
        ([only], _) => told(only),
        (_, Language::Chinese) => format!("{} 天", days.len()),
        (_, Language::English) => format!("{} days", days.len()),
    }
}

/// How many days of a sum are known.
pub(crate) fn known_days(known: u64, all: u64, language: Language) -> String {
    match language {
        Language::Chinese if known == all => format!("共 {all} 天"),
        Language::English if known == all => format!("all {all} days"),
        Language::Chinese => format!("已知 {known} / {all} 天"),
        Language::English => format!("{known} of {all} days known"),
    }
}

/// Up to which day a sum reaches, when the period goes on.
#[cfg(feature = "ssr")]
pub(crate) fn up_to(day: PlatformDay, language: Language) -> String {
    let day = format::day(day, language);
    match language {
        Language::Chinese => format!("至{day}"),
        Language::English => format!("to {day}"),
    }
}

/// The change against the compared period.
pub(crate) fn against(change: i64, language: Language) -> String {
    match language {
        Language::Chinese => format!("较对比时段 {}", format::signed(change)),
        Language::English => format!("{} vs prior", format::signed(change)),
    }
}

/// Days complete, as far as the platform offers, partial and missing.
#[cfg(feature = "ssr")]
pub(crate) fn health_sentence(counts: HealthCounts, language: Language) -> String {
    let HealthCounts { complete, offered, partial, gaps } = counts;
    let complete = (complete > 0 || offered == 0).then(|| match language {
        Language::Chinese => format!("完整 {complete} 天"),
        Language::English => format!("{complete} days complete"),
    });
    let offered = (offered > 0).then(|| match language {
        Language::Chinese => format!("能采的已采全 {offered} 天"),
        Language::English => format!("{offered} with all that is offered"),
    });
    let rest = match language {
        Language::Chinese => format!("部分 {partial} 天，缺失 {gaps} 天。"),
        Language::English => format!("{partial} partial, {gaps} missing."),
    };
    let between = pick(language, "，", ", ");
    complete.into_iter().chain(offered).chain([rest]).collect::<Vec<_>>().join(between)
}

/// A period, its days, and its newest gap if there is one.
pub(crate) fn health_of(period: Period, days: &str, gap: &str, language: Language) -> String {
    let period = super::period(period, language);
    match language {
        Language::Chinese => format!("{period}：{days}{gap}"),
        Language::English => format!("{period}: {days} {gap}").trim_end().to_owned(),
    }
}

/// The newest day without a run, and why.
pub(crate) fn newest_gap(day: PlatformDay, reason: &str, language: Language) -> String {
    let day = format::day(day, language);
    match (language, reason.is_empty()) {
        (Language::Chinese, true) => format!("最近一次缺失：{day}。"),
        (Language::Chinese, false) => format!("最近一次缺失：{day}（{reason}）。"),
        (Language::English, true) => format!("Newest gap: {day}."),
        (Language::English, false) => format!("Newest gap: {day} – {reason}."),
    }
}

/// What the panel of changes shows, in one sentence.
pub(crate) fn changes_sentence(changes: usize, since: PlatformDay, language: Language) -> String {
    let day = format::day(since, language);
    match (language, changes) {
        (Language::Chinese, _) => format!("自{day}以来，{changes} 项占比变化达到 0.3 个百分点。"),
        (Language::English, 1) => format!("1 share changed by 0.3 points or more since {day}."),
        (Language::English, _) => format!("{changes} shares changed by 0.3 points or more since {day}."),
    }
}

/// A change in words, to follow the item's name; since when, unless the sentence above says that day.
pub(crate) fn share_change(change: &ShareChange, told: Option<PlatformDay>, language: Language) -> String {
    let (before, after) = (format::percent(change.before), format::percent(change.after));
    let (points, fans) = (format::points(change.points(), language), format::signed(change.fans));
    let day = (told != Some(change.since)).then(|| format::day(change.since, language));
    let since = match language {
        Language::Chinese => day.map(|day| format!("自{day}")),
        Language::English => day.map(|day| format!(" since {day}")),
    };
    let since = since.unwrap_or_default();
    match (language, change.points() > 0.0) {
        (Language::Chinese, true) => format!("{since}由 {before} 升至 {after}（{points}，{fans} 人）"),
        (Language::Chinese, false) => format!("{since}由 {before} 降至 {after}（{points}，{fans} 人）"),
        (Language::English, true) => format!("rose from {before} to {after} ({points}, {fans} fans){since}"),
        (Language::English, false) => format!("fell from {before} to {after} ({points}, {fans} fans){since}"),
    }
}

/// Why no change is named.
pub(crate) fn steady(since: PlatformDay, language: Language) -> String {
    let day = format::day(since, language);
    match language {
        Language::Chinese => format!("自{day}以来，没有一项占比变化达到 0.3 个百分点。"),
        Language::English => format!("No share changed by 0.3 points or more since {day}."),
    }
}

/// The fans' part of the views, in one sentence.
pub(crate) fn flow_sentence(share: f64, change: Option<f64>, language: Language) -> String {
    let share = format::percent(share);
    let change = change.map(|change| format::points(change, language));
    match (language, change) {
        (Language::Chinese, Some(points)) => format!("粉丝贡献了 {share} 的播放，较对比时段 {points}。"),
        (Language::Chinese, None) => format!("粉丝贡献了 {share} 的播放。"),
        (Language::English, Some(points)) => format!("Fans made {share} of the views, {points} vs prior."),
        (Language::English, None) => format!("Fans made {share} of the views."),
    }
}
