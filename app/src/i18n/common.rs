//! Words of the frame around every page.

use chrono::Datelike as _;

use super::words;
use crate::format;
use crate::model::page::{GrantHealth, Urgency, Window};
use crate::model::{Language, Period};

words! {
    /// Navigation, switches, panels, states.
    CommonWords {
        skip: "跳到正文", "Skip to content";
        pages: "页面", "Pages";
        overview: "总览", "Overview";
        audience: "画像", "Audience";
        flow: "流量", "Flow";
        fans: "粉丝", "Fans";
        following: "关注", "Following";
        collection: "采集", "Collection";
        settings: "设置", "Settings";
        more: "更多", "More";
        creators: "全部账号", "All creators";
        switch_creator: "切换账号", "Switch creator";
        add_creator: "添加账号", "Add a creator";
        preferences: "显示设置", "Display";
        language: "语言", "Language";
        chinese: "中文", "中文";
        english: "English", "English";
        theme: "主题", "Theme";
        theme_system: "跟随系统", "System";
        theme_light: "浅色", "Light";
        theme_dark: "深色", "Dark";
        sign_out: "退出登录", "Sign out";
        unnamed: "未命名账号", "Unnamed creator";
        period: "时间范围", "Period";
        days_7: "7 天", "7 days";
        days_30: "30 天", "30 days";
        days_90: "90 天", "90 days";
        days_180: "180 天", "180 days";
        all: "全部", "All";
        earlier: "上一时段", "Earlier";
        later: "下一时段", "Later";
        from: "开始", "From";
        to: "结束", "To";
        apply: "应用", "Apply";
        compare: "对比", "Compare with";
        compare_to: "对比：", "Compare with ";
        compare_previous: "上一时段", "the period before";
        compare_year: "去年同期", "a year earlier";
        compare_none: "不对比", "nothing";
        days_are: "日期均为平台日（北京时间 UTC+8）", "All days are platform days (Beijing time, UTC+8)";
        table: "数据表", "Data table";
        export: "导出 CSV", "Export CSV";
        day: "日期", "Day";
        to_start: "回到首页", "To the start page";
        not_found: "找不到这个页面", "Page not found";
        not_found_text: "这个地址没有对应的账号或页面，或者您无权查看。", "There is no creator or page at this address, or it is not yours to see.";
        something_failed: "这里没有加载出来", "This did not load";
        chart_failed: "图表没有加载出来，数据见下方表格。", "The chart did not load; its data is in the table below.";
        author: "数据来自抖音开放平台，仅授权账号可见。", "Data of the Douyin Open Platform, shown to authorised accounts only.";
        reauthorise: "重新授权", "Authorise again";
        make_link: "生成链接", "Make a link";
        pages_of_list: "翻页", "Pages of the list";
        previous_page: "上一页", "Previous";
        next_page: "下一页", "Next";
    }
}

/// The period in words, the year once if it is one: `2026年10月23日 – 11月21日`, `23 Oct – 21 Nov 2026`.
pub(crate) fn period(period: Period, language: Language) -> String {
    let (from, to) = (period.from(), period.to());
    let (from_text, to_text) = match language {
        _ if from == to => return format::day_long(to, language),
        _ if from.date().year() != to.date().year() => (format::day_long(from, language), format::day_long(to, language)),
        Language::Chinese => (format::day_long(from, language), format::day(to, language)),
        Language::English => (format::day(from, language), format::day_long(to, language)),
    };
    format!("{from_text} – {to_text}")
}

/// A text with a remark behind it, in the brackets of the language.
#[cfg(feature = "ssr")]
pub(crate) fn bracketed(text: &str, remark: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{text}（{remark}）"),
        Language::English => format!("{text} ({remark})"),
    }
}

/// A name and what is said of it, with the colon of the language.
pub(crate) fn told(name: &str, text: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{name}：{text}"),
        Language::English => format!("{name}: {text}"),
    }
}

/// What a grant still gives, in words.
pub(crate) fn grant(grant: GrantHealth, language: Language) -> String {
    let left = grant_left(grant, language);
    let ends = grant.ends_at.filter(|_| (Urgency::Month..Urgency::Ended).contains(&grant.urgency()));
    match (language, ends.map(|at| format::day(at.day(), language))) {
        (_, None) => left,
        (Language::Chinese, Some(day)) => format!("{left}，{day}后无法采集"),
        (Language::English, Some(day)) => format!("{left}; nothing can be recorded after {day}"),
    }
}

fn grant_left(grant: GrantHealth, language: Language) -> String {
    match (language, grant.revoked, grant.days_left) {
        (Language::Chinese, false, Some(0)) => "授权剩余不足 1 天".into(),
        (Language::English, false, Some(0)) => "Less than a day of authorisation left".into(),
        (Language::Chinese, true, _) => "授权已被收回".into(),
        (Language::English, true, _) => "Authorisation withdrawn".into(),
        (Language::Chinese, _, Some(days)) => format!("授权剩余 {days} 天"),
        (Language::English, _, Some(1)) => "1 day of authorisation left".into(),
        (Language::English, _, Some(days)) => format!("{days} days of authorisation left"),
        (Language::Chinese, _, None) => "授权已过期".into(),
        (Language::English, _, None) => "Authorisation expired".into(),
    }
}

/// How old the newest snapshot is.
pub(crate) fn recorded(age: String, language: Language) -> String {
    match language {
        Language::Chinese => format!("{age}记录"),
        Language::English => format!("recorded {age}"),
    }
}

/// Which rows of a list are shown: `51–100 of 1,000`.
pub(crate) fn rows_of(window: Window, language: Language) -> String {
    let number = |value: usize| format::count(i64::try_from(value).unwrap_or(i64::MAX));
    let (first, last, all) = (number(window.start + 1), number(window.end), number(window.all));
    match language {
        Language::Chinese => format!("第 {first}–{last} 条，共 {all} 条"),
        Language::English => format!("{first}–{last} of {all}"),
    }
}

/// Which rows a long table has.
#[cfg(feature = "ssr")]
pub(crate) fn newest_rows(shown: usize, all: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("表格显示最近 {shown} 行，共 {all} 行；CSV 包含全部。"),
        Language::English => format!("The newest {shown} of {all} rows; the CSV has all."),
    }
}

/// What needs JavaScript; stands in the document, outside the application.
#[cfg(feature = "ssr")]
pub(crate) const fn no_script(language: Language) -> &'static str {
    match language {
        Language::Chinese => "图表和实时进度需要 JavaScript；数字、表格和导出不需要。",
        Language::English => "Charts and live progress need JavaScript; numbers, tables and exports do not.",
    }
}

/// Sentences one after the other; Chinese ones without a space between them.
#[cfg(feature = "ssr")]
pub(crate) fn sentences(all: &[String], language: Language) -> String {
    let between = match language {
        Language::Chinese => "",
        Language::English => " ",
    };
    all.iter().filter(|sentence| !sentence.is_empty()).map(String::as_str).collect::<Vec<_>>().join(between)
}
