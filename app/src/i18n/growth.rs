//! Words of the growth chart: its metrics, its slices, its sentences.

use crate::format;
#[cfg(feature = "ssr")]
use crate::model::DailyPoint;
#[cfg(feature = "ssr")]
use crate::model::page::overview::CleanUp;
use crate::model::{Granularity, GrowthMetric, KnownSum, Language, Period, PlatformDay, TotalSource};

/// Where these days come from, in words and by their addresses; empty when nothing is known of them.
#[cfg(feature = "ssr")]
pub(crate) fn growth_sources(points: &[DailyPoint], language: Language) -> String {
    let sources = [TotalSource::Series, TotalSource::Portrait, TotalSource::List];
    let told = sources.into_iter().filter(|source| points.iter().any(|point| point.source == Some(*source)));
    let told: Vec<&str> = told.map(|source| total_endpoint(source, language)).collect();
    match (language, told.as_slice()) {
        (_, []) => String::new(),
        (Language::Chinese, told) => format!("来源：{}", told.join("、")),
        (Language::English, told) => format!("Source: {}", told.join(", ")),
    }
}

/// Where portraits come from.
pub(crate) const PORTRAIT_ENDPOINT: &str = "/fans/data/";

/// Where portraits come from, in words and by its address.
pub(crate) const fn portrait_source(language: Language) -> &'static str {
    match language {
        Language::Chinese => "来源：粉丝画像接口 /fans/data/",
        Language::English => "Source: fan portrait /fans/data/",
    }
}

/// The name of a metric; what is derived is marked.
pub(crate) const fn growth_metric(metric: GrowthMetric, language: Language) -> &'static str {
    match (metric, language) {
        (GrowthMetric::Total, Language::Chinese) => "粉丝总数",
        (GrowthMetric::Total, Language::English) => "Total fans",
        (GrowthMetric::Net, Language::Chinese) => "净增",
        (GrowthMetric::Net, Language::English) => "Net",
        (GrowthMetric::New, Language::Chinese) => "涨粉",
        (GrowthMetric::New, Language::English) => "New",
        (GrowthMetric::Lost, Language::Chinese) => "掉粉 *",
        (GrowthMetric::Lost, Language::English) => "Lost *",
    }
}

/// The name of a granularity.
pub(crate) const fn granularity(granularity: Granularity, language: Language) -> &'static str {
    match (granularity, language) {
        (Granularity::Day, Language::Chinese) => "按天",
        (Granularity::Day, Language::English) => "Days",
        (Granularity::Week, Language::Chinese) => "按周",
        (Granularity::Week, Language::English) => "Weeks",
        (Granularity::Month, Language::Chinese) => "按月",
        (Granularity::Month, Language::English) => "Months",
    }
}

/// The source of a day's total and its endpoint.
pub(crate) const fn total_endpoint(source: TotalSource, language: Language) -> &'static str {
    match (source, language) {
        (TotalSource::Series, Language::Chinese) => "每日序列 /data/external/user/fans/",
        (TotalSource::Series, Language::English) => "daily series /data/external/user/fans/",
        (TotalSource::Portrait, Language::Chinese) => "粉丝画像 /fans/data/",
        (TotalSource::Portrait, Language::English) => "portrait /fans/data/",
        (TotalSource::List, Language::Chinese) => "粉丝列表 /fans/list/",
        (TotalSource::List, Language::English) => "fan list /fans/list/",
    }
}

/// A slice in a table: `2026-11-21`, `2026-11-16 – 11-21`, `2026-11`.
pub(crate) fn slice(days: Period, granularity: Granularity) -> String {
    let (from, to) = (days.from().to_string(), days.to().to_string());
    match granularity {
        Granularity::Day => from,
        Granularity::Week if days.len() == 1 => from,
        Granularity::Week => {
            let end = if from.get(..4) == to.get(..4) { to.get(5..).unwrap_or_default() } else { to.as_str() };
            format!("{from} – {end}")
        }
        Granularity::Month => from.get(..7).unwrap_or_default().to_owned(),
    }
}

/// Where a number comes from, when a later run read it.
pub(crate) fn read_later(source: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{source} · 当天未采集，事后补读"),
        Language::English => format!("{source} · healed: no run that day, read later"),
    }
}

/// How many days were read later.
pub(crate) fn healed_days(days: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("其中 {days} 天事后补读"),
        Language::English => format!("{days} healed"),
    }
}

/// What healing is, and what it is not.
pub(crate) fn healed_sentence(days: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("{days} 天的粉丝数由之后的采集从平台的 30 天序列补读；画像与列表无法补读。"),
        Language::English => {
            let were = if days == 1 { "day was" } else { "days were" };
            format!(
                "{days} {were} filled in later: the fan counts came from the platform's 30-day series. Portraits and lists cannot be read later."
            )
        }
    }
}

/// A day on which most of the roster fell.
#[cfg(feature = "ssr")]
pub(crate) fn clean_up_sentence(clean_up: &CleanUp, is_compared: bool, language: Language) -> String {
    let CleanUp { day, net, fell, known } = clean_up;
    let (day, net) = (format::day(*day, language), format::signed(*net));
    match language {
        Language::Chinese => {
            let within = if is_compared { "对比时段的" } else { "" };
            format!("{within}{day}，{known} 个账号中有 {fell} 个同时下跌（本账号 {net}），多半是平台清理账号，与内容无关。")
        }
        Language::English => {
            let within = if is_compared { " in the compared period" } else { "" };
            format!(
                "{day}{within}: {fell} of {known} creators fell at once (this one {net}), most likely because the platform removed accounts."
            )
        }
    }
}

/// Which days were read later, and what stays missing of them.
#[cfg(feature = "ssr")]
pub(crate) fn healed_days_sentence(days: u64, spells: &[String], more: usize, language: Language) -> String {
    let spells = super::collection::spells_told(spells, more, language);
    match language {
        Language::Chinese => format!("其中 {days} 天（{spells}）的粉丝数已从平台的 30 天序列补读；画像与列表无法补读。"),
        Language::English => {
            let were = if days == 1 { "day" } else { "days" };
            format!(
                "Fan counts of {days} {were} ({spells}) were filled in later from the platform's 30-day series; portraits and lists cannot be."
            )
        }
    }
}

/// How many of a slice's days are in a number.
pub(crate) fn slice_days(known: u64, whole: u64, language: Language) -> String {
    match (language, known == whole) {
        (Language::Chinese, true) => format!("{whole} 天"),
        (Language::Chinese, false) => format!("{known}/{whole} 天，不完整"),
        (Language::English, true) => format!("{whole} days"),
        (Language::English, false) => format!("{known} of {whole} days, incomplete"),
    }
}

/// A slice above its numbers in a tooltip.
pub(crate) fn slice_head(days: Period, known: u64, whole: u64, language: Language) -> String {
    let name = super::period(days, language);
    if known == whole { name } else { format!("{name} · {}", slice_days(known, whole, language)) }
}

/// What a chart of new or lost fans shows, in one sentence.
pub(crate) fn sum_sentence(metric: GrowthMetric, sum: KnownSum, days: u64, most: Option<(PlatformDay, i64)>, language: Language) -> String {
    // The sentence stands beside the footnote's star.
    let name = growth_metric(metric, language).trim_end_matches(" *");
    let Some(total) = sum.sum else {
        return match language {
            Language::Chinese => format!("这个时段没有已知的{name}。"),
            Language::English => format!("{name}: no day of this period is known."),
        };
    };
    let (total, known) = (format::count(total), super::known_days(sum.days, days, language));
    let most = most.map(|(day, value)| (format::day(day, language), format::count(value)));
    match (language, most) {
        (Language::Chinese, Some((day, value))) => format!("{name}合计 {total}（{known}）；最多的一天是{day}，{value}。"),
        (Language::Chinese, None) => format!("{name}合计 {total}（{known}）。"),
        (Language::English, Some((day, value))) => format!("{name}: {total} in all ({known}); most on {day}, {value}."),
        (Language::English, None) => format!("{name}: {total} in all ({known})."),
    }
}

/// A bar chart in words.
pub(crate) fn bars_description(name: &str, bars: usize, sum: Option<i64>, language: Language) -> String {
    let sum = sum.map_or_else(|| "—".to_owned(), format::count);
    match language {
        Language::Chinese => format!("柱状图：{name}，{bars} 根柱，合计 {sum}。"),
        Language::English => format!("Bar chart: {name} in {bars} bars, {sum} in all."),
    }
}

/// What the CSV of a chart in weeks or months holds.
pub(crate) const fn daily_export(language: Language) -> &'static str {
    match language {
        Language::Chinese => "CSV 为同一时段的逐日数据",
        Language::English => "the CSV has the days of the same period",
    }
}
